"""A bill worked out from beginning to end: discounts, the margin guard, what points buy, what is earned, what is left
to pay. The till, the hub, the try-out and `vafa try` call this one function. Nothing is written here."""

from collections.abc import Iterable

from msgspec import structs

from vafa.domain.account import Balance
from vafa.domain.engine.case import Case, measured
from vafa.domain.engine.discounting import take_discounts
from vafa.domain.engine.earning import earn, posted_lines
from vafa.domain.engine.guarding import Guard
from vafa.domain.engine.instant import Instant, day_of_jalali
from vafa.domain.engine.known import Choices, Goods, GoodsKind, MemberFacts, Surroundings
from vafa.domain.engine.limits import budget_key
from vafa.domain.engine.outcome import Bill, Count, CountWay
from vafa.domain.engine.rewarding import take_rewards
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.engine.tendering import check_tenders
from vafa.domain.engine.tiering import ladder_of
from vafa.domain.purchase import Purchase
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.kinds import Measure
from vafa.domain.rulebook.plans import Budget, TierPlan
from vafa.domain.units import Rial

_PERCENT = 100
_UNKNOWN = Goods()


def work_out(
    ruleset: Ruleset,
    member: MemberFacts | None,
    purchase: Purchase,
    choices: Choices,
    balance: Balance,
    instant: Instant,
    around: Surroundings,
) -> Bill:
    """The bill of a purchase. What was asked for and is not possible without changing the bill (a code that does not
    hold) is in `declined`; what the customer has to decide anew raises the Refusals of `rewarding.take_rewards` and
    `tendering.check_tenders`. What is payable is never below zero, and the bill's own points do not pay for it. With
    `counts_at_once` a bill is worked out by the highest tier that it reaches also when it is worked out by that tier.
    """
    found = _worked_out(ruleset, member, purchase, choices, balance, instant, around)
    plan = ruleset.programme.tiers
    if member is not None and plan is not None and plan.counts_at_once:
        lowest = ruleset.tier_rank.get(member.tier, -1)
        for rank in range(_rank_with(plan, member, found, instant, around), lowest, -1):
            risen = structs.replace(member, tier=plan.tiers[rank].id)
            tried = _worked_out(ruleset, risen, purchase, choices, balance, instant, around)
            if _rank_with(plan, member, tried, instant, around) >= rank:
                found = tried
                break
    check_tenders(choices.tenders, found.payable_rial)
    return found


def _rank_with(plan: TierPlan, member: MemberFacts, bill: Bill, instant: Instant, around: Surroundings) -> int:
    """The rank that the member's measure reaches with this bill counted in."""
    today = instant.business_day
    goods = (line for line in bill.lines if around.goods.get(line.sku, _UNKNOWN).kind is GoodsKind.GOODS)
    net_rial = sum(int(line.net_rial) for line in goods)
    if plan.measure is Measure.SPEND:
        more = net_rial
    elif plan.measure is Measure.POINTS:
        more = int(bill.award.for_tier)
    else:
        here = sum(int(total.net_rial) for total in member.days if total.day == today)
        more = int(here <= 0 < here + net_rial)
    return ladder_of(plan).rank_at(measured(member, plan.measure, plan.window, today) + more)


def _worked_out(
    ruleset: Ruleset,
    member: MemberFacts | None,
    purchase: Purchase,
    choices: Choices,
    balance: Balance,
    instant: Instant,
    around: Surroundings,
) -> Bill:
    case = Case(ruleset, member, purchase, instant, around, choices)
    plan = ruleset.programme.guard
    guard = Guard(case, plan) if plan is not None and plan.on_receipts else None
    taken = take_discounts(case)
    if guard is not None:
        taken = guard.curb(taken)
    bought = take_rewards(case, balance, taken.units)
    most = None if guard is None or choices.override else guard.most_points()
    lines = posted_lines(case, bought.money_off_rial)
    award, earned_counts, not_earned = earn(case, bought.money_off_rial, most, lines)
    steps = [*taken.steps, *bought.steps]
    if guard is not None and choices.override:
        lifted = guard.lifted(award.points)
        steps += [lifted] if lifted is not None else []
    discounts = (*taken.discounts, *bought.discounts)
    payable_rial = sum(case.rest_rial) - bought.money_off_rial
    counts = together((*taken.counts, *bought.counts, *earned_counts))
    steps += _budgets_lifted(case, counts)
    return Bill(
        purchase=purchase,
        lines=lines,
        discounts=discounts,
        discount_rial=Rial(sum(discount.rial for discount in discounts)),
        points_spent=bought.points,
        money_off_rial=bought.money_off_rial,
        payable_rial=Rial(payable_rial),
        award=award,
        rewards=bought.rewards,
        coupons_used=taken.coupons_used,
        handed=(*taken.handed, *bought.handed),
        counts=counts,
        steps=tuple(steps),
        declined=(*taken.declined, *not_earned),
        alerts=tuple(_alerts(case, counts)),
    )


def together(counts: Iterable[Count]) -> tuple[Count, ...]:
    """The same counters of several parts of a bill, added up."""
    sums: dict[tuple[str, bool, CountWay], Count] = {}
    for count in counts:
        key = (count.key, count.shop, count.way)
        before = sums.get(key)
        sums[key] = count if before is None else structs.replace(before, amount=before.amount + count.amount)
    return tuple(sums.values())


def _given(budget: Budget, case: Case, counts: Iterable[Count]) -> tuple[int, int]:
    """What a budget has given with this bill, and what this bill takes of it."""
    key = budget_key(budget)
    now = sum(count.amount for count in counts if count.shop and count.key == key)
    return case.around.counts.get(key, 0) + now, now


def _alerts(case: Case, counts: tuple[Count, ...]) -> Iterable[Reason]:
    """The budgets of this day that run out or have run out, this bill counted in."""
    for budget in case.ruleset.programme.budgets:
        if not day_of_jalali(budget.first) <= case.instant.day <= day_of_jalali(budget.last):
            continue
        given, _ = _given(budget, case, counts)
        if given * _PERCENT >= budget.rial * budget.warn_percent:
            figures = {
                "given_rial": given,
                "budget_rial": budget.rial,
                "left_rial": max(0, budget.rial - given),
                "percent": given * _PERCENT // budget.rial,
            }
            code = "budget_spent" if given >= budget.rial else "budget_low"
            yield Reason(
                code, rule=budget.id, figures=figures, names={"source": budget.source} if budget.source else {}
            )


def _budgets_lifted(case: Case, counts: tuple[Count, ...]) -> Iterable[Reason]:
    """The budgets of which an override took more than they had."""
    if not case.choices.override:
        return
    for budget in case.ruleset.programme.budgets:
        given, now = _given(budget, case, counts)
        over = min(now, given - budget.rial)
        if over > 0:
            figures = {"over_rial": over, "budget_rial": budget.rial}
            names = {"source": budget.source} if budget.source else {}
            yield Reason("budget_lifted", rule=budget.id, figures=figures, names=names)
