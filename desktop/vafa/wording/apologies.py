"""Saying no: the sentence of a refusal or a trouble, with its figures as people read them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from msgspec import Struct, convert

from vafa.domain.receipt import Reason
from vafa.domain.rulebook.fault import Fault
from vafa.domain.units import DisplayUnit, Rial, Thousandths
from vafa.persian import digits
from vafa.wording import figures
from vafa.wording.answers import moment
from vafa.wording.catalogue import Language, later, words
from vafa.wording.name_words import listed
from vafa.wording.office_answers import block_reason, role
from vafa.wording.programme_words import faults_line
from vafa.wording.reason_figures import percent
from vafa.wording.reasons import reason_line
from vafa.wording.refusals import SENTENCES
from vafa.wording.spending_refusals import SPENDING_REFUSALS

# Between these two a text is laid out by its own first letter, whatever the sentence around it does.
_OWN_DIRECTION = "\u2068"
_END_ISOLATE = "\u2069"

_APPROVALS = {"refund": "needs_approval_refund", "refund_any": "needs_approval_receipt"}

# A code keeps the digits it is printed with.
_LATIN = re.compile("[A-Za-z]")

# Figures that are moments: an answer that was written down already has them as text.
_MOMENTS = frozenset({"at", "earliest", "now", "sold", "trusted"})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:\d\d)")

_MEGA = 1_000_000
_MEBI = 1_048_576
_UNKNOWN_FIGURE = "…"
_NONE = "–"
"""An empty list within a sentence."""

_NOTHING_NOW = later("It is not possible now.")


class Apology(Struct, frozen=True):
    """What is so, and what helps."""

    sentence: str
    way_on: str

    @property
    def text(self) -> str:
        """Both as one line."""
        return f"{self.sentence} {self.way_on}".strip()


def apology(
    code: str,
    told: Mapping[str, object],
    unit: DisplayUnit,
    language: Language,
    *,
    instead: Mapping[str, tuple[str, str]] = MappingProxyType({}),
) -> Apology:
    """The sentences of a code. A code that nobody wrote sentences for is named, so that somebody can be asked.

    `instead`: sentences of a place that says some things in its own way.
    """
    _ = words(language)
    code = _narrowed(code, told)
    sentences = instead if code in instead else SENTENCES
    if code not in sentences:
        unknown = _("This was refused for the reason “{code}”.").format(code=figures.latin(code))
        return Apology(unknown, _("Ask whoever looks after the program."))
    told = {**told, "title": told.get("title") or told.get("reward")}
    shown = _Figures({name: _shown(name, value, unit, language) for name, value in told.items()})
    sentence, way_on = sentences[code]
    if code in SPENDING_REFUSALS and told.get("best") == 0:
        way_on = _NOTHING_NOW
    if faults := _faults(told):
        return Apology(faults_line(faults, language), _(way_on).format_map(shown))
    return Apology(_(sentence).format_map(shown), _(way_on).format_map(shown))


def _faults(told: Mapping[str, object]) -> list[Fault]:
    """The faults of a document, where a refusal names them one by one."""
    faults = told.get("faults")
    return [fault for fault in faults if isinstance(fault, Fault)] if isinstance(faults, tuple) else []


class _Figures(dict[str, str]):
    """A figure that was not told must not hide the sentence."""

    def __missing__(self, name: str) -> str:
        return _UNKNOWN_FIGURE


def _narrowed(code: str, told: Mapping[str, object]) -> str:
    """Some codes have another sentence when there is more to tell."""
    if code == "card_blocked" and told.get("replaced_by"):
        return "card_replaced"
    if code == "usage_command" and told.get("like"):
        return "usage_command_like"
    if code == "pin_wrong" and told.get("seconds"):
        return "pin_wrong_wait"
    if code == "already_refunded" and told.get("number"):
        return "partly_refunded"
    if code == "margin_guard" and told.get("share_percent") is None:
        return "margin_guard_no_margin"
    if code == "needs_approval":
        return _APPROVALS.get(str(told.get("deed")), code)
    return code


def _shown(name: str, value: object, unit: DisplayUnit, language: Language) -> str:
    match value:
        case None:
            return _UNKNOWN_FIGURE
        case str() if name in _MOMENTS and _MOMENT.fullmatch(value):
            return moment(datetime.fromisoformat(value), language)
        case int():
            return _number(name, value, unit, language)
        case float():
            return percent(value, language)
        case datetime():
            return moment(value, language)
        case date():
            return figures.day(value, language)
        case list() | tuple() if name == "unmet":
            return listed((reason_line(_reason(part), unit, language) for part in value), language)
        case list() | tuple():
            return " · ".join(figures.latin(str(part)) for part in value) or _NONE
        case _:
            return _text(name, str(value), language)


def _reason(part: object) -> Reason:
    """A reason, also one that came as plain figures."""
    return part if isinstance(part, Reason) else convert(part, Reason)


def _number(name: str, value: int, unit: DisplayUnit, language: Language) -> str:
    if name.endswith("rial"):
        return figures.money(Rial(value), unit, language)
    if name.endswith("percent"):
        return percent(value, language)
    match name:
        case "limit_bytes":
            return figures.number(value // _MEBI, language)
        case "limit_pixels":
            return figures.number(value // _MEGA, language)
        case "rest_thousandths":
            return figures.quantity(Thousandths(value), language)
        case "last_day":
            return figures.day_in_words(date.fromordinal(value), language)
        case "port":
            return str(value)
        case _:
            return figures.number(value, language)


def _text(name: str, value: str, language: Language) -> str:
    match name:
        case "reason":
            return block_reason(value, language)
        case "role" | "needs":
            return role(value, language)
        case "mobile" | "text" if language == "fa" and not _LATIN.search(value):
            return f"{_OWN_DIRECTION}{digits.to_persian(value)}{_END_ISOLATE}"
        case _:
            return f"{_OWN_DIRECTION}{value}{_END_ISOLATE}"
