"""The loyalty programme: one versioned document that says how points are earned, spent and lost."""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

import msgspec
from msgspec import Struct, structs

from vafa.domain.errors import Refusal
from vafa.domain.units import Points, Rial

FORMAT = 1
"""The newest document format this version reads."""

MAX_DOCUMENT_BYTES = 1_000_000
MAX_RULES = 500
MAX_ID = 64
MAX_EXCLUDED = 5_000
MAX_FIGURE = 1_000_000_000_000
MAX_POINTS_PER_RIAL = 1_000
MAX_WAIT_DAYS = 3_650
MAX_LIFE_DAYS = 36_500
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2200, 1, 1)
"""Bounds that keep the points of the largest bill, and every date on paper, within what the ledger can hold."""


class PointsPerAmount(Struct, frozen=True, tag="points_per_amount", forbid_unknown_fields=True):
    """So many points for every so many Rial of the earn base."""

    points: Points = Points(1)
    per_rial: Rial = Rial(100_000)


class Multiplier(Struct, frozen=True, tag="multiplier", forbid_unknown_fields=True):
    """What the amount rules give, times numerator/denominator. Several add up: ×1.25 and ×2 make ×2.25."""

    numerator: int
    denominator: int = 1


Effect: TypeAlias = PointsPerAmount | Multiplier


class EarnRule(Struct, frozen=True, forbid_unknown_fields=True):
    """One way to earn on a purchase. The id is named by every reason that the rule gives."""

    id: str
    effect: Effect


class MoneyOff(Struct, frozen=True, forbid_unknown_fields=True):
    """Points as money off the bill."""

    rial_per_point: Rial = Rial(1_000)


class ExpiryMode(StrEnum):
    NEVER = "never"
    DAYS = "days"
    MONTH_END = "month_end"
    SEASON_END = "season_end"
    YEAR_END = "year_end"
    FIXED = "fixed"


class Expiry(Struct, frozen=True, forbid_unknown_fields=True):
    """When earned points lapse. Month, season and year are Jalali; the last good day counts."""

    mode: ExpiryMode = ExpiryMode.NEVER
    days: int | None = None
    on: date | None = None


class Vat(StrEnum):
    INCLUDED = "included"
    EXCLUDED = "excluded"


class Programme(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole document. A fresh shop runs the defaults: 1 point per 100,000 Rial, 1 point = 1,000 Rial."""

    format: int = FORMAT
    version: int = 1
    earn: tuple[EarnRule, ...] = (EarnRule("base", PointsPerAmount()),)
    excluded_skus: tuple[str, ...] = ()
    vat: Vat = Vat.INCLUDED
    vat_percent: int = 10
    points_paid_earns: bool = False
    money_off: MoneyOff = MoneyOff()
    expiry: Expiry = Expiry()
    pending_days: int = 0
    refund_grace_days: int = 30


def read_programme(document: bytes) -> Programme:
    """The programme of a JSON document from outside.

    Raises Refusal `programme_unreadable` (with the place), `programme_too_large`, `programme_newer`, or
    `programme_invalid` with the place and what would mend it.
    """
    if len(document) > MAX_DOCUMENT_BYTES:
        raise Refusal("programme_too_large", bytes=len(document), limit=MAX_DOCUMENT_BYTES)
    try:
        stated = msgspec.json.decode(document, type=_Stated).format
        if stated > FORMAT:
            raise Refusal("programme_newer", format=stated, readable=FORMAT)
        programme = msgspec.json.decode(document, type=Programme)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal("programme_unreadable", place=str(error)) from error
    check_programme(programme)
    return programme


def check_programme(programme: Programme) -> None:
    """Raises Refusal `programme_invalid` (place, mend) for a document that could not run."""
    for place, mend in _faults(programme):
        raise Refusal("programme_invalid", place=place, mend=mend)


def write_programme(programme: Programme) -> bytes:
    """The document as JSON that a person can read."""
    return msgspec.json.format(msgspec.json.encode(programme), indent=2)


class _Stated(Struct):
    format: int = FORMAT


def _faults(programme: Programme) -> list[tuple[str, str]]:
    bounded = [
        ("version", programme.version, 1, MAX_FIGURE),
        ("money_off.rial_per_point", programme.money_off.rial_per_point, 1, MAX_FIGURE),
        ("refund_grace_days", programme.refund_grace_days, 1, MAX_WAIT_DAYS),
        ("pending_days", programme.pending_days, 0, MAX_WAIT_DAYS),
        ("vat_percent", programme.vat_percent, 0, 100),
        ("earn", len(programme.earn), 0, MAX_RULES),
        ("excluded_skus", len(programme.excluded_skus), 0, MAX_EXCLUDED),
    ]
    faults = [(place, f"{low}..{high}") for place, value, low, high in bounded if not low <= value <= high]
    return faults + _rule_faults(programme.earn) + _expiry_faults(programme.expiry)


def _rule_faults(rules: tuple[EarnRule, ...]) -> list[tuple[str, str]]:
    ids = [rule.id for rule in rules]
    faults = [
        (f"earn[{i}].id", "unique") for i, name in enumerate(ids) if not 0 < len(name) <= MAX_ID or name in ids[:i]
    ]
    for i, rule in enumerate(rules):
        if not all(1 <= number <= MAX_FIGURE for number in structs.astuple(rule.effect)):
            return [*faults, (f"earn[{i}].effect", f"1..{MAX_FIGURE}")]
    effects = [rule.effect for rule in rules]
    plain = sum(Fraction(effect.points, effect.per_rial) for effect in effects if isinstance(effect, PointsPerAmount))
    more = sum(Fraction(effect.numerator, effect.denominator) for effect in effects if isinstance(effect, Multiplier))
    if plain * (1 + more) > MAX_POINTS_PER_RIAL:
        faults.append(("earn", f"0..{MAX_POINTS_PER_RIAL} points per Rial"))
    return faults


def _expiry_faults(expiry: Expiry) -> list[tuple[str, str]]:
    days, on = expiry.days, expiry.on
    faults = []
    if (expiry.mode is ExpiryMode.DAYS) != (days is not None) or (days is not None and not 1 <= days <= MAX_LIFE_DAYS):
        faults.append(("expiry.days", f"1..{MAX_LIFE_DAYS}"))
    if (expiry.mode is ExpiryMode.FIXED) != (on is not None) or (on is not None and not FIRST_DAY <= on <= LAST_DAY):
        faults.append(("expiry.on", f"{FIRST_DAY}..{LAST_DAY}"))
    return faults
