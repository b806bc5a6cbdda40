"""Sales under a whole programme: tiers, limits, budgets, the margin guard, coupons, referral; and all of it undone."""

import pytest
from tests.fakes.little_shop import BUSY_CLUB, MOBILES, LittleShop
from tests.services.desk import NIMA, OMID, SARA, acts, number_of, publish, refused, sell

from vafa.domain.acts import ApprovalGiven, OccasionAwarded
from vafa.domain.roles import Deed, Role
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import AmountOff, CouponIssued, Multiplier, PercentOff, PointsFixed, PointsPerAmount
from vafa.domain.rulebook.plans import (
    Budget,
    CouponPlan,
    MarginGuard,
    ReferralPlan,
    Reward,
    Rule,
    Tier,
    TierPlan,
    Trigger,
)
from vafa.domain.rulebook.programme_reading import write_programme
from vafa.domain.units import DisplayUnit
from vafa.domain.who import by_mobile
from vafa.store.slips import current_receipt
from vafa.wording.answers import movement, said_slip
from vafa.wording.reasons import reason_line

BASE = Rule(id="base", give=PointsPerAmount())
TIERS = TierPlan(tiers=(Tier("bronze", 0, "Bronze"), Tier("silver", 5_000_000, "Silver"), Tier("gold", 20_000_000)))
WINTER = Budget(id="winter", rial=300_000, first="1405/01/01", last="1409/12/29")


def codes(reasons: object) -> list[str]:
    return [reason.code for reason in reasons]


def traces(little: LittleShop) -> dict[str, list[tuple]]:
    """What limits, claims, budgets and coupons know."""
    return {table: little.store.database.rows(f"SELECT * FROM {table}") for table in ("tally", "coupon")}


def test_a_tier_counts_from_the_next_bill_and_goes_with_the_refund(little: LittleShop):
    publish(little, tiers=TIERS, rules=(BASE, Rule(id="s", give=Multiplier(2), when=When(tiers=("silver", "gold")))))
    first = sell(little, rial=5_000_000)
    assert first.receipt.points_earned == 50, "the bill that reaches the tier is not yet of it"
    place = little.shop.glance(SARA).tier
    assert (place.title, place.rank, place.missing, place.next_title) == ("Silver", 1, 15_000_000, "gold")
    second = sell(little, rial=1_000_000)
    assert (second.receipt.points_earned, second.sale.facts.tier) == (20, "silver")
    little.shop.take_back(number_of(first), amount_rial=2_000_000)
    assert little.shop.glance(SARA).tier.title == "Bronze"
    assert sell(little, rial=1_000_000).receipt.points_earned == 10


def test_a_limit_of_a_month_is_kept_over_bills_and_comes_back_with_a_refund(little: LittleShop):
    limit = (Limit(LimitOf.POINTS, 15),)
    publish(little, rules=(BASE, Rule(id="extra", give=PointsPerAmount(), adds=True, limits=limit)))
    first = sell(little, rial=1_000_000)
    assert first.receipt.points_earned == 20
    assert sell(little, rial=1_000_000).receipt.points_earned == 15
    assert sell(little, rial=1_000_000).receipt.points_earned == 10
    little.shop.take_back(number_of(first))
    assert sell(little, rial=1_000_000).receipt.points_earned == 20


def test_a_budget_warns_at_four_fifths_and_stops_hard(little: LittleShop):
    publish(little, rules=(BASE, Rule(id="w", give=PercentOff(10), budget="winter")), budgets=(WINTER,))
    assert codes(sell(little, SARA, 2_300_000).alerts) == []
    warned = sell(little, OMID, 200_000)
    assert codes(warned.alerts) == ["budget_low"]
    assert warned.alerts[0].figures["percent"] == 83
    last = sell(little, NIMA, 900_000)
    assert (last.sale.discount_rial, codes(last.alerts)) == (50_000, ["budget_spent"])
    assert sell(little, NIMA, 900_000).sale.discount_rial == 0
    little.shop.take_back(number_of(last))
    assert sell(little, NIMA, 100_000).sale.discount_rial == 10_000


def test_a_budget_stands_when_a_receipt_finds_another_member(little: LittleShop):
    publish(little, rules=(BASE, Rule(id="w", give=PercentOff(10), budget="winter")), budgets=(WINTER,))
    sold = sell(little, SARA, 1_000_000)
    little.shop.reassign(number_of(sold), OMID, "wrong card")
    assert little.store.tallies.of_shop() == {"budget:winter|rial|": 100_000}
    little.shop.take_back(number_of(sold))
    assert little.store.tallies.of_shop() == {}


@pytest.fixture
def guarded(little: LittleShop) -> dict[Role, int]:
    """Half off, where a tenth of the price is margin and nine tenths of that may be given."""
    rules = (BASE, Rule(id="half", give=PercentOff(50)))
    publish(little, rules=rules, guard=MarginGuard(most_percent=90, margin_percent=10))
    return {role: little.shop.hire(f"Ava {role}", role).person.number for role in Role}


def test_the_guard_gives_less_and_a_manager_may_override_with_a_reason(little: LittleShop, guarded: dict[Role, int]):
    curbed = sell(little, rial=1_000_000, staff=guarded[Role.CASHIER])
    assert 0 < curbed.sale.discount_rial <= 90_000
    before = acts(little)
    for role in (Role.CASHIER, Role.SUPERVISOR):
        with refused("needs_approval", deed="override", needs="manager"):
            sell(little, rial=1_000_000, staff=guarded[role], override="an old friend")
    with refused("reason_missing"):
        sell(little, rial=1_000_000, staff=guarded[Role.MANAGER], override="   ")
    assert acts(little) == before
    lifted = sell(little, rial=1_000_000, staff=guarded[Role.MANAGER], override="an old friend")
    assert (lifted.sale.discount_rial, lifted.sale.override) == (500_000, True)
    act = little.store.journal.act(lifted.event_id)
    assert "an old friend" in act.payload.decode("utf-8", "ignore")
    approved = sell(
        little, rial=1_000_000, staff=guarded[Role.CASHIER], approved_by=guarded[Role.MANAGER], override="a friend"
    )
    assert approved.sale.discount_rial == 500_000
    given = list(little.store.journal.acts())[-1].body
    assert given == ApprovalGiven(deed=Deed.OVERRIDE, of=approved.event_id)


def test_a_programme_that_the_last_90_days_cannot_bear_needs_an_override(little: LittleShop, clock):
    for i in range(6):
        sell(little, SARA if i % 2 else OMID, 1_000_000)
    dear = write_programme(Programme(rules=(BASE, Rule(id="half", give=PercentOff(50)))))
    before = little.shop.read_shop().programme
    weighed = little.shop.publish.weigh(dear)
    assert (weighed.report.bills, weighed.report.passes) == (6, False)
    with refused("margin_guard", most_percent=30, bills=6):
        little.shop.publish(dear)
    assert little.shop.read_shop().programme == before
    assert little.shop.publish(dear, override="the last week").programme.version == before.version + 1
    assert b"the last week" in list(little.store.journal.acts())[-1].payload
    clock.forward(days=91)
    assert little.shop.publish.weigh(dear).report.bills == 0, "only the last 90 days are looked at"


def test_a_coupon_is_attached_used_once_and_free_again_when_the_bill_comes_back(little: LittleShop, clock):
    rules = (BASE, Rule(id="next", give=CouponIssued("cake"), when=When(min_amount_rial=2_000_000)))
    publish(little, rules=rules, coupons=(CouponPlan(id="cake", give=AmountOff(50_000), automatic=True, life_days=30),))
    giving = sell(little, rial=2_000_000)
    day = clock.now().date().toordinal()
    sara = little.member(0)
    (coupon,) = little.store.tallies.coupons(sara, day)
    assert coupon.id == f"{number_of(giving)}-1"
    using = sell(little, rial=500_000)
    assert (using.sale.discount_rial, little.store.tallies.coupons(sara, day)) == (50_000, ())
    little.shop.take_back(number_of(using), amount_rial=100_000)
    assert little.store.tallies.coupons(sara, day) == (), "a part of it is still bought with the coupon"
    little.shop.take_back(number_of(using))
    assert little.store.tallies.coupons(sara, day) == (coupon,)
    little.shop.take_back(number_of(giving))
    assert little.store.tallies.coupons(sara, day) == ()
    assert little.store.tallies.coupons(sara, coupon.expires_on + 1) == ()


def test_enrolling_is_rewarded_in_the_same_act_and_referral_by_the_first_purchase(little: LittleShop):
    rules = (
        BASE,
        Rule(id="welcome", trigger=Trigger.ENROLMENT, give=PointsFixed(20)),
        Rule(id="brought", trigger=Trigger.REFERRER, give=PointsFixed(30)),
        Rule(id="thanks", trigger=Trigger.REFEREE, give=PointsFixed(5)),
    )
    publish(little, rules=rules, referral=ReferralPlan(min_amount_rial=500_000))
    made = little.shop.enrol("09351112233", name="Ava", referrer=SARA, key="k")
    ava = by_mobile("09351112233")
    assert [type(act.body).__name__ for act in list(little.store.journal.acts())[-2:]] == [
        "MemberEnrolled",
        "OccasionAwarded",
    ]
    assert little.shop.enrol("09351112233", name="Ava", referrer=SARA, key="k").repeated
    assert little.shop.glance(ava).balance.spendable == 20
    sell(little, ava, 400_000)
    assert little.shop.glance(SARA).balance.spendable == 0, "too small to complete anything"
    sold = sell(little, ava, 600_000)
    assert [side.member for side in sold.sale.side_awards] == [little.member(0), made.member.id]
    assert (little.shop.glance(SARA).balance.spendable, little.shop.glance(ava).balance.spendable) == (30, 35)
    little.shop.take_back(number_of(sold), amount_rial=200_000)
    assert little.shop.glance(SARA).balance.spendable == 0, "less than the least is kept"
    again = sell(little, ava, 700_000)
    assert little.shop.glance(SARA).balance.spendable == 30, "the referral was open again"
    little.shop.undo(number_of(again))
    assert little.shop.glance(SARA).balance.spendable == 0
    third = sell(little, ava, 900_000)
    little.shop.reassign(number_of(third), OMID, "wrong card")
    assert little.shop.glance(SARA).balance.spendable == 0


def test_what_a_referral_gives_the_buyer_stands_on_his_slip(little: LittleShop):
    rules = (
        BASE,
        Rule(id="brought", trigger=Trigger.REFERRER, give=PointsFixed(30)),
        Rule(id="thanks", trigger=Trigger.REFEREE, give=PointsFixed(20)),
        Rule(id="also", title="Thanks", trigger=Trigger.REFEREE, give=CouponIssued(plan="next")),
    )
    coupon = CouponPlan(id="next", title="Tenth", give=PercentOff(10), life_days=30)
    publish(little, rules=rules, referral=ReferralPlan(), coupons=(coupon,))
    little.shop.enrol("09351112233", name="Ava", referrer=SARA)
    ava = by_mobile("09351112233")
    sold = sell(little, ava, 2_500_000)
    receipt = sold.receipt
    assert (receipt.points_earned, receipt.standing.balance) == (45, 45)
    assert [(reason.code, reason.points) for reason in receipt.reasons] == [
        ("per_amount", 25),
        ("occasion_referee", 20),
    ]
    assert [(reason.code, reason.names["title"]) for reason in receipt.handed] == [("handed_coupon", "Tenth")]
    assert current_receipt(little.store, sold.event_id) == receipt
    heard = said_slip(receipt, "en")
    assert "Points earned: 45 points" in heard
    assert any("+20" in line and "brought the customer" in line for line in heard)
    assert (little.shop.read_day().earned, little.shop.read_day().last[0].points_change) == (45, 45)
    for who, points, told in ((SARA, 30, "Earned by a referral"), (ava, 20, "Earned by a referral")):
        line = little.shop.look_up(who).lines[-1]
        assert (line.points, movement(line, "", "en")) == (points, told)
    part = little.shop.take_back(number_of(sold), amount_rial=1_000_000).receipt
    assert (part.points_clawed, part.standing.balance) == (10, 35), "something is kept, so the referral stands"
    rest = little.shop.take_back(number_of(sold)).receipt
    assert (rest.points_clawed, rest.standing.balance) == (35, 0)
    assert movement(little.shop.look_up(SARA).lines[-1], "", "en") == "Taken back of a referral"


def test_an_undo_and_a_move_to_another_member_take_the_referral_along(little: LittleShop):
    rules = (BASE, Rule(id="thanks", trigger=Trigger.REFEREE, give=PointsFixed(20)))
    publish(little, rules=rules, referral=ReferralPlan())
    little.shop.enrol("09351112233", name="Ava", referrer=SARA)
    ava = by_mobile("09351112233")
    undone = little.shop.undo(number_of(sell(little, ava, 1_000_000))).receipt
    assert (undone.points_clawed, undone.standing.balance, undone.reasons) == (30, 0, ())
    moved = little.shop.reassign(number_of(sell(little, ava, 1_000_000)), OMID, "wrong card").receipt
    assert (moved.points_earned, [reason.points for reason in moved.reasons]) == (10, [10])


def test_a_coupon_that_is_handed_over_is_told_by_the_title_of_its_plan(little: LittleShop):
    rules = (Rule(id="a", title="A gift", give=CouponIssued(plan="next")), Rule(id="b", give=CouponIssued(plan="bare")))
    plans = (
        CouponPlan(id="next", title="Seven off", give=PercentOff(7), life_days=30),
        CouponPlan(id="bare", give=PercentOff(5), life_days=30),
    )
    bought = Reward(id="r", title="A reward", points=10, give=CouponIssued(plan="next"))
    publish(little, rules=(BASE, *rules), coupons=plans, rewards=(bought,))
    sold = sell(little, rial=2_000_000)
    told = [reason_line(reason, DisplayUnit.TOMAN, "en") for reason in sold.receipt.handed]
    assert [line.replace("\u2068", "").replace("\u2069", "") for line in told] == [
        "Coupon “Seven off” for a later purchase",
        "Coupon “bare” for a later purchase",
    ]
    names = [step.names["title"] for step in sold.sale.steps if step.names.get("id") == "next"]
    assert names == ["Seven off"]
    again = sell(little, rial=2_000_000, rewards=("r",))
    assert [thing.title for thing in again.sale.handed if thing.source == "r"] == ["Seven off"]


def test_every_tier_above_a_member_is_told_with_what_is_missing(little: LittleShop):
    publish(little, tiers=TIERS, rules=(BASE,))
    sell(little, rial=1_000_000)
    place = little.shop.glance(SARA).tier
    assert [(above.title, above.missing) for above in place.above] == [("Silver", 4_000_000), ("gold", 19_000_000)]
    sell(little, rial=19_000_000)
    assert little.shop.glance(SARA).tier.above == ()


def test_the_same_key_again_gives_the_same_sale_and_counts_once(little: LittleShop):
    little.shop.publish(write_programme(BUSY_CLUB), override="x")
    first = sell(little, rial=2_500_000, key="k")
    before = traces(little)
    again = sell(little, rial=2_500_000, key="k")
    assert (again.repeated, again.receipt, again.sale) == (True, first.receipt, first.sale)
    assert traces(little) == before
    with refused("key_reused"):
        sell(little, rial=2_500_000, key="k", codes=("YALDA",))


def test_a_welcome_of_a_programme_without_one_is_no_act(little: LittleShop):
    before = acts(little)
    little.shop.enrol("09351112233")
    assert acts(little) == before + 1
    assert not [act for act in little.store.journal.acts() if isinstance(act.body, OccasionAwarded)]


def test_members_are_many(little: LittleShop):
    """One member's limits are not another's, the shop's are everybody's."""
    own, shared = Limit(LimitOf.RIAL, 50_000), Limit(LimitOf.RIAL, 120_000, LimitPer.SHOP)
    publish(little, rules=(BASE, Rule(id="t", give=PercentOff(10), limits=(own, shared))))
    given = [sell(little, by_mobile(mobile), 900_000).sale.discount_rial for mobile in MOBILES[:4]]
    assert given == [50_000, 50_000, 20_000, 0]
