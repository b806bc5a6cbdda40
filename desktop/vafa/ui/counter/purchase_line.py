"""The latest receipts of a member: day, number, amount, and what each did to the account."""

from PySide6.QtWidgets import QWidget

from vafa.clock import from_ms
from vafa.domain.units import DisplayUnit, Rial
from vafa.persian import tehran
from vafa.services.counter.look_up import Overview
from vafa.ui.counter.arranging import column, paired
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.counter.fitting_row import FittingRow
from vafa.ui.parts.look import look
from vafa.ui.parts.text import Text
from vafa.wording import figures, times

SHOWN_RECEIPTS = 12
_AMOUNT_PX, _POINTS_PX = 112, 72


class LastPurchases(QWidget):
    """The latest receipts of the member: day, number, amount, points."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = look().words
        self._lines = [PurchaseLine() for _place in range(SHOWN_RECEIPTS)]
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

    def show_member(self, member: Overview, unit: DisplayUnit) -> None:
        """Shows them."""
        changes = points_by_act(member)
        self._fit.want(self._none, not member.receipts)
        for line, receipt in paired(self._lines, member.receipts):
            self._fit.want(line, receipt is not None)
            if receipt is not None:
                line.say(
                    receipt.moment_ms,
                    f"{receipt.mark}-{receipt.number}",
                    receipt.amount_rial,
                    changes.get(receipt.event_id, 0),
                    unit,
                    undone=receipt.undone,
                )


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

    def say(
        self, moment_ms: int, number: str, amount_rial: int, points: int, unit: DisplayUnit, *, undone: bool
    ) -> None:
        """Shows a receipt."""
        _ = look().words
        language = look().language
        moment = from_ms(moment_ms)
        self._day.say(times.short_day(tehran.tehran_date(moment), language))
        self._number.say(figures.latin(number))
        self._amount.say(figures.money(Rial(amount_rial), unit, language, with_unit=False))
        self._points.say(_("cancelled") if undone else figures.signed(points, language))
        self._points.tone("ink3" if undone or not points else "accent_ink" if points > 0 else "danger_ink")


def points_by_act(member: Overview) -> dict[bytes, int]:
    """What each act did to the account."""
    changes: dict[bytes, int] = {}
    for line in member.lines:
        if line.entry is not None:
            changes[line.entry.event_id] = changes.get(line.entry.event_id, 0) + line.points
    return changes
