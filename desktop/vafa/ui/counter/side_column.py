"""The quiet edge of the idle page: parked purchases, the last postings, the devices of the desk."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.domain.units import DisplayUnit, Rial
from vafa.services.counter.park import ParkedView
from vafa.services.counter.read_day import Day, LastPosting
from vafa.ui.counter.arranging import column, paired, row
from vafa.ui.counter.counter_state import CounterState, Devices, Eye, PrinterState, Step
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.press_card import PressCard
from vafa.ui.counter.state_dot import HOLLOW, StateDot
from vafa.ui.parts.divider import Divider
from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.keycap import Keycap
from vafa.ui.parts.look import look
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.wording import counter_words, figures, times

SHOWN_PARKED = 3
SHOWN_POSTINGS = 12
_STATE_ON = (Step.IDLE,)


class SideColumn(Panel):
    """`picked` the parked purchase that was pressed, after the key F7."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._parked = ParkedCard()
        self._last = LastPostings()
        self._devices = DevicesCard()
        self._parked.opened.connect(lambda: self.key.emit("F7"))
        self._parked.picked.connect(self._recall)
        self._fit = FittingColumn()
        self._fit.add(self._parked)
        self._fit.add(self._last, rank=2, stretch=1)
        self._fit.add(self._devices, rank=1)
        self._fit.add_stretch(0)
        self.setLayout(column(self._fit, spacing=0))

    def show_state(self, state: CounterState) -> None:
        minute = state.now.replace(second=0, microsecond=0)
        wanted = (state.step in _STATE_ON, state.parked, state.day, state.devices, state.unit, minute)
        if wanted == self._shown:
            return
        self._shown = wanted
        idle = state.step in _STATE_ON
        self._parked.show_parked(state.parked, state.now, state.unit)
        self._last.show_day(state.day or Day(), state.unit)
        self._devices.show_devices(state.devices)
        self._fit.want(self._parked, bool(state.parked))
        self._fit.want(self._last, idle)
        self._fit.want(self._devices, idle)

    def _recall(self, place: int) -> None:
        self.key.emit("F7")
        self.picked.emit(place)


class ParkedCard(Card):
    """The purchases that wait, the oldest first; what has no room is counted."""

    opened = Signal()
    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=(16, 14), spacing=8, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        _ = look().words
        self._count = Text("", "body", "ink3")
        head = row(Icon("circle-pause", 20), Text(_("Parked"), "card_title"), self._count, 1, Keycap("F7"))
        self.body.addLayout(head)
        self._rows = [_ParkedRow() for _place in range(SHOWN_PARKED)]
        for place, one in enumerate(self._rows):
            one.struck.connect(lambda place=place: self.picked.emit(place))
            self.body.addWidget(one)

    def show_parked(self, parked: tuple[ParkedView, ...], now: datetime, unit: DisplayUnit) -> None:
        """Shows what waits."""
        self._count.say(figures.number(len(parked), look().language) if parked else "")
        for one, view in paired(self._rows, parked):
            one.setVisible(view is not None)
            if view is not None:
                one.show_view(view, now, unit)


class _ParkedRow(PressCard):
    def __init__(self) -> None:
        super().__init__("", inset=True, padding=(14, 8))
        self.body.setSpacing(2)
        self._name = Text("", "body_strong", elide=True)
        self._ago = Text("", "caption", "ink3", side="end")
        self._amount = Figure()
        self._who = Text("", "caption", "ink3", side="end")
        head = row(self._name, self._ago)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.body.addLayout(row(self._amount, 1, self._who))

    def show_view(self, view: ParkedView, now: datetime, unit: DisplayUnit) -> None:
        """Shows one purchase."""
        _ = look().words
        language = look().language
        nobody = view.sale.who.anonymous
        name = _("Passing customer") if nobody else view.name or _("no name")
        amount = figures.money(Rial(view.amount_rial), unit, language, with_unit=False)
        self._name.say(name)
        self._ago.say(times.ago(view.parked, now, language))
        self._amount.show_runs(
            Run(amount, "section"), Run(figures.money_unit(unit, language), "caption", "ink3", gap_px=6)
        )
        self._who.say(_("without a member") if nobody else counter_words.parked_number(view.number, language))
        self.setAccessibleName(f"{name} {amount}")


class LastPostings(Card):
    """What was posted last, the newest first; as many lines as have room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        _ = look().words
        super().__init__(_("Last postings"), icon="history", padding=(16, 12), spacing=0, parent=parent)
        self._none = Text(_("Nothing has been posted today."), "secondary", "ink3")
        self._lines = [PostingLine() for _place in range(SHOWN_POSTINGS)]
        self._fit = FittingColumn(spacing=0)
        self._fit.add(self._none)
        for place, line in enumerate(self._lines):
            self._fit.add(line, rank=place)
        self._fit.add_stretch()
        self.body.addWidget(self._fit, 1)

    def show_day(self, day: Day, unit: DisplayUnit) -> None:
        """Shows the postings of a day."""
        self._fit.want(self._none, not day.last)
        for line, posting in paired(self._lines, day.last):
            self._fit.want(line, posting is not None)
            if posting is not None:
                line.show_posting(posting, unit, first=line is self._lines[0])


class PostingLine(QWidget):
    """When, who, and what it did to the account."""

    def __init__(self) -> None:
        super().__init__()
        self._time = Text("", "secondary", "ink3", tabular=True)
        self._name = Text("", "body_strong", elide=True)
        self._change = Figure(side="end")
        self._line = Divider()
        self._time.setMinimumWidth(look().px(48))
        line = row(self._time, self._name, self._change, spacing=8)
        line.setStretch(1, 1)
        line.setContentsMargins(0, 7, 0, 8)
        self.setLayout(column(self._line, line, spacing=0))

    def show_posting(self, posting: LastPosting, unit: DisplayUnit, *, first: bool) -> None:
        """Shows one posting; one that was undone says so."""
        _ = look().words
        language = look().language
        self._line.setVisible(not first)
        self._time.say(figures.time_of_day(posting.moment, language))
        self._name.say(posting.name or _("Passing customer"))
        if posting.undone:
            self._change.show_runs(Run(_("cancelled"), "secondary", "ink3"))
        elif posting.name:
            tone = "accent_ink" if posting.points_change > 0 else "ink"
            number = figures.signed(posting.points_change, language)
            self._change.show_runs(Run(number, "body_strong", tone), Run(_("points"), "minimum", "ink3", gap_px=6))
        else:
            number = figures.money(Rial(posting.amount_rial), unit, language, with_unit=False)
            money_unit = figures.money_unit(unit, language)
            self._change.show_runs(Run(number, "body_strong"), Run(money_unit, "minimum", "ink3", gap_px=6))


class DevicesCard(Card):
    """Dots and words that prove the desk is ready."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=(16, 12), spacing=6, parent=parent)
        _ = look().words
        self._printer = _DeviceLine(_("Receipt printer"))
        self._scanner = _DeviceLine(_("Barcode scanner"))
        self._camera = _DeviceLine(_("Camera"))
        self._queue = _DeviceLine(_("Slips waiting"))
        for line in (self._printer, self._scanner, self._camera, self._queue):
            self.body.addWidget(line)

    def show_devices(self, devices: Devices) -> None:
        """Shows how they are."""
        _ = look().words
        printers: dict[PrinterState, Callable[[], tuple[str, str]]] = {
            PrinterState.NONE: lambda: (HOLLOW, _("not set")),
            PrinterState.READY: lambda: ("accent", _("ready")),
            PrinterState.BUSY: lambda: ("accent", _("printing")),
            PrinterState.TROUBLE: lambda: ("danger", _("in trouble")),
        }
        eyes: dict[Eye, Callable[[], tuple[str, str]]] = {
            Eye.OFF: lambda: (HOLLOW, _("off")),
            Eye.STARTING: lambda: ("info", _("starting")),
            Eye.SEEING: lambda: ("accent", _("ready")),
            Eye.MISSING: lambda: ("warn", _("not found")),
        }
        self._printer.say(*printers[devices.printer]())
        self._scanner.say(*(("accent", _("ready")) if devices.scanned else (HOLLOW, _("nothing read yet"))))
        self._camera.say(*eyes[devices.camera]())
        self._camera.setVisible(devices.camera is not Eye.OFF)
        waiting = counter_words.waiting_slips(devices.waiting_slips, look().language)
        self._queue.say("warn" if devices.waiting_slips else "accent", waiting)


class _DeviceLine(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._dot = StateDot()
        self._state = Text("", "secondary", "ink3", side="end")
        self.setLayout(row(self._dot, Text(name, "body"), 1, self._state, spacing=10))

    def say(self, tone: str, state: str) -> None:
        """How the device is."""
        self._dot.set_tone(tone)
        self._state.say(state)
