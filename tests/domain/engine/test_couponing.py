from datetime import timedelta

import pytest
from tests.domain.engine.bills import TODAY, YALDA, bill, case_of, line, member

from vafa.domain.account import NEVER
from vafa.domain.engine.couponing import coupon_of
from vafa.domain.engine.discounting import take_discounts
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import Coupon
from vafa.domain.engine.outcome import Count, CountWay, DiscountSource, Handed, HandedKind
from vafa.domain.purchase import purchase_of
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.codes import folded_code
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import AmountOff, CheapestFree, FreeItem, Gift, PercentOff, PercentStep, SteppedOff
from vafa.domain.rulebook.kinds import DateRange, Weekday
from vafa.domain.rulebook.plans import Budget, CouponPlan, Rule

TEA = Scope(products=("tea",))
ON_TEA = bill(line("tea", 1_000))


def plan(give=None, id="ten", **parts):  # noqa: A002
    return CouponPlan(id=id, give=give or PercentOff(10), **parts)


def taken_with(*plans, on=None, who=None, rules=(), budgets=(), **around):
    programme = Programme(rules=tuple(rules), coupons=plans, budgets=tuple(budgets))
    return take_discounts(case_of(programme, on or ON_TEA, who, **around))


def holding(*coupons, **facts):
    return member(coupons=tuple(coupons), **facts)


def gives(taken):
    return [(one.id, one.rial) for one in taken.discounts]


def whys(taken):
    return [reason.code for reason in taken.declined]


@pytest.mark.parametrize(
    "typed", ["YALDA-1405", "yalda۱۴۰۵", " Yalda 1405 ", "YALDA–1405", "yalda_١٤٠٥", "yal\u200cda1405"]
)
def test_a_code_is_read_however_it_is_typed(typed):
    taken = taken_with(plan(codes=("Yalda-1405",), title="یلدا"), codes=(typed,))
    (discount,) = taken.discounts
    assert (discount.source, discount.id, discount.code, discount.coupon) == (
        DiscountSource.COUPON,
        "ten",
        "YALDA1405",
        "",
    )
    assert taken.steps[0].names == {"title": "یلدا", "code": "YALDA1405"}
    assert taken.coupons_used == ()


def test_arabic_letters_of_a_code_are_persian_ones():
    assert folded_code("يلدا كد") == folded_code("یلدا-کد") == "یلداکد"


def test_a_plan_without_being_asked_for_gives_nothing():
    assert taken_with(plan(codes=("abc",))).discounts == ()


def test_an_unknown_code_is_declined_and_the_bill_goes_on():
    taken = taken_with(plan(codes=("abc",)), codes=("xyz", "abc", "x-y-z", " "))
    assert gives(taken) == [("ten", 100)]
    assert taken.declined == (Reason("coupon_unknown", names={"code": "XYZ"}),)


def test_a_single_use_code_is_claimed_in_the_whole_shop():
    once = plan(codes=("a-1", "a-2"), single_use=True)
    key = "coupon:ten|once|A1"
    taken = taken_with(once, codes=("a1",))
    assert taken.counts == (Count(key, 1, shop=True, way=CountWay.WHOLE),)
    taken = taken_with(once, codes=("a1",), counts={key: 1})
    assert (gives(taken), whys(taken), taken.counts) == ([], ["coupon_used"], ())
    assert taken.declined[0].names == {"code": "A1"}
    assert gives(taken_with(once, codes=("a2",), counts={key: 1})) == [("ten", 100)]
    assert gives(taken_with(once, codes=("a1",), who=member(counts={key: 1}))) == [("ten", 100)]


def test_the_same_code_twice_is_taken_once():
    many = Limit(LimitOf.USES, 5, LimitPer.PURCHASE)
    taken = taken_with(plan(AmountOff(10), codes=("abc",), scope=TEA, limits=(many,)), codes=("abc", "A-B-C"))
    assert (gives(taken), whys(taken)) == ([("ten", 10)], [])


def test_two_codes_of_one_plan_are_taken_once_unless_it_allows_more():
    parts = {"codes": ("abc", "def", "ghi"), "scope": TEA}
    taken = taken_with(plan(AmountOff(10), **parts), codes=("def", "abc"))
    assert [one.code for one in taken.discounts] == ["DEF"]
    assert [(why.code, why.names) for why in taken.declined] == [("coupon_once_a_bill", {"code": "ABC"})]
    many = (Limit(LimitOf.USES, 2, LimitPer.PURCHASE), Limit(LimitOf.USES, 9), Limit(LimitOf.RIAL, 15))
    taken = taken_with(plan(AmountOff(10), **parts, limits=many), codes=("def", "abc", "ghi"))
    assert [(one.code, one.rial) for one in taken.discounts] == [("DEF", 10), ("ABC", 5)]
    assert whys(taken) == ["used_up"]
    assert set(taken.counts) == {
        Count("coupon:ten|uses|", 2),
        Count("coupon:ten|rial|", 15, way=CountWay.SHARE),
    }


@pytest.mark.parametrize(("of", "most"), [(LimitOf.USES, 2), (LimitOf.RIAL, 500)])
def test_a_plan_of_which_a_member_has_had_enough_is_used_up(of, most):
    spent = member(counts={f"coupon:ten|{of.value}|": most})
    taken = taken_with(plan(codes=("abc",), limits=(Limit(of, most),)), who=spent, codes=("abc",))
    assert gives(taken) == []
    assert taken.declined == (Reason("used_up", rule="ten", names={"of": of.value, "code": "ABC"}),)


def test_a_budget_that_is_spent_declines_a_code():
    budget = Budget(id="b", rial=10, first="1405/01/01", last="1405/12/29")
    taken = taken_with(
        plan(codes=("abc",), budget="b"), budgets=[budget], counts={"budget:b|rial|": 10}, codes=("abc",)
    )
    assert (whys(taken), taken.declined[0].names) == (["budget_used_up"], {"budget": "b", "code": "ABC"})
    taken = taken_with(plan(codes=("abc",), budget="b"), budgets=[budget], counts={"budget:b|rial|": 3}, codes=("abc",))
    assert gives(taken) == [("ten", 7)]


@pytest.mark.parametrize(
    ("parts", "code", "figures", "names"),
    [
        ({"when": When(min_amount_rial=1_250)}, "unmet_amount", {"at_least_rial": 1_250, "missing_rial": 250}, {}),
        ({"when": When(min_quantity=3_000)}, "unmet_quantity", {"at_least": 3_000, "missing": 2_000}, {}),
        ({"when": When(weekdays=(Weekday.FRIDAY,))}, "unmet_weekday", {}, {"needs": "fri"}),
        ({"when": When(segments=("vip",))}, "unmet_segment", {}, {"needs": "vip"}),
        ({"when": When(branches=("b2",))}, "unmet_branch", {}, {"needs": "b2"}),
        ({"scope": Scope(products=("rice",), categories=("oil",))}, "nothing_in_scope", {}, {"needs": "rice\noil"}),
        ({"scope": Scope(except_products=("tea",))}, "nothing_in_scope", {}, {}),
        (
            {"when": When(dates=(DateRange("1405/10/01", "1405/10/05"),))},
            "unmet_dates",
            {},
            {"needs": "1405/10/01-1405/10/05"},
        ),
        ({"when": When(dates=(DateRange("1405/09/01", "1405/09/29"),))}, "coupon_lapsed", {"last_day": TODAY - 1}, {}),
        ({"give": CheapestFree(2)}, "unmet_units", {"at_least": 2, "missing": 1}, {}),
        (
            {"give": SteppedOff((PercentStep(9_000, 9), PercentStep(1_001, 5)))},
            "unmet_step",
            {"at_least_rial": 1_001, "missing_rial": 1},
            {},
        ),
    ],
)
def test_a_code_that_is_declined_says_what_would_make_it_a_yes(parts, code, figures, names):
    taken = taken_with(plan(**parts, codes=("abc",), title="ده"), codes=("abc",), branch="b1")
    assert gives(taken) == []
    assert taken.declined == (Reason(code, rule="ten", figures=figures, names={**names, "title": "ده", "code": "ABC"}),)


def test_a_code_of_two_seasons_lapses_with_the_later_one():
    seasons = (DateRange("1405/08/01", "1405/08/30"), DateRange("1405/09/20", "1405/09/29"))
    (why,) = taken_with(plan(codes=("abc",), when=When(dates=seasons)), codes=("abc",)).declined
    assert (why.code, why.figures) == ("coupon_lapsed", {"last_day": TODAY - 1})
    running = (seasons[0], DateRange("1405/10/01", "1405/10/05"))
    (why,) = taken_with(plan(codes=("abc",), when=When(dates=running)), codes=("abc",)).declined
    assert (why.code, why.names["needs"]) == ("unmet_dates", "1405/08/01-1405/08/30\n1405/10/01-1405/10/05")


@pytest.mark.parametrize(("own_last", "last_day"), [(TODAY - 3, TODAY - 3), (TODAY + 3, TODAY - 1)])
def test_a_coupon_lapses_with_its_own_day_or_its_plans_whichever_is_first(own_last: int, last_day: int):
    until_yesterday = plan(when=When(dates=(DateRange("1405/09/01", "1405/09/29"),)))
    taken = taken_with(until_yesterday, who=holding(Coupon("k1", "ten", 1, own_last)), coupons=("k1",))
    assert [(why.code, why.figures) for why in taken.declined] == [("coupon_lapsed", {"last_day": last_day})]


def test_every_reason_is_told_at_once():
    when = When(min_amount_rial=2_000, weekdays=(Weekday.FRIDAY,), dates=(DateRange("1405/09/01", "1405/09/29"),))
    assert whys(taken_with(plan(codes=("abc",), when=when), codes=("abc",))) == [
        "coupon_lapsed",
        "unmet_weekday",
        "unmet_amount",
    ]
    out = plan(codes=("abc",), when=when, scope=Scope(products=("rice",)))
    assert whys(taken_with(out, codes=("abc",))) == ["coupon_lapsed", "unmet_weekday", "nothing_in_scope"]


def test_the_last_day_of_a_code_is_good():
    when = When(dates=(DateRange("1405/09/01", "1405/09/30"),))
    assert gives(taken_with(plan(codes=("abc",), when=when), codes=("abc",))) == [("ten", 100)]


def test_a_code_for_members_says_so_to_others():
    taken = taken_with(plan(codes=("abc",)), codes=("abc",), coupons=("c1",), anonymous=True)
    assert sorted(why.names.get("code", why.names.get("coupon")) for why in taken.declined) == ["ABC", "c1"]
    assert set(whys(taken)) == {"unmet_member"}


def test_a_code_that_is_not_the_best_stays_unused():
    cup = Rule(id="cup", give=PercentOff(20), title="جام")
    once = plan(codes=("abc",), single_use=True, limits=(Limit(LimitOf.USES, 1),))
    taken = taken_with(once, rules=[cup], codes=("abc",))
    assert (gives(taken), taken.counts) == ([("cup", 200)], ())
    (why,) = taken.declined
    assert (why.code, why.figures) == ("coupon_not_best", {"best_rial": 200, "rial": 100})
    assert why.names == {"best": "cup", "best_title": "جام", "code": "ABC"}
    assert gives(taken_with(plan(PercentOff(21), codes=("abc",)), rules=[cup], codes=("abc",))) == [("ten", 210)]


def test_a_code_that_takes_nothing_says_so_and_stays_unused():
    all_off = Rule(id="all", give=PercentOff(100))
    taken = taken_with(plan(AmountOff(5), codes=("abc",), scope=TEA, single_use=True), rules=[all_off], codes=("abc",))
    assert (gives(taken), whys(taken), taken.counts) == ([("all", 1_000)], ["takes_nothing"], ())


def test_an_automatic_coupon_is_taken_by_itself():
    auto = plan(automatic=True)
    taken = taken_with(auto, who=holding(Coupon("c1", "ten", TODAY - 3, TODAY)))
    assert [(one.coupon, one.code) for one in taken.discounts] == [("c1", "")]
    assert taken.coupons_used == ("c1",)
    late = taken_with(auto, who=holding(Coupon("c1", "ten", TODAY - 3, TODAY - 1)))
    assert (gives(late), late.declined) == ([], ())


def test_an_automatic_coupon_that_does_not_hold_or_help_is_kept_in_silence():
    who = holding(Coupon("c1", "ten", 1))
    for taken in (
        taken_with(plan(automatic=True, when=When(min_amount_rial=1_001)), who=who),
        taken_with(plan(automatic=True), who=who, rules=[Rule(id="more", give=PercentOff(10))]),
        taken_with(
            plan(AmountOff(1), automatic=True, scope=TEA), who=who, rules=[Rule(id="all", give=PercentOff(100))]
        ),
    ):
        assert (taken.coupons_used, taken.declined) == ((), ())


def test_of_automatic_coupons_the_best_goes_first_and_of_equals_the_one_that_lapses_first():
    plans = (
        plan(AmountOff(100), id="a", automatic=True, scope=TEA),
        plan(AmountOff(600), id="b", automatic=True, scope=TEA),
        plan(AmountOff(500), id="c", automatic=True, scope=TEA),
    )
    held = [Coupon("1", "a", 1), Coupon("2", "c", 1), Coupon("3", "b", 1, TODAY + 9), Coupon("4", "b", 1, TODAY + 2)]
    taken = taken_with(*plans, who=holding(*held))
    assert [(one.coupon, one.rial) for one in taken.discounts] == [("4", 600), ("2", 400)]


def test_a_coupon_that_is_not_automatic_is_taken_when_asked_for_by_id_or_as_a_code():
    who = holding(Coupon("k-7f", "ten", 1))
    assert taken_with(plan(), who=who).coupons_used == ()
    for asked in ({"coupons": ("k-7f",)}, {"codes": ("K7F",)}, {"coupons": ("k-7f", "k-7f"), "codes": ("k-7f",)}):
        taken = taken_with(plan(), who=who, **asked)
        assert (taken.coupons_used, gives(taken), taken.declined) == (("k-7f",), [("ten", 100)], ())


def test_asked_for_coupons_come_before_automatic_ones():
    plans = (plan(AmountOff(900), id="auto", automatic=True, scope=TEA), plan(AmountOff(300), id="own", scope=TEA))
    taken = taken_with(*plans, who=holding(Coupon("1", "auto", 1), Coupon("2", "own", 1)), coupons=("2",))
    assert gives(taken) == [("own", 300), ("auto", 700)]


def test_a_coupon_that_is_not_there_is_declined():
    who = holding(Coupon("old", "gone", 1), Coupon("late", "ten", 1, TODAY - 1))
    taken = taken_with(plan(), who=who, coupons=("c9", "old", "late"))
    assert [(why.code, why.names["coupon"]) for why in taken.declined] == [
        ("coupon_not_held", "c9"),
        ("coupon_plan_ended", "old"),
        ("coupon_lapsed", "late"),
    ]
    assert taken.declined[2].figures == {"last_day": TODAY - 1}


def test_a_coupon_may_give_a_thing():
    plans = (plan(Gift("mug"), id="mug", codes=("mug",)), plan(FreeItem("rice"), id="rice", codes=("rice",)))
    taken = taken_with(*plans, codes=("mug", "rice"))
    assert taken.handed == (Handed(HandedKind.ITEM, "rice", "rice"), Handed(HandedKind.GIFT, "mug", "mug"))
    assert [step.names["code"] for step in taken.steps] == ["RICE", "MUG"]


def test_codes_are_taken_in_the_order_of_the_document_however_they_are_typed():
    plans = (
        plan(PercentOff(50), id="a", codes=("aaa",), scope=TEA),
        plan(AmountOff(100), id="b", codes=("bbb",), scope=TEA),
    )
    assert gives(taken_with(*plans, codes=("bbb", "aaa"))) == [("a", 500), ("b", 100)]


def test_the_best_coupon_in_hand_is_suggested_when_a_code_is_declined():
    plans = (
        plan(AmountOff(100), id="a", scope=TEA),
        plan(AmountOff(300), id="b", scope=TEA, title="سه"),
        plan(AmountOff(900), id="c", scope=TEA, when=When(min_amount_rial=1_001)),
        plan(PercentOff(40), id="d"),
        plan(AmountOff(999), id="auto", scope=Scope(products=("rice",)), automatic=True),
    )
    who = holding(*(Coupon(f"of-{id_}", id_, 1) for id_ in ("a", "b", "c", "d", "auto")))
    third = Rule(id="third", give=PercentOff(30))
    case = case_of(Programme(rules=(third,), coupons=plans), ON_TEA, who, codes=("nope",))
    taken = take_discounts(case)
    assert whys(taken) == ["coupon_unknown", "coupon_suggested"]
    assert taken.declined[1] == Reason(
        "coupon_suggested", rule="b", rial=300, names={"suggested": "of-b", "title": "سه"}
    )
    assert (case.rest_rial, case.choices.coupons, case.budget_given) == ([700], (), {})
    assert taken_with(*plans, who=who).declined == ()


def test_a_suggestion_is_worth_what_the_whole_bill_gains():
    half = plan(PercentOff(50), id="half")
    third = Rule(id="third", give=PercentOff(30))
    taken = taken_with(half, who=holding(Coupon("h", "half", 1)), rules=[third], codes=("nope",))
    assert taken.declined[1].rial == 200
    taken = taken_with(half, who=holding(Coupon("h", "half", 1)), rules=[third], codes=("nope",), coupons=("h",))
    assert whys(taken) == ["coupon_unknown"]


def test_codes_on_an_amount_typed_as_one():
    assert gives(taken_with(plan(codes=("abc",)), on=purchase_of(99_999), codes=("abc",))) == [("ten", 9_999)]


def test_two_codes_of_a_discount_on_the_whole_bill_are_one_even_where_more_are_allowed():
    many = Limit(LimitOf.USES, 2, LimitPer.PURCHASE)
    taken = taken_with(plan(codes=("abc", "def"), limits=(many,)), codes=("def", "abc"))
    assert [one.code for one in taken.discounts] == ["DEF"]
    assert [(why.code, why.names) for why in taken.declined] == [("coupon_once_a_bill", {"code": "ABC"})]


def test_a_budget_of_other_days_closes_a_code_and_a_rule_in_silence():
    budget = Budget(id="b", rial=10, first="1405/09/01", last="1405/09/29")
    rule = Rule(id="r", give=AmountOff(5), budget="b")
    taken = taken_with(plan(codes=("abc",), budget="b"), rules=[rule], budgets=[budget], codes=("abc",))
    assert [(why.code, why.rule, why.figures) for why in taken.declined] == [
        ("budget_closed", "ten", {"first_day": TODAY - 29, "last_day": TODAY - 1})
    ]


@pytest.mark.parametrize(("days_later", "gives_rial"), [(0, 100), (30, 100), (31, 0)])
def test_a_coupon_of_thirty_days_is_good_on_the_thirtieth_and_lapsed_after_it(days_later: int, gives_rial: int):
    slip = plan(life_days=30)
    held = coupon_of(slip, "k1", instant_of(YALDA))
    assert (held.plan, held.issued_on, held.expires_on) == ("ten", TODAY, TODAY + 30)
    taken = taken_with(slip, who=holding(held), coupons=("k1",), at=YALDA + timedelta(days_later))
    assert sum(one.rial for one in taken.discounts) == gives_rial


def test_a_coupon_of_a_plan_without_an_end_is_good_for_ever():
    assert coupon_of(plan(), "k1", instant_of(YALDA)).expires_on == NEVER
