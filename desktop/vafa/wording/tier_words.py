"""How far it is to the next tier, in money, points or visits."""

from vafa.domain.rulebook.kinds import Measure
from vafa.domain.units import DisplayUnit, Rial
from vafa.wording import figures
from vafa.wording.catalogue import Language, words
from vafa.wording.reason_figures import measured


def to_tier(title: str, language: Language) -> str:
    """«تا سطح طلایی»."""
    _ = words(language)
    return _("To {tier}").format(tier=title)


def still_missing(measure: Measure, missing: int, unit: DisplayUnit, language: Language) -> tuple[str, str]:
    """What is missing as a number and what it counts: «۲٬۷۲۰٬۰۰۰», «تومان خرید دیگر»."""
    _ = words(language)
    one = missing == 1
    match measure:
        case Measure.SPEND:
            money = figures.money(Rial(missing), unit, language, with_unit=False)
            return money, _("{unit} more").format(unit=figures.money_unit(unit, language))
        case Measure.POINTS:
            said = _("more point") if one else _("more points")
        case Measure.VISITS:
            said = _("more visit") if one else _("more visits")
        case Measure.MONTH_STREAK:
            said = _("more month in a row") if one else _("more months in a row")
        case Measure.WEEK_STREAK:
            said = _("more week in a row") if one else _("more weeks in a row")
    return figures.number(missing, language), said


def so_far(measure: Measure, reached: int, unit: DisplayUnit, language: Language) -> str:
    """«تاکنون ۷٬۲۸۰٬۰۰۰ تومان خرید»."""
    _ = words(language)
    return _("So far {reached}").format(reached=measured(measure.value, reached, unit, language))


def with_this_purchase(measure: Measure, left: int, title: str, unit: DisplayUnit, language: Language) -> str:
    """What an open purchase does to it: «با همین خرید: ۱٬۵۵۶٬۳۶۴ تومان می‌ماند», or that the tier is reached."""
    _ = words(language)
    if left <= 0:
        return _("With this purchase: {tier}").format(tier=title)
    if measure is Measure.SPEND:
        said = figures.money(Rial(left), unit, language)
    else:
        said = measured(measure.value, left, unit, language)
    return _("With this purchase: {left} remain").format(left=said)
