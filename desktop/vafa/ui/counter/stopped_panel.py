"""A card that cannot be used: why, whose it is, and how to go on without handing it back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from vafa.ui.counter.arranging import boxed, column, row
from vafa.ui.counter.counter_state import CounterState, Step, Stopped, WayOn
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.ways_row import WaysRow
from vafa.ui.parts.divider import Divider
from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.icon import Icon, IconTile
from vafa.ui.parts.look import look
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.wording import figures
from vafa.wording.said_words import said, stopped_title

WIDTH_PX = 860
_TOP_PX = 48
_SHOWN_OF_SERIAL = 4


class StoppedPanel(Panel):
    """In the middle of the page, because nothing else matters now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        _ = look().words
        self._card = Card(tone="danger", padding=(32, 28), spacing=18)
        self._title = Text("", "title", wrap=True)
        self._line = Text("", "body", "ink2", wrap=True)
        self._holder = _Fact("user", _("Holder of the card"))
        self._read = _Fact("credit-card", _("Card that was read"))
        self._good = _Fact("badge-check", _("Card in use"), last=True)
        self._ways = WaysRow(size=52)
        self._ways.taken.connect(self.way)
        self._lay_out()

    def show_state(self, state: CounterState) -> None:
        wanted = (state.stopped, state.question, state.unit)
        if wanted == self._shown or state.step is not Step.STOPPED or state.stopped is None:
            return
        self._shown = wanted
        self._show_card(state.stopped, state)
        ways = state.question.ways if state.question else (WayOn.BY_MOBILE, WayOn.WITHOUT_MEMBER)
        chosen = state.question.chosen if state.question else 0
        self._ways.show_ways(ways, state.stopped.said.figures, state.unit, chosen)

    def _lay_out(self) -> None:
        _ = look().words
        head = row(spacing=18)
        head.addWidget(IconTile("ban", 64, "danger"), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(column(self._title, self._line, spacing=2), 1)
        facts = Card(tone="sunken", inset=True, padding=(20, 6), spacing=0)
        for fact in (self._holder, self._read, self._good):
            facts.body.addWidget(fact)
        self._facts = facts
        promise = row(Icon("info", 18, "ink3"), spacing=8)
        promise.addWidget(
            Text(_("A card that was found is not handed back to whoever brings it."), "secondary", "ink3"), 1
        )
        self._card.body.addLayout(head)
        for piece in (facts, self._ways):
            self._card.body.addWidget(piece)
        self._card.body.addLayout(promise)
        self._card.setMaximumWidth(look().px(WIDTH_PX))
        line = row(1, boxed(row(self._card)), 1, spacing=0)
        line.setStretch(1, 8)
        whole = column(boxed(line), 1, spacing=0)
        whole.setContentsMargins(0, _TOP_PX, 0, 0)
        self.setLayout(whole)

    def _show_card(self, stopped: Stopped, state: CounterState) -> None:
        _ = look().words
        language = look().language
        why = said(stopped.said.code, stopped.said.figures, state.unit, language)
        self._title.say(stopped_title(stopped.said.code, language))
        self._line.say(why.text)
        mobile = figures.masked_mobile(stopped.holder_mobile, language) if stopped.holder_mobile else ""
        name = stopped.holder_name or (_("no name") if mobile else "")
        self._holder.show_runs(Run(name, "body_strong"), Run(mobile, "body", "ink3", gap_px=12))
        blocked = stopped.said.code.startswith("card_") and stopped.said.code != "card_unknown"
        self._read.show_runs(*_serial(stopped.serial, _("blocked") if blocked else "", "danger_ink"))
        self._good.show_runs(*_serial(stopped.good_serial, "", "ink3"))
        self._facts.setVisible(any(not fact.isHidden() for fact in (self._holder, self._read, self._good)))


class _Fact(QWidget):
    """A line of what is known; hidden when it is not."""

    def __init__(self, icon: str, label: str, *, last: bool = False) -> None:
        super().__init__()
        self._value = Figure(side="end")
        line = row(Icon(icon, 20, "ink3"), Text(label, "body", "ink2"), 1, self._value, spacing=12)
        line.setContentsMargins(0, 9, 0, 9)
        pieces = column(line, spacing=0)
        if not last:
            pieces.addWidget(Divider())
        self.setLayout(pieces)

    def show_runs(self, *runs: Run) -> None:
        """Shows a value, or hides the line."""
        self._value.show_runs(*runs)
        self.setVisible(any(run.text for run in runs))


def _serial(serial: str, state: str, tone: str) -> tuple[Run, ...]:
    """The last digits of a serial; the others are nobody's business."""
    if not serial:
        return ()
    return Run(figures.latin(f"•••• {serial[-_SHOWN_OF_SERIAL:]}"), "body_strong"), Run(state, "body", tone, gap_px=12)
