"""The loyalty programme: one versioned document that says how points are earned, spent and lost."""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

import msgspec
from msgspec import Struct

from vafa.domain.errors import Refusal
from vafa.domain.units import Points, Rial

FORMAT = 1
"""The newest document format this version reads."""

MAX_RULES = 500
MAX_DOCUMENT_BYTES = 1_000_000


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
    positive = [
        ("version", programme.version),
        ("money_off.rial_per_point", programme.money_off.rial_per_point),
        ("refund_grace_days", programme.refund_grace_days),
    ]
    faults = [(place, "positive") for place, value in positive if value <= 0]
    if not 0 <= programme.pending_days <= 3_650:
        faults.append(("pending_days", "0..3650"))
    if not 0 <= programme.vat_percent <= 100:
        faults.append(("vat_percent", "0..100"))
    if len(programme.earn) > MAX_RULES:
        faults.append(("earn", f"0..{MAX_RULES}"))
    ids = [rule.id for rule in programme.earn]
    faults += [(f"earn[{i}].id", "unique") for i, name in enumerate(ids) if not name or name in ids[:i]]
    for i, rule in enumerate(programme.earn):
        if any(number <= 0 for number in msgspec.structs.astuple(rule.effect)):
            faults.append((f"earn[{i}].effect", "positive"))
    expiry = programme.expiry
    if (expiry.mode is ExpiryMode.DAYS) != (expiry.days is not None) or (expiry.days is not None and expiry.days <= 0):
        faults.append(("expiry.days", "positive"))
    if (expiry.mode is ExpiryMode.FIXED) != (expiry.on is not None):
        faults.append(("expiry.on", "date"))
    return faults
