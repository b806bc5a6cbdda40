"""The purchases that wait: digits or arrows choose, Enter brings one back, Delete throws it away."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from vafa.domain.units import DisplayUnit, Rial
from vafa.services.counter.park import ParkedView
from vafa.ui.counter.arranging import column, paired, row
from vafa.ui.counter.counter_state import CounterState, Step
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.press_card import PressCard
from vafa.ui.counter.question_card import QuestionCard
from vafa.ui.parts.avatar import Avatar
from vafa.ui.parts.empty_state import EmptyState
from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.keycap import Keycap
from vafa.ui.parts.look import look
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.wording import counter_words, figures, times

SHOWN = 9
_ROW_PX = 56


class ParkedPanel(Panel):
    """`picked` the purchase that was pressed, counted in the whole list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = look().words
        self._shown: tuple[object, ...] = ()
        self._first = 0
        self._card = Card(_("Parked purchases"), icon="circle-pause", padding=(20, 16), spacing=6)
        self._rows = [_ParkedLine() for _place in range(SHOWN)]
        self._none = EmptyState(
            "circle-pause", _("Nothing is parked."), _("F7 keeps an open purchase for later."), focus=False
        )
        self.question = QuestionCard(size=52, spread=False)
        self.question.taken.connect(self.way)
        self._fit = FittingColumn(spacing=4)
        self._fit.add(self._none)
        for place, one in enumerate(self._rows):
            self._fit.add(one, rank=place)
            one.struck.connect(lambda place=place: self.picked.emit(self._first + place))
        self._fit.add(self.question)
        self._foot = Text(_("Ctrl+Delete throws the chosen one away."), "secondary", "ink3")
        self._fit.add(self._foot, rank=SHOWN)
        self._card.body.addWidget(self._fit)
        self.setLayout(column(self._card, 1, spacing=0))

    def show_state(self, state: CounterState) -> None:
        minute = state.now.replace(second=0, microsecond=0)
        wanted = (state.parked, state.parked_chosen, state.question, minute, state.unit)
        if wanted == self._shown or state.step is not Step.PARKED:
            return
        self._shown = wanted
        # The list turns a page when the chosen one lies beyond it.
        self._first = state.parked_chosen // SHOWN * SHOWN
        views = state.parked[self._first : self._first + SHOWN]
        self._card.say_fact(figures.number(len(state.parked), look().language) if state.parked else "")
        self._fit.want(self._none, not state.parked)
        self._fit.want(self._foot, bool(state.parked))
        for place, (one, view) in enumerate(paired(self._rows, views)):
            self._fit.want(one, view is not None)
            if view is not None:
                one.show_view(view, place, state.now, state.unit)
                one.set_chosen(self._first + place == state.parked_chosen)
                self._fit.set_rank(one, abs(self._first + place - state.parked_chosen))
        self.question.ask(state.question, state.unit)
        self._fit.want(self.question, state.question is not None)


class _ParkedLine(PressCard):
    def __init__(self) -> None:
        super().__init__("", inset=True, edge=False, padding=(18, 4))
        self._cap = Keycap("1")
        self._face = Avatar("", 44, "accent_tint")
        self._name = Text("", "section", elide=True)
        self._number = Text("", "secondary", "ink3")
        self._amount = Figure(side="end")
        self._ago = Text("", "body", "ink3", side="end")
        self._ago.setMinimumWidth(look().px(110))
        line = row(self._cap, self._face, self._name, self._number, self._amount, self._ago, spacing=14)
        line.setStretch(2, 1)
        self.body.addLayout(line)
        self.setFixedHeight(look().px(_ROW_PX) + 8)

    def show_view(self, view: ParkedView, place: int, now: datetime, unit: DisplayUnit) -> None:
        """Shows one purchase."""
        _ = look().words
        language = look().language
        nobody = view.sale.who.anonymous
        name = _("Passing customer") if nobody else view.name or _("no name")
        amount = figures.money(Rial(view.amount_rial), unit, language, with_unit=False)
        self._cap.say(figures.number(place + 1, language))
        self._face.show_name("" if nobody else view.name)
        self._name.say(name)
        self._number.say(counter_words.parked_number(view.number, language))
        self._amount.show_runs(
            Run(amount, "section"), Run(figures.money_unit(unit, language), "caption", "ink3", gap_px=6)
        )
        self._ago.say(times.ago(view.parked, now, language))
        self.setAccessibleName(f"{name} {amount}")
