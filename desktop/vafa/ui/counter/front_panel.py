"""Before a purchase: the greeting or the members who fit, and the quiet edge beside them."""

from PySide6.QtWidgets import QWidget

from vafa.ui.counter.arranging import column, row
from vafa.ui.counter.counter_state import CounterState, Step
from vafa.ui.counter.hits_panel import HitsPanel
from vafa.ui.counter.idle_panel import IdlePanel
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.side_column import SideColumn

SIDE_PX = 348


class FrontPanel(Panel):
    """The quiet edge stays where it is while somebody is looked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._idle, self._hits, self._side = IdlePanel(), HitsPanel(), SideColumn()
        self._hits.setVisible(False)
        self._side.setFixedWidth(SIDE_PX)
        line = row(column(self._idle, self._hits, spacing=0), self._side, spacing=16)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.tell_through(self._idle, self._hits, self._side)

    def show_state(self, state: CounterState) -> None:
        self._idle.setVisible(state.step is not Step.HITS)
        self._hits.setVisible(state.step is Step.HITS)
        for panel in (self._idle, self._hits, self._side):
            panel.show_state(state)

    def set_wide(self, wide: bool) -> None:
        self._idle.set_wide(wide)
