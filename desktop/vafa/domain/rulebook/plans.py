"""The parts of a programme document: rules, tiers, memberships, referral, coupons, rewards, gates, guard, budgets."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from vafa.domain.rulebook.conditions import Limit, Scope, When
from vafa.domain.rulebook.effects import CouponEffect, Effect, RewardEffect
from vafa.domain.rulebook.kinds import (
    Days,
    Figure,
    FigureOrNone,
    Id,
    JalaliDay,
    Measure,
    Percent,
    Title,
    Window,
    WindowKind,
)


class Trigger(StrEnum):
    """What sets a rule off. `purchase`, `first_purchase` and `visit` (the first bill of a business day) are part of a
    bill; the others stand alone. `referrer` and `referee` are the two sides of a completed referral."""

    PURCHASE = "purchase"
    FIRST_PURCHASE = "first_purchase"
    VISIT = "visit"
    PERIOD_TARGET = "period_target"
    ENROLMENT = "enrolment"
    FIELD_FILLED = "field_filled"
    PROFILE_COMPLETED = "profile_completed"
    INTEREST_TOLD = "interest_told"
    FORM_COMPLETED = "form_completed"
    SURVEY_ANSWERED = "survey_answered"
    REFERRER = "referrer"
    REFEREE = "referee"
    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary"
    MEMBERSHIP_SOLD = "membership_sold"
    TIER_REACHED = "tier_reached"
    MANUAL = "manual"


class Target(Struct, frozen=True, forbid_unknown_fields=True):
    """A goal of a period: set off when the measure, this purchase counted in, reaches it for the first time in the
    window (calendar: once in each; rolling: again only from purchases after the day on which it was last reached)."""

    measure: Measure
    at_least: Figure
    window: Window


class Rule(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, rename={"trigger": "on"}):
    """Trigger, scope, conditions, effect, limits. `about` names the form, survey, field, interest, anniversary or
    membership that is meant (empty: any). Of the points-per-amount and points-per-unit rules only those with the
    closest scope count for a line: product before category before all; those with `adds` always count besides.
    `for_tier`: whether its points count towards a tier that is measured in points."""

    id: Id
    give: Effect
    trigger: Trigger = Trigger.PURCHASE
    title: Title = ""
    about: Annotated[str, Meta(max_length=64)] = ""
    scope: Scope = Scope()
    when: When = When()
    target: Target | None = None
    limits: tuple[Limit, ...] = ()
    budget: Annotated[str, Meta(max_length=64)] = ""
    adds: bool = False
    for_tier: bool = True


class Tier(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A named step; what it brings is written in rules, coupons, rewards and gates that name it."""

    id: Id
    at_least: FigureOrNone
    title: Title = ""


class Downgrade(StrEnum):
    """At a tier's end without requalification: to the tier of the measure, one tier down, or never."""

    TO_MEASURE = "to_measure"
    ONE_STEP = "one_step"
    NEVER = "never"


class TierPlan(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Tiers, the lowest first. A tier is reached at once when the measure in the window reaches it, and held to the
    end of the `holds` period that began then, and `grace_days` more; requalifying in between extends it. A refund
    counts as if its part had never been bought. The lowest tier stands at 0, or `no_tier` says that there is none
    below it. `counts_at_once`: the present bill already counts for its own tier."""

    tiers: tuple[Tier, ...]
    measure: Measure = Measure.SPEND
    window: Window = Window(WindowKind.ROLLING, 365)
    holds: Window = Window(WindowKind.ROLLING, 365)
    grace_days: Annotated[int, Meta(ge=0, le=3_650)] = 30
    downgrade: Downgrade = Downgrade.TO_MEASURE
    no_tier: bool = False
    counts_at_once: bool = False


class TermUnit(StrEnum):
    MONTH = "month"
    YEAR = "year"
    DAYS = "days"


class MembershipPlan(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paid membership: `length` Jalali months or years, or days. Benefits last to the end of the term's last day and
    `grace_days` more. Cancelled, it gives the fee back for the days not begun (`refundable`)."""

    id: Id
    fee_rial: Figure
    title: Title = ""
    unit: TermUnit = TermUnit.MONTH
    length: Annotated[int, Meta(ge=1, le=3_650)] = 1
    grace_days: Annotated[int, Meta(ge=0, le=365)] = 7
    refundable: bool = True


class ReferralPlan(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """When a referral is completed: by the referred member's first purchase of at least this amount, within these
    days of enrolling. What each side gets is written in rules on `referrer` and `referee`."""

    min_amount_rial: Figure | None = None
    within_days: Days | None = None


class CouponPlan(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A discount by code, or attached to a member. `codes` are typed or scanned at the counter; `single_use`: each of
    them once in all. A coupon issued to a member lives `life_days`; an `automatic` one is taken without asking."""

    id: Id
    give: CouponEffect
    title: Title = ""
    codes: tuple[Annotated[str, Meta(min_length=3, max_length=32)], ...] = ()
    single_use: bool = False
    life_days: Days | None = None
    automatic: bool = False
    scope: Scope = Scope()
    when: When = When()
    limits: tuple[Limit, ...] = ()
    budget: Annotated[str, Meta(max_length=64)] = ""


class Reward(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something that points buy, in whole steps of `points`. `cost_rial` is what one costs the shop."""

    id: Id
    points: Figure
    give: RewardEffect
    title: Title = ""
    scope: Scope = Scope()
    when: When = When()
    limits: tuple[Limit, ...] = ()
    budget: Annotated[str, Meta(max_length=64)] = ""
    cost_rial: FigureOrNone = 0
    owner: Title = ""


class Gate(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A benefit that is allowed or not, such as buying on credit."""

    id: Id
    when: When
    title: Title = ""


class Budget(
    Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, rename={"first": "from", "last": "to"}
):
    """Money set aside for rules, coupons and rewards that name it. Points cost `money_off.rial_per_point` each. From
    `warn_percent` on it is named in answers; at the end nothing more is given."""

    id: Id
    rial: Figure
    first: JalaliDay
    last: JalaliDay
    source: Title = ""
    warn_percent: Percent = 80


class MarginGuard(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What may be given of the gross margin, VAT taken out. Goods without a known cost are taken to earn
    `margin_percent`, or that of their category. With `on_receipts` a bill that gives more gives less points, then
    less discount, and never falls below cost except for the named loss leaders. Points cost their full value times
    `cost_percent` and `used_percent` (the share that is ever spent); publishing always reckons with 100 of both."""

    most_percent: Percent = 30
    margin_percent: Annotated[int, Meta(ge=0, le=100)] = 20
    category_margins: dict[str, Annotated[int, Meta(ge=0, le=100)]] = {}
    cost_percent: Percent = 100
    used_percent: Percent = 100
    loss_leaders: Scope | None = None
    on_receipts: bool = True
