"""The end of a purchase: the slip as it will be, what the customer pays, and the one button that posts."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from vafa.domain.units import Rial
from vafa.ui.counter.arranging import boxed, column
from vafa.ui.counter.counter_state import CounterState, Place, Sale, Step
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.slip_lines import Length, slip_lines
from vafa.ui.parts.button import Button
from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.look import look
from vafa.ui.parts.slip_paper import SlipPaper
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.wording import figures


class ReceiptPanel(Panel):
    """F10 and F7 as buttons, above them the payable sum."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = look().words
        self._shown: tuple[object, ...] = ()
        self._state: CounterState | None = None
        self._wide = False
        self._card = Card(_("Preview of the receipt"), icon="receipt-text", padding=(15, 13), spacing=12)
        self._slip = SlipPaper(_("Preview of the receipt"))
        self._payable = PayableCard()
        self._finish = Button(_("Finish and post"), "primary", size=64, icon="check", key="F10", focus=False)
        self._park = Button(_("Park for later"), size=44, icon="circle-pause", key="F7", focus=False)
        self._finish.clicked.connect(lambda: self.key.emit("F10"))
        self._park.clicked.connect(lambda: self.key.emit("F7"))
        self._fit = FittingColumn(spacing=12)
        self._fit.add(self._slip, rank=2)
        self._fit.add_stretch()
        self._fit.add(self._payable)
        self._fit.add(boxed(column(self._finish, self._park, spacing=8)))
        self._card.body.addWidget(self._fit, 1)
        self.setLayout(column(self._card, spacing=0))

    def show_state(self, state: CounterState) -> None:
        minute = state.now.replace(second=0, microsecond=0)
        wanted = (state.sale, minute, state.question, state.keys, state.unit, state.face, self._wide, state.box.no)
        if wanted == self._shown or state.step is not Step.SALE or state.sale is None:
            return
        self._shown, self._state = wanted, state
        sale = state.sale
        self._show_slip(sale, state)
        self._payable.show_sale(sale, state)
        self._show_buttons(sale, state)

    def set_wide(self, wide: bool) -> None:
        self._wide = wide

    def fold(self, folded: bool) -> None:
        """In a narrow window there is no room for the slip."""
        self._fit.want(self._slip, not folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._state is not None:
            # Only when everything has its new size is it known how long a slip has room.
            QTimer.singleShot(0, self, self._show_anew)

    def _show_anew(self) -> None:
        if self._state is not None and self._state.sale is not None:
            self._show_slip(self._state.sale, self._state)

    def _show_slip(self, sale: Sale, state: CounterState) -> None:
        """As long a slip as there is room for."""
        lengths = (Length.LONG, Length.USUAL, Length.SUMS) if self._wide else (Length.USUAL, Length.SUMS)
        for length in lengths:
            self._slip.show_lines(slip_lines(sale, state, length))
            wide = self._slip.needed_size().width() <= self._slip.width()
            if self._fit.has_room_for(self._slip) and wide:
                break

    def _show_buttons(self, sale: Sale, state: CounterState) -> None:
        _ = look().words
        asked = state.question is not None
        spending = asked and state.question is not None and state.question.place is Place.POINTS
        self._finish.say(_("Finish without points") if spending else _("Finish and post"))
        self._finish.set_kind("secondary" if asked else "primary")
        self._finish.setEnabled("F10" in state.keys or sale.posting)
        self._finish.set_busy(sale.posting)
        self._park.setEnabled("F7" in state.keys and not sale.posting)


class PayableCard(Card):
    """What is left to pay, in figures that are read from afar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tone="sunken", inset=True, padding=(16, 10), spacing=2, parent=parent)
        _ = look().words
        self._sum = Figure(name=_("To pay"))
        self._line = Text("", "secondary", "ink3", elide=True)
        for piece in (Text(_("To pay"), "body", "ink2"), self._sum, self._line):
            self.body.addWidget(piece)

    def show_sale(self, sale: Sale, state: CounterState) -> None:
        """Shows the sum of a purchase."""
        _ = look().words
        language = look().language
        bill = sale.quotation.bill if sale.quotation else None
        rial = bill.payable_rial if bill else sale.amount_rial
        unit = figures.money_unit(state.unit, language)
        if rial is None:
            self._sum.show_runs(Run("—", "payable", "ink3"), Run(unit, "body", "ink3"))
            self._line.say(_("The amount of the bill comes first."))
            return
        number = figures.money(Rial(rial), state.unit, language, with_unit=False)
        self._sum.show_runs(Run(number, "payable"), Run(unit, "body", "ink2"))
        less = bill is not None and bool(bill.points_spent or bill.discount_rial)
        self._line.say(_("Key this amount in before payment.") if less else _("No points have been taken off yet."))
        if sale.member is None:
            self._line.say(_("Passing customer"))
