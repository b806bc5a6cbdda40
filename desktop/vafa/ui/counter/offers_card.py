"""What the programme takes off an open purchase and hands over, line by line, and what was not given and why."""

from PySide6.QtWidgets import QWidget

from vafa.domain.engine.bill_story import guarded, handed_over, taken_off, worth_telling
from vafa.domain.engine.outcome import Bill
from vafa.domain.receipt import Reason
from vafa.domain.units import DisplayUnit, Rial
from vafa.services.counter.quote import Quotation
from vafa.ui.counter.arranging import paired, row
from vafa.ui.counter.because_line import BecauseLine
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.parts.figure import Run
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.look import look
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.wording import counter_words, figures
from vafa.wording.reasons import reason_line

MOST_OFFERS, MOST_REMARKS = 4, 3


class OffersCard(Card):
    """To be shown only while it has something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=(18, 8), spacing=0, parent=parent)
        self._lines = [BecauseLine() for _place in range(MOST_OFFERS)]
        self._remarks = [_Remark() for _place in range(MOST_REMARKS)]
        self._something = False
        self._fit = FittingColumn(spacing=2)
        for place, line in enumerate(self._lines):
            line.set_close(True)
            self._fit.add(line, rank=place)
        for place, remark in enumerate(self._remarks):
            self._fit.add(remark, rank=MOST_OFFERS + place)
        self.body.addWidget(self._fit)

    def has_something(self) -> bool:
        """Whether there is anything to show."""
        return self._something

    def show_quotation(self, quotation: Quotation | None, unit: DisplayUnit, *, hints: bool = True) -> None:
        """Shows what was reckoned; without `hints` what nobody asked for and did not get is passed over."""
        bill = quotation.bill if quotation else None
        off = taken_off(bill.discounts, bill.steps) if bill else ()
        handed = handed_over(bill.handed) if bill else ()
        remarks = _remarks(bill, hints=hints) if bill else []
        self._something = bool(off or handed or remarks)
        for line, reason in paired(self._lines, (*off, *handed)):
            self._fit.want(line, reason is not None)
            if reason is not None:
                _show_offer(line, reason, unit)
        for remark, said in paired(self._remarks, remarks):
            self._fit.want(remark, said is not None)
            if said is not None:
                remark.say(*said, unit)


class _Remark(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._icon = Icon("info", 16, "ink3")
        self._text = Text("", "secondary", "ink3", elide=True)
        line = row(self._icon, self._text, spacing=10)
        line.setStretch(1, 1)
        self.setLayout(line)

    def say(self, icon: str, reason: Reason, unit: DisplayUnit) -> None:
        """Shows one sentence."""
        self._icon.show_icon(icon)
        self._text.say(reason_line(reason, unit, look().language))


def _remarks(bill: Bill, *, hints: bool) -> list[tuple[str, Reason]]:
    """Sentences without a figure of their own, the most important first."""
    return [
        *(("triangle-alert", alert) for alert in bill.alerts),
        *(("info", step) for step in guarded(bill.steps)),
        *(("info", reason) for reason in worth_telling(bill.declined, hints=hints)),
    ]


def _show_offer(line: BecauseLine, reason: Reason, unit: DisplayUnit) -> None:
    language = look().language
    if reason.rial:
        parts = counter_words.reason_parts(reason, unit, language)
        money = figures.money(Rial(-reason.rial), unit, language, with_unit=False)
        unit_run = Run(figures.money_unit(unit, language), "secondary", "ink2", gap_px=6)
        line.show_because("ticket-percent", parts.name, parts.detail, Run(money, "body_strong"), unit_run)
    else:
        line.show_because("gift", reason_line(reason, unit, language), "")
