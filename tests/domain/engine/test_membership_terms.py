from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from vafa.domain.engine.instant import day_of_jalali, instant_of, jalali_of
from vafa.domain.engine.membership_terms import MembershipTerm, MonthIncome, Sale, active, cancel, income, sell
from vafa.domain.errors import Refusal
from vafa.domain.rulebook.plans import MembershipPlan, TermUnit
from vafa.persian.jalali import JalaliDate
from vafa.persian.tehran import end_of_day

_CALM = settings(max_examples=200, deadline=None, derandomize=True)

WHO = b"m" * 16
PRO = MembershipPlan("pro", 3_000_000, grace_days=7)
YEARLY = MembershipPlan("gold", 10_000_000, unit=TermUnit.YEAR)


def _day(text: str) -> int:
    return day_of_jalali(text)


D0 = _day("1405/06/31")


def _sold(day: str, plan: MembershipPlan = PRO, *terms: MembershipTerm) -> MembershipTerm:
    return sell(plan, WHO, terms, _day(day))


def _text(day: int) -> str:
    jalali = jalali_of(day)
    return f"{jalali.year}/{jalali.month:02}/{jalali.day:02}"


@pytest.mark.parametrize(
    ("plan", "first", "last"),
    [
        (PRO, "1405/01/01", "1405/01/31"),
        (PRO, "1405/02/10", "1405/03/09"),
        (PRO, "1405/07/01", "1405/07/30"),
        (PRO, "1405/12/01", "1405/12/29"),
        (PRO, "1408/12/01", "1408/12/30"),
        (PRO, "1405/06/31", "1405/07/30"),
        (PRO, "1405/11/30", "1405/12/29"),
        (YEARLY, "1405/01/01", "1405/12/29"),
        (YEARLY, "1408/12/30", "1409/12/29"),
        (structs.replace(PRO, length=3), "1405/09/30", "1405/12/29"),
        (structs.replace(PRO, unit=TermUnit.DAYS, length=30), "1405/06/31", "1405/07/29"),
    ],
)
def test_a_term_lasts_jalali_months_years_or_days(plan, first, last):
    term = _sold(first, plan)
    assert (_text(term.first_day), _text(term.last_day), term.how) == (first, last, Sale.FIRST)
    assert (term.fee_rial, term.grace_days, term.member) == (plan.fee_rial, 7, WHO)


@pytest.mark.parametrize(
    ("sold", "how", "first", "last"),
    [
        ("1405/02/01", Sale.EARLY, "1405/03/10", "1405/04/09"),
        ("1405/03/09", Sale.EARLY, "1405/03/10", "1405/04/09"),
        ("1405/03/10", Sale.GRACE, "1405/03/10", "1405/04/09"),
        ("1405/03/16", Sale.GRACE, "1405/03/10", "1405/04/09"),
        ("1405/03/17", Sale.LATE, "1405/03/17", "1405/04/16"),
    ],
)
def test_a_renewal_goes_on_from_the_old_end_until_the_grace_is_over(sold, how, first, last):
    term = _sold(sold, PRO, _sold("1405/02/10"))
    assert (term.how, _text(term.first_day), _text(term.last_day)) == (how, first, last)


def test_a_term_that_was_carried_over_has_no_grace_and_its_renewal_counts_from_its_own_day():
    """It came without grace, and without the terms that it once followed."""
    carried = MembershipTerm(member=WHO, plan="pro", fee_rial=1, sold_on=D0, first_day=D0, last_day=_day("1405/07/30"))
    assert carried.good_to == carried.last_day
    following = _sold("1405/07/20", PRO, carried)
    assert (_text(following.first_day), _text(following.last_day)) == ("1405/08/01", "1405/08/30")


def test_a_plan_that_counted_days_counts_its_months_from_the_renewal():
    by_days = _sold("1405/06/02", structs.replace(PRO, unit=TermUnit.DAYS, length=30))
    following = _sold("1405/06/31", PRO, by_days)
    assert (_text(following.first_day), _text(following.last_day)) == ("1405/07/01", "1405/07/30")


def test_memberships_of_other_plans_are_not_renewed():
    assert _sold("1405/02/11", YEARLY, _sold("1405/02/10")).how is Sale.FIRST


def test_a_day_lost_to_a_short_month_comes_back():
    terms: list[MembershipTerm] = []
    for _ in range(12):
        terms.append(_sold("1405/06/31", PRO, *terms))
    ends = [_text(term.last_day) for term in terms]
    assert ends[:2] + ends[5:8] == ["1405/07/30", "1405/08/30", "1405/12/29", "1406/01/30", "1406/02/30"]


@_CALM
@given(st.integers(0, 5_000), st.integers(1, 14), st.integers(1, 5))
def test_month_by_month_is_the_same_as_all_at_once(offset, times, length):
    today = _day("1403/01/01") + offset
    plan = structs.replace(PRO, length=length)
    terms: list[MembershipTerm] = []
    for _ in range(times):
        terms.append(sell(plan, WHO, terms, today))
        assert terms[-1].first_day == (terms[-2].last_day + 1 if terms[1:] else today)
        assert 29 * length <= terms[-1].last_day - terms[-1].first_day + 1 <= 31 * length
    assert terms[-1].last_day == sell(structs.replace(PRO, length=times * length), WHO, (), today).last_day


def test_benefits_stop_with_the_second_after_the_last_day_of_grace():
    term = _sold("1405/02/10")
    end = end_of_day(JalaliDate(1405, 3, 16).to_date())
    assert active([term], instant_of(end - timedelta(seconds=1))) == ("pro",)
    assert active([term], instant_of(end)) == ()


def test_benefits_begin_with_the_first_day_and_are_named_once():
    term = _sold("1405/02/10")
    midnight = end_of_day(JalaliDate(1405, 2, 9).to_date())
    assert active([term], instant_of(midnight - timedelta(seconds=1))) == ()
    both = [term, _sold("1405/02/10", PRO, term), _sold("1405/02/10", YEARLY)]
    assert active(both, instant_of(midnight)) == ("gold", "pro")


def test_a_cancellation_gives_back_the_days_that_have_not_begun():
    term = _sold("1405/02/10")  # 31 days
    done = cancel([term], "pro", _day("1405/02/20"))
    assert done.refund_rial == 3_000_000 * 20 // 31 == 1_935_483
    assert (done.terms[0].stopped_on, done.terms[0].refund_rial) == (_day("1405/02/20"), 1_935_483)
    end = end_of_day(JalaliDate(1405, 2, 20).to_date())
    assert active(done.terms, instant_of(end - timedelta(seconds=1))) == ("pro",)
    assert active(done.terms, instant_of(end)) == ()


def test_a_cancellation_on_the_first_and_on_the_last_day():
    term = _sold("1405/02/10")
    assert cancel([term], "pro", _day("1405/02/10")).refund_rial == 3_000_000 * 30 // 31
    assert cancel([term], "pro", _day("1405/03/09")).refund_rial == 0


def test_terms_paid_ahead_come_back_whole():
    now = _sold("1405/02/10")
    ahead = _sold("1405/02/15", PRO, now)
    other = _sold("1405/02/10", YEARLY)
    done = cancel([now, ahead, other], "pro", _day("1405/02/20"))
    assert [term.refund_rial for term in done.terms] == [1_935_483, 3_000_000, 0]
    assert done.refund_rial == 4_935_483
    assert done.terms[2] == other
    later = datetime(2026, 6, 5, 9, tzinfo=UTC)
    assert active((now, ahead), instant_of(later)) == ("pro",)
    assert active(done.terms, instant_of(later)) == ("gold",)


def test_what_gives_no_money_back_runs_on_without_grace():
    term = _sold("1405/02/10", structs.replace(PRO, refundable=False))
    done = cancel([term], "pro", _day("1405/02/20"))
    assert (done.refund_rial, done.terms[0].good_to) == (0, term.last_day)


@pytest.mark.parametrize("day", ["1405/03/10", "1405/05/01"])
def test_nothing_runs_that_could_be_cancelled(day):
    with pytest.raises(Refusal) as refusal:
        cancel([_sold("1405/02/10")], "pro", _day(day))
    assert (refusal.value.code, refusal.value.figures["plan"]) == ("membership_not_running", "pro")
    with pytest.raises(Refusal):
        cancel(cancel([_sold("1405/02/10")], "pro", _day("1405/02/10")).terms, "pro", _day("1405/02/10"))


def test_who_cancelled_begins_anew():
    gone = cancel([_sold("1405/02/10")], "pro", _day("1405/02/20")).terms
    again = sell(PRO, WHO, gone, _day("1405/02/20"))
    assert (_text(again.first_day), _text(again.last_day)) == ("1405/02/21", "1405/03/20")
    assert sell(PRO, WHO, gone, _day("1405/02/21")).how is Sale.LATE
    same_day = cancel([_sold("1405/02/10")], "pro", _day("1405/02/10")).terms
    assert _text(sell(PRO, WHO, same_day, _day("1405/02/10")).first_day) == "1405/02/11"
    now = _sold("1405/02/10")
    ahead = cancel([now, _sold("1405/02/11", PRO, now)], "pro", _day("1405/02/11")).terms
    assert _text(sell(PRO, WHO, ahead, _day("1405/02/20")).first_day) == "1405/02/20"


@_CALM
@given(st.integers(1, 10**9), st.integers(0, 400), st.integers(0, 40))
def test_a_refund_is_never_above_the_fee_and_falls_day_by_day(fee_rial, offset, after):
    today = _day("1404/01/01") + offset
    term = sell(structs.replace(PRO, fee_rial=fee_rial), WHO, (), today)
    stop = min(today + after, term.last_day)
    given_back = cancel([term], "pro", stop).refund_rial
    length = term.last_day - term.first_day + 1
    assert 0 <= given_back * length <= fee_rial * (term.last_day - stop) < (given_back + 1) * length
    assert given_back < fee_rial


def test_income_stands_apart_by_jalali_month():
    first = _sold("1405/01/31")  # to 1405/02/30
    renewed = _sold("1405/02/31", PRO, first)  # in grace
    left = structs.replace(_sold("1405/01/20"), member=b"l" * 16)  # to 1405/02/19, never renewed
    quit_ = cancel([structs.replace(_sold("1405/02/01"), member=b"q" * 16)], "pro", _day("1405/02/16")).terms[0]
    terms = [first, renewed, left, quit_]
    assert income(terms, _day("1405/02/31")) == (
        MonthIncome(year=1405, month=1, sold=2, fees_rial=6_000_000),
        MonthIncome(
            year=1405,
            month=2,
            sold=2,
            fees_rial=6_000_000,
            cancelled=1,
            refunds_rial=3_000_000 * 15 // 31,
            due=2,
            renewed=1,
            lapsed=1,
        ),
        MonthIncome(year=1405, month=3, due=1),
    )
    assert income(terms, _day("1405/02/31"))[1].net_rial == 6_000_000 - 1_451_612
    assert income(terms, _day("1405/02/31"))[2].open == 1


def test_a_term_lapses_only_after_its_grace():
    term = _sold("1405/02/10")
    assert [income([term], _day(day))[1].lapsed for day in ("1405/03/16", "1405/03/17")] == [0, 1]


def test_a_pass_for_one_day_is_renewed_too():
    day = structs.replace(PRO, unit=TermUnit.DAYS, length=1)
    first = _sold("1405/02/10", day)
    both = [first, _sold("1405/02/11", day, first)]
    assert [(month.due, month.renewed) for month in income(both, _day("1405/02/11"))] == [(2, 1)]


def test_a_cancellation_is_told_on_its_own_day():
    gone = cancel([_sold("1405/02/10")], "pro", _day("1405/02/20")).terms
    assert [(month.cancelled, month.refunds_rial) for month in income(gone, _day("1405/02/20"))] == [(1, 1_935_483)]


def test_income_of_the_past_does_not_know_what_came_later():
    term = _sold("1405/02/10")
    gone = cancel([term], "pro", _day("1405/02/20")).terms
    assert income(gone, _day("1405/02/19")) == income([term], _day("1405/02/19"))
    assert income([term], _day("1405/02/09")) == ()


def test_a_term_ahead_that_was_given_back_renews_nothing():
    now = _sold("1405/02/10")
    ahead = _sold("1405/02/15", PRO, now)
    assert income([now, ahead], _day("1405/02/20"))[1].renewed == 1
    back = structs.replace(ahead, cancelled_on=_day("1405/02/16"), stopped_on=now.last_day, refund_rial=ahead.fee_rial)
    assert income([now, back], _day("1405/02/20"))[1].renewed == 0
