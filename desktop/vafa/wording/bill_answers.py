"""What the terminal says about a bill that was worked out, and about what it did not give."""

from collections.abc import Sequence

from vafa.domain.engine.outcome import Bill
from vafa.domain.receipt import Reason
from vafa.domain.units import DisplayUnit
from vafa.wording import figures
from vafa.wording.answers import Line, earned, took_off
from vafa.wording.catalogue import Language, words
from vafa.wording.reasons import reason_line


def quoted(bill: Bill, unit: DisplayUnit, language: Language) -> list[Line]:
    """What a sale would do."""
    _ = words(language)
    amount = figures.money(bill.purchase.amount_rial, unit, language)
    said: list[Line] = [_("Nothing was posted. Amount: {money}").format(money=amount)]
    said += [reason_line(step, unit, language) for step in bill.steps]
    if bill.money_off_rial:
        said.append(took_off(bill.points_spent, bill.money_off_rial, unit, language))
    said.append(_("To pay: {money}").format(money=figures.money(bill.payable_rial, unit, language)))
    said += earned(bill.award.points, bill.award.reasons, unit, language)
    return said + beside(bill.declined, bill.alerts, unit, language)


def beside(declined: Sequence[Reason], alerts: Sequence[Reason], unit: DisplayUnit, language: Language) -> list[Line]:
    """What a bill did not give, with what would make it a yes, and which budgets run out."""
    _ = words(language)
    lines = (reason_line(reason, unit, language) for reason in (*declined, *alerts))
    return [_("Note: {warning}").format(warning=line) for line in lines if line]
