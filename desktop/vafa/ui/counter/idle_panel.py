"""The page between two customers: what to ask, the large actions, and the day so far."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from vafa.domain.units import DisplayUnit, Rial
from vafa.services.counter.read_day import Day
from vafa.ui.counter.arranging import boxed, column, row
from vafa.ui.counter.counter_state import CounterState, Step
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.counter.fitting_row import FittingRow
from vafa.ui.counter.keypad_card import KeypadCard
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.question_card import QuestionCard
from vafa.ui.parts.action_card import ActionCard
from vafa.ui.parts.chip import Chip
from vafa.ui.parts.divider import Divider
from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.look import look
from vafa.ui.parts.pattern_panels import HeroCard
from vafa.ui.parts.progress_bar import Progress
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.wording import counter_words, figures

_HERO_SIDE_PX, _TILE_PX = 32, 151


class IdlePanel(Panel):
    """Everything beside the quiet edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._hero = _Hero()
        self._pad = KeypadCard()
        self._tiles = _Tiles()
        self._day = DayCard()
        self._pad.padded.connect(self.padded)
        self._pad.accepted.connect(self.accepted)
        self._hero.question.taken.connect(self.way)
        self._tiles.struck.connect(self.key)
        top = row(self._hero, self._pad, spacing=16)
        top.setStretch(0, 1)
        self._fit = FittingColumn()
        self._fit.add(boxed(top), stretch=1)
        self._fit.add(self._tiles, rank=1)
        self._fit.add(self._day, rank=2)
        self.setLayout(column(self._fit, spacing=0))
        self.set_wide(False)

    def show_state(self, state: CounterState) -> None:
        wanted = (state.day, len(state.parked), state.unit, state.question, state.box.no, state.step)
        if wanted == self._shown or state.step is not Step.IDLE:
            return
        self._shown = wanted
        self._hero.show_state(state)
        self._tiles.show_parked(len(state.parked))
        self._day.show_day(state.day or Day(), state.unit)

    def set_wide(self, wide: bool) -> None:
        self._pad.setVisible(wide)


class _Hero(HeroCard):
    """One sentence that tells the cashier what to ask; a refusal of what was read or typed takes its place."""

    def __init__(self) -> None:
        super().__init__(padding=(_HERO_SIDE_PX, 18), spacing=12)
        _ = look().words
        self._hello = Text(_("Ready for the next customer"), "hero")
        self._ask = Text(
            _("Ask “Are you a member?”, then read the card or type the mobile."), "body", "ink2", wrap=True
        )
        self.question = QuestionCard(size=52, spread=False)
        chips = [
            Chip(_("Membership card"), "info", icon="credit-card"),
            Chip(_("Mobile or its last 4 digits"), "info", icon="phone"),
            Chip(_("Name"), "info", icon="user"),
            Chip(_("Receipt number"), "info", icon="receipt-text"),
        ]
        self._chips = FittingRow()
        for rank, chip in enumerate(chips):
            self._chips.add(chip, rank=rank)
        self._chips.add_stretch()
        self.body.addStretch()
        for piece in (self._hello, self._ask, self._chips, self.question):
            self.body.addWidget(piece)
        self.body.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_state(self, state: CounterState) -> None:
        """Greets, or says what was refused."""
        if state.question is not None:
            self.question.ask(state.question, state.unit)
        else:
            self.question.complain(state.box.no, state.unit)
        refused = state.question is not None or state.box.no is not None
        self._hello.setVisible(not refused)
        self._ask.setVisible(not refused)
        self._chips.setVisible(not refused)


class _Tiles(QWidget):
    """Four large actions for fingers; `struck` tells the key that does the same."""

    struck = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        _ = look().words
        self._parked = ActionCard("circle-pause", _("Parked purchases"), key="F7")
        tiles = {
            "F2": ActionCard("user-plus", _("New member"), _("with the mobile alone"), key="F2", strong=True),
            "F7": self._parked,
            "F8": ActionCard("rotate-ccw", _("Return of goods"), _("by receipt number"), key="F8"),
            "Ctrl+Space": ActionCard("shopping-basket", _("Without a member"), _("passing customer"), key="Ctrl+Space"),
        }
        line = row(*tiles.values(), spacing=16)
        for place, (key, tile) in enumerate(tiles.items()):
            line.setStretch(place, 1)
            tile.setFixedHeight(max(look().px(_TILE_PX), tile.minimumSizeHint().height()))
            tile.clicked.connect(lambda _=False, key=key: self.struck.emit(key))
        self.setLayout(line)

    def show_parked(self, count: int) -> None:
        """How many purchases wait."""
        self._parked.say_line(counter_words.waiting_purchases(count, look().language))


class DayCard(Card):
    """Four figures of today, each with what it is measured against."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=(20, 13), parent=parent)
        _ = look().words
        self._share = Figure()
        self._of = Text("", "secondary", "ink3", side="end")
        self._bar = Progress(height_px=10, name=_("With a member today"))
        self._people, self._given, self._spent = (Figure() for _place in range(3))
        self._people_line, self._given_line, self._spent_line = (Text("", "caption", "ink3") for _place in range(3))
        share = row(self._share, 1, self._of)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        columns = (
            column(Text(_("With a member today"), "body", "ink3"), share, self._bar, 1, spacing=4),
            column(Text(_("New members"), "body", "ink3"), self._people, self._people_line, 1, spacing=4),
            column(Text(_("Points given today"), "body", "ink3"), self._given, self._given_line, 1, spacing=4),
            column(Text(_("Points spent today"), "body", "ink3"), self._spent, self._spent_line, 1, spacing=4),
        )
        for place, one in enumerate(columns):
            grid.addLayout(one, 0, 2 * place)
            grid.setColumnStretch(2 * place, 5 if place == 0 else 4)
            if place:
                grid.addWidget(Divider(upright=True), 0, 2 * place - 1)
        self.body.addLayout(grid)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_day(self, day: Day, unit: DisplayUnit) -> None:
        """Shows a day."""
        _ = look().words
        language = look().language
        share = counter_words.percent(day.with_member, day.receipts, language)
        of = counter_words.of_receipts(day.with_member, day.receipts, language)
        self._share.show_runs(Run(share, "kpi"))
        self._of.say(of)
        self._bar.show_value(day.with_member / day.receipts if day.receipts else 0.0, spoken=f"{share}, {of}")
        self._people.show_runs(*_counted(day.enrolled, _("person") if day.enrolled == 1 else _("people")))
        self._given.show_runs(*_counted(day.earned, _("points")))
        self._spent.show_runs(*_counted(day.spent, _("points")))
        self._people_line.say(counter_words.yesterday_people(day.enrolled_yesterday, language))
        self._given_line.say(counter_words.in_receipts(day.receipts, language))
        spent = figures.money(Rial(day.spent_rial), unit, language)
        self._spent_line.say(counter_words.worth_in_words(spent, language))


def _counted(count: int, unit: str) -> tuple[Run, Run]:
    return Run(figures.number(count, look().language), "title"), Run(unit, "secondary", "ink3", gap_px=8)
