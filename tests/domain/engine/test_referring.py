from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.domain.engine.bills import TODAY, YALDA, case_of

from vafa.domain.engine.earning import earn, posted_lines
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import MemberFacts, Surroundings
from vafa.domain.engine.limits import claim_key
from vafa.domain.engine.outcome import Count, Handed, HandedKind
from vafa.domain.engine.referring import COMPLETED, Completion, check_referrer, complete_referral
from vafa.domain.engine.refunding import SoldBill, refund_amount
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.errors import Refusal
from vafa.domain.purchase import purchase_of
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.conditions import Limit, LimitOf, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import CouponIssued, PointsFixed
from vafa.domain.rulebook.plans import Budget, ReferralPlan, Rule, Trigger

_CALM = settings(max_examples=200, deadline=None, derandomize=True)

OLD, NEW = b"o" * 16, b"n" * 16
REFERRER = MemberFacts(member=OLD)
ANY_PURCHASE = ReferralPlan()
THANKS = Rule(id="thanks", give=PointsFixed(100), trigger=Trigger.REFERRER)
WELCOME = Rule(id="welcome", give=PointsFixed(40), trigger=Trigger.REFEREE, for_tier=False)


def _complete(
    amount_rial: int = 500_000,
    plan: ReferralPlan | None = ANY_PURCHASE,
    rules: tuple[Rule, ...] = (THANKS, WELCOME),
    old: MemberFacts | None = REFERRER,
    days_ago: int = 0,
    budgets: tuple[Budget, ...] = (),
    **new: object,
) -> Completion:
    facts = structs.replace(MemberFacts(member=NEW, joined_on=TODAY - days_ago, referrer=OLD), **new)
    ruleset = Ruleset(Programme(rules=rules, referral=plan, budgets=budgets))
    return complete_referral(ruleset, facts, old, amount_rial, instant_of(YALDA), Surroundings())


def _points(done: Completion) -> list[tuple[bytes, str, int]]:
    return [(side.member, side.rule, side.points) for side in done.side_awards]


def test_the_first_purchase_rewards_both_sides():
    done = _complete()
    assert _points(done) == [(OLD, "thanks", 100), (NEW, "welcome", 40)]
    assert [side.for_tier for side in done.side_awards] == [100, 0]
    assert [side.reasons[0].code for side in done.side_awards] == ["occasion_referrer", "occasion_referee"]
    assert done.side_awards[0].counts == (Count(claim_key("rule:thanks", NEW.hex()), 1),)
    assert done.side_awards[1].counts == (Count(claim_key("rule:welcome"), 1),)
    assert (done.counts, done.declined) == ((Count(COMPLETED, 1),), ())


def test_only_once():
    assert _complete(counts={COMPLETED: 1}) == Completion()


def test_once_it_was_taken_back_the_next_purchase_completes_it_anew():
    assert len(_complete(counts={COMPLETED: 0}).side_awards) == 2


def test_the_same_referral_never_pays_the_referrer_twice():
    paid = MemberFacts(member=OLD, counts={claim_key("rule:thanks", NEW.hex()): 1})
    done = _complete(old=paid)
    assert _points(done) == [(NEW, "welcome", 40)]
    assert [reason.code for reason in done.declined] == ["occasion_already"]


@pytest.mark.parametrize(("amount_rial", "sides"), [(199_999, 0), (200_000, 2)])
def test_a_purchase_below_the_least_amount_does_not_qualify_and_says_what_is_missing(amount_rial, sides):
    done = _complete(amount_rial, ReferralPlan(min_amount_rial=200_000))
    assert len(done.side_awards) == sides
    assert all(side.least_rial == 200_000 for side in done.side_awards)
    if not sides:
        assert done.declined == (Reason("referral_amount", figures={"at_least_rial": 200_000, "missing_rial": 1}),)


def test_with_a_least_amount_the_claim_comes_back_with_the_side_award():
    plan = ReferralPlan(min_amount_rial=200_000)
    done = _complete(plan=plan)
    assert done.counts == ()
    assert [Count(COMPLETED, 1) in side.counts for side in done.side_awards] == [False, True]
    bare = _complete(plan=plan, rules=(THANKS,)).side_awards[1]
    assert (bare.member, bare.rule, bare.points, bare.counts) == (NEW, "", 0, (Count(COMPLETED, 1),))
    assert (bare.least_rial, bare.points, bare.for_tier) == (200_000, 0, 0)


@pytest.mark.parametrize(("days_ago", "sides"), [(0, 2), (29, 2), (30, 0)])
def test_within_so_many_days_of_joining(days_ago, sides):
    done = _complete(plan=ReferralPlan(within_days=30), days_ago=days_ago)
    assert len(done.side_awards) == sides
    if not sides:
        assert done.declined == (Reason("referral_late", figures={"within_days": 30, "days_late": 1}),)


@pytest.mark.parametrize(
    "without",
    [{"plan": None}, {"referrer": None}, {"referrer": NEW}, {"amount_rial": 0}],
)
def test_no_plan_no_referrer_not_oneself_and_not_for_nothing(without):
    assert _complete(**without) == Completion()


@pytest.mark.parametrize("old", [None, MemberFacts(member=b"x" * 16)])
def test_a_referrer_who_is_gone_leaves_the_other_side(old):
    assert _points(_complete(old=old)) == [(NEW, "welcome", 40)]


def test_at_most_twenty_referrals():
    thanks = structs.replace(THANKS, limits=(Limit(LimitOf.USES, 20),))
    for used, points in ((19, [100]), (20, [])):
        done = _complete(rules=(thanks,), old=MemberFacts(member=OLD, counts={"rule:thanks|uses|": used}))
        assert [side.points for side in done.side_awards] == points
        assert [reason.code for reason in done.declined] == ([] if points else ["used_up"])
    assert Count("rule:thanks|uses|", 1) in _complete(rules=(thanks,)).side_awards[0].counts


def test_conditions_are_those_of_each_side():
    rules = (structs.replace(THANKS, when=When(tiers=("gold",))), WELCOME)
    assert _points(_complete(rules=rules, tier="gold")) == [(NEW, "welcome", 40)]
    gold = MemberFacts(member=OLD, tier="gold")
    assert len(_complete(rules=rules, old=gold).side_awards) == 2


def test_a_coupon_for_the_referrer():
    done = _complete(rules=(Rule(id="thanks", give=CouponIssued("next"), trigger=Trigger.REFERRER),))
    assert done.side_awards[0].handed == (Handed(HandedKind.COUPON, "next", "thanks"),)


def test_both_sides_draw_on_one_budget():
    rules = (structs.replace(THANKS, budget="b"), structs.replace(WELCOME, budget="b"))
    budgets = (Budget("b", 120_000, "1405/01/01", "1405/12/29"),)
    assert [side.points for side in _complete(rules=rules, budgets=budgets).side_awards] == [100, 20]


def test_the_purchase_counts_to_its_business_day():
    facts = MemberFacts(member=NEW, joined_on=TODAY - 29, referrer=OLD)
    ruleset = Ruleset(Programme(rules=(WELCOME,), referral=ReferralPlan(within_days=30)))
    after_midnight = instant_of(YALDA + timedelta(hours=8, minutes=29))
    assert complete_referral(ruleset, facts, None, 1, after_midnight, Surroundings()).side_awards
    past = instant_of(YALDA + timedelta(hours=8, minutes=30))
    assert not complete_referral(ruleset, facts, None, 1, past, Surroundings()).side_awards


def _refused(referee: int, referrer: int, tree: dict[int, int], *, has_bought: bool = False) -> str:
    named = {bytes([child]): bytes([parent]) for child, parent in tree.items()}
    try:
        check_referrer(bytes([referee]), bytes([referrer]), named.get, has_bought=has_bought)
    except Refusal as refusal:
        return refusal.code
    return ""


def test_who_may_be_named_as_referrer():
    assert _refused(2, 1, {}) == ""
    assert _refused(1, 1, {}) == "referral_self"
    assert _refused(2, 1, {2: 3}) == "referral_taken"
    assert _refused(2, 1, {}, has_bought=True) == "referral_too_late"
    assert _refused(1, 2, {2: 1}) == "referral_circle"
    assert _refused(1, 4, {4: 3, 3: 2, 2: 1}) == "referral_circle"
    assert _refused(5, 4, {4: 3, 3: 2, 2: 1}) == ""


def test_a_circle_that_is_already_there_ends_the_search():
    assert _refused(1, 2, {2: 3, 3: 2}) == "referral_circle"


@_CALM
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=40))
def test_whatever_is_asked_nobody_is_above_himself(asked):
    tree: dict[int, int] = {}
    for referee, referrer in asked:
        if not _refused(referee, referrer, tree):
            tree[referee] = referrer
    for member in tree:
        above, steps = member, 0
        while above in tree:
            above, steps = tree[above], steps + 1
            assert above != member
            assert steps <= 10


@pytest.mark.parametrize(
    ("plan", "back_rial", "open_again"),
    [
        (ANY_PURCHASE, 499_999, False),
        (ANY_PURCHASE, 500_000, True),
        (ReferralPlan(min_amount_rial=200_000), 300_000, False),
        (ReferralPlan(min_amount_rial=200_000), 300_001, True),
    ],
)
@pytest.mark.parametrize("rules", [(THANKS, WELCOME), (THANKS,)])
def test_the_claim_and_the_side_awards_come_back_together(plan, back_rial, open_again, rules):
    done = _complete(plan=plan, rules=rules)
    case = case_of(Programme(), purchase_of(500_000))
    sold = SoldBill(
        lines=posted_lines(case, 0), facts=earn(case, 0)[0].facts, counts=done.counts, side_awards=done.side_awards
    )
    back = refund_amount(sold, (), back_rial)
    lowered = [*back.counts, *(count for claw in back.side_claws for count in claw.counts)]
    assert lowered.count(Count(COMPLETED, -1)) == int(open_again)
    points = {(claw.member, claw.points) for claw in back.side_claws if claw.points}
    assert points == ({(side.member, side.points) for side in done.side_awards if side.points} if open_again else set())
    # What was given only once for this friend may be given again, by his next purchase.
    once = claim_key("rule:thanks", NEW.hex())
    paid = structs.replace(REFERRER, counts={once: 1 + sum(c.amount for c in lowered if c.key == once)})
    left = 1 + sum(count.amount for count in lowered if count.key == COMPLETED)
    anew = _complete(plan=plan, rules=(THANKS,), old=paid, counts={COMPLETED: left})
    assert (OLD, "thanks", 100) in _points(anew) or not open_again
    assert open_again or anew == Completion()
