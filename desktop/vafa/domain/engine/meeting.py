"""Whether conditions are met, and what would meet them."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from vafa.domain.engine.case import Case
from vafa.domain.engine.instant import day_of_jalali, jalali_of, minute_of, month_and_day, yearly_day
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.conditions import Reach, When
from vafa.domain.rulebook.kinds import HourRange, YearlyRange

NO_TITLES: Mapping[str, str] = MappingProxyType({})


def unmet(when: When, lines: Sequence[int], case: Case) -> Iterator[Reason]:
    """The conditions that do not hold for these lines of the bill, each with what would meet it; none: all hold."""
    yield from standing(when, case)
    yield from of_lines(when, lines, case)


def asks_lines(when: When) -> bool:
    """Whether conditions are also about the lines of the bill."""
    return not (when.min_amount_rial is None and when.max_amount_rial is None and when.min_quantity is None)


def standing(when: When, case: Case) -> tuple[Reason, ...]:
    """The conditions that do not hold whatever the lines are: of the member, the time, the place and the tenders.
    Asked for once a case, however many rules share them."""
    known = case.standing.get(id(when))
    if known is None:
        known = case.standing[id(when)] = (when, tuple(_standing(when, case)))
    return known[1]


def _standing(when: When, case: Case) -> Iterator[Reason]:
    yield from _member(when, case)
    yield from _time(when, case)
    if when.branches and case.around.branch not in when.branches:
        yield _needs("unmet_branch", when.branches)
    if when.tenders and case.tenders.isdisjoint(when.tenders):
        yield _needs("unmet_tender", when.tenders)


def of_lines(when: When, lines: Sequence[int], case: Case) -> Iterator[Reason]:
    """The conditions of the lines that do not hold."""
    if when.min_amount_rial is not None or when.max_amount_rial is not None:
        amount = case.rest_of(lines)
        if when.min_amount_rial is not None and amount < when.min_amount_rial:
            missing = when.min_amount_rial - amount
            yield Reason("unmet_amount", figures={"at_least_rial": when.min_amount_rial, "missing_rial": missing})
        if when.max_amount_rial is not None and amount > when.max_amount_rial:
            yield Reason("unmet_amount_above", figures={"at_most_rial": when.max_amount_rial})
    if when.min_quantity is not None and (quantity := case.quantity_of(lines)) < when.min_quantity:
        missing = when.min_quantity - quantity
        yield Reason("unmet_quantity", figures={"at_least": when.min_quantity, "missing": missing})


def holds(when: When, lines: Sequence[int], case: Case) -> bool:
    """Whether all conditions hold."""
    return not standing(when, case) and next(of_lines(when, lines, case), None) is None


def _member(when: When, case: Case) -> Iterator[Reason]:
    member = case.member
    if member is None:
        of_member = when.tiers or when.segments or when.memberships or when.interests or when.reach
        if when.members_only or of_member or when.birthday_within_days is not None:
            yield Reason("unmet_member")
        return
    if when.tiers and member.tier not in when.tiers:
        yield _tiers(when.tiers, case.ruleset)
    if when.segments and set(when.segments).isdisjoint(member.segments):
        yield _needs("unmet_segment", when.segments)
    if when.not_segments and not set(when.not_segments).isdisjoint(member.segments):
        yield _needs("unmet_not_segment", when.not_segments)
    if when.memberships and set(when.memberships).isdisjoint(member.memberships):
        yield _needs("unmet_membership", when.memberships, case.ruleset.membership_titles)
    if when.interests and set(when.interests).isdisjoint(member.interests):
        yield _needs("unmet_interest", when.interests)
    if when.birthday_within_days is not None and not _near_birthday(case, when.birthday_within_days):
        yield Reason("unmet_birthday", figures={"days": when.birthday_within_days})
    for reach in when.reach:
        yield from _reach(reach, case)


def _reach(reach: Reach, case: Case) -> Iterator[Reason]:
    there = case.measure(reach.measure, reach.window)
    if there < reach.at_least:
        figures = {"at_least": reach.at_least, "missing": reach.at_least - there}
        yield Reason("unmet_reach", figures=figures, names={"measure": reach.measure.value})
    if reach.at_most is not None and there > reach.at_most:
        yield Reason("unmet_reach_above", figures={"at_most": reach.at_most}, names={"measure": reach.measure.value})


def _near_birthday(case: Case, within_days: int) -> bool:
    member, day = case.member, case.instant.day
    if member is None or member.birthday is None:
        return False
    year = jalali_of(day).year
    return any(abs(yearly_day(member.birthday, near) - day) <= within_days for near in (year - 1, year, year + 1))


def _time(when: When, case: Case) -> Iterator[Reason]:
    instant = case.instant
    if when.weekdays and instant.weekday not in when.weekdays:
        yield _needs("unmet_weekday", [day.value for day in when.weekdays])
    if when.hours and not any(_in_hours(hours, instant.minute) for hours in when.hours):
        yield _needs("unmet_hours", [f"{hours.first}-{hours.last}" for hours in when.hours])
    if when.dates and not any(
        day_of_jalali(dates.first) <= instant.day <= day_of_jalali(dates.last) for dates in when.dates
    ):
        yield _needs("unmet_dates", [f"{dates.first}-{dates.last}" for dates in when.dates])
    if when.yearly and not any(_in_year(days, instant.day) for days in when.yearly):
        yield _needs("unmet_yearly", [f"{days.first}-{days.last}" for days in when.yearly])


def _in_hours(hours: HourRange, minute: int) -> bool:
    first, last = minute_of(hours.first), minute_of(hours.last)
    return first <= minute < last if first < last else minute >= first or minute < last


def _in_year(days: YearlyRange, day: int) -> bool:
    jalali = jalali_of(day)
    here, first, last = (jalali.month, jalali.day), month_and_day(days.first), month_and_day(days.last)
    return first <= here <= last if first <= last else here >= first or here <= last


def _tiers(wanted: Sequence[str], ruleset: Ruleset) -> Reason:
    """`lowest`: the title of the lowest tier, where it and all above it are wanted."""
    reason = _needs("unmet_tier", sorted(wanted, key=lambda tier: ruleset.tier_rank.get(tier, 0)), ruleset.tier_titles)
    ranks = {ruleset.tier_rank[tier] for tier in wanted if tier in ruleset.tier_rank}
    if len(ranks) > 1 and ranks == set(range(min(ranks), len(ruleset.tier_rank))):
        reason.names["lowest"] = reason.names["needs"].splitlines()[0]
    return reason


def _needs(code: str, names: Sequence[str], titles: Mapping[str, str] = NO_TITLES) -> Reason:
    """A condition that wants one of these names: their titles, or the names of those that have none, one a line."""
    return Reason(code, names={"needs": "\n".join(titles.get(name) or name for name in names)})
