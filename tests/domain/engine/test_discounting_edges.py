"""Edges of the discounts of a bill: which coupon is suggested, what free goods leave for a reward, who goes first."""

from tests.domain.engine.bills import YALDA, bill, case_of, line, member

from vafa.domain.account import Balance
from vafa.domain.engine.discounting import Taken, take_discounts
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import Choices, Coupon, Surroundings
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import AmountOff, BuyGet, FreeItem
from vafa.domain.rulebook.plans import CouponPlan, Reward, Rule

TEA = Scope(products=("tea",))
ON_TEA = bill(line("tea", 1_000))


def _plan(name: str, rial: int, **parts: object) -> CouponPlan:
    return CouponPlan(id=name, give=AmountOff(rial=rial), scope=TEA, **parts)


def _taken(*plans: CouponPlan, held: tuple[str, ...] = (), rules: tuple[Rule, ...] = (), **asked: object) -> Taken:
    """What is taken for a member who holds these coupons: `plan` or `plan/another`."""
    coupons = tuple(Coupon(name, name.partition("/")[0], 1) for name in held)
    return take_discounts(case_of(Programme(rules=rules, coupons=plans), ON_TEA, member(coupons=coupons), **asked))


def _suggested(taken: Taken) -> list[tuple[str, int]]:
    return [(one.names["suggested"], one.rial) for one in taken.declined if one.code == "coupon_suggested"]


def test_a_coupon_is_suggested_beside_a_rule_that_is_nearly_reached():
    near = Rule(id="near", give=AmountOff(rial=9), when=When(min_amount_rial=1_100))
    for asked in ({"codes": ("nope",)}, {"coupons": ("nope",)}):
        taken = _taken(_plan("a", 100), held=("a",), rules=(near,), **asked)
        assert [(one.code, one.rule) for one in taken.declined[1:]] == [
            ("unmet_amount", "near"),
            ("coupon_suggested", "a"),
        ]


def test_a_rule_that_is_nearly_reached_asks_for_no_suggestion():
    near = Rule(id="near", give=AmountOff(rial=9), when=When(min_amount_rial=1_100))
    assert [one.code for one in _taken(_plan("a", 100), held=("a",), rules=(near,)).declined] == ["unmet_amount"]


def test_a_coupon_of_a_single_rial_is_suggested_and_one_that_takes_nothing_is_not():
    assert _suggested(_taken(_plan("a", 1), held=("a",), codes=("nope",))) == [("a", 1)]
    all_off = Rule(id="all", give=AmountOff(rial=1_000))
    assert _suggested(_taken(_plan("a", 1), held=("a",), rules=(all_off,), codes=("nope",))) == []


def test_of_coupons_that_take_equally_much_the_first_of_the_document_is_suggested():
    plans = _plan("a", 50), _plan("b", 70), _plan("c", 70)
    assert _suggested(_taken(*plans, held=("c", "b", "a"), codes=("nope",))) == [("b", 70)]


def test_a_second_coupon_of_a_plan_is_suggested_where_the_first_is_used_already():
    """However the first was asked for: by its id, or typed as a code from its slip."""
    plan = _plan("a", 100, limits=(Limit(LimitOf.USES, 2, LimitPer.PURCHASE),))
    for asked in ({"codes": ("nope", "a/1")}, {"codes": ("nope",), "coupons": ("a/1",)}):
        taken = _taken(plan, held=("a/1", "a/2"), **asked)
        assert taken.coupons_used == ("a/1",)
        assert _suggested(taken) == [("a/2", 100)]


def test_a_reward_makes_a_unit_free_that_two_rules_left():
    """Of four teas two became half the price, then one of the other two: a single one may be bought with points, and
    the second that is asked for is handed over."""
    rules = tuple(Rule(id=name, give=BuyGet(1, 1, 50)) for name in ("one", "two"))
    ruleset = Ruleset(Programme(rules=rules, rewards=(Reward(id="tea", points=5, give=FreeItem("tea")),)))
    answers = [
        work_out(
            ruleset,
            member(),
            bill(line("tea", 400, 4)),
            Choices(rewards=("tea",) * times),
            Balance(spendable=10),
            instant_of(YALDA),
            Surroundings(),
        )
        for times in (1, 2)
    ]
    assert [[one.rial for one in answer.discounts] for answer in answers] == [[100, 50, 100]] * 2
    assert [[one.quantity for one in answer.handed] for answer in answers] == [[], [1]]
