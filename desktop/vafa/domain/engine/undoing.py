"""Taking a purchase back wholly, and giving it to another member: discounts stand as they were paid."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import structs

from vafa.domain.engine.case import Case
from vafa.domain.engine.earning import earn
from vafa.domain.engine.instant import Instant
from vafa.domain.engine.known import Choices, MemberFacts, Surroundings
from vafa.domain.engine.limits import budget_key
from vafa.domain.engine.outcome import Award, Count, CountWay, Discount, DiscountSource, SideAward
from vafa.domain.engine.refunding import SideClaw
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.purchase import PostedLine, Purchase
from vafa.domain.rulebook.effects import EarnEffect
from vafa.domain.rulebook.plans import CouponPlan, Reward, Rule
from vafa.domain.tender import Tender


def counts_back(counts: Iterable[Count]) -> tuple[Count, ...]:
    """The counts that bring counters back to where they were."""
    return tuple(structs.replace(count, amount=-count.amount) for count in counts)


def sides_back(side_awards: Sequence[SideAward]) -> tuple[SideClaw, ...]:
    """All side awards of a purchase, taken back."""
    return tuple(
        SideClaw(part, side.member, side.rule, side.points, side.for_tier, counts_back(side.counts))
        for part, side in enumerate(side_awards)
    )


def award_again(
    ruleset: Ruleset,
    member: MemberFacts,
    purchase: Purchase,
    paid: Sequence[PostedLine],
    money_off_rial: int,
    tenders: tuple[Tender, ...],
    instant: Instant,
    around: Surroundings,
) -> tuple[Award, tuple[Count, ...]]:
    """What a purchase that was posted already earns for another member, and what it adds to the counters. `paid` are
    its lines as they were posted."""
    case = Case(ruleset, member, purchase, instant, around, Choices(tenders=tenders))
    case.rest_rial = [int(line.net_rial) for line in paid]
    award, counts, _ = earn(case, money_off_rial)
    return award, counts


def counts_that_stay(ruleset: Ruleset, discounts: Iterable[Discount], counts: Sequence[Count]) -> tuple[Count, ...]:
    """Of the counts of a bill that finds another member those that go along: what was taken off or handed over stays
    so, and so do its limits and budgets. What was earned is reckoned anew."""
    earning = {f"rule:{rule.id}|" for rule in ruleset.programme.rules if isinstance(rule.give, EarnEffect)}
    lasting = tuple(
        f"{owner}|"
        for owner in (
            *(f"rule:{rule.id}" for rule in ruleset.programme.rules),
            *(f"coupon:{plan.id}" for plan in ruleset.programme.coupons),
            *(f"reward:{reward.id}" for reward in ruleset.programme.rewards),
        )
        if f"{owner}|" not in earning
    )
    given: dict[str, int] = {}
    for discount in discounts:
        budget = ruleset.budgets.get(_budget_of(ruleset, discount))
        if budget is not None:
            given[budget_key(budget)] = given.get(budget_key(budget), 0) + discount.rial
    budgets = {budget_key(budget) for budget in ruleset.programme.budgets}
    stay = []
    for count in counts:
        if count.key in budgets:
            amount = count.amount if count.way is CountWay.WHOLE else min(count.amount, given.get(count.key, 0))
        else:
            amount = count.amount if count.key.startswith(lasting) else 0
        if amount:
            stay.append(structs.replace(count, amount=amount))
    return tuple(stay)


def _budget_of(ruleset: Ruleset, discount: Discount) -> str:
    parts: Mapping[DiscountSource, Mapping[str, Rule | CouponPlan | Reward]] = {
        DiscountSource.RULE: ruleset.rules,
        DiscountSource.COUPON: ruleset.coupons,
        DiscountSource.REWARD: ruleset.rewards,
    }
    part = parts[discount.source].get(discount.id)
    return part.budget if part is not None else ""
