import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.engine.bills import bill, case_of, line, member

from vafa.domain.account import Balance
from vafa.domain.engine.known import Goods
from vafa.domain.engine.outcome import CountWay, Discount, DiscountSource, Handed, HandedKind, RewardTaken
from vafa.domain.engine.rewarding import MAX_REWARDS, points_off, take_rewards
from vafa.domain.errors import Refusal
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Scope, When
from vafa.domain.rulebook.document import MoneyOff, Programme
from vafa.domain.rulebook.effects import AmountOff, CouponIssued, DrawTicket, FreeItem, Gift, PercentOff, Service
from vafa.domain.rulebook.kinds import Window, WindowKind
from vafa.domain.rulebook.plans import Budget, Reward

RICH = Balance(spendable=10_000)
BASKET = bill(line("rice", 600_000), line("tea", 400_000))


def reward(give, points: int = 100, name: str = "r", **more: object) -> Reward:
    return Reward(id=name, points=points, give=give, **more)


def taking(*rewards: Reward, ask: tuple[str, ...] = ("r",), balance: Balance = RICH, purchase=BASKET, **more):
    programme = more.pop("programme", {})
    case = case_of(Programme(rewards=rewards, **programme), purchase, rewards=ask, **more)
    return case, take_rewards(case, balance, more.get("units", {}))


def refused(code: str, *rewards: Reward, **more: object) -> dict[str, object]:
    with pytest.raises(Refusal) as said:
        taking(*rewards, **more)
    assert said.value.code == code
    return dict(said.value.figures)


# Money off in points.


@pytest.mark.parametrize(
    ("payable_rial", "wanted", "spendable", "off"),
    [
        (500_000, 100, 900, 100),
        (500_000, "max", 100, 100),
        (500_000, "max", 900, 500),
        (499_001, "max", 900, 500),
        (499_001, 499, 500, 499),
        (0, "max", 900, 0),
    ],
)
def test_one_point_steps_mean_what_they_meant(payable_rial: int, wanted: int, spendable: int, off: int):
    assert points_off(MoneyOff(), payable_rial, wanted, Balance(spendable)) == off


@pytest.mark.parametrize(
    ("wanted", "spendable", "code", "best"),
    [
        (0, 900, "points_not_positive", None),
        (11, 10, "not_enough_points", 10),
        (10**30, 10, "not_enough_points", 10),
        (501, 900, "redeem_exceeds_payable", 500),
        (1, 0, "not_enough_points", 0),
    ],
)
def test_what_cannot_come_off_names_the_best(wanted: int, spendable: int, code: str, best: int | None):
    with pytest.raises(Refusal) as said:
        points_off(MoneyOff(), 500_000, wanted, Balance(spendable))
    assert (said.value.code, said.value.figures.get("best")) == (code, best)


STEPS = MoneyOff(rial_per_point=1_000, step_points=10, least_points=25)


@pytest.mark.parametrize(
    ("payable_rial", "wanted", "spendable", "off"),
    [
        (500_000, 30, 900, 30),
        (500_000, "max", 47, 40),
        (45_000, "max", 900, 50),
        (45_000, 50, 50, 50),
        (500_000, "max", 29, 0),
        (20_000, "max", 900, 0),
    ],
)
def test_points_come_off_in_whole_steps(payable_rial: int, wanted: int, spendable: int, off: int):
    assert points_off(STEPS, payable_rial, wanted, Balance(spendable)) == off


@pytest.mark.parametrize(
    ("payable_rial", "wanted", "spendable", "code", "best"),
    [
        (500_000, 37, 900, "redeem_step", 30),
        (500_000, 20, 900, "redeem_least", 30),
        (500_000, 20, 29, "redeem_least", 0),
        (500_000, 60, 55, "not_enough_points", 50),
        (45_000, 60, 900, "redeem_exceeds_payable", 50),
        (20_000, 30, 900, "redeem_exceeds_payable", 0),
    ],
)
def test_a_step_that_does_not_fit_names_the_best(payable_rial, wanted, spendable, code, best):
    with pytest.raises(Refusal) as said:
        points_off(STEPS, payable_rial, wanted, Balance(spendable))
    assert (said.value.code, said.value.figures["best"]) == (code, best)


@given(
    st.builds(MoneyOff, st.integers(1, 5_000), st.integers(1, 40), st.integers(1, 90)),
    st.integers(0, 200_000),
    st.integers(-5, 300),
    st.integers(0, 250),
)
def test_the_best_is_always_allowed(money_off: MoneyOff, payable_rial: int, wanted: int, spendable: int):
    """Whatever is named as the best goes through when it is asked for next, and so does the most."""
    balance = Balance(spendable)
    most = points_off(money_off, payable_rial, "max", balance)
    assert most <= spendable
    assert most == 0 or points_off(money_off, payable_rial, most, balance) == most
    try:
        assert points_off(money_off, payable_rial, wanted, balance) == wanted
    except Refusal as refusal:
        best = refusal.figures.get("best", 0)
        assert best <= most
        assert best == 0 or points_off(money_off, payable_rial, best, balance) == best


def test_nobody_has_no_points():
    for ask in ({"redeem": 5}, {"redeem": "max"}, {"rewards": ("r",)}):
        with pytest.raises(Refusal) as said:
            take_rewards(case_of(Programme(), BASKET, anonymous=True, **ask), RICH)
        assert said.value.code == "redeem_needs_member"


# Rewards.


def test_a_reward_takes_money_off_and_costs_its_points():
    case, bought = taking(reward(AmountOff(rial=100_000), title="صدهزار"))
    assert bought.discounts == (Discount(DiscountSource.REWARD, "r", 100_000, (60_000, 40_000), "صدهزار"),)
    assert case.rest_rial == [540_000, 360_000]
    assert (bought.points, bought.rewards, bought.money_off_rial) == (100, (RewardTaken("r", 100),), 0)
    (step,) = bought.steps
    assert (step.code, step.rule, step.rial, step.figures) == ("reward_off", "r", 100_000, {"points": 100, "times": 1})
    assert step.names == {"title": "صدهزار"}


def test_two_of_one_take_twice():
    _, bought = taking(reward(PercentOff(percent=10)), ask=("r", "r"))
    assert bought.discounts[0].rial == 100_000 + 90_000
    assert (bought.points, len(bought.rewards), bought.steps[0].figures["times"]) == (200, 2, 2)


def test_the_order_of_asking_changes_nothing():
    rewards = reward(PercentOff(percent=10), name="p"), reward(AmountOff(rial=50_000), name="a")
    one, other = (taking(*rewards, ask=ask)[1] for ask in (("p", "a"), ("a", "p")))
    assert one == other
    assert [discount.rial for discount in one.discounts] == [100_000, 50_000]


def test_a_percent_has_its_cap_and_its_lines():
    case, bought = taking(reward(PercentOff(percent=50, cap_rial=150_000), scope=Scope(products=("tea",))))
    assert bought.discounts[0].shares == (0, 150_000)
    assert case.rest_rial == [600_000, 250_000]


def test_the_last_one_may_be_worth_a_fraction_but_not_nothing():
    small = bill(line("tea", 150_000))
    _, bought = taking(reward(AmountOff(rial=100_000)), ask=("r", "r"), purchase=small)
    assert bought.discounts[0].rial == 150_000
    figures = refused("reward_gives_nothing", reward(AmountOff(rial=100_000)), ask=("r",) * 3, purchase=small)
    assert figures["best"] == 2


def test_money_off_comes_after_rewards_and_from_what_they_leave():
    case, bought = taking(reward(AmountOff(rial=900_000), points=60), balance=Balance(spendable=200), redeem="max")
    assert (bought.points, bought.money_off_rial) == (60 + 100, 100_000)
    assert sum(case.rest_rial) == 100_000
    assert bought.steps[-1].code == "money_off"
    with pytest.raises(Refusal) as said:
        taking(reward(AmountOff(rial=100_000), points=60), balance=Balance(spendable=200), redeem=141)
    assert (said.value.code, said.value.figures["best"]) == ("not_enough_points", 140)


@pytest.mark.parametrize(
    ("give", "kind", "about", "quantity"),
    [
        (Gift(gift="mug", quantity=2, cost_rial=70), HandedKind.GIFT, "mug", 4),
        (Service(service="delivery", cost_rial=70), HandedKind.SERVICE, "delivery", 2),
        (CouponIssued(plan="next"), HandedKind.COUPON, "next", 2),
        (DrawTicket(draw="yalda", tickets=3), HandedKind.TICKET, "yalda", 6),
        (FreeItem(sku="saffron", quantity=2), HandedKind.ITEM, "saffron", 4),
    ],
)
def test_things_are_handed_over(give, kind: HandedKind, about: str, quantity: int):
    case, bought = taking(reward(give, cost_rial=60), ask=("r", "r"))
    assert bought.handed == (Handed(kind, about, "r", quantity, 120),)
    assert (case.rest_rial, bought.discounts) == ([600_000, 400_000], ())
    assert (bought.steps[0].code, bought.steps[0].names["about"]) == (f"reward_{kind.value}", about)


def test_a_thing_without_a_price_of_its_own_costs_what_its_effect_says():
    assert taking(reward(Gift(gift="mug", quantity=2, cost_rial=70)))[1].handed[0].cost_rial == 140
    goods = {"saffron": Goods(cost_rial=9)}
    assert taking(reward(FreeItem(sku="saffron")), goods=goods)[1].handed[0].cost_rial == 9


def test_a_free_item_is_the_dearest_unit_on_the_bill():
    purchase = bill(line("tea", 200_000, 2), line("tea", 130_000), line("rice", 500_000))
    case, bought = taking(reward(FreeItem(sku="tea", quantity=2)), purchase=purchase)
    assert (case.rest_rial, bought.handed) == ([100_000, 0, 500_000], ())
    case, bought = taking(reward(FreeItem(sku="tea")), ask=("r",) * 4, purchase=purchase)
    assert case.rest_rial == [0, 0, 500_000]
    assert (bought.handed[0].quantity, bought.discounts[0].rial) == (1, 330_000)


def test_a_unit_that_was_free_already_is_not_bought_again():
    purchase = bill(line("tea", 200_000, 2))
    case = case_of(Programme(rewards=(reward(FreeItem(sku="tea")),)), purchase, rewards=("r",))
    case.rest_rial = [100_000]
    bought = take_rewards(case, RICH, {0: 1})
    assert (bought.discounts[0].rial, case.rest_rial) == (100_000, [0])


def test_a_unit_that_was_made_cheaper_does_not_make_the_others_dearer():
    """Two of 100; one was half price: 150 are left. The free one is worth 100."""
    case = case_of(Programme(rewards=(reward(FreeItem(sku="tea")),)), bill(line("tea", 200, 2)), rewards=("r",))
    case.rest_rial = [150]
    assert take_rewards(case, RICH, {0: 1}).discounts[0].rial == 100


def test_points_that_are_missing_are_named():
    figures = refused("reward_points_short", reward(AmountOff(rial=9)), ask=("r", "r"), balance=Balance(150, 40))
    assert (figures["best"], figures["missing"], figures["pending"]) == (1, 50, 40)
    _, bought = taking(reward(AmountOff(rial=9)), balance=Balance(100))
    assert bought.points == 100


def test_the_points_of_one_reward_are_gone_for_the_next():
    rewards = reward(AmountOff(rial=9), name="a"), reward(AmountOff(rial=9), name="b", points=60)
    figures = refused("reward_points_short", *rewards, ask=("a", "b"), balance=Balance(150))
    assert (figures["reward"], figures["spendable"], figures["best"]) == ("b", 50, 0)


def test_an_unknown_reward_and_too_many():
    assert refused("reward_unknown", ask=("nothing",)) == {"reward": "nothing"}
    assert refused("too_many_rewards", ask=("r",) * (MAX_REWARDS + 1))["limit"] == MAX_REWARDS


def test_a_reward_whose_conditions_do_not_hold_says_which():
    when = When(tiers=("gold",), min_amount_rial=1_000_001)
    figures = refused("reward_not_met", reward(AmountOff(rial=9), when=when))
    assert [reason.code for reason in figures["unmet"]] == ["unmet_tier", "unmet_amount"]
    assert figures["unmet"][1].figures["missing_rial"] == 1
    taking(reward(AmountOff(rial=9), when=When(tiers=("gold",), min_amount_rial=1_000_000)), who=member(tier="gold"))


STOCK = Limit(LimitOf.USES, 5, LimitPer.SHOP)
YEARLY = Limit(LimitOf.USES, 2, LimitPer.MEMBER, Window(WindowKind.YEAR))


def test_stock_and_limits_hold_and_count():
    gift = reward(Gift(gift="mug"), limits=(STOCK, YEARLY))
    _, bought = taking(gift, ask=("r", "r"), counts={"reward:r|uses|": 3})
    assert {(count.key, count.amount, count.shop, count.way) for count in bought.counts} == {
        ("reward:r|uses|", 2, True, CountWay.WHOLE),
        ("reward:r|uses|y1405", 2, False, CountWay.WHOLE),
    }
    assert refused("reward_used_up", gift, ask=("r", "r"), counts={"reward:r|uses|": 4})["best"] == 1
    assert refused("reward_used_up", gift, ask=("r", "r", "r"))["best"] == 2
    assert refused("reward_used_up", gift, who=member(counts={"reward:r|uses|y1405": 2}))["best"] == 0
    taking(gift, who=member(counts={"reward:r|uses|y1404": 2}))


def test_points_of_a_reward_may_be_bounded():
    gift = reward(Gift(gift="mug"), limits=(Limit(LimitOf.POINTS, 250),))
    _, bought = taking(gift, ask=("r", "r"))
    assert [(count.key, count.amount) for count in bought.counts] == [("reward:r|points|", 200)]
    assert refused("reward_used_up", gift, ask=("r", "r", "r"))["best"] == 2
    exact = reward(Gift(gift="mug"), limits=(Limit(LimitOf.POINTS, 200),))
    assert taking(exact, ask=("r", "r"))[1].points == 200


YALDA_BUDGET = Budget(id="b", rial=100, first="1405/09/01", last="1405/09/30")


def test_a_budget_pays_for_rewards_until_it_is_spent():
    programme = {"budgets": (YALDA_BUDGET,)}
    gift = reward(Gift(gift="mug", cost_rial=40), budget="b")
    case, bought = taking(gift, ask=("r", "r"), programme=programme)
    assert [(count.key, count.amount, count.shop) for count in bought.counts] == [("budget:b|rial|", 80, True)]
    assert case.budget_given == {"b": 80}
    assert refused("reward_budget", gift, ask=("r",) * 3, programme=programme)["best"] == 2
    off = reward(AmountOff(rial=70), budget="b")
    assert taking(off, ask=("r", "r"), programme=programme)[1].discounts[0].rial == 100
    assert refused("reward_budget", off, programme=programme, counts={"budget:b|rial|": 100})["left_rial"] == 0
    assert taking(gift, ask=("r",) * 3, programme=programme, override=True)[1].handed[0].quantity == 3


@given(
    st.lists(st.sampled_from("abcdef"), max_size=6),
    st.lists(st.tuples(st.sampled_from(["rice", "tea"]), st.integers(1, 5_000)), min_size=1, max_size=4),
    st.integers(0, 3_000),
    st.sampled_from([None, "max"]),
)
def test_rewards_never_take_more_than_there_is(ask, goods, spendable, redeem):
    rewards = (
        reward(PercentOff(percent=33), name="a"),
        reward(AmountOff(rial=900), name="b"),
        reward(FreeItem(sku="tea"), name="c"),
        reward(PercentOff(percent=100, cap_rial=70), name="d", scope=Scope(products=("rice",))),
        reward(Gift(gift="mug"), name="e"),
        reward(AmountOff(rial=10), name="f", scope=Scope(except_products=("tea",))),
    )
    purchase = bill(*(line(sku, price, 2) for sku, price in goods))
    case = case_of(Programme(rewards=rewards, money_off=MoneyOff(7)), purchase, rewards=tuple(ask), redeem=redeem)
    try:
        bought = take_rewards(case, Balance(spendable))
    except Refusal as refusal:
        code = refusal.code
    else:
        code = ""
    if code:
        assert code in {"reward_points_short", "reward_gives_nothing"}
        return
    assert min(case.rest_rial) >= 0
    assert sum(case.rest_rial) + sum(one.rial for one in bought.discounts) == purchase.amount_rial
    assert all(sum(one.shares) == one.rial for one in bought.discounts)
    assert 0 <= bought.money_off_rial <= sum(case.rest_rial)
    assert len(ask) * 100 <= bought.points <= spendable
