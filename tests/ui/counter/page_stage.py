"""A counter page on a stage as wide as the window leaves it beside the rail, wearing a look."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from vafa.ui.counter.counter_page import CounterPage
from vafa.ui.counter.counter_state import CounterState
from vafa.ui.parts.look import Look, load_fonts, wear

# The window's size, and what the rail leaves of its width.
SIZES = {1366: (1282, 768), 1920: (1708, 1080)}

# Where a part's height hangs on its width, a layout needs a few rounds to come to rest.
_ROUNDS = 8

_loaded: list[QApplication] = []


@contextmanager
def staged(application: QApplication, look: Look, window_px: int = 1366) -> Iterator[CounterPage]:
    """A page that has made all its panels; the look is taken off afterwards."""
    if application not in _loaded:
        application.setCursorFlashTime(0)
        load_fonts()
        _loaded.append(application)
    wear(look)
    width, height = SIZES[window_px]
    stage = QWidget()
    stage.resize(window_px, height)
    page = CounterPage(stage)
    page.setGeometry(0, 0, width, height)
    page.make_all()
    stage.show()
    stage.activateWindow()
    try:
        yield page
    finally:
        stage.close()
        stage.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        wear(Look())


def shown(page: CounterPage, state: CounterState) -> None:
    """Renders a state and lets the layout come to rest."""
    page.show_state(state)
    for _ in range(_ROUNDS):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
