"""A receipt that was found: what it was, and what can be done with it; then its return or its right member."""

from PySide6.QtWidgets import QWidget

from vafa.domain.receipt import Receipt
from vafa.domain.units import Rial
from vafa.ui.counter.arranging import boxed, column, row
from vafa.ui.counter.counter_state import CounterState, FoundReceipt, Mode, Step
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.press_card import PressCard
from vafa.ui.counter.question_card import QuestionCard
from vafa.ui.parts.avatar import Avatar
from vafa.ui.parts.button import Button
from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.icon import IconTile
from vafa.ui.parts.keycap import Keycap
from vafa.ui.parts.look import look
from vafa.ui.parts.slip_paper import SlipLine, SlipPaper
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.wording import counter_words, figures, papers, posted_words

SLIP_PX, WIDE_SLIP_PX = 372, 420


class FoundReceiptPanel(Panel):
    """`picked` what shall be done: 0 return, 1 print again, 2 another member."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._card = Card(padding=(24, 20), spacing=16)
        _ = look().words
        self._slip_card = Card(_("The receipt"), icon="receipt-text", padding=(18, 14))
        self._slip = SlipPaper(_("The receipt"))
        self._who = _WhoLine()
        self._choices = _Choices()
        self._refund = _RefundCard()
        self._owner = _OwnerCard()
        self.question = QuestionCard(size=52, spread=False)
        self.question.taken.connect(self.way)
        self._choices.picked.connect(self.picked)
        for form in (self._refund, self._owner):
            form.done.clicked.connect(self.accepted)
        self._lay_out()
        self.set_wide(False)

    def show_state(self, state: CounterState) -> None:
        wanted = (state.found, state.step, state.question, state.box.no, state.box.mode, state.unit)
        if wanted == self._shown or state.step not in {Step.RECEIPT, Step.REFUND, Step.REASSIGN}:
            return
        self._shown = wanted
        if state.question is not None:
            self.question.ask(state.question, state.unit)
        else:
            self.question.complain(state.box.no, state.unit)
        self._fit.want(self.question, state.question is not None or state.box.no is not None)
        found = state.found
        for piece, step in ((self._choices, Step.RECEIPT), (self._refund, Step.REFUND), (self._owner, Step.REASSIGN)):
            self._fit.want(piece, found is not None and state.step is step)
        self._fit.want(self._who, found is not None)
        self._fit.want(self._ask, found is None)
        self._slip_card.setVisible(found is not None)
        if found is not None:
            self._show_found(found, state)

    def set_wide(self, wide: bool) -> None:
        self._slip_card.setFixedWidth(WIDE_SLIP_PX if wide else SLIP_PX)

    def _lay_out(self) -> None:
        _ = look().words
        self._ask = boxed(
            row(
                IconTile("rotate-ccw", 58),
                column(
                    Text(_("Return of goods"), "title"),
                    Text(_("Type the receipt number, such as 20418, or scan the code on the slip."), "body", "ink2"),
                    spacing=2,
                ),
                1,
                spacing=16,
            )
        )
        self._fit = FittingColumn(spacing=14)
        for piece in (self._ask, self._who, self.question, self._choices, self._refund, self._owner):
            self._fit.add(piece)
        self._fit.add_stretch()
        self._card.body.addWidget(self._fit, 1)
        slip = FittingColumn()
        slip.add(self._slip, rank=1)
        slip.add_stretch()
        self._slip_card.body.addWidget(slip, 1)
        line = row(self._card, self._slip_card, spacing=16)
        line.setStretch(0, 1)
        self.setLayout(line)

    def _show_found(self, found: FoundReceipt, state: CounterState) -> None:
        self._who.show_receipt(found)
        self._slip.show_lines(_lines_of(found.receipt))
        self._choices.show_found(found)
        self._refund.show_found(found, state)
        self._owner.show_found(found, state)


class _WhoLine(QWidget):
    """Whose receipt it is, and what became of it."""

    def __init__(self) -> None:
        super().__init__()
        self._face = Avatar("", 58)
        self._name = Text("", "name", elide=True)
        self._line = Text("", "body", "ink2", elide=True)
        self._state = Text("", "body_strong", "warn_ink", side="end")
        line = row(self._face, column(self._name, self._line, spacing=2), self._state, spacing=14)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_receipt(self, found: FoundReceipt) -> None:
        """Shows whose it is."""
        _ = look().words
        language = look().language
        receipt = found.receipt
        self._face.show_name(receipt.member_name)
        self._name.say(_("Passing customer") if receipt.anonymous else receipt.member_name or _("no name"))
        when = counter_words.date_and_time(receipt.moment, language)
        self._line.say(f"{posted_words.of_receipt(receipt.number, language)}  ·  {when}")
        if found.undone:
            self._state.say(_("cancelled"))
        elif found.refunded_rial:
            came_back = figures.money(Rial(found.refunded_rial), receipt.unit, language)
            self._state.say(posted_words.came_back(came_back, language))
        else:
            self._state.say("")


class _Choices(Panel):
    """Three things to do, each with its digit."""

    def __init__(self) -> None:
        super().__init__()
        _ = look().words
        self._return = _Choice(1, "rotate-ccw", _("Return of goods"))
        self._print = _Choice(2, "printer", _("Print again"))
        self._move = _Choice(3, "users", _("Move to another member"))
        self._all = (self._return, self._print, self._move)
        for place, choice in enumerate(self._all):
            choice.struck.connect(lambda place=place: self.picked.emit(place))
        self.setLayout(column(*self._all, spacing=10))

    def show_found(self, found: FoundReceipt) -> None:
        """What is possible with this receipt."""
        _ = look().words
        language = look().language
        left = figures.money(Rial(found.left_rial), found.receipt.unit, language)
        can_return = found.left_rial > 0 and not found.undone
        self._return.say(
            posted_words.left_to_return(left, language) if can_return else _("nothing is left to return"), can_return
        )
        self._print.say(_("a copy, marked as one"), True)
        self._move.say(
            _("as long as it is of this business day") if found.reassignable else _("only on its own business day"),
            found.reassignable,
        )


class _Choice(PressCard):
    def __init__(self, digit: int, icon: str, title: str) -> None:
        super().__init__(title, inset=True, padding=(16, 12))
        self._line = Text("", "secondary", "ink3", elide=True)
        self._title = Text(title, "section")
        words = column(self._title, self._line, spacing=0)
        line = row(Keycap(figures.number(digit, look().language)), IconTile(icon, 44), words, spacing=14)
        line.setStretch(2, 1)
        self.body.addLayout(line)

    def say(self, line: str, possible: bool) -> None:
        """What it means for this receipt."""
        self._line.say(line)
        self._title.tone("ink" if possible else "ink3")
        self.setEnabled(possible)


class _RefundCard(Card):
    """What comes back: everything that is left, or the amount in the box."""

    def __init__(self) -> None:
        super().__init__(tone="sunken", inset=True, padding=(18, 14), spacing=6)
        _ = look().words
        self._sum = Figure(name=_("To return"))
        self._line = Text("", "secondary", "ink2", elide=True)
        self.done = Button(_("Return"), "primary", size=52, icon="rotate-ccw", key="Enter", focus=False)
        words = column(Text(_("Worth of the goods that come back"), "body", "ink2"), self._sum, self._line, spacing=2)
        line = row(words, self.done, spacing=14)
        line.setStretch(0, 1)
        self.body.addLayout(line)

    def show_found(self, found: FoundReceipt, state: CounterState) -> None:
        """Shows what would come back."""
        _ = look().words
        language = look().language
        rial = found.left_rial if found.refund_rial is None else found.refund_rial
        number = figures.money(Rial(rial), state.unit, language, with_unit=False)
        self._sum.show_runs(Run(number, "payable"), Run(figures.money_unit(state.unit, language), "body", "ink2"))
        whole = found.refund_rial is None or found.refund_rial == found.left_rial
        left = figures.money(Rial(found.left_rial), state.unit, language)
        self._line.say(
            _("Everything that is left. Type an amount for a part.") if whole else posted_words.of_left(left, language)
        )
        self.done.set_busy(found.sending)
        self.done.setEnabled(state.question is None)


class _OwnerCard(Card):
    """The member it should have been, and why."""

    def __init__(self) -> None:
        super().__init__(tone="sunken", inset=True, padding=(18, 14), spacing=8)
        _ = look().words
        self._face = Avatar("", 44, "surface")
        self._name = Text("", "section", elide=True)
        self._line = Text("", "secondary", "ink2", elide=True)
        self.done = Button(_("Move"), "primary", size=52, icon="check", key="Enter", focus=False)
        line = row(self._face, column(self._name, self._line, spacing=2), self.done, spacing=14)
        line.setStretch(1, 1)
        self.body.addWidget(Text(_("The right member"), "body", "ink2"))
        self.body.addLayout(line)

    def show_found(self, found: FoundReceipt, state: CounterState) -> None:
        """Shows whom it goes to."""
        _ = look().words
        owner = found.new_owner
        asking = state.box.mode is Mode.REASON
        self.done.setEnabled(owner is not None and bool(found.reason))
        self.done.set_busy(found.sending)
        if owner is None:
            self._face.show_name("")
            self._name.say(_("Who is it?"))
            self._line.say(_("Read the card, or type the mobile or the name."))
            return
        self._face.show_name(owner.member.name)
        self._name.say(owner.member.name or _("no name"))
        mobile = figures.masked_mobile(owner.member.mobile, look().language)
        self._line.say(found.reason or (_("Now say in a few words why.") if asking else mobile))


def _lines_of(receipt: Receipt) -> list[SlipLine]:
    _ = look().words
    language, rule = look().language, SlipLine("rule")
    lines = [
        SlipLine("title", counter_words.shop_title(receipt.shop)),
        SlipLine(
            "split",
            posted_words.of_receipt(receipt.number, language),
            counter_words.date_and_time(receipt.moment, language),
        ),
        rule,
        SlipLine("pair", _("Purchase amount"), _money(receipt.amount_rial, receipt)),
    ]
    if receipt.points_spent:
        label = papers.points_off(receipt.points_spent, language)
        lines.append(SlipLine("pair", label, _money(Rial(-receipt.money_off_rial), receipt)))
    unit = figures.money_unit(receipt.unit, language)
    lines.append(SlipLine("pair", _("Paid"), _money(receipt.paid_rial, receipt), unit, strong=True))
    if not receipt.anonymous:
        earned = figures.signed(receipt.points_earned, language)
        lines += [rule, SlipLine("pair", _("Points of this purchase"), earned, tone="accent_ink")]
        if receipt.standing is not None:
            balance = figures.number(receipt.standing.balance, language)
            lines.append(SlipLine("pair", _("Balance then"), balance, _("points")))
    return lines


def _money(rial: Rial, receipt: Receipt) -> str:
    return figures.money(rial, receipt.unit, look().language, with_unit=False)
