"""What a programme that can run will never do, or does to no purpose: for whoever is about to publish it."""

from collections.abc import Iterator
from datetime import date

from vafa.domain.rulebook.category_names import categories_above, category_key
from vafa.domain.rulebook.cautions_times import lapses_unspent, never_together
from vafa.domain.rulebook.conditions import LimitPer, Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import (
    CouponIssued,
    EarnEffect,
    Effect,
    GrowingMultiplier,
    Multiplier,
    PointsPerAmount,
    PointsPerUnit,
)
from vafa.domain.rulebook.fault import Catalogue, Fault
from vafa.domain.rulebook.faults import in_order
from vafa.domain.rulebook.faults_times import jalali_day
from vafa.domain.rulebook.plans import CouponPlan, Reward, Rule, TierPlan, Trigger
from vafa.domain.rulebook.walking import walk
from vafa.persian.folding import display

NO_TENDER = frozenset({"points", "coupon", "discount"})
"""What lowers a bill, but is no way to pay it: no bill ever has it as a tender."""


def warnings_of(programme: Programme, today: date, catalogue: Catalogue | None = None) -> tuple[Fault, ...]:
    """What is worth a second look in a document without faults, in its order. `today` is the day in Tehran on which
    it would come into force; with a catalogue goods are looked at too."""
    warnings = [
        *_conditions(programme, today),
        *lapses_unspent(programme, today),
        *_open_limits(programme),
        *_effects(programme),
        *_budgets(programme, today),
        *_coupons(programme),
        *_tiers(programme),
        *_referral(programme),
        *_shadowed(programme, catalogue),
    ]
    return in_order(warnings)


def _conditions(programme: Programme, today: date) -> Iterator[Fault]:
    for place, shape in walk(programme):
        match shape:
            case When():
                yield from _when(place, shape, today)
            case Rule() | CouponPlan() | Reward() if _nothing_left(shape.scope, programme):
                yield Fault(f"{place}.scope", "never_scope")
            case _:
                pass


def _when(place: str, when: When, today: date) -> Iterator[Fault]:
    if when.dates and all(jalali_day(dates.last).to_date() < today for dates in when.dates):
        yield Fault(f"{place}.dates", "never_dates", names={"to": max(dates.last for dates in when.dates)})
    yield from never_together(place, when, today)
    if when.segments and set(when.segments) <= set(when.not_segments):
        yield Fault(f"{place}.not_segments", "never_segments")
    if when.tenders and NO_TENDER.issuperset(when.tenders):
        yield Fault(f"{place}.tenders", "never_tender", names={"name": when.tenders[0]})


def _open_limits(programme: Programme) -> Iterator[Fault]:
    """Limits for each member on what is for everybody: who is no member has none."""
    for place, shape in walk(programme):
        if not isinstance(shape, Rule | CouponPlan) or shape.when.members_only or isinstance(shape.give, EarnEffect):
            continue
        for at, limit in enumerate(shape.limits):
            if limit.per is LimitPer.MEMBER:
                yield Fault(f"{place}.limits[{at}].per", "limit_open")


def _nothing_left(scope: Scope, programme: Programme) -> bool:
    """Whether every product and category that a scope names is excepted or excluded again."""
    if not scope.products and not scope.categories:
        return False
    shut = set(map(category_key, (*scope.except_categories, *programme.excluded_categories)))
    without = set(map(display, (*scope.except_products, *programme.excluded)))
    products_out = all(display(sku) in without for sku in scope.products)
    return products_out and not any(shut.isdisjoint(categories_above(name)) for name in scope.categories)


def _effects(programme: Programme) -> Iterator[Fault]:
    for at, rule in enumerate(programme.rules):
        if _changes_nothing(rule.give):
            yield Fault(f"rules[{at}].give", "multiplier_of_one")


def _changes_nothing(effect: Effect) -> bool:
    match effect:
        case Multiplier():
            return effect.numerator == effect.denominator
        case GrowingMultiplier():
            return all(step.numerator == step.denominator for step in effect.steps)
        case _:
            return False


def _budgets(programme: Programme, today: date) -> Iterator[Fault]:
    named = {shape.budget for _, shape in walk(programme) if isinstance(shape, Rule | CouponPlan | Reward)}
    for at, budget in enumerate(programme.budgets):
        if jalali_day(budget.last).to_date() < today:
            yield Fault(f"budgets[{at}].to", "budget_over", names={"to": budget.last})
        elif budget.id not in named:
            yield Fault(f"budgets[{at}].id", "budget_unused", names={"name": budget.id})


def _coupons(programme: Programme) -> Iterator[Fault]:
    given = [*(rule.give for rule in programme.rules), *(reward.give for reward in programme.rewards)]
    issued = {effect.plan for effect in given if isinstance(effect, CouponIssued)}
    for at, plan in enumerate(programme.coupons):
        if not plan.codes and plan.id not in issued:
            yield Fault(f"coupons[{at}]", "coupon_unreachable", names={"name": plan.id})


def _tiers(programme: Programme) -> Iterator[Fault]:
    if programme.tiers is None:
        return
    named = {tier for _, shape in walk(programme) if isinstance(shape, When) for tier in shape.tiers}
    named.update(_reached(programme.rules, programme.tiers))
    for at, tier in enumerate(programme.tiers.tiers):
        if tier.id not in named and tier.at_least > 0:
            yield Fault(f"tiers.tiers[{at}]", "tier_idle", names={"tier": tier.id})


def _reached(rules: tuple[Rule, ...], plan: TierPlan) -> Iterator[str]:
    """The tiers that bring something at the moment in which they are reached."""
    for rule in rules:
        if rule.trigger is Trigger.TIER_REACHED:
            yield from [rule.about] if rule.about else [tier.id for tier in plan.tiers]


def _referral(programme: Programme) -> Iterator[Fault]:
    sides = {Trigger.REFERRER, Trigger.REFEREE}
    if programme.referral is not None and sides.isdisjoint(rule.trigger for rule in programme.rules):
        yield Fault("referral", "referral_idle")


def _shadowed(programme: Programme, catalogue: Catalogue | None) -> Iterator[Fault]:
    """Rules that never count, because for each product of the shop a rule with a closer scope always does. Products
    without a number or unknown to the shop would still count; a bill that is an amount only has such a line."""
    if catalogue is None or not catalogue.products:
        return
    by_product, by_category = _always_closer(programme.rules)
    goods = [(display(sku), frozenset(categories_above(name))) for sku, name in catalogue.products.items()]
    for at, rule in enumerate(programme.rules):
        closer = by_product if rule.scope.categories else by_product | by_category
        if not closer or not _takes_turns(rule) or rule.scope.products:
            continue
        meant = [{sku, *above} for sku, above in goods if _covers(rule.scope, sku, above)]
        if meant and all(not closer.isdisjoint(names) for names in meant):
            yield Fault(f"rules[{at}]", "shadowed", names={"name": rule.id})


def _always_closer(rules: tuple[Rule, ...]) -> tuple[set[str], set[str]]:
    """The products and the categories that have a rule of their own which counts on every purchase."""
    products: set[str] = set()
    categories: set[str] = set()
    for rule in rules:
        scope = rule.scope
        if _takes_turns(rule) and rule.when == When() and not rule.limits and not rule.budget:
            if scope.products and not scope.except_products and not scope.except_categories:
                products.update(map(display, scope.products))
            elif scope.categories and not scope.except_products and not scope.except_categories:
                categories.update(map(category_key, scope.categories))
    return products, categories


def _takes_turns(rule: Rule) -> bool:
    """Whether only the closest of such rules counts for a line."""
    plain = isinstance(rule.give, PointsPerAmount | PointsPerUnit)
    return plain and rule.trigger is Trigger.PURCHASE and not rule.adds


def _covers(scope: Scope, sku: str, categories: frozenset[str]) -> bool:
    """Whether a scope that names no products has a product, known by the keys of its categories."""
    if scope.categories and categories.isdisjoint(map(category_key, scope.categories)):
        return False
    left_out = sku in map(display, scope.except_products)
    return not left_out and categories.isdisjoint(map(category_key, scope.except_categories))
