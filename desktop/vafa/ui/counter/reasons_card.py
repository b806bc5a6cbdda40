"""Why this purchase earns so many points, line by line, and which money earns none."""

from PySide6.QtWidgets import QWidget

from vafa.domain.receipt import Reason
from vafa.domain.units import DisplayUnit
from vafa.services.counter.quote import Quotation
from vafa.ui.counter.arranging import boxed, column, paired, row
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.parts.divider import Divider
from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.look import look
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.wording import counter_words, figures

MOST_REASONS = 6

_ICONS = {"per_amount": "shopping-basket", "multiplier": "medal"}


class ReasonsCard(Card):
    """Empty until the purchase has been reckoned."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=(18, 13), spacing=6, parent=parent)
        _ = look().words
        self._sum = Figure(side="end")
        self.body.addLayout(row(Text(_("Points of this purchase"), "card_title"), 1, self._sum))
        self._lines = [_ReasonLine() for _place in range(MOST_REASONS)]
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
                line.show_reason(reason, unit)
        left_out = counter_words.earns_nothing(quotation.bill, unit, language) if quotation and reasons else ""
        self._foot.say(left_out)
        self._fit.want(self._without, bool(left_out))


class _ReasonLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._icon = Icon("shopping-basket", 18, "accent")
        self._name = Text("", "body_strong")
        self._detail = Text("", "secondary", "ink3", elide=True)
        self._points = Figure(side="end")
        line = row(self._icon, self._name, self._detail, self._points, spacing=10)
        line.setStretch(2, 1)
        line.setContentsMargins(0, 3, 0, 3)
        self.setLayout(line)

    def show_reason(self, reason: Reason, unit: DisplayUnit) -> None:
        """Shows one reason and its share."""
        parts = counter_words.reason_parts(reason, unit, look().language)
        self._icon.show_icon(_ICONS.get(reason.code, "star"))
        self._name.say(parts.name)
        self._detail.say(parts.detail)
        self._points.show_runs(Run(figures.signed(reason.points, look().language), "body_strong"))
