"""Why points were given, why money came off, and why not: one sentence for every reason."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from vafa.domain.receipt import Reason
from vafa.domain.units import DisplayUnit, Points
from vafa.wording import figures
from vafa.wording.catalogue import Language, later, words
from vafa.wording.discount_words import DISCOUNTS
from vafa.wording.earning_words import EARNING
from vafa.wording.name_words import listed
from vafa.wording.reason_figures import Shown, Told, shown, subject
from vafa.wording.unmet_words import UNMET

SENTENCES: Mapping[str, Told] = MappingProxyType({**EARNING, **DISCOUNTS, **UNMET})

_PER_AMOUNT = "per_amount"

_TAILS: Mapping[str, str] = MappingProxyType(
    {
        "years": later("{line} ({years})"),
        "cap_rial": later("{line} (at most {cap_rial})"),
        "left_rial": later("{line} (only {left_rial} of its limit were left)"),
        "limited_to": later("{line} (limited to {limited_to})"),
        "wanted": later("{line} (of {wanted}: the limit is reached)"),
    }
)
"""What figures add to any sentence that does not tell them itself."""

_NAMES_ITSELF = ("{subject}", "{title}", "{thing}", "{code}", "{coupon}", "{coupon_named}")
"""A sentence with one of these says by itself what it is about."""


def reason_line(reason: Reason, unit: DisplayUnit, language: Language) -> str:
    """The sentence of a reason: «پایه، هر ۱۰٬۰۰۰ تومان», «ضریب ۱٫۲۵», «یلدا»: ۱۰٪ از ….

    A code from a newer programme shows the title of its rule, or else its name.
    """
    told = SENTENCES.get(reason.code)
    if told is None:
        return reason.names.get("title") or reason.rule
    message = told if isinstance(told, str) else told(reason)
    said = _figures(reason, unit, language)
    if reason.code == _PER_AMOUNT and "points" in reason.figures:
        said["points"] = figures.number(reason.figures["points"], language)
    return _said(message, reason, said, language)


def award_sentence(earned: Points, reasons: Sequence[Reason], unit: DisplayUnit, language: Language) -> str:
    """One sentence for a whole award: «۱۸ امتیاز: ۱٬۲۵۰٬۰۰۰ ریال، هر ۱۰۰٬۰۰۰ ریال یک امتیاز، ضریب نقره‌ای ۱٫۵».

    Rates by amount are told by their titles only where there are several.
    """
    points = figures.points(earned, language)
    if not reasons:
        return points
    several = sum(reason.code == _PER_AMOUNT for reason in reasons) > 1
    parts = (
        _rate(reason, unit, language, titled=several)
        if reason.code == _PER_AMOUNT
        else reason_line(reason, unit, language)
        for reason in reasons
    )
    _ = words(language)
    return _("{points}: {reasons}").format(points=points, reasons=listed(parts, language))


def _rate(reason: Reason, unit: DisplayUnit, language: Language, *, titled: bool) -> str:
    """A rate with the money that it was reckoned from."""
    one, more = later("{base_rial}, one point for each {money}"), later("{base_rial}, {points} for each {money}")
    said = _figures(reason, unit, language)
    return _said(one if reason.figures.get("points") == 1 else more, reason, said, language, titled=titled)


def _figures(reason: Reason, unit: DisplayUnit, language: Language) -> Shown:
    said = shown(reason, unit, language)
    said["subject"] = subject(reason, language)
    return said


def _adds(name: str, reason: Reason) -> bool:
    """What is left is told of discounts alone; a budget that is spent has said so."""
    return name != "left_rial" or reason.code.startswith("off_")


def _said(message: str, reason: Reason, said: Shown, language: Language, *, titled: bool = True) -> str:
    _ = words(language)
    line = _(message).format_map(said)
    for name, tail in _TAILS.items():
        if name in reason.figures and f"{{{name}}}" not in message and _adds(name, reason):
            line = _(tail).format(**{"line": line, name: said[name]})
    if reason.names.get("source"):
        line = _("{line} (paid for by {source})").format(line=line, source=said["source"])
    if titled and said["subject"] and not any(name in message for name in _NAMES_ITSELF):
        line = _("{subject}: {line}").format(subject=said["subject"], line=line)
    return line
