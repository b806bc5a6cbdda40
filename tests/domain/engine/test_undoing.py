"""A purchase taken back wholly, and one that finds another member."""

from tests.domain.engine.bills import YALDA, bill, line, member

from vafa.domain.account import Balance
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import Choices, Surroundings
from vafa.domain.engine.outcome import Count, CountWay, Discount, DiscountSource, SideAward
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.refunding import SideClaw
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.engine.undoing import award_again, counts_back, counts_that_stay, sides_back
from vafa.domain.rulebook.conditions import When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import AmountOff, Gift, Multiplier, PercentOff, PointsPerAmount
from vafa.domain.rulebook.plans import Budget, CouponPlan, Reward, Rule
from vafa.domain.tender import Tender
from vafa.domain.units import Points, Rial


def test_counts_come_back_as_they_went():
    counts = (Count("a", 7, shop=True, way=CountWay.SHARE), Count("b", 1))
    assert counts_back(counts) == (Count("a", -7, shop=True, way=CountWay.SHARE), Count("b", -1))


def test_side_awards_come_back_each_at_its_place():
    sides = [
        SideAward(b"r" * 16, "friend", Points(30), for_tier=Points(10), counts=(Count("once", 1),)),
        SideAward(b"s" * 16, "guest", Points(9)),
    ]
    assert sides_back(sides) == (
        SideClaw(0, b"r" * 16, "friend", Points(30), Points(10), (Count("once", -1),)),
        SideClaw(1, b"s" * 16, "guest", Points(9)),
    )


def test_another_member_earns_by_his_own_tier_what_was_paid():
    rules = (
        Rule(id="base", give=PointsPerAmount()),
        Rule(id="off", give=PercentOff(10)),
        Rule(id="gold", give=Multiplier(2), when=When(tiers=("gold",))),
        Rule(id="card", give=Multiplier(3), when=When(tenders=("card",))),
    )
    ruleset, purchase = Ruleset(Programme(rules=rules)), bill(line("tea", 2_000_000))
    instant, around, tenders = instant_of(YALDA), Surroundings(), (Tender("card", Rial(1_700_000)),)
    choices = Choices(redeem=100, tenders=tenders)
    first = work_out(ruleset, member(), purchase, choices, Balance(100), instant, around)
    assert (first.payable_rial, first.award.points) == (1_700_000, 17 * 3)
    paid = (ruleset, member(tier="gold"), purchase, first.lines, first.money_off_rial, tenders, instant, around)
    award, counts = award_again(*paid)
    assert (award.points, counts) == (17 * 4, first.counts)
    assert award.facts.tier == "gold"


def test_what_was_taken_off_stays_counted_and_what_was_earned_does_not():
    """A budget that paid for both keeps the part of the discounts; for things handed over it keeps all."""
    rules = (
        Rule(id="base", give=PointsPerAmount(), budget="purse"),
        Rule(id="off", give=PercentOff(10), budget="purse"),
    )
    budgets = tuple(Budget(id=name, rial=10**9, first="1405/01/01", last="1405/12/01") for name in ("purse", "gifts"))
    coupons = (CouponPlan(id="code", give=AmountOff(rial=7), codes=("YALDA",), budget="purse"),)
    rewards = (Reward(id="mug", points=9, give=Gift("mug"), budget="gifts"),)
    ruleset = Ruleset(Programme(rules=rules, budgets=budgets, coupons=coupons, rewards=rewards))
    discounts = (
        Discount(DiscountSource.RULE, "off", Rial(500), (500,)),
        Discount(DiscountSource.COUPON, "code", Rial(7), (7,)),
        Discount(DiscountSource.REWARD, "gone", Rial(9), (9,)),
    )
    earned, off = Count("rule:base|points|", 5), Count("rule:off|rial|", 500, way=CountWay.SHARE)
    coupon, reward = Count("coupon:code|once|YALDA", 1, shop=True), Count("reward:mug|uses|", 1)
    both = Count("budget:purse|rial|", 800, shop=True, way=CountWay.SHARE)
    little = Count("budget:purse|rial|", 300, shop=True, way=CountWay.SHARE)
    gifts = Count("budget:gifts|rial|", 40, shop=True)
    none = Count("budget:gifts|rial|", 40, shop=True, way=CountWay.SHARE)
    stay = counts_that_stay(ruleset, discounts, (earned, off, coupon, reward, both, little, gifts, none))
    kept_of_both = Count("budget:purse|rial|", 507, shop=True, way=CountWay.SHARE)
    assert stay == (off, coupon, reward, kept_of_both, little, gifts)
