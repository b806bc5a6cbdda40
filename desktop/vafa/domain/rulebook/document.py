"""The programme document itself."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from vafa.domain.rulebook.conditions import Limit
from vafa.domain.rulebook.effects import PointsPerAmount
from vafa.domain.rulebook.kinds import Figure, Id, Sku, Title
from vafa.domain.rulebook.plans import (
    Budget,
    CouponPlan,
    Gate,
    MarginGuard,
    MembershipPlan,
    ReferralPlan,
    Reward,
    Rule,
    TierPlan,
)
from vafa.domain.units import Points, Rial

FORMAT = 2
"""The newest document format this version reads; a document of format 1 is read as one of 2."""

MAX_DOCUMENT_BYTES = 1_000_000
MAX_RULES = 500
MAX_WAIT_DAYS = 3_650
MAX_POINTS_PER_RIAL = 1_000
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2200, 1, 1)
"""Bounds that keep the points of the largest bill, and every date on paper, within what the ledger can hold."""


class MoneyOff(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Points as money off the bill, in whole steps (the last one may be worth a fraction, so that a bill can reach
    zero), from `least_points` on."""

    rial_per_point: Figure = Rial(1_000)
    step_points: Figure = Points(1)
    least_points: Figure = Points(1)


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


class Programme(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """The whole document. A fresh shop runs the defaults: 1 point per 100,000 Rial, 1 point = 1,000 Rial.

    `excluded` lines earn nothing and take no discount. `caps` bind all points of all rules together. `segments`,
    `interests`, `branches`, `forms`, `surveys` and `fields` are the names that rules may use; `fields` together are a
    completed profile.
    """

    format: int = FORMAT
    version: int = 1
    title: Title = ""
    rules: tuple[Rule, ...] = (Rule(id="base", give=PointsPerAmount()),)
    excluded: tuple[Sku, ...] = ()
    excluded_categories: tuple[Sku, ...] = ()
    vat: Vat = Vat.INCLUDED
    vat_percent: Annotated[int, Meta(ge=0, le=100)] = 10
    points_paid_earns: bool = False
    money_off: MoneyOff = MoneyOff()
    expiry: Expiry = Expiry()
    pending_days: Annotated[int, Meta(ge=0, le=MAX_WAIT_DAYS)] = 0
    refund_grace_days: Annotated[int, Meta(ge=1, le=MAX_WAIT_DAYS)] = 30
    caps: tuple[Limit, ...] = ()
    tiers: TierPlan | None = None
    memberships: tuple[MembershipPlan, ...] = ()
    referral: ReferralPlan | None = None
    coupons: tuple[CouponPlan, ...] = ()
    rewards: tuple[Reward, ...] = ()
    gates: tuple[Gate, ...] = ()
    budgets: tuple[Budget, ...] = ()
    guard: MarginGuard | None = None
    segments: tuple[Id, ...] = ()
    interests: tuple[Id, ...] = ()
    branches: tuple[Id, ...] = ()
    forms: tuple[Id, ...] = ()
    surveys: tuple[Id, ...] = ()
    fields: tuple[Id, ...] = ()
