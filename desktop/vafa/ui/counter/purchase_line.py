"""The latest receipts of a member: day, number, amount, and what each did to the account."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from vafa.domain.units import DisplayUnit, Rial
from vafa.persian import tehran
from vafa.services.counter.look_up import SHOWN_PURCHASES, PastPurchase
from vafa.ui.counter.arranging import column, paired
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.counter.fitting_row import FittingRow
from vafa.ui.parts.look import look
from vafa.ui.parts.text import Text
from vafa.wording import figures, times

_AMOUNT_PX, _POINTS_PX = 112, 72


class LastPurchases(QWidget):
    """The latest receipts of the member: day, number, amount, points."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = look().words
        self._lines = [PurchaseLine() for _place in range(SHOWN_PURCHASES)]
        self._none = Text(_("No purchase yet."), "body", "ink2")
        self._fit = FittingColumn(spacing=0)
        self._fit.add(self._none)
        for place, line in enumerate(self._lines):
            self._fit.add(line, rank=place)
        self._fit.add_stretch()
        title = Text(_("Last purchases"), "card_title")
        pieces = column(title, self._fit, spacing=8)
        pieces.setStretch(1, 1)
        self.setLayout(pieces)

    def show_purchases(self, purchases: Sequence[PastPurchase], unit: DisplayUnit) -> None:
        """Shows them, the first one on top."""
        self._fit.want(self._none, not purchases)
        for line, purchase in paired(self._lines, purchases):
            self._fit.want(line, purchase is not None)
            if purchase is not None:
                line.show_purchase(purchase, unit)


class PurchaseLine(QWidget):
    """One receipt in a line of columns."""

    def __init__(self) -> None:
        super().__init__()
        self._day = Text("", "secondary", "ink3", tabular=True)
        self._number = Text("", "body_strong")
        self._amount = Text("", "body", tabular=True)
        self._points = Text("", "body_strong", "accent_ink", tabular=True)
        self._amount.setFixedWidth(look().px(_AMOUNT_PX))
        self._points.setFixedWidth(look().px(_POINTS_PX))
        line = FittingRow(spacing=10)
        line.add(self._day)
        line.add(self._number)
        line.add_stretch()
        # In a narrow place the sum steps back: what it did to the account matters more here.
        line.add(self._amount, rank=1)
        line.add(self._points)
        whole = column(line, spacing=0)
        whole.setContentsMargins(0, 5, 0, 5)
        self.setLayout(whole)

    def show_purchase(self, purchase: PastPurchase, unit: DisplayUnit) -> None:
        """Shows a receipt."""
        language = look().language
        self._day.say(times.short_day(tehran.tehran_date(purchase.moment), language))
        self._number.say(figures.latin(purchase.number))
        self._amount.say(figures.money(Rial(purchase.amount_rial), unit, language, with_unit=False))
        self._points.say(figures.signed(purchase.points, language))
        self._points.tone("accent_ink" if purchase.points > 0 else "danger_ink" if purchase.points < 0 else "ink3")
