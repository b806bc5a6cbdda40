"""Parts of a document that contradict themselves: triggers and effects, limits, tiers, codes, ids."""

from collections.abc import Iterable, Iterator, Sequence

from vafa.domain.rulebook.codes import folded_code
from vafa.domain.rulebook.conditions import Limit, LimitOf, Scope
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import EarnEffect, Effect, Gift, HandingEffect, MoneyEffect, PointsFixed, Service
from vafa.domain.rulebook.fault import Fault
from vafa.domain.rulebook.kinds import Measure
from vafa.domain.rulebook.plans import Rule, TierPlan, Trigger

BILL_TRIGGERS = frozenset({Trigger.PURCHASE, Trigger.FIRST_PURCHASE, Trigger.VISIT})

ABOUT = frozenset(
    {
        Trigger.FIELD_FILLED,
        Trigger.INTEREST_TOLD,
        Trigger.FORM_COMPLETED,
        Trigger.SURVEY_ANSWERED,
        Trigger.ANNIVERSARY,
        Trigger.MEMBERSHIP_SOLD,
        Trigger.TIER_REACHED,
        Trigger.MANUAL,
    }
)
"""The triggers that `about` can narrow."""

_OF_TIERS = (Measure.SPEND, Measure.VISITS, Measure.POINTS)
"""What a tier can be measured by: a streak has no threshold that a window could fall below."""

_OF_A_BILL = ("tenders", "min_amount_rial", "max_amount_rial", "min_quantity")
_NOT_IN_IDS = frozenset("|")


def part_faults(programme: Programme) -> Iterator[Fault]:
    """Faults within rules, coupons, rewards and tiers, and between those of one kind."""
    yield from _ids(programme)
    for at, rule in enumerate(programme.rules):
        yield from _rule(f"rules[{at}]", rule, programme)
    for at, plan in enumerate(programme.coupons):
        yield from _limits(f"coupons[{at}]", plan.limits, plan.give)
    for at, reward in enumerate(programme.rewards):
        yield from _limits(f"rewards[{at}]", reward.limits, reward.give, bought=True)
    for at, cap in enumerate(programme.caps):
        if cap.of is LimitOf.RIAL:
            yield Fault(f"caps[{at}].of", "caps_points")
    yield from _codes(programme)
    if programme.tiers is not None:
        yield from _tiers(programme.tiers)


def _ids(programme: Programme) -> Iterator[Fault]:
    for key in ("rules", "coupons", "rewards", "memberships", "gates", "budgets"):
        names = [part.id for part in getattr(programme, key)]
        yield from _unique(names, [f"{key}[{at}].id" for at in range(len(names))])
    if programme.tiers is not None:
        names = [tier.id for tier in programme.tiers.tiers]
        yield from _unique(names, [f"tiers.tiers[{at}].id" for at in range(len(names))])
    for key in ("segments", "interests", "branches", "forms", "surveys", "fields"):
        names = list(getattr(programme, key))
        yield from _unique(names, [f"{key}[{at}]" for at in range(len(names))])


def _unique(names: Sequence[str], places: Iterable[str]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for name, place in zip(names, places, strict=True):
        if not name.isprintable() or name != name.strip() or not _NOT_IN_IDS.isdisjoint(name):
            yield Fault(place, "id_letters")
        if name in seen:
            yield Fault(place, "unique", names={"name": name, "first": seen[name]})
        seen.setdefault(name, place)


def _rule(place: str, rule: Rule, programme: Programme) -> Iterator[Fault]:
    trigger = {"trigger": rule.trigger.value}
    if (rule.trigger is Trigger.PERIOD_TARGET) != (rule.target is not None):
        yield Fault(f"{place}.target", "target_extra" if rule.target else "target_missing", names=trigger)
    if rule.trigger not in BILL_TRIGGERS and not isinstance(rule.give, PointsFixed | HandingEffect):
        yield Fault(f"{place}.give", "effect_on_trigger", names={"effect": effect_name(rule.give), **trigger})
    if rule.about and rule.trigger not in ABOUT:
        yield Fault(f"{place}.about", "about_extra", names=trigger)
    if rule.trigger not in BILL_TRIGGERS and rule.trigger is not Trigger.PERIOD_TARGET:
        if rule.scope != Scope():
            yield Fault(f"{place}.scope", "needs_bill", names=trigger)
        for name in _OF_A_BILL:
            if getattr(rule.when, name) not in (None, ()):
                yield Fault(f"{place}.when.{name}", "needs_bill", names=trigger)
    if needed := _missing_for(rule.trigger, programme):
        yield Fault(f"{place}.on", "trigger_needs", names={"needs": needed, **trigger})
    yield from _limits(place, rule.limits, rule.give)


def effect_name(effect: Effect) -> str:
    """What an effect is called in the document."""
    return str(effect.__struct_config__.tag)


def _missing_for(trigger: Trigger, programme: Programme) -> str:
    """The part of the document without which a trigger never comes."""
    match trigger:
        case Trigger.REFERRER | Trigger.REFEREE if programme.referral is None:
            return "referral"
        case Trigger.MEMBERSHIP_SOLD if not programme.memberships:
            return "memberships"
        case Trigger.TIER_REACHED if programme.tiers is None:
            return "tiers"
        case Trigger.PROFILE_COMPLETED | Trigger.FIELD_FILLED if not programme.fields:
            return "fields"
        case Trigger.FORM_COMPLETED if not programme.forms:
            return "forms"
        case Trigger.SURVEY_ANSWERED if not programme.surveys:
            return "surveys"
        case Trigger.INTEREST_TOLD if not programme.interests:
            return "interests"
        case _:
            return ""


def _limits(place: str, limits: Iterable[Limit], effect: Effect, *, bought: bool = False) -> Iterator[Fault]:
    """Uses are limited everywhere, Rial where money is taken off or something costs the shop, points where they are
    given, or `bought` with."""
    fitting = {LimitOf.USES}
    if isinstance(effect, MoneyEffect | Service | Gift):
        fitting.add(LimitOf.RIAL)
    if bought or isinstance(effect, EarnEffect):
        fitting.add(LimitOf.POINTS)
    for at, limit in enumerate(limits):
        if limit.of not in fitting:
            names = {"of": limit.of.value, "effect": effect_name(effect)}
            yield Fault(f"{place}.limits[{at}].of", "limit_of", names=names)


def _codes(programme: Programme) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for at, plan in enumerate(programme.coupons):
        for number, code in enumerate(plan.codes):
            place, folded = f"coupons[{at}].codes[{number}]", folded_code(code)
            if not folded or not folded.isprintable():
                yield Fault(place, "code_letters", names={"code": code.strip()})
            elif folded in seen:
                yield Fault(place, "code_collides", names={"code": code, "first": seen[folded]})
            seen.setdefault(folded, place)


def _tiers(plan: TierPlan) -> Iterator[Fault]:
    tiers = plan.tiers
    if plan.measure not in _OF_TIERS:
        allowed = ", ".join(measure.value for measure in _OF_TIERS)
        yield Fault("tiers.measure", "one_of", names={"value": plan.measure.value, "allowed": allowed})
    if not tiers:
        yield Fault("tiers.tiers", "empty")
    elif tiers[0].at_least > 0 and not plan.no_tier:
        yield Fault("tiers.tiers[0].at_least", "lowest_tier", {"at_least": tiers[0].at_least})
    for at in range(1, len(tiers)):
        below, above = tiers[at - 1], tiers[at]
        if above.at_least <= below.at_least:
            mend = "tiers_overlap" if above.at_least == below.at_least else "tiers_unsorted"
            names = {"tier": above.id, "below": below.id}
            yield Fault(f"tiers.tiers[{at}].at_least", mend, {"above": below.at_least}, names)
