"""The window: the rail, and beside it the page one is on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QStackedWidget, QWidget

from vafa.ui.parts.key_names import is_letter
from vafa.ui.parts.look import look
from vafa.ui.parts.places import LOCK

if TYPE_CHECKING:
    from vafa.ui.parts.rail import Rail

LEAST_SIZE = QSize(1366, 768)
WIDE_RAIL_FROM_PX = 1600


class Window(QWidget):
    """Holds pages by their names and shows one of them, with the rail or alone."""

    went = Signal(str)
    """Somebody wants to go: "counter", "settings" or "lock" (also by Ctrl+L)."""
    closing = Signal()
    """Somebody closes the window. It stays until `let_go`."""
    first_painted = Signal()
    """The window has been painted for the first time."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: dict[str, QWidget] = {}
        self._place = ""
        self._with_rail = False
        self._rail: Rail | None = None
        self._wide = False
        self._painted = False
        self._leaves = False
        self._is_painting = False
        # Zero timers that are due come together, so that only a second one has a turn for itself.
        self._paints = QTimer(self, interval=0, singleShot=True)
        self._paints_next = QTimer(self, interval=0, singleShot=True)
        self._paints.timeout.connect(self._paints_next.start)
        self._paints_next.timeout.connect(self.paint_now)
        self._stack = QStackedWidget()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._row.addWidget(self._stack, 1)
        self.setAutoFillBackground(True)
        self.wear()

    def open(self) -> None:
        """Shows the window over the whole screen; a screen smaller than the least size bounds that, too."""
        if QGuiApplication.platformName() == "offscreen":  # whose screen has no size of its own
            self.setMinimumSize(LEAST_SIZE)
            self.show()
            return
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.setMinimumSize(LEAST_SIZE.boundedTo(room.size()))
        self.setGeometry(room)
        self.showMaximized()

    def wear(self) -> None:
        """Takes on the look that is worn just now. The pages are built anew by whoever made them."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, look().colour("bg"))
        self.setPalette(palette)
        self.setLayoutDirection(look().direction)
        self._drop_rail()
        self._fit_rail()

    def name_shop(self, name: str) -> None:
        """The title: the product, and the shop once it is known."""
        product = look().words("Vafa")
        self.setWindowTitle(f"{product} — {name}" if name else product)

    def put(self, place: str, page: QWidget) -> None:
        """Gives a place its page; one that stood there before is let go."""
        before = self._pages.pop(place, None)
        self._pages[place] = page
        self._stack.addWidget(page)
        if before is not None:
            if self._stack.currentWidget() is before:
                self._stack.setCurrentWidget(page)
            self._stack.removeWidget(before)
            before.setParent(None)
            before.deleteLater()

    def page(self, place: str) -> QWidget | None:
        """The page of a place, if it has one."""
        return self._pages.get(place)

    @property
    def place(self) -> str:
        """Where one is."""
        return self._place

    def go(self, place: str, *, rail: bool) -> None:
        """Shows the page of a place."""
        self._place = place
        self._with_rail = rail
        self._fit_rail()
        self._stack.setCurrentWidget(self._pages[place])

    def let_go(self) -> None:
        """Closes for good."""
        self._leaves = True
        self.close()

    def paint_now(self) -> None:
        """Paints what has changed at once, not in its turn."""
        self._is_painting = True
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.UpdateRequest))
        self._is_painting = False

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._leaves:
            event.accept()
            return
        event.ignore()
        self.closing.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rail()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if with_ctrl and is_letter(event, Qt.Key.Key_L) and not event.isAutoRepeat():
            self.went.emit(LOCK)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Painting takes a turn of the event loop for itself: the keys and answers that wait already come before it.
        if event.type() == QEvent.Type.UpdateRequest and not self._is_painting:
            self._paints.start()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def _fit_rail(self) -> None:
        wide = self.width() >= WIDE_RAIL_FROM_PX
        if self._with_rail and (self._rail is None or wide != self._wide):
            from vafa.ui.parts.rail import Rail  # the sign-in page has none, and it is painted first

            self._drop_rail()
            self._wide = wide
            self._rail = Rail(wide=wide)
            self._rail.went.connect(self.went)
            self._row.insertWidget(0, self._rail)
        if self._rail is not None:
            self._rail.setVisible(self._with_rail)
            self._rail.show_place(self._place)

    def _drop_rail(self) -> None:
        if self._rail is not None:
            self._row.removeWidget(self._rail)
            self._rail.setParent(None)
            self._rail.deleteLater()
            self._rail = None
