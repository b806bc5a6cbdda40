import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.domain.engine.bills import YALDA, member

from vafa.domain.engine.instant import day_of_jalali, instant_of, yearly_day
from vafa.domain.engine.known import MemberFacts, Surroundings
from vafa.domain.engine.limits import budget_key, claim_key
from vafa.domain.engine.occasions import (
    Occasion,
    OccasionAward,
    birthdays_on,
    celebrated_year,
    grants,
    occasion_award,
    profile_occasions,
)
from vafa.domain.engine.outcome import Count, CountWay, Handed, HandedKind
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.errors import Refusal
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, When
from vafa.domain.rulebook.document import MoneyOff, Programme
from vafa.domain.rulebook.effects import CouponIssued, DrawTicket, Gift, PointsFixed, PointsPerAmount, Service
from vafa.domain.rulebook.kinds import Window, WindowKind
from vafa.domain.rulebook.plans import Budget, CouponPlan, MembershipPlan, Rule, Tier, TierPlan, Trigger
from vafa.persian.jalali import Birthday, JalaliDate
from vafa.persian.tehran import end_of_day

_CALM = settings(max_examples=200, deadline=None, derandomize=True)

VECTOR = json.loads((Path(__file__).parents[2] / "vectors.json").read_text("utf-8"))["birthday_30_esfand"]
NOWHERE = Surroundings()
YALDA_YEAR = 1405


def _rule(trigger: Trigger, give: object = PointsFixed(50), **parts: object) -> Rule:
    return Rule(id="gift", give=give, trigger=trigger, **parts)


def _award(
    rules: tuple[Rule, ...],
    occasion: Occasion,
    who: MemberFacts | None = None,
    at: datetime = YALDA,
    around: Surroundings = NOWHERE,
    **document: object,
) -> OccasionAward:
    programme = Programme(rules=rules, **document)
    return occasion_award(Ruleset(programme), who or member(), occasion, instant_of(at), around)


def _counted(award: OccasionAward, who: MemberFacts) -> MemberFacts:
    """The member after the award was posted."""
    counts = dict(who.counts)
    for count in award.counts:
        if not count.shop:
            counts[count.key] = counts.get(count.key, 0) + count.amount
    return structs.replace(who, counts=counts)


def _noon(jalali: str) -> datetime:
    return datetime.combine(date.fromordinal(day_of_jalali(jalali)), datetime.min.time(), UTC) + timedelta(hours=9)


NAMED = {"fields": ("birthday", "city"), "interests": ("books",), "forms": ("welcome",), "surveys": ("summer",)}


def test_joining_gives_once():
    rules = (_rule(Trigger.ENROLMENT, title="خوش آمدید"),)
    award = _award(rules, Occasion(trigger=Trigger.ENROLMENT))
    assert award == OccasionAward(
        points=50,
        reasons=(Reason("occasion_enrolment", 50, "gift", names={"occasion": "enrolment", "title": "خوش آمدید"}),),
        for_tier=50,
        handed=(),
        counts=(Count(claim_key("rule:gift"), 1),),
        declined=(),
    )
    again = _award(rules, Occasion(trigger=Trigger.ENROLMENT), _counted(award, member()))
    assert (again.points, again.counts) == (0, ())
    assert [reason.code for reason in again.declined] == ["occasion_already"]


@pytest.mark.parametrize(
    ("trigger", "about", "other"),
    [
        (Trigger.FIELD_FILLED, "birthday", "city"),
        (Trigger.INTEREST_TOLD, "books", "music"),
        (Trigger.FORM_COMPLETED, "welcome", "second"),
        (Trigger.SURVEY_ANSWERED, "summer", "winter"),
    ],
)
def test_each_field_interest_form_and_survey_once(trigger, about, other):
    named = {**NAMED, "interests": ("books", "music"), "forms": ("welcome", "second"), "surveys": ("summer", "winter")}
    rules = (_rule(trigger),)
    award = _award(rules, Occasion(trigger=trigger, about=about), **named)
    assert (award.points, award.counts) == (50, (Count(claim_key("rule:gift", about), 1),))
    assert award.reasons[0].names["about"] == about
    who = _counted(award, member())
    assert _award(rules, Occasion(trigger=trigger, about=about), who, **named).points == 0
    assert _award(rules, Occasion(trigger=trigger, about=other), who, **named).points == 50


@pytest.mark.parametrize("trigger", [Trigger.FIELD_FILLED, Trigger.FORM_COMPLETED, Trigger.MEMBERSHIP_SOLD])
def test_what_the_programme_does_not_name_gives_nothing(trigger):
    award = _award((_rule(trigger),), Occasion(trigger=trigger, about="invented"), **NAMED)
    assert (award.points, award.declined[0].code) == (0, "occasion_unknown")


def test_a_rule_about_one_form_is_not_about_another():
    rules = (_rule(Trigger.FORM_COMPLETED, about="second"),)
    award = _award(rules, Occasion(trigger=Trigger.FORM_COMPLETED, about="welcome"), **NAMED)
    assert (award.points, award.declined) == (0, ())


def test_a_profile_is_completed_by_its_last_field():
    ruleset = Ruleset(Programme(fields=("birthday", "city")))
    assert profile_occasions(ruleset, (), ("city", "shoe size")) == (
        Occasion(trigger=Trigger.FIELD_FILLED, about="city"),
    )
    assert profile_occasions(ruleset, ("city",), ("city", "birthday")) == (
        Occasion(trigger=Trigger.FIELD_FILLED, about="birthday"),
        Occasion(trigger=Trigger.PROFILE_COMPLETED, filled=("birthday", "city")),
    )
    assert profile_occasions(ruleset, ("city", "birthday"), ("city", "birthday")) == ()


def test_an_incomplete_profile_says_what_is_missing():
    rules = (_rule(Trigger.PROFILE_COMPLETED),)
    short = _award(rules, Occasion(trigger=Trigger.PROFILE_COMPLETED, filled=("city",)), **NAMED)
    assert short.points == 0
    assert short.declined == (Reason("profile_incomplete", figures={"missing": 1}, names={"needs": "birthday"}),)
    assert _award(rules, Occasion(trigger=Trigger.PROFILE_COMPLETED, filled=("city", "birthday")), **NAMED).points == 50
    assert _award(rules, Occasion(trigger=Trigger.PROFILE_COMPLETED)).points == 0


def test_each_membership_that_is_sold_gives():
    rules = (_rule(Trigger.MEMBERSHIP_SOLD, about="pro"),)
    plans = {"memberships": (MembershipPlan("pro", 1_000), MembershipPlan("lite", 500))}
    occasion = Occasion(trigger=Trigger.MEMBERSHIP_SOLD, about="pro")
    award = _award(rules, occasion, **plans)
    assert (award.points, award.counts) == (50, ())
    assert _award(rules, structs.replace(occasion, about="lite"), **plans).points == 0


def test_a_tier_is_rewarded_once_a_year():
    rules = (_rule(Trigger.TIER_REACHED, about="gold"),)
    tiers = {"tiers": TierPlan((Tier("silver", 0), Tier("gold", 10)))}
    occasion = Occasion(trigger=Trigger.TIER_REACHED, about="gold")
    award = _award(rules, occasion, **tiers)
    assert award.points == 50
    who = _counted(award, member())
    assert _award(rules, occasion, who, **tiers).points == 0
    assert _award(rules, occasion, who, at=YALDA + timedelta(days=120), **tiers).points == 50


BIRTHDAY = (_rule(Trigger.BIRTHDAY),)


def test_a_birthday_gives_on_its_day_and_once_in_its_year():
    who = member(birthday=Birthday(9, 30))
    award = _award(BIRTHDAY, Occasion(trigger=Trigger.BIRTHDAY), who)
    assert (award.points, award.counts) == (50, (Count(claim_key("rule:gift", "1405"), 1),))
    assert award.reasons[0].figures == {"year": 1405}
    again = _award(BIRTHDAY, Occasion(trigger=Trigger.BIRTHDAY), _counted(award, who))
    assert (again.points, again.declined[0].code) == (0, "occasion_already")
    next_year = _award(BIRTHDAY, Occasion(trigger=Trigger.BIRTHDAY), _counted(award, who), at=_noon("1406/09/30"))
    assert next_year.points == 50


def test_a_birthday_that_was_changed_gives_no_second_gift_within_the_year():
    who = member(birthday=Birthday(9, 30))
    who = _counted(_award(BIRTHDAY, Occasion(trigger=Trigger.BIRTHDAY), who), who)
    moved = structs.replace(who, birthday=Birthday(10, 5))
    assert _award(BIRTHDAY, Occasion(trigger=Trigger.BIRTHDAY), moved, at=_noon("1405/10/05")).points == 0


@pytest.mark.parametrize("birthday", [None, Birthday(9, 29), Birthday(10, 1)])
def test_no_birthday_today(birthday):
    award = _award(BIRTHDAY, Occasion(trigger=Trigger.BIRTHDAY), member(birthday=birthday))
    assert (award.points, award.declined[0].code) == (0, "not_today")


def test_a_birthday_lasts_from_midnight_to_the_end_of_its_business_day():
    birthday = Birthday(9, 30, 1360)
    midnight = end_of_day(JalaliDate(1405, 9, 29).to_date())
    told = [
        celebrated_year(birthday, instant_of(midnight + wait))
        for wait in (timedelta(seconds=-1), timedelta(0), timedelta(hours=27, minutes=59), timedelta(hours=28))
    ]
    assert told == [None, 1405, 1405, None]


def test_a_late_birthday_is_celebrated_so_many_days():
    birthday = Birthday(9, 28)
    assert [celebrated_year(birthday, instant_of(YALDA), late_days=late) for late in (0, 1, 2)] == [None, None, 1405]
    late = Occasion(trigger=Trigger.BIRTHDAY, late_days=2)
    assert _award(BIRTHDAY, late, member(birthday=birthday)).points == 50
    new_year = _noon("1406/01/01")
    assert celebrated_year(Birthday(12, 29), instant_of(new_year), late_days=1) == 1405
    assert celebrated_year(Birthday(12, 29), instant_of(new_year)) is None


def test_a_birthday_is_found_however_late_it_may_be_celebrated():
    new_year = instant_of(_noon("1405/01/01"))
    assert [celebrated_year(Birthday(6, 10), new_year, late) for late in (100, 365, 366, 500)] == [
        None,
        1404,
        1404,
        1404,
    ]
    assert [celebrated_year(Birthday(1, 1), new_year, late) for late in (0, 366, 800)] == [1405] * 3


@pytest.mark.parametrize(("year", "written"), VECTOR.items())
def test_born_on_30_esfand(year, written):
    jalali, gregorian = written.split("=")
    day = date.fromisoformat(gregorian).toordinal()
    assert yearly_day(Birthday(12, 30), int(year)) == day == day_of_jalali(f"{year}/{jalali}")
    noon = _noon(f"{year}/{jalali}")
    assert celebrated_year(Birthday(12, 30), instant_of(noon)) == int(year)
    assert celebrated_year(Birthday(12, 30), instant_of(noon - timedelta(days=1))) is None
    assert (12, 30) in birthdays_on(day)
    assert (12, 30) not in birthdays_on(day - 1)
    assert ((12, 29) in birthdays_on(day)) == (jalali == "12/29")


@_CALM
@given(st.integers(0, 10_000), st.builds(Birthday, st.integers(1, 12), st.integers(1, 30)))
def test_who_is_looked_up_is_who_is_celebrated(offset, birthday):
    day = day_of_jalali("1400/01/01") + offset
    noon = datetime.combine(date.fromordinal(day), datetime.min.time(), UTC) + timedelta(hours=9)
    celebrated = celebrated_year(birthday, instant_of(noon)) is not None
    assert celebrated == ((birthday.month, birthday.day) in birthdays_on(day))


def test_an_anniversary_counts_its_years_from_the_first_on():
    rules = (_rule(Trigger.ANNIVERSARY, about="wedding"),)
    occasion = Occasion(trigger=Trigger.ANNIVERSARY, about="wedding", on=Birthday(9, 30, 1402))
    award = _award(rules, occasion)
    assert award.reasons[0].figures == {"year": 1405, "years": 3}
    assert award.counts == (Count(claim_key("rule:gift", "wedding:1405"), 1),)
    assert _award(rules, structs.replace(occasion, on=Birthday(9, 30))).reasons[0].figures == {"year": 1405}
    assert _award(rules, structs.replace(occasion, on=Birthday(9, 30, 1405))).points == 0
    assert _award(rules, structs.replace(occasion, on=Birthday(9, 29, 1402))).points == 0


def test_the_anniversary_of_joining():
    rules = (_rule(Trigger.ANNIVERSARY),)
    occasion = Occasion(trigger=Trigger.ANNIVERSARY)
    assert _award(rules, occasion, member(joined_on=day_of_jalali("1404/09/30"))).reasons[0].figures["years"] == 1
    assert _award(rules, occasion, member(joined_on=day_of_jalali("1405/09/30"))).points == 0
    assert _award(rules, occasion, member()).points == 0


def test_things_are_handed_over():
    coupons = (CouponPlan("next", PointsPerAmount(), "خرید بعدی"),)
    rules = tuple(
        Rule(id=name, give=give, trigger=Trigger.ENROLMENT, title="عضو تازه")
        for name, give in {
            "a": CouponIssued("next"),
            "b": Gift("mug", 2, 300),
            "c": Service("delivery", 900, 400),
            "d": DrawTicket("yalda", 3),
        }.items()
    )
    award = _award(rules, Occasion(trigger=Trigger.ENROLMENT), coupons=coupons)
    assert award.handed == (
        Handed(HandedKind.COUPON, "next", "a", title="خرید بعدی"),
        Handed(HandedKind.GIFT, "mug", "b", 2, 600, "عضو تازه"),
        Handed(HandedKind.SERVICE, "delivery", "c", 1, 400, "عضو تازه"),
        Handed(HandedKind.TICKET, "yalda", "d", 3, title="عضو تازه"),
    )
    assert [reason.code for reason in award.reasons] == [
        "handed_coupon",
        "handed_gift",
        "handed_service",
        "handed_ticket",
    ]
    assert [reason.figures["quantity"] for reason in award.reasons] == [1, 2, 1, 3]
    assert (award.points, len(award.counts)) == (0, 4)


def test_conditions_that_do_not_hold_are_told():
    rules = (_rule(Trigger.BIRTHDAY, when=When(tiers=("gold",), branches=("north",)), title="تولد"),)
    award = _award(rules, Occasion(trigger=Trigger.BIRTHDAY), member(birthday=Birthday(9, 30), tier="silver"))
    assert [(reason.code, reason.rule, reason.names["needs"], reason.names["title"]) for reason in award.declined] == [
        ("unmet_tier", "gift", "gold", "تولد"),
        ("unmet_branch", "gift", "north", "تولد"),
    ]
    assert (award.points, award.counts) == (0, ())


MONTH = Window(WindowKind.MONTH)
BY_HAND = Occasion(trigger=Trigger.MANUAL, about="gift")


def test_a_limit_of_uses_ends_it():
    rules = (_rule(Trigger.MANUAL, limits=(Limit(LimitOf.USES, 2, window=MONTH),)),)
    who = member()
    for _ in range(2):
        award = _award(rules, BY_HAND, who)
        assert award.points == 50
        who = _counted(award, who)
    last = _award(rules, BY_HAND, who)
    assert (last.points, last.declined[0].code, last.declined[0].names["of"]) == (0, "used_up", "uses")
    assert _award(rules, BY_HAND, who, at=YALDA + timedelta(days=1)).points == 50


def test_a_limit_of_points_gives_what_is_left():
    rules = (_rule(Trigger.MANUAL, limits=(Limit(LimitOf.POINTS, 80),)),)
    first = _award(rules, BY_HAND)
    second = _award(rules, BY_HAND, _counted(first, member()))
    assert (second.points, second.reasons[0].figures) == (30, {"wanted": 50})
    assert second.counts == (Count("rule:gift|points|", 30, way=CountWay.SHARE),)
    third = _award(rules, BY_HAND, _counted(second, _counted(first, member())))
    assert (third.points, third.declined[0].names["of"]) == (0, "points")


def test_the_last_point_of_a_limit_and_a_single_one_by_hand_are_given():
    rule = _rule(Trigger.MANUAL, limits=(Limit(LimitOf.POINTS, 51),))
    once = _award((rule,), Occasion(trigger=Trigger.MANUAL, about="gift"))
    again = _award((rule,), Occasion(trigger=Trigger.MANUAL, about="gift"), _counted(once, member()))
    assert (once.points, again.points, again.declined) == (50, 1, ())
    assert _award((), Occasion(trigger=Trigger.MANUAL, points=1)).points == 1


@pytest.mark.parametrize(("left_rial", "points"), [(1_999, 1), (2_000, 2)])
def test_a_budget_pays_whole_points(left_rial: int, points: int):
    budget = Budget(id="purse", rial=left_rial, first="1405/09/01", last="1405/09/30")
    rule = _rule(Trigger.ENROLMENT, budget="purse")
    assert _award((rule,), Occasion(trigger=Trigger.ENROLMENT), budgets=(budget,)).points == points


def test_a_gift_that_costs_nothing_ends_with_its_budget():
    budget = Budget(id="purse", rial=5_000, first="1405/09/01", last="1405/09/30")
    rule = _rule(Trigger.ENROLMENT, Gift("balloon"), budget="purse")
    spent = Surroundings(counts={budget_key(budget): 5_000})
    award = _award((rule,), Occasion(trigger=Trigger.ENROLMENT), around=spent, budgets=(budget,))
    assert (award.handed, [reason.code for reason in award.declined]) == ((), ["budget_used_up"])
    award = _award((rule,), Occasion(trigger=Trigger.ENROLMENT), budgets=(budget,))
    assert ([one.id for one in award.handed], award.points, award.for_tier) == (["balloon"], 0, 0)


def test_points_use_up_no_limit_of_money():
    rule = _rule(Trigger.ENROLMENT, limits=(Limit(LimitOf.RIAL, 10),))
    assert [count.key for count in _award((rule,), Occasion(trigger=Trigger.ENROLMENT)).counts] == [
        claim_key("rule:gift")
    ]


def test_caps_bind_all_rules_of_an_occasion_together_but_not_those_of_a_purchase():
    rules = tuple(Rule(id=name, give=PointsFixed(50), trigger=Trigger.ENROLMENT) for name in "abc")
    caps = (Limit(LimitOf.POINTS, 120, window=MONTH), Limit(LimitOf.POINTS, 1, LimitPer.PURCHASE))
    award = _award(rules, Occasion(trigger=Trigger.ENROLMENT), caps=caps)
    assert [reason.points for reason in award.reasons] == [50, 50, 20]
    assert Count("programme|points|m1405-09", 120, way=CountWay.SHARE) in award.counts
    full = _award(rules, Occasion(trigger=Trigger.ENROLMENT), _counted(award, member()), caps=caps)
    assert full.points == 0


BUDGET = Budget("yalda", 70_000, "1405/09/01", "1405/09/30")


def test_a_budget_pays_points_at_their_worth_and_is_shared_by_the_rules():
    rules = tuple(Rule(id=name, give=PointsFixed(50), trigger=Trigger.ENROLMENT, budget="yalda") for name in "ab")
    award = _award(rules, Occasion(trigger=Trigger.ENROLMENT), budgets=(BUDGET,))
    assert [reason.points for reason in award.reasons] == [50, 20]
    assert Count(budget_key(BUDGET), 70_000, shop=True, way=CountWay.SHARE) in award.counts
    spent = Surroundings(counts={budget_key(BUDGET): 70_000})
    empty = _award(rules, Occasion(trigger=Trigger.ENROLMENT), around=spent, budgets=(BUDGET,))
    assert [(reason.code, reason.names["budget"]) for reason in empty.declined] == [("budget_used_up", "yalda")] * 2
    dear = _award(
        rules, Occasion(trigger=Trigger.ENROLMENT), budgets=(BUDGET,), money_off=MoneyOff(rial_per_point=7_000)
    )
    assert [reason.points for reason in dear.reasons] == [10]
    late = _award(rules, Occasion(trigger=Trigger.ENROLMENT), at=YALDA + timedelta(days=1), budgets=(BUDGET,))
    assert late.points == 0


@pytest.mark.parametrize(("cost_rial", "handed"), [(35_000, 1), (35_001, 0), (0, 1)])
def test_a_gift_is_given_whole_or_not_at_all(cost_rial, handed):
    rules = (_rule(Trigger.ENROLMENT, Gift("mug", 2, cost_rial), budget="yalda"),)
    award = _award(rules, Occasion(trigger=Trigger.ENROLMENT), budgets=(BUDGET,))
    assert (len(award.handed), len(award.declined)) == (handed, 1 - handed)
    limits = (Limit(LimitOf.RIAL, 70_000, LimitPer.SHOP),)
    award = _award(
        (_rule(Trigger.ENROLMENT, Gift("mug", 2, cost_rial), limits=limits),), Occasion(trigger=Trigger.ENROLMENT)
    )
    assert len(award.handed) == handed
    if handed and cost_rial:
        assert Count("rule:gift|rial|", 70_000, shop=True, way=CountWay.SHARE) in award.counts


def test_points_by_hand_with_and_without_a_rule():
    rules = (_rule(Trigger.MANUAL, for_tier=False),)
    assert (_award(rules, BY_HAND).points, _award(rules, BY_HAND).for_tier) == (50, 0)
    some = _award(rules, structs.replace(BY_HAND, points=7))
    assert (some.points, some.reasons[0].rule) == (7, "gift")
    plain = _award((), Occasion(trigger=Trigger.MANUAL, points=7))
    assert (plain.points, plain.for_tier, plain.reasons[0].rule) == (7, 7, "")
    capped = _award((), Occasion(trigger=Trigger.MANUAL, points=7), caps=(Limit(LimitOf.POINTS, 5),))
    assert capped.points == 5


@pytest.mark.parametrize(
    ("occasion", "code"),
    [
        (Occasion(trigger=Trigger.MANUAL), "manual_rule_unknown"),
        (Occasion(trigger=Trigger.MANUAL, about="gift", points=5), "manual_rule_unknown"),
        (Occasion(trigger=Trigger.MANUAL, points=0), "points_not_positive"),
        (Occasion(trigger=Trigger.MANUAL, points=-5), "points_not_positive"),
    ],
)
def test_points_by_hand_that_cannot_be(occasion, code):
    with pytest.raises(Refusal) as refusal:
        _award((_rule(Trigger.ENROLMENT),), occasion)
    assert refusal.value.code == code


@pytest.mark.parametrize("trigger", [Trigger.PURCHASE, Trigger.VISIT, Trigger.FIRST_PURCHASE, Trigger.PERIOD_TARGET])
def test_a_bill_is_no_occasion(trigger):
    with pytest.raises(ValueError):
        _award((), Occasion(trigger=trigger))


_LIMITS = st.lists(
    st.builds(
        Limit,
        st.sampled_from(LimitOf),
        st.integers(1, 200),
        st.sampled_from(LimitPer),
        st.sampled_from([Window(), MONTH, Window(WindowKind.ROLLING, 3)]),
    ),
    max_size=3,
).map(tuple)


@_CALM
@given(
    st.lists(st.tuples(st.integers(1, 90), _LIMITS, st.booleans(), st.booleans()), max_size=5),
    _LIMITS,
    st.integers(1, 200_000),
    st.integers(1, 4),
)
def test_limits_caps_and_budgets_hold_however_often_points_are_given(parts, caps, budget_rial, times):
    rules = tuple(
        Rule(
            id=f"r{place}",
            give=PointsFixed(points),
            trigger=Trigger.MEMBERSHIP_SOLD,
            limits=limits,
            budget="b" if paid else "",
            for_tier=for_tier,
        )
        for place, (points, limits, paid, for_tier) in enumerate(parts)
    )
    budget = Budget("b", budget_rial, "1405/01/01", "1405/12/29")
    programme = Programme(rules=rules, caps=caps, budgets=(budget,), memberships=(MembershipPlan("pro", 1),))
    ruleset, who, shop = Ruleset(programme), member(), Surroundings()
    given_of = dict.fromkeys((rule.id for rule in rules), 0)
    occasion = Occasion(trigger=Trigger.MEMBERSHIP_SOLD, about="pro")
    for _ in range(times):
        award = occasion_award(ruleset, who, occasion, instant_of(YALDA), shop)
        assert award.points == sum(reason.points for reason in award.reasons)
        assert 0 <= award.for_tier <= award.points
        for reason in award.reasons:
            assert reason.points > 0
            given_of[reason.rule] += reason.points
        who = _counted(award, who)
        shop_counts = dict(shop.counts)
        for count in award.counts:
            if count.shop:
                shop_counts[count.key] = shop_counts.get(count.key, 0) + count.amount
        shop = Surroundings(counts=shop_counts)
    for rule in rules:
        for limit in rule.limits:
            if limit.of is LimitOf.POINTS and limit.per is not LimitPer.PURCHASE:
                assert given_of[rule.id] <= limit.most
    for cap in caps:
        if cap.of is LimitOf.POINTS and cap.per is not LimitPer.PURCHASE:
            assert sum(given_of.values()) <= cap.most
    worth = programme.money_off.rial_per_point
    assert sum(given_of[rule.id] for rule in rules if rule.budget) * worth <= budget_rial
    assert shop.counts.get(budget_key(budget), 0) <= budget_rial


def test_grants_tell_the_rules_apart():
    rules = tuple(Rule(id=name, give=PointsFixed(5), trigger=Trigger.ENROLMENT) for name in "ab")
    granted, declined = grants(
        Ruleset(Programme(rules=rules)), member(), Occasion(trigger=Trigger.ENROLMENT), instant_of(YALDA), NOWHERE
    )
    assert ([grant.rule for grant in granted], declined) == (["a", "b"], ())
