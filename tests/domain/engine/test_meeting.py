"""Each condition at its edges, asked through a gate: yes, or the one thing that is missing."""

from datetime import UTC, date, datetime, time

import pytest
from tests.domain.engine.bills import TODAY, bill, case_of, line, member

from vafa.domain.engine.gates import ask_gate
from vafa.domain.engine.instant import day_of_jalali, jalali_of
from vafa.domain.engine.known import DayTotal, Goods
from vafa.domain.engine.meeting import standing
from vafa.domain.engine.scope_index import ScopeIndex
from vafa.domain.rulebook.conditions import Reach, Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.kinds import DateRange, HourRange, Measure, Weekday, Window, WindowKind, YearlyRange
from vafa.domain.rulebook.plans import Gate, MembershipPlan, Tier, TierPlan
from vafa.domain.tender import Tender
from vafa.domain.units import Rial
from vafa.persian.jalali import Birthday
from vafa.persian.tehran import tehran_moment

TEA = bill(line("tea", 100_000, 2))
SPENT = (DayTotal(TODAY - 9, 400_000, 4), DayTotal(TODAY - 8, 600_000, 6), DayTotal(TODAY, 0, 1))


def unmet(when: When, who=None, at: datetime | None = None, purchase=TEA, **given) -> list[str]:
    gate = Gate("gate", when)
    at = at or datetime(2026, 12, 21, 16, 0, tzinfo=UTC)
    answer = ask_gate(gate, case_of(Programme(gates=(gate,)), purchase, who, at=at, **given))
    assert answer.allowed == (not answer.unmet)
    return [reason.code for reason in answer.unmet]


def at(day: str, hour: int = 12, minute: int = 0) -> datetime:
    return tehran_moment(date.fromordinal(day_of_jalali(day)), time(hour, minute))


@pytest.mark.parametrize(
    ("when", "who", "code"),
    [
        (When(tiers=("silver", "gold")), {"tier": "gold"}, None),
        (When(tiers=("silver", "gold")), {"tier": "bronze"}, "unmet_tier"),
        (When(segments=("near", "old")), {"segments": ("old", "new")}, None),
        (When(segments=("near", "old")), {"segments": ("new",)}, "unmet_segment"),
        (When(not_segments=("staff",)), {"segments": ("new",)}, None),
        (When(not_segments=("staff", "near")), {"segments": ("near",)}, "unmet_not_segment"),
        (When(memberships=("pro",)), {"memberships": ("pro", "more")}, None),
        (When(memberships=("pro",)), {}, "unmet_membership"),
        (When(interests=("tea",)), {"interests": ("tea",)}, None),
        (When(interests=("tea",)), {"interests": ("cake",)}, "unmet_interest"),
    ],
)
def test_who_the_member_is(when, who, code):
    assert unmet(when, member(**who)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        (When(), ["unmet_member"]),
        (When(members_only=False), []),
        (When(members_only=False, tiers=("gold",)), ["unmet_member"]),
        (When(members_only=False, segments=("near",)), ["unmet_member"]),
        (When(members_only=False, not_segments=("near",)), []),
        (When(members_only=False, memberships=("pro",)), ["unmet_member"]),
        (When(members_only=False, interests=("tea",)), ["unmet_member"]),
        (When(members_only=False, reach=(Reach(Measure.SPEND, Window()),)), ["unmet_member"]),
    ],
)
def test_nobody_meets_what_is_asked_of_a_member(when, codes):
    assert unmet(when, anonymous=True) == codes


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        (When(min_amount_rial=100_000), []),
        (When(min_amount_rial=100_001), ["unmet_amount"]),
        (When(max_amount_rial=100_000), []),
        (When(max_amount_rial=99_999), ["unmet_amount_above"]),
        (When(min_quantity=2_000), []),
        (When(min_quantity=2_001), ["unmet_quantity"]),
    ],
)
def test_how_much_is_bought(when, codes):
    assert unmet(when) == codes


def test_where_and_how_it_is_paid():
    cash = (Tender("cash", Rial(100_000)),)
    assert unmet(When(branches=("north",)), branch="north") == []
    assert unmet(When(branches=("north",)), branch="south") == ["unmet_branch"]
    assert unmet(When(tenders=("cash", "card")), tenders=cash) == []
    assert unmet(When(tenders=("card",)), tenders=cash) == ["unmet_tender"]


EVENING, NIGHT = HourRange("18:00", "22:00"), HourRange("22:00", "02:00")


@pytest.mark.parametrize(
    ("hours", "hour", "minute", "met"),
    [
        (EVENING, 17, 59, False),
        (EVENING, 18, 0, True),
        (EVENING, 21, 59, True),
        (EVENING, 22, 0, False),
        (NIGHT, 21, 59, False),
        (NIGHT, 22, 0, True),
        (NIGHT, 1, 59, True),
        (NIGHT, 2, 0, False),
        (HourRange("00:00", "24:00"), 0, 0, True),
        (HourRange("00:00", "24:00"), 23, 59, True),
        (HourRange("06:00", "06:00"), 5, 59, True),
        (HourRange("06:00", "06:00"), 6, 0, True),
    ],
)
def test_hours_hold_from_the_first_minute_up_to_the_last(hours, hour, minute, met):
    other = HourRange("04:00", "04:01")
    assert unmet(When(hours=(other, hours)), at=at("1405/09/30", hour, minute)) == ([] if met else ["unmet_hours"])


@pytest.mark.parametrize(
    ("first", "last", "day", "met"),
    [
        ("09/25", "09/30", "1405/09/24", False),
        ("09/25", "09/30", "1405/09/25", True),
        ("09/25", "09/30", "1405/09/30", True),
        ("09/25", "09/30", "1405/10/01", False),
        ("12/20", "01/05", "1405/12/19", False),
        ("12/20", "01/05", "1405/12/20", True),
        ("12/20", "01/05", "1406/01/05", True),
        ("12/20", "01/05", "1406/01/06", False),
        ("09/30", "09/30", "1405/09/30", True),
        ("09/30", "09/30", "1405/09/29", False),
    ],
)
def test_days_of_the_year_are_counted_in_at_both_ends(first, last, day, met):
    when = When(yearly=(YearlyRange("03/03", "03/03"), YearlyRange(first, last)))
    assert unmet(when, at=at(day)) == ([] if met else ["unmet_yearly"])


@pytest.mark.parametrize(
    ("day", "met"), [("1405/09/24", False), ("1405/09/25", True), ("1405/09/30", True), ("1405/10/01", False)]
)
def test_dates_are_counted_in_at_both_ends(day, met):
    dates = (DateRange("1404/01/01", "1404/01/02"), DateRange("1405/09/25", "1405/09/30"))
    assert unmet(When(dates=dates), at=at(day)) == ([] if met else ["unmet_dates"])


def test_the_week_is_the_iranian_one():
    days = [unmet(When(weekdays=(day,)), at=at("1405/09/30")) == [] for day in Weekday]
    assert [day for day, met in zip(Weekday, days, strict=True) if met] == [Weekday.MONDAY]


@pytest.mark.parametrize(
    ("reach", "codes"),
    [
        (Reach(Measure.SPEND, Window(), at_least=1_000_000), []),
        (Reach(Measure.SPEND, Window(), at_least=1_000_001), ["unmet_reach"]),
        (Reach(Measure.SPEND, Window(), at_most=1_000_000), []),
        (Reach(Measure.SPEND, Window(), at_most=999_999), ["unmet_reach_above"]),
        (Reach(Measure.SPEND, Window(WindowKind.ROLLING, 9), at_least=600_000), []),
        (Reach(Measure.SPEND, Window(WindowKind.ROLLING, 9), at_most=600_000), []),
        (Reach(Measure.SPEND, Window(WindowKind.ROLLING, 10), at_least=1_000_000), []),
        (Reach(Measure.POINTS, Window(), at_least=11), []),
        (Reach(Measure.POINTS, Window(), at_least=12), ["unmet_reach"]),
        (Reach(Measure.VISITS, Window(), at_least=2), []),
        (Reach(Measure.VISITS, Window(), at_least=3), ["unmet_reach"]),
    ],
)
def test_how_far_a_member_has_come(reach, codes):
    assert unmet(When(reach=(reach,)), member(days=SPENT)) == codes


def test_what_is_missing_is_told():
    gate = Gate("gate", When(reach=(Reach(Measure.SPEND, Window(), at_least=1_500_000),)))
    answer = ask_gate(gate, case_of(Programme(gates=(gate,)), TEA, member(days=SPENT)))
    assert answer.unmet[0].figures == {"at_least": 1_500_000, "missing": 500_000}


@pytest.mark.parametrize(
    ("birthday", "within_days", "met"),
    [
        (Birthday(9, 30), 0, True),
        (Birthday(9, 29), 0, False),
        (Birthday(9, 27), 3, True),
        (Birthday(9, 26), 3, False),
        (Birthday(10, 3), 3, True),
        (Birthday(10, 4), 3, False),
        (None, 300, False),
    ],
)
def test_days_around_the_birthday(birthday, within_days, met):
    codes = unmet(When(birthday_within_days=within_days), member(birthday=birthday))
    assert codes == ([] if met else ["unmet_birthday"])


@pytest.mark.parametrize(
    ("day", "birthday", "met"),
    [
        ("1406/01/02", Birthday(12, 29), True),
        ("1405/12/28", Birthday(1, 2), True),
        ("1406/01/05", Birthday(12, 29), False),
    ],
)
def test_a_birthday_is_near_over_the_new_year(day, birthday, met):
    codes = unmet(When(birthday_within_days=3), member(birthday=birthday), at=at(day))
    assert codes == ([] if met else ["unmet_birthday"])


def days_of(*texts: str) -> tuple[DayTotal, ...]:
    return tuple(DayTotal(day_of_jalali(text), 1_000) for text in texts)


@pytest.mark.parametrize(
    ("bought", "months"),
    [
        ((), 0),
        (("1405/09/01",), 1),
        (("1405/08/30",), 1),
        (("1405/07/30",), 0),
        (("1405/07/30", "1405/08/01", "1405/09/30"), 3),
        (("1405/06/31", "1405/08/01", "1405/09/30"), 2),
        (("1404/12/01", "1405/01/01", "1405/02/01"), 0),
        (("1405/10/01",), 0),
    ],
)
def test_months_in_a_row(bought, months):
    case = case_of(Programme(), TEA, member(days=days_of(*bought)))
    assert case.measure(Measure.MONTH_STREAK, Window()) == months


def test_months_in_a_row_over_the_new_year():
    who = member(days=days_of("1404/11/01", "1404/12/29", "1405/01/01"))
    assert case_of(Programme(), TEA, who, at=at("1405/01/02")).measure(Measure.MONTH_STREAK, Window()) == 3


@pytest.mark.parametrize(
    ("bought", "weeks"),
    [
        (("1405/09/28",), 1),
        (("1405/09/27",), 1),
        (("1405/09/20",), 0),
        (("1405/09/27", "1405/09/28"), 2),
        (("1405/09/14", "1405/09/21", "1405/09/30"), 3),
        (("1405/09/13", "1405/09/21", "1405/09/30"), 2),
    ],
)
def test_weeks_in_a_row_begin_on_saturday(bought, weeks):
    assert jalali_of(TODAY).day == 30
    case = case_of(Programme(), TEA, member(days=days_of(*bought)))
    assert case.measure(Measure.WEEK_STREAK, Window()) == weeks


def test_a_day_that_was_given_back_breaks_the_row():
    gone = (DayTotal(TODAY - 70, 1_000), DayTotal(TODAY - 40, 0), DayTotal(TODAY, 1_000))
    assert case_of(Programme(), TEA, member(days=gone)).measure(Measure.MONTH_STREAK, Window()) == 1
    assert case_of(Programme(), TEA, anonymous=True).measure(Measure.MONTH_STREAK, Window()) == 0


def test_a_category_holds_those_below_it():
    goods = {"tea": Goods("food/hot/tea"), "rice": Goods("foods")}
    case = case_of(Programme(), bill(line("tea", 100_000, 2), line("rice", 50_000)), goods=goods)
    assert case.quantity_of([0, 1]) == 3_000
    assert (case.quantity_of([1]), case.quantity_of([])) == (1_000, 0)


@pytest.mark.parametrize(
    ("typed", "other"),
    [("خوراكي/چاي سياه", "خوراکی/چای‌سیاه"), ("Food / Tea", "food/tea"), ("food/tea", " FOOD/tea ")],
)
def test_categories_are_the_same_however_they_are_typed(typed: str, other: str):
    scope = Scope(categories=(typed,))
    case = case_of(Programme(), bill(line("a", 1_000), line("b", 1_000)), goods={"a": Goods(other), "b": Goods("x")})
    assert case.lines_in(scope) == (0,)
    assert case.lines_in(Scope(except_categories=(typed,))) == (1,)
    assert ScopeIndex([(7, scope)]).on(case) == [(7, (0,))]
    shut = case_of(Programme(excluded_categories=(typed,)), bill(line("a", 1_000)), goods={"a": Goods(other)})
    assert shut.open == ()


TITLED = Programme(
    tiers=TierPlan(tiers=(Tier("b", 0, "برنزی"), Tier("s", 1, "نقره‌ای"), Tier("g", 2, "طلایی"))),
    memberships=(MembershipPlan("m", Rial(1), "همراه ماهانه"), MembershipPlan("n", Rial(1))),
)


@pytest.mark.parametrize(
    ("when", "names"),
    [
        (When(tiers=("g", "s")), {"needs": "نقره‌ای\nطلایی", "lowest": "نقره‌ای"}),
        (When(tiers=("g",)), {"needs": "طلایی"}),
        (When(tiers=("s",)), {"needs": "نقره‌ای"}),
        (When(memberships=("n", "m")), {"needs": "n\nهمراه ماهانه"}),
        (When(segments=("مشتری ویژه", "near")), {"needs": "مشتری ویژه\nnear"}),
    ],
)
def test_what_is_wanted_is_told_by_its_titles(when: When, names: dict[str, str]):
    (reason,) = standing(when, case_of(TITLED, TEA, member(tier="b")))
    assert reason.names == names
