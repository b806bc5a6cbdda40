from datetime import date
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from vafa.domain.account import NEVER
from vafa.domain.engine.instant import day_of_jalali, first_day, last_day
from vafa.domain.engine.known import DayTotal
from vafa.domain.engine.tiering import (
    TierChange,
    TierPin,
    TierStanding,
    Why,
    advance,
    days_from,
    plan_on,
    review,
    tier_changes,
    tier_standing,
)
from vafa.domain.rulebook.kinds import Measure, Window, WindowKind
from vafa.domain.rulebook.plans import Downgrade, Tier, TierPlan

_CALM = settings(max_examples=150, deadline=None, derandomize=True)

D = day_of_jalali("1404/01/01")
THREE = (Tier("bronze", 0), Tier("silver", 100), Tier("gold", 300))


def _rolling(days: int) -> Window:
    return Window(WindowKind.ROLLING, days)


def _plan(**changes: object) -> TierPlan:
    return structs.replace(TierPlan(THREE, window=_rolling(30), holds=_rolling(60), grace_days=5), **changes)


def _days(*totals: tuple[int, int]) -> list[DayTotal]:
    return [DayTotal(D + offset, rial) for offset, rial in totals]


def _tier(plan: TierPlan, days: list[DayTotal], offset: int, *pins: TierPin) -> TierStanding:
    return tier_standing([(0, plan)], days, pins, D + offset)


def test_reached_at_once_and_what_is_missing_of_the_next():
    assert _tier(_plan(), _days((0, 99)), 0) == TierStanding("bronze", 0, NEVER, 99, "silver", 1)
    assert _tier(_plan(), _days((0, 100)), 0) == TierStanding("silver", D, D + 64, 100, "gold", 200)
    assert _tier(_plan(), _days((0, 100), (1, 200)), 1) == TierStanding("gold", D + 1, D + 65, 300)
    assert _tier(_plan(), _days((0, 100), (1, 200)), 0).tier == "silver"


def test_a_purchase_exactly_a_window_ago_is_out():
    days = _days((0, 60), (29, 40))
    assert _tier(_plan(), days, 29).tier == "silver"
    assert _tier(_plan(), _days((0, 60), (30, 40)), 30) == TierStanding("bronze", 0, NEVER, 40, "silver", 60)


def test_held_to_the_end_of_the_period_and_its_grace_then_to_the_measure():
    days = _days((0, 300))
    assert _tier(_plan(), days, 64) == TierStanding("gold", D, D + 64, 0)
    assert _tier(_plan(), days, 65) == TierStanding("bronze", D + 65, NEVER, 0, "silver", 100)
    kept = _days((0, 300), (50, 150))
    assert _tier(_plan(), kept, 65) == TierStanding("silver", D + 65, D + 129, 150, "gold", 150)


def test_requalifying_extends_and_less_than_the_threshold_does_not():
    assert _tier(_plan(), _days((0, 300), (40, 299)), 40).held_until_day == D + 64
    assert _tier(_plan(), _days((0, 300), (40, 300)), 40) == TierStanding("gold", D, D + 104, 300)


def test_a_measure_that_is_still_there_at_the_end_holds_the_tier_on():
    plan = _plan(window=_rolling(90))
    assert _tier(plan, _days((0, 300)), 65) == TierStanding("gold", D, D + 129, 300)


def test_a_day_of_which_nothing_is_left_holds_no_tier_longer():
    assert _tier(_plan(), _days((0, 300), (20, 0)), 20).held_until_day == D + 64
    assert _tier(_plan(), _days((0, 300), (20, 1)), 20).held_until_day == D + 84


def test_the_morning_after_the_end_knows_nothing_of_its_own_day():
    days = _days((0, 300), (65, 100))
    assert tier_changes([(0, _plan())], days, (), D + 65) == [
        TierChange(D, "bronze", "gold", Why.REACHED),
        TierChange(D + 65, "gold", "bronze", Why.ENDED),
        TierChange(D + 65, "bronze", "silver", Why.REACHED),
    ]


def test_one_step_down_at_a_time():
    plan = _plan(downgrade=Downgrade.ONE_STEP)
    assert _tier(plan, _days((0, 300)), 65) == TierStanding("silver", D + 65, D + 129, 0, "gold", 300)
    assert _tier(plan, _days((0, 300)), 129).tier == "silver"
    assert _tier(plan, _days((0, 300)), 130).tier == "bronze"


def test_one_step_never_stops_below_the_measure():
    plan = _plan(downgrade=Downgrade.ONE_STEP, window=_rolling(90))
    assert _tier(plan, _days((0, 300)), 65).tier == "gold"


def test_never_down():
    plan = _plan(downgrade=Downgrade.NEVER)
    assert _tier(plan, _days((0, 300)), 3_000) == TierStanding("gold", D, NEVER, 0)


def test_calendar_windows_and_holds_end_with_their_stretch():
    plan = _plan(window=Window(WindowKind.SEASON), holds=Window(WindowKind.YEAR), grace_days=10)
    days = [DayTotal(day_of_jalali("1404/03/31"), 60), DayTotal(day_of_jalali("1404/04/01"), 99)]
    assert tier_standing([(0, plan)], days, (), day_of_jalali("1404/04/01")).tier == "bronze"
    days = [DayTotal(day_of_jalali("1404/03/30"), 60), DayTotal(day_of_jalali("1404/03/31"), 40)]
    end = day_of_jalali("1404/12/29") + 10
    now = tier_standing([(0, plan)], days, (), day_of_jalali("1404/12/29"))
    assert (now.tier, now.held_until_day) == ("silver", end)
    assert tier_standing([(0, plan)], days, (), end).tier == "silver"
    assert tier_standing([(0, plan)], days, (), end + 1).tier == "bronze"


def test_no_tier_below_the_first():
    plan = _plan(tiers=(Tier("silver", 100),), no_tier=True)
    assert _tier(plan, _days((0, 99)), 0) == TierStanding("", 0, NEVER, 99, "silver", 1)
    assert _tier(plan, _days((0, 100)), 64).tier == "silver"
    assert _tier(plan, _days((0, 100)), 65) == TierStanding("", D + 65, NEVER, 0, "silver", 100)


def test_by_points_that_count_for_tiers():
    plan = _plan(measure=Measure.POINTS)
    days = [DayTotal(D, 1_000_000, 99)]
    assert _tier(plan, days, 0).tier == "bronze"
    assert _tier(plan, [*days, DayTotal(D + 1, 0, 1)], 1).tier == "silver"


def test_by_visits_a_day_counts_once_and_a_refunded_day_not():
    plan = _plan(measure=Measure.VISITS, tiers=(Tier("guest", 0), Tier("regular", 3)))
    assert _tier(plan, _days((0, 5), (1, 900)), 2) == TierStanding("guest", 0, NEVER, 2, "regular", 1)
    assert _tier(plan, _days((0, 5), (1, 0), (2, 5)), 2).measure == 2
    assert _tier(plan, _days((0, 5), (1, 900), (2, 1)), 2).tier == "regular"


def test_the_same_spend_in_one_visit_or_in_ten_gives_the_same_status():
    once = _tier(_plan(), _days((9, 300)), 9)
    often = _tier(_plan(), _days(*((offset, 30) for offset in range(10))), 9)
    assert once == often


def test_a_refund_counts_as_if_never_bought():
    bought = _days((0, 300), (3, 50), (70, 120))
    refunded = [structs.replace(bought[0], net_rial=0), *bought[1:]]
    for offset in (0, 3, 64, 65, 70, 200):
        assert _tier(_plan(), refunded, offset) == _tier(_plan(), bought[1:], offset)


def test_a_pin_is_a_floor_with_an_end():
    days = _days((0, 100))
    pin = TierPin("gold", D + 20, D + 10)
    assert _tier(_plan(), days, 9, pin).tier == "silver"
    assert _tier(_plan(), days, 10, pin) == TierStanding("gold", D + 10, D + 20, 100)
    assert _tier(_plan(), days, 20, pin).tier == "gold"
    assert _tier(_plan(), days, 21, pin).tier == "silver"
    low = TierPin("bronze", D + 20)
    assert _tier(_plan(), days, 10, low) == _tier(_plan(), days, 10)


def test_a_pin_to_the_own_tier_holds_it_longer_and_an_unknown_one_is_none():
    days = _days((0, 100))
    assert _tier(_plan(), days, 1, TierPin("silver", D + 90)) == TierStanding("silver", D, D + 90, 100, "gold", 200)
    assert _tier(_plan(), days, 65, TierPin("silver", D + 90)).tier == "silver"
    assert _tier(_plan(), days, 1, TierPin("platinum", D + 90)).tier == "silver"


def test_the_highest_of_several_pins_counts():
    pins = (TierPin("gold", D + 5), TierPin("silver", D + 50))
    assert [_tier(_plan(), [], offset, *pins).tier for offset in (5, 6, 51)] == ["gold", "silver", "bronze"]


def test_the_log_tells_each_change_and_why():
    days = _days((0, 100), (10, 200))
    assert tier_changes([(0, _plan())], days, (), D + 100) == [
        TierChange(D, "bronze", "silver", Why.REACHED),
        TierChange(D + 10, "silver", "gold", Why.REACHED),
        TierChange(D + 75, "gold", "bronze", Why.ENDED),
    ]
    assert tier_changes([(0, _plan())], days, (), D + 74)[-1].after == "gold"


def test_the_log_with_pins():
    days = _days((0, 100), (12, 200))
    log = tier_changes([(0, _plan())], days, [TierPin("gold", D + 80, D + 5)], D + 100)
    assert log == [
        TierChange(D, "bronze", "silver", Why.REACHED),
        TierChange(D + 5, "silver", "gold", Why.PINNED),
        TierChange(D + 81, "gold", "bronze", Why.UNPINNED),
    ]
    assert tier_changes([(0, _plan())], [], [TierPin("silver", D + 8, D + 5)], D + 10) == [
        TierChange(D + 5, "bronze", "silver", Why.PINNED),
        TierChange(D + 9, "silver", "bronze", Why.UNPINNED),
    ]


def test_a_pin_to_a_tier_that_the_programme_drops_ends_in_the_log_of_that_day():
    two = _plan(tiers=THREE[:2])
    log = tier_changes([(0, _plan()), (D + 20, two)], [], [TierPin("gold", D + 99, D)], D + 20)
    assert log[-1] == TierChange(D + 20, "gold", "bronze", Why.UNPINNED)


def test_a_pin_stands_in_the_log_of_its_first_day():
    pins = [TierPin("silver", D + 8, D + 5)]
    assert [tier_changes([(0, _plan())], [], pins, D + offset) for offset in (4, 8)] == [
        [],
        [TierChange(D + 5, "bronze", "silver", Why.PINNED)],
    ]
    assert tier_changes([(0, _plan())], [], pins, D + 5) == tier_changes([(0, _plan())], [], pins, D + 8)
    assert len(tier_changes([(0, _plan())], [], pins, D + 9)) == 2


def test_the_top_lacks_nothing():
    top = _tier(_plan(), _days((0, 300)), 0)
    assert (top.next_tier, top.missing) == ("", 0)


def test_a_step_needs_the_days_from_the_window_of_the_first_morning_after_the_end():
    standing = _tier(_plan(), _days((0, 300)), 0)
    assert [days_from(standing, _plan(), D + offset) - D for offset in (10, 64, 65, 80)] == [-19, 35, 36, 36]


def test_who_never_bought_has_reached_nothing():
    plan = _plan(tiers=(Tier("guest", 0), Tier("buyer", 1)))
    assert tier_standing([(D, plan)], [], (), D + 5) == TierStanding("guest", D, NEVER, 0, "buyer", 1)
    assert tier_standing([(D, plan)], _days((6, 1)), (), D + 5).tier == "guest"


def test_publishing_changes_only_the_future():
    harder = _plan(tiers=(Tier("bronze", 0), Tier("silver", 1_000), Tier("gold", 3_000)))
    days = _days((0, 100), (40, 100))
    plans = [(0, _plan()), (D + 20, harder)]
    assert tier_standing(plans, days, (), D + 19) == _tier(_plan(), days[:1], 19)
    now = tier_standing(plans, days, (), D + 40)
    assert (now.tier, now.held_until_day, now.missing) == ("silver", D + 64, 2_900)
    assert tier_standing(plans, days, (), D + 65).tier == "bronze"
    assert tier_changes(plans, days, (), D + 65) == [
        TierChange(D, "bronze", "silver", Why.REACHED),
        TierChange(D + 65, "silver", "bronze", Why.ENDED),
    ]


def test_a_programme_that_says_the_same_moves_no_end():
    days = _days((0, 300))
    again = tier_standing([(0, _plan()), (D + 20, _plan(grace_days=9))], days, (), D + 20)
    assert again == _tier(_plan(), days, 20) == TierStanding("gold", D, D + 64, 300)


def test_a_tier_held_for_ever_gets_an_end_and_one_with_an_end_is_held_for_ever_when_the_programme_says_so():
    days, for_ever = _days((0, 300)), _plan(downgrade=Downgrade.NEVER)
    assert tier_standing([(0, for_ever), (D + 20, _plan())], days, (), D + 20).held_until_day == D + 84
    assert tier_standing([(0, _plan()), (D + 20, for_ever)], days, (), D + 20).held_until_day == NEVER


def test_without_tiers_a_pin_is_none_and_nothing_is_told():
    nowhere = tier_standing([(0, _plan()), (D + 10, None)], _days((0, 100)), [TierPin("gold", D + 99)], D + 15)
    assert (nowhere.tier, nowhere.since_day, nowhere.measure, nowhere.missing) == ("", 0, 0, 0)
    assert _tier(_plan(), _days((0, 100)), 5, TierPin("gold", D + 99)).since_day == 0


def test_the_night_decides_by_the_last_day_and_the_measure():
    plan, gold = _plan(), TierStanding("gold", D, D + 64, 300)
    assert review(plan, gold, 0, D + 64) == TierStanding("gold", D, D + 64, 0)
    assert review(plan, gold, 150, D + 65) == TierStanding("silver", D + 65, D + 129, 150, "gold", 150)
    assert review(plan, gold, 300, D + 65) == TierStanding("gold", D, D + 129, 300)
    assert review(plan, gold, 0, D + 65) == TierStanding("bronze", D + 65, NEVER, 0, "silver", 100)
    assert review(plan, TierStanding("bronze"), 120, D + 65).missing == 0


def test_the_next_step_goes_on_from_the_standing_and_todays_purchases():
    silver = _tier(_plan(), _days((0, 100)), 0)
    assert advance(silver, _plan(), _days((0, 100), (10, 200)), D + 10) == TierStanding("gold", D + 10, D + 74, 300)


def test_an_easier_programme_lifts_on_its_first_day():
    easier = _plan(tiers=(Tier("bronze", 0), Tier("silver", 10), Tier("gold", 30)))
    plans = [(0, _plan()), (D + 20, easier)]
    days = _days((0, 100))
    assert tier_standing(plans, days, (), D + 20) == TierStanding("gold", D + 20, D + 84, 100)
    assert tier_changes(plans, days, (), D + 20)[-1] == TierChange(D + 20, "silver", "gold", Why.PROGRAMME)


def test_a_tier_that_is_given_up_goes_to_the_measure_and_no_plan_is_no_tier():
    other = _plan(tiers=(Tier("member", 0), Tier("friend", 50)))
    days = _days((0, 100))
    plans = [(0, _plan()), (D + 10, None), (D + 20, other)]
    assert tier_standing(plans, days, (), D + 15) == TierStanding()
    assert tier_standing(plans, days, (), D + 20).tier == "friend"
    assert [(change.day - D, change.after, change.why) for change in tier_changes(plans, days, (), D + 30)] == [
        (0, "silver", Why.REACHED),
        (10, "", Why.PROGRAMME),
        (20, "friend", Why.PROGRAMME),
    ]
    assert tier_standing([(0, _plan()), (D + 10, other)], days, (), D + 10).tier == "friend"
    assert tier_standing((), days, (), D) == TierStanding()


_WINDOWS = st.sampled_from(
    [_rolling(1), _rolling(7), _rolling(30), *(Window(kind) for kind in WindowKind if kind is not WindowKind.ROLLING)]
)
_PLANS = st.builds(
    TierPlan,
    st.sampled_from(
        [THREE, (Tier("silver", 80), Tier("gold", 200)), (Tier("bronze", 0),), (Tier("bronze", 0), Tier("gold", 120))]
    ),
    measure=st.sampled_from([Measure.SPEND, Measure.POINTS, Measure.VISITS]),
    window=_WINDOWS,
    holds=_WINDOWS,
    grace_days=st.sampled_from([0, 1, 10]),
    downgrade=st.sampled_from(Downgrade),
    no_tier=st.just(True),
)
_HISTORIES = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 200), st.integers(0, 200)), max_size=20, unique_by=lambda day: day[0]
).map(lambda rows: [DayTotal(D + offset, rial, points) for offset, rial, points in sorted(rows)])


def _measure(plan: TierPlan, days: list[DayTotal], first: int, last: int) -> int:
    here = [total for total in days if first <= total.day <= last]
    worth = {
        Measure.SPEND: lambda total: total.net_rial,
        Measure.POINTS: lambda total: total.points,
        Measure.VISITS: lambda total: int(total.net_rial > 0),
    }[plan.measure]
    return sum(worth(total) for total in here)


def _by_the_day(plan: TierPlan, days: list[DayTotal], today: int) -> tuple[str, int]:
    """The plan's sentences, one calendar day after the other."""
    ranks = range(len(plan.tiers))

    def reached(measure: int) -> int:
        return max([-1, *(rank for rank in ranks if plan.tiers[rank].at_least <= measure)])

    def end(rank: int, day: int) -> int:
        if rank <= floor or plan.downgrade is Downgrade.NEVER or plan.holds.kind is WindowKind.ALWAYS:
            return NEVER
        return last_day(plan.holds, day) + plan.grace_days

    floor = reached(0)
    rank, until = floor, NEVER
    for day in range(D, today + 1):
        first = first_day(plan.window, day)
        if until < day:
            morning = reached(_measure(plan, days, first, day - 1))
            if plan.downgrade is Downgrade.ONE_STEP:
                morning = max(morning, rank - 1)
            rank = min(rank, morning)
            until = end(rank, day)
        if _measure(plan, days, day, day) > 0:
            now = reached(_measure(plan, days, first, day))
            if now > rank:
                rank, until = now, end(now, day)
            elif now == rank:
                until = max(until, end(rank, day))
    return plan.tiers[rank].id if rank >= 0 else "", until


@_CALM
@given(_PLANS, _HISTORIES, st.integers(0, 500))
def test_the_fold_is_what_the_plan_says_day_by_day(plan, days, offset):
    today = D + offset
    now = tier_standing([(0, plan)], days, (), today)
    assert (now.tier, now.held_until_day) == _by_the_day(plan, days, today)
    assert now.measure == _measure(plan, days, first_day(plan.window, today), today)


@_CALM
@given(_PLANS, _HISTORIES, st.integers(0, 60), st.lists(st.integers(1, 40), max_size=12))
def test_each_step_of_the_store_is_the_fold(plan, days, start, steps):
    today = D + start
    standing = tier_standing([(0, plan)], days, (), today)
    stops = sorted({*(total.day for total in days), *(today + sum(steps[: place + 1]) for place in range(len(steps)))})
    for day in (stop for stop in stops if stop > today):
        first = days_from(standing, plan, day)
        standing = advance(standing, plan, [total for total in days if first <= total.day <= day], day)
        assert standing == tier_standing([(0, plan)], days, (), day)
        assert advance(standing, plan, [total for total in days if total.day <= day], day) == standing


@_CALM
@given(_PLANS, _HISTORIES, st.integers(1, 500))
def test_the_nightly_review_is_the_fold(plan, days, offset):
    today = D + offset
    days = [total for total in days if total.day < today]
    yesterday = tier_standing([(0, plan)], days, (), today - 1)
    measure = _measure(plan, days, first_day(plan.window, today), today)
    assert review(plan, yesterday, measure, today) == tier_standing([(0, plan)], days, (), today)


@_CALM
@given(_PLANS, _HISTORIES, st.data())
def test_a_part_that_is_taken_back_leaves_nothing_behind(plan, days, data):
    gone = data.draw(st.sets(st.sampled_from(range(len(days))))) if days else set()
    kept = [total for place, total in enumerate(days) if place not in gone]
    zeroed = [DayTotal(total.day, 0, 0) if place in gone else total for place, total in enumerate(days)]
    today = D + data.draw(st.integers(0, 500))
    assert tier_standing([(0, plan)], zeroed, (), today) == tier_standing([(0, plan)], kept, (), today)
    assert tier_changes([(0, plan)], zeroed, (), today) == tier_changes([(0, plan)], kept, (), today)


@_CALM
@given(_PLANS, _PLANS, _HISTORIES, st.integers(1, 400), st.integers(0, 100))
def test_a_new_programme_touches_nothing_before_it_and_the_same_again_nothing_at_all(old, new, days, turn, later):
    today = D + turn + later
    before = [change for change in tier_changes([(0, old)], days, (), today) if change.day < D + turn]
    plans = [(0, old), (D + turn, new)]
    assert [change for change in tier_changes(plans, days, (), today) if change.day < D + turn] == before
    again = tier_standing([(0, old), (D + turn, old)], days, (), today)
    once = tier_standing([(0, old)], days, (), today)
    assert (again.tier, again.held_until_day, again.measure) == (once.tier, once.held_until_day, once.measure)
    assert tier_changes([(0, old), (D + turn, old)], days, (), today) == tier_changes([(0, old)], days, (), today)


_PINS = st.lists(
    st.builds(
        lambda tier, first, length: TierPin(tier, D + first + length, D + first),
        st.sampled_from(["bronze", "silver", "gold", "none such"]),
        st.integers(0, 300),
        st.integers(0, 100),
    ),
    max_size=3,
)


@_CALM
@given(_PLANS, _PLANS, _HISTORIES, _PINS, st.integers(1, 400))
def test_the_log_and_the_standing_tell_one_story(old, new, days, pins, turn):
    plans = [(0, old), (D + turn, new)]
    log = tier_changes(plans, days, pins, D + 450)
    for one, following in pairwise(log):
        assert one.day <= following.day
        assert one.after == following.before or plan_on(plans, one.day) != plan_on(plans, following.day)
    for offset in range(0, 450, 37):
        last = next((change.after for change in reversed(log) if change.day <= D + offset), None)
        tier = tier_standing(plans, days, pins, D + offset).tier
        floor = tier_standing(plans, [], (), D + offset).tier
        assert tier == (last if last is not None else floor) or (last == "" and tier == floor)


@pytest.mark.parametrize("window", [_rolling(365), Window(WindowKind.YEAR)])
def test_two_thousand_days_are_folded_in_no_time(window):
    days = [DayTotal(D + place, 40_000 + place % 7, place % 5) for place in range(2_000)]
    plan = _plan(
        tiers=(Tier("bronze", 0), Tier("silver", 5_000_000), Tier("gold", 20_000_000)), window=window, holds=window
    )
    seconds = []
    for _ in range(20):
        start = perf_counter()
        tier_standing([(0, plan)], days, (), D + 2_000)
        seconds.append(perf_counter() - start)
    assert min(seconds) < 0.003


def test_the_calendar_of_these_tests_is_the_real_one():
    assert date.fromordinal(D) == date(2025, 3, 21)
