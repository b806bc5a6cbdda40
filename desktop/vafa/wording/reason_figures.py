"""What stands in the sentences of reasons: their figures and names as people read them."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from vafa.domain.receipt import Reason
from vafa.domain.rulebook.kinds import Measure, WindowKind
from vafa.domain.units import DisplayUnit, Points, Rial, Thousandths
from vafa.wording import figures
from vafa.wording.catalogue import Language, later, words
from vafa.wording.condition_words import needs_words
from vafa.wording.name_words import own_words, quoted
from vafa.wording.occasion_kinds import occasion_kind

Told: TypeAlias = str | Callable[[Reason], str]
"""The message of a code, or the choice between its messages."""

UNIT = 1_000
"""A whole unit of goods, in thousandths."""

_UNKNOWN_FIGURE = "…"

_THOUSANDTHS = frozenset({"per_unit", "unmet_quantity"})
"""The quantities of these codes are thousandths of a unit; those of the others are whole units."""

_UNITS_MISSING = frozenset({"unmet_quantity", "unmet_units"})
_POINTS = frozenset({"points", "limited_to", "most", "wanted"})
_DAYS_LONG = frozenset({"days", "days_late", "within_days"})
_DAYS = frozenset({"first_day", "last_day"})
_MEASURED = frozenset({"at_least", "at_most", "missing", "reached"})
_QUANTITIES = frozenset({"quantity", "per_thousandths"})

_WINDOWS: Mapping[str, str] = MappingProxyType(
    {
        WindowKind.ROLLING: later("in the last {days}"),
        WindowKind.DAY: later("in one day"),
        WindowKind.WEEK: later("in this week"),
        WindowKind.MONTH: later("in this month"),
        WindowKind.SEASON: later("in this season"),
        WindowKind.YEAR: later("in this year"),
        WindowKind.ALWAYS: later("in all"),
    }
)


class Shown(dict[str, str]):
    """A figure that was not told must not hide the sentence."""

    def __missing__(self, name: str) -> str:
        return _UNKNOWN_FIGURE


def shown(reason: Reason, unit: DisplayUnit, language: Language) -> Shown:
    """Every figure and name of a reason, by the placeholders of the sentences."""
    said = Shown({name: own_words(text) for name, text in reason.names.items()})
    said["rial"] = figures.money(Rial(abs(reason.rial)), unit, language)
    said["given"] = figures.points(Points(abs(reason.points)), language)
    said["rule"] = own_words(reason.rule)
    said["thing"] = own_words(reason.names.get("title") or reason.names.get("about") or reason.rule)
    said["best"] = own_words(reason.names.get("best_title") or reason.names.get("best", ""))
    said["coupon_named"] = own_words(reason.names.get("title") or reason.names.get("suggested", ""))
    said["occasion"] = occasion_kind(reason.names.get("occasion", ""), language)
    said["needs"] = needs_words(reason.code, reason.names.get("needs", ""), language)
    said.update((name, _figure(reason, name, value, unit, language)) for name, value in reason.figures.items())
    if {"numerator", "denominator"} <= reason.figures.keys():
        said["factor"] = factor(reason, language)
    if "per_rial" in said:
        said["money"] = said["per_rial"]
    if "window" in reason.names:
        said["window"] = _window(reason.names["window"], said, language)
    return said


def factor(reason: Reason, language: Language) -> str:
    """The factor of a multiplier to a thousandth, as a decimal: «۱٫۲۵»."""
    read = reason.figures
    thousandths = round(read["numerator"] * UNIT / read["denominator"])
    return figures.quantity(Thousandths(thousandths), language)


def percent(share: float, language: Language) -> str:
    """A percent to a hundredth, without idle zeros: «۱۰٪» / "31.25%"."""
    return figures.in_script(f"{share:,.2f}".rstrip("0").rstrip(".") + "%", language)


def subject(reason: Reason, language: Language) -> str:
    """What a reason is about, where it has a name of its own: «یلدا», «کد YALDA», «کوپن «سه»»; else "". A title that
    only repeats the tier adds nothing."""
    _ = words(language)
    title, code, coupon, tier = (reason.names.get(name, "") for name in ("title", "code", "coupon", "tier"))
    if tier and tier in title:
        return ""
    if code:
        named = _("code {code}").format(code=own_words(code))
        return f"{quoted(title, language)} ({named})" if title else named
    if coupon:
        return _("coupon {name}").format(name=quoted(title, language) if title else own_words(coupon))
    return quoted(title, language) if title else ""


def _figure(reason: Reason, name: str, value: int, unit: DisplayUnit, language: Language) -> str:
    if name.endswith("rial"):
        return figures.money(Rial(value), unit, language)
    if name.endswith("percent"):
        return percent(value, language)
    if name in _POINTS:
        return figures.points(Points(value), language)
    if name in _DAYS:
        return figures.day_in_words(date.fromordinal(value), language)
    if name in _DAYS_LONG:
        return days_long(value, language)
    return _counted(reason, name, value, unit, language)


def _counted(reason: Reason, name: str, value: int, unit: DisplayUnit, language: Language) -> str:
    if name in _MEASURED and "measure" in reason.names:
        return measured(reason.names["measure"], value, unit, language)
    if name in _MEASURED and reason.code in _UNITS_MISSING:
        return _units(value if reason.code in _THOUSANDTHS else value * UNIT, language)
    if name in _QUANTITIES and reason.code in _THOUSANDTHS:
        return _units(value, language)
    if name == "year":
        return figures.in_script(str(value), language)
    if name == "years":
        return _years(value, language)
    return figures.number(value, language)


def measured(measure: str, value: int, unit: DisplayUnit, language: Language) -> str:
    """So much of what is counted of a member: «۵۰۰٬۰۰۰ تومان خرید», «۳ مراجعه», «۲ ماه پیاپی»."""
    _ = words(language)
    count = figures.number(value, language)
    match measure:
        case Measure.SPEND:
            return _("{money} of purchases").format(money=figures.money(Rial(value), unit, language))
        case Measure.VISITS:
            return _("one visit") if value == 1 else _("{count} visits").format(count=count)
        case Measure.POINTS:
            return figures.points(Points(value), language)
        case Measure.MONTH_STREAK:
            return _("one month in a row") if value == 1 else _("{count} months in a row").format(count=count)
        case Measure.WEEK_STREAK:
            return _("one week in a row") if value == 1 else _("{count} weeks in a row").format(count=count)
        case _:
            return count


def days_long(value: int, language: Language) -> str:
    """«یک روز», «۳۰ روز»."""
    _ = words(language)
    return _("one day") if value == 1 else _("{count} days").format(count=figures.number(value, language))


def _years(value: int, language: Language) -> str:
    _ = words(language)
    return _("one year") if value == 1 else _("{count} years").format(count=figures.number(value, language))


def _units(thousandths: int, language: Language) -> str:
    """Pieces are counted, goods by weight or length are measured."""
    _ = words(language)
    count = figures.quantity(Thousandths(thousandths), language)
    if thousandths == UNIT:
        return _("one unit")
    return (_("{count} units by measure") if thousandths % UNIT else _("{count} units")).format(count=count)


def _window(kind: str, said: Shown, language: Language) -> str:
    _ = words(language)
    message = _WINDOWS.get(kind, _WINDOWS[WindowKind.ALWAYS])
    return _(message).format_map(said)
