"""Why points were given, in one short line."""

from vafa.domain.receipt import Reason
from vafa.domain.units import DisplayUnit, Rial, Thousandths
from vafa.wording import figures
from vafa.wording.catalogue import Language, words


def reason_line(reason: Reason, unit: DisplayUnit, language: Language) -> str:
    """The sentence of a reason: «پایه، هر ۱۰٬۰۰۰ تومان», «ضریب ۱٫۲۵».

    A code from a newer programme shows the name of its rule.
    """
    match reason.code:
        case "per_amount":
            return _per_amount(reason.figures, unit, language)
        case "multiplier":
            return _multiplier(reason.figures, language)
        case _:
            return reason.rule


def _per_amount(read: dict[str, int], unit: DisplayUnit, language: Language) -> str:
    _ = words(language)
    step = figures.money(Rial(read["per_rial"]), unit, language)
    if read["points"] == 1:
        return _("Base, each {money}").format(money=step)
    return _("Base, {points} for each {money}").format(points=figures.number(read["points"], language), money=step)


def _multiplier(read: dict[str, int], language: Language) -> str:
    """The factor to a thousandth, as a decimal."""
    factor = Thousandths(round(read["numerator"] * 1_000 / read["denominator"]))
    _ = words(language)
    return _("Multiplier {factor}").format(factor=figures.quantity(factor, language))
