"""The counter: one box on top, under it what the purchase is about, and the keys at the bottom."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from vafa.ui.counter.approval_panel import ApprovalPanel
from vafa.ui.counter.arranging import boxed, column
from vafa.ui.counter.box_view import box_view
from vafa.ui.counter.counter_state import CounterState, Step, ToastKind
from vafa.ui.counter.details_panel import DetailsPanel
from vafa.ui.counter.enrol_panel import EnrolPanel
from vafa.ui.counter.found_receipt_panel import FoundReceiptPanel
from vafa.ui.counter.front_panel import FrontPanel
from vafa.ui.counter.help_sheet import HelpSheet
from vafa.ui.counter.page_notices import PageNotices
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.parked_panel import ParkedPanel
from vafa.ui.counter.posted_panel import PostedPanel
from vafa.ui.counter.purchase_columns import PurchaseColumns
from vafa.ui.counter.stopped_panel import StoppedPanel
from vafa.ui.counter.top_row import TopRow
from vafa.ui.parts.key_bar import KeyBar, KeyState
from vafa.ui.parts.look import look
from vafa.ui.parts.toast import Toast
from vafa.wording.toast_words import toast

WIDE_FROM_PX = 1_600
"""From this width of the window on the larger arrangement is used."""

_PANELS: dict[Step, type[Panel]] = {
    Step.IDLE: FrontPanel,
    Step.HITS: FrontPanel,
    Step.SALE: PurchaseColumns,
    Step.POSTED: PostedPanel,
    Step.ENROL: EnrolPanel,
    Step.STOPPED: StoppedPanel,
    Step.PARKED: ParkedPanel,
    Step.RECEIPT: FoundReceiptPanel,
    Step.REFUND: FoundReceiptPanel,
    Step.REASSIGN: FoundReceiptPanel,
    Step.DETAILS: DetailsPanel,
}
_SHEETS: tuple[type[Panel], ...] = (ApprovalPanel, HelpSheet)
_PAGES = {"PgUp": -1, "PgDn": 1}

_AMISS = frozenset(
    {
        ToastKind.UNKNOWN_SCAN,
        ToastKind.BLOCKED_SCAN,
        ToastKind.NOT_OURS,
        ToastKind.GARBAGE,
        ToastKind.FINISH_FIRST,
        ToastKind.NO_PRINTER,
    }
)
"""What did not go as it was meant does not come with a tick."""


class CounterPage(QWidget):
    """Shows a CounterState and tells what the hand did; it decides nothing. The box has the caret, always."""

    typed = Signal(str)
    """The text of the box as it is meant: ASCII digits, no separators where it asks for a number."""
    accepted = Signal()
    went_back = Signal()
    key = Signal(str)
    """A key by its name: "F1" to "F12", "Ctrl+Z", "Ctrl+Space", "Ctrl+1", "Tab", "Up", "Down", "Ctrl+Delete"…"""
    picked = Signal(int)
    """The item of the list shown, counted from 0: by a digit key where digits choose, or by hand."""
    way = Signal(object)
    """A WayOn of the question that stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(look().direction)
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Window, look().colour("bg"))
        self.setPalette(ground)
        self.setAutoFillBackground(True)
        self._state: CounterState | None = None
        self._wide = False
        self._toast_shown: object = None
        self._panels: dict[type[Panel], Panel] = {}
        self._unpainted: list[Panel] = []
        self._now: Panel | None = None
        self._top = TopRow()
        self._notices = PageNotices()
        self._body = column(self._notices, spacing=0)
        self._body.setContentsMargins(24, 6, 24, 14)
        self._keys = KeyBar(_key_labels())
        whole = column(self._top, boxed(self._body), self._keys, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._toast = Toast(self, self._top.box)
        self._listen()
        # The box follows the hand at once; the panel comes in a turn of the event loop for itself, and once where
        # several states come together.
        self._due = QTimer(self, interval=0, singleShot=True)
        self._due.timeout.connect(self._show_panel)
        # The panels of later steps are made and painted one by one while nothing else is to be done.
        self._making = QTimer(self, interval=0)
        self._making.timeout.connect(self._prepare_next)

    def show_state(self, state: CounterState) -> None:
        """Shows a state; touches only what differs from the one before. While the page is seen the panel comes a turn
        of the event loop later."""
        before, self._state = self._state, state
        if state is before:
            return
        self._top.show_state(state)
        self._notices.show_state(state)
        if self.isVisible():
            self._due.start()
        else:
            self._show_panel()
        self._top.box.set_view(box_view(state))
        if before is None or (before.keys, before.strong_key) != (state.keys, state.strong_key):
            self._keys.set_states(_key_states(state))
        self._show_toast(state, anew=before is None)

    def _show_toast(self, state: CounterState, *, anew: bool) -> None:
        """A page that is made anew, in another look, does not repeat what was said long ago."""
        said = state.toast
        if said is None or said.edition == self._toast_shown:
            return
        self._toast_shown = said.edition
        if not anew:
            text = toast(said.kind.value, said.figures, look().language)
            self._toast.show_text(text, icon="circle-alert" if said.kind in _AMISS else "circle-check")

    def take_caret(self) -> None:
        """Gives the keyboard to the box."""
        self._top.box.take_focus()

    def make_all(self) -> None:
        """Makes every panel now, instead of one by one in idle moments."""
        while self._make_next():
            pass

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._top.box.keep_focus()
        if len(self._panels) < len(set(_PANELS.values())) + len(_SHEETS):
            self._making.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.window().width() >= WIDE_FROM_PX
        if wide != self._wide:
            self._wide = wide
            for panel in self._panels.values():
                panel.set_wide(wide)
            if self._state is not None and self._now is not None:
                self._now.show_state(self._state)
        super().resizeEvent(event)

    def _listen(self) -> None:
        box = self._top.box
        box.typed.connect(self.typed)
        box.accepted.connect(self.accepted)
        box.went_back.connect(self.went_back)
        box.key.connect(self._struck)
        self._keys.pressed.connect(self.key)
        self._notices.taken.connect(self.way)

    def _struck(self, name: str) -> None:
        if name.isdecimal():
            self.picked.emit(int(name) - 1)
        elif name in _PAGES and isinstance(panel := self._panel_due(), DetailsPanel):
            panel.turn(_PAGES[name])
        else:
            self.key.emit(name)

    def _fill(self, text: str) -> None:
        self._top.box.press("clear")
        if text:
            self._top.box.press(text)

    def _show_panel(self) -> None:
        if self._state is None:
            return
        panel = self._panel(_panel_of(self._state))
        panel.show_state(self._state)
        if panel is not self._now:
            if self._now is not None:
                self._now.hide()
            self._now = panel
            if self._body.indexOf(panel) < 0:
                self._body.addWidget(panel, 1)
            panel.show()

    def _panel_due(self) -> Panel | None:
        """The panel of the newest state, shown now if its turn has not come yet."""
        if self._due.isActive():
            self._due.stop()
            self._show_panel()
        return self._now

    def _panel(self, kind: type[Panel]) -> Panel:
        found = self._panels.get(kind)
        return self._make(kind) if found is None else found

    def _make(self, kind: type[Panel]) -> Panel:
        panel = kind(self._body.parentWidget())
        self._panels[kind] = panel
        self._unpainted.append(panel)
        panel.hide()
        panel.key.connect(self.key)
        panel.accepted.connect(self.accepted)
        panel.picked.connect(self.picked)
        panel.way.connect(self.way)
        panel.padded.connect(self._top.box.press)
        panel.filled.connect(self._fill)
        panel.set_wide(self._wide)
        return panel

    def _make_next(self) -> bool:
        missing = next((kind for kind in (*_PANELS.values(), *_SHEETS) if kind not in self._panels), None)
        if missing is None:
            return False
        self._make(missing)
        return True

    def _prepare_next(self) -> None:
        if self._unpainted:
            panel = self._unpainted.pop(0)
            if panel is not self._now and self._now is not None:
                # The first painting draws grounds, icons and letters that are kept: nobody is to wait for that later.
                panel.resize(self._now.size())
                panel.grab()
        elif not self._make_next():
            self._making.stop()


def _panel_of(state: CounterState) -> type[Panel]:
    if state.help:
        return HelpSheet
    return ApprovalPanel if state.approving is not None else _PANELS[state.step]


def _key_states(state: CounterState) -> dict[str, KeyState]:
    states: dict[str, KeyState] = dict.fromkeys(state.keys, "lit")
    if state.strong_key:
        states[state.strong_key] = "strong"
    return states


def _key_labels() -> list[tuple[str, str]]:
    _ = look().words
    return [
        ("F2", _("New member")),
        ("F3", _("Spend points")),
        ("F4", _("Rewards")),
        ("F6", _("Referrer")),
        ("F7", _("Park")),
        ("F8", _("Return")),
        ("F9", _("Details")),
        ("F10", _("Finish")),
        ("F11", _("Ticket")),
        ("F12", _("Shift")),
    ]
