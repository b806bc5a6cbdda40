"""Why this purchase earns so many points, line by line, and which money earns none."""

from PySide6.QtWidgets import QWidget

from vafa.domain.receipt import Reason
from vafa.domain.units import DisplayUnit
from vafa.services.counter.quote import Quotation
from vafa.ui.counter.arranging import boxed, column, paired, row
from vafa.ui.counter.because_line import BecauseLine
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.parts.divider import Divider
from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.look import look
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.wording import counter_words, figures

MOST_REASONS = 6

_ICONS = {
    "per_amount": "shopping-basket",
    "per_unit": "shopping-basket",
    "multiplier": "medal",
    "growing_multiplier": "medal",
    "first_purchase": "sparkles",
    "visit": "history",
    "target_reached": "badge-check",
    "points_capped": "shield-check",
}


class ReasonsCard(Card):
    """Empty until the purchase has been reckoned."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=(18, 13), spacing=6, parent=parent)
        _ = look().words
        self._sum = Figure(side="end")
        self.body.addLayout(row(Text(_("Points of this purchase"), "card_title"), 1, self._sum))
        self._lines = [BecauseLine() for _place in range(MOST_REASONS)]
        self._close = False
        self._nothing = Text("", "body", "ink2", wrap=True)
        self._foot = Text("", "secondary", "ink3", wrap=True)
        foot = row(Icon("info", 18, "ink3"), self._foot, spacing=10)
        foot.setStretch(1, 1)
        self._without = boxed(column(Divider(dashed=True), foot, spacing=8))
        self._fit = FittingColumn(spacing=4)
        self._fit.add(self._nothing)
        for place, line in enumerate(self._lines):
            self._fit.add(line, rank=place)
        self._fit.add(self._without, rank=MOST_REASONS)
        self._fit.add_stretch()
        self.body.addWidget(self._fit, 1)

    def set_close(self, close: bool) -> None:
        """Whether the reasons stand close together, where other cards need the room."""
        if close != self._close:
            self._close = close
            for line in self._lines:
                line.set_close(close)

    def show_quotation(self, quotation: Quotation | None, unit: DisplayUnit, *, with_member: bool) -> None:
        """Shows what was reckoned."""
        _ = look().words
        language = look().language
        reasons = quotation.bill.award.reasons if quotation and with_member else ()
        earned = quotation.bill.award.points if quotation and with_member else 0
        runs = (
            Run(figures.signed(earned, language), "name", "accent_ink"),
            Run(_("points"), "secondary", "accent_ink"),
        )
        self._sum.show_runs(*(runs if quotation and with_member else ()))
        self._nothing.say(
            _("Type the amount; the reasons follow.") if with_member else _("Without a member nothing is earned.")
        )
        self._fit.want(self._nothing, not reasons)
        for line, reason in paired(self._lines, reasons):
            self._fit.want(line, reason is not None)
            if reason is not None:
                _show_reason(line, reason, unit)
        left_out = counter_words.earns_nothing(quotation.bill, unit, language) if quotation and reasons else ""
        self._foot.say(left_out)
        self._fit.want(self._without, bool(left_out))


def _show_reason(line: BecauseLine, reason: Reason, unit: DisplayUnit) -> None:
    language = look().language
    parts = counter_words.reason_parts(reason, unit, language)
    points = Run(figures.signed(reason.points, language), "body_strong")
    line.show_because(_ICONS.get(reason.code, "star"), parts.name, parts.detail, points)
