"""The middle of a purchase: how much, which points come off, and why it earns what it earns."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vafa.domain.units import DisplayUnit, Rial
from vafa.persian.money import RIAL_PER_TOMAN
from vafa.ui.counter.arranging import column, paired
from vafa.ui.counter.counter_state import CounterState, Mode, Place, Sale, Step
from vafa.ui.counter.fitting_column import KEPT, FittingColumn
from vafa.ui.counter.fitting_row import FittingRow
from vafa.ui.counter.offers_card import OffersCard
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.question_card import QuestionCard
from vafa.ui.counter.reasons_card import ReasonsCard
from vafa.ui.parts.button import Button
from vafa.ui.parts.keypad import Keypad
from vafa.ui.parts.look import look
from vafa.ui.parts.stepper import Stepper
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.ui.parts.text_field import TextField
from vafa.wording import counter_words, figures
from vafa.wording.amount_words import amount_in_words

MOST_STEPS = 3
USUAL_TEXT_PERCENT = 100


class SalePanel(Panel):
    """Amount, points, offers, reasons; the keypad joins them in a wide window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._wide = False
        self._whose: bytes | None = None
        self._amount = AmountCard()
        self._points = PointsCard()
        self._offers = OffersCard()
        self._reasons = ReasonsCard()
        self._pad = Card(padding=(16, 16))
        pad = Keypad("amount", key_px=62)
        self._pad.body.addWidget(pad)
        self._fit = FittingColumn()
        self._fit.add(self._amount)
        self._fit.add(self._points)
        self._fit.add(self._offers, rank=1)
        self._fit.add(self._reasons, rank=3, stretch=1)
        self._fit.add(self._pad, rank=4)
        self._fit.add_stretch(0)
        self.setLayout(column(self._fit, spacing=0))
        pad.pressed.connect(self.padded)
        for panel in (self._amount, self._points):
            panel.question.taken.connect(self.way)
        self._points.wanted.connect(self._want_points)
        self.set_wide(False)

    def show_state(self, state: CounterState) -> None:
        wanted = (state.sale, state.question, state.box.no, state.box.mode, state.unit)
        if wanted == self._shown or state.step is not Step.SALE or state.sale is None:
            return
        self._shown = wanted
        place = state.question.place if state.question else None
        # Where a question needs the room, the card it is not about may step back.
        self._fit.set_rank(self._amount, 2 if place is Place.POINTS else KEPT)
        self._fit.set_rank(self._points, 2 if place is Place.AMOUNT else KEPT)
        self._show_quotation(state.sale, state)
        self._amount.show_sale(state.sale, state, close=self._offers.has_something())
        self._points.show_sale(state.sale, state)

    def set_wide(self, wide: bool) -> None:
        self._wide = wide
        self._fit.want(self._pad, wide)

    def _show_quotation(self, sale: Sale, state: CounterState) -> None:
        """While a bill is being worked out the last one stays: nothing may jump with every digit."""
        whose = sale.member.member.id if sale.member is not None else None
        quiet = state.question is None and state.box.no is None
        waits = sale.quotation is None and sale.amount_rial is not None
        if waits and quiet and whose == self._whose:
            return
        self._whose = whose
        # In large letters the room of a hint belongs to the reasons for points.
        hints = self._wide or look().text_percent == USUAL_TEXT_PERCENT
        self._offers.show_quotation(sale.quotation, state.unit, hints=hints)
        self._fit.want(self._offers, self._offers.has_something())
        self._reasons.set_close(self._offers.has_something())
        self._reasons.show_quotation(sale.quotation, state.unit, with_member=whose is not None)

    def _want_points(self, points: int) -> None:
        self.key.emit("F3")
        self.filled.emit(str(points))
        self.accepted.emit()


class AmountCard(Card):
    """The amount of the bill in large figures, and in words below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        _ = look().words
        super().__init__(_("Amount of the bill"), padding=(18, 13), spacing=6, parent=parent)
        self._field = TextField(kind="number", name=_("Amount of the bill"), big=True, focus=False)
        self._words = Text("", "body", "ink2", elide=True)
        self.question = QuestionCard()
        for piece in (self._field, self._words, self.question):
            self.body.addWidget(piece)

    def show_sale(self, sale: Sale, state: CounterState, *, close: bool) -> None:
        """Shows the amount, what is wrong with it, or what is asked about it. `close`: where room is short the words
        stand in the title line, as far as they fit."""
        _ = look().words
        language, unit = look().language, state.unit
        amount = sale.amount_rial
        here = state.question if state.question and state.question.place is Place.AMOUNT else None
        no = state.box.no if state.box.mode is Mode.AMOUNT else None
        if here is None:
            self.question.complain(no, unit)
        else:
            self.question.ask(here, unit)
        self._field.set_text("" if amount is None else _plain(amount, unit))
        self._field.say_unit(figures.money_unit(unit, language))
        self._field.set_active(state.box.mode is Mode.AMOUNT and no is None)
        quiet = here is None and no is None and state.question is None
        words = "" if amount is None else amount_in_words(amount, unit, language)
        self._words.say(words)
        self._words.setVisible(quiet and amount is not None and not close)
        self.say_short_fact(words if quiet and close else "")


class PointsCard(Card):
    """How many points come off: a stepper, quick choices, the most that is allowed, or the refusal in their place.

    `wanted` tells the points that were chosen by hand.
    """

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        _ = look().words
        super().__init__(_("Spend points"), key="F3", padding=(18, 13), spacing=10, parent=parent)
        self._most = 0
        self._points = 0
        self._steps: tuple[int, ...] = ()
        self._stepper = Stepper(_("Spend points"))
        self._stepper.less.connect(lambda: self._step(-1))
        self._stepper.more.connect(lambda: self._step(1))
        self._none = Button(_("No points"), focus=False)
        self._all = Button("", focus=False)
        self._some = [Button("", focus=False) for _place in range(MOST_STEPS)]
        self._none.clicked.connect(lambda: self.wanted.emit(0))
        self._all.clicked.connect(lambda: self.wanted.emit(self._most))
        for place, button in enumerate(self._some):
            button.clicked.connect(lambda _=False, place=place: self._choose(place))
        self._choices = FittingRow()
        for rank, button in ((0, self._none), *enumerate(self._some, start=1), (0, self._all)):
            self._choices.add(button, rank=rank, stretch=1)
        self.question = QuestionCard()
        for piece in (self._stepper, self._choices, self.question):
            self.body.addWidget(piece)

    def show_sale(self, sale: Sale, state: CounterState) -> None:
        """Shows the points of a purchase."""
        here = state.question if state.question and state.question.place is Place.POINTS else None
        no = state.box.no if state.box.mode is Mode.POINTS else None
        if here is None:
            self.question.complain(no, state.unit)
        else:
            self.question.ask(here, state.unit)
        refused = here is not None or no is not None
        self.set_tone("danger" if refused else "plain")
        self._show_points(sale, state, refused=refused)
        self._show_choices(sale, shown=not refused and sale.most_points > 0)

    def _show_points(self, sale: Sale, state: CounterState, *, refused: bool) -> None:
        _ = look().words
        language = look().language
        self._points = _asked(state) if refused else sale.points
        self._most, self._steps = sale.most_points, sale.steps
        per_point = sale.member.rial_per_point if sale.member is not None else 0
        worth = Rial(self._points * per_point if self._points else 0)
        number = figures.number(self._points, language)
        # Money that has no room beside the points stands in the receipt.
        for said in (figures.money(worth, state.unit, language) if worth else "", ""):
            self._stepper.show_value(number, _("points"), counter_words.equals(said) if said else "")
            if self._stepper.minimumSizeHint().width() <= self._stepper.width():
                break
        active = state.box.mode is Mode.POINTS
        self._stepper.set_state("error" if refused else "active" if active else "idle")
        self._stepper.allow(less=self._points > 0, more=self._points < self._most)
        self.say_fact(_most_said(sale, self._most))

    def _show_choices(self, sale: Sale, *, shown: bool) -> None:
        language = look().language
        self._choices.setVisible(shown)
        for button, step in paired(self._some, sale.steps):
            self._choices.want(button, step is not None)
            button.say(figures.number(step or 0, language))
        self._all.say(counter_words.all_points(sale.most_points, language))

    def _step(self, way: int) -> None:
        stride = self._steps[0] if self._steps else 1
        self.wanted.emit(min(self._most, max(0, self._points + way * stride)))

    def _choose(self, place: int) -> None:
        if place < len(self._steps):
            self.wanted.emit(self._steps[place])


def _most_said(sale: Sale, most: int) -> str:
    """The most that may come off; before there is an amount that is not known yet."""
    _ = look().words
    if most:
        return counter_words.most_points(most, look().language)
    waits = sale.amount_rial is None and sale.member is not None and sale.member.balance.spendable > 0
    return _("after the amount") if waits else _("nothing to spend")


def _asked(state: CounterState) -> int:
    """The points that were refused, so that they stay to be seen."""
    said = state.question.said if state.question else state.box.no
    points = said.figures.get("points") if said else None
    return points if isinstance(points, int) else state.sale.points if state.sale else 0


def _plain(rial: int, unit: DisplayUnit) -> str:
    """An amount as it would be typed."""
    if unit is DisplayUnit.RIAL:
        return str(rial)
    whole, tenths = divmod(rial, RIAL_PER_TOMAN)
    return f"{whole}.{tenths}" if tenths else str(whole)
