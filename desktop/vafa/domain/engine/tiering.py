"""Tiers over time: a pure fold over a member's business days, its cheap next step, and the log of its changes."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct, structs

from vafa.domain.account import NEVER
from vafa.domain.engine.instant import first_day, last_day
from vafa.domain.engine.known import DayTotal
from vafa.domain.rulebook.kinds import Measure, Window, WindowKind
from vafa.domain.rulebook.plans import Downgrade, TierPlan

_NO_TIER = -1


class TierPin(Struct, frozen=True):
    """A tier given by hand, from one day to another, both included: a floor, under which the member's own tier moves
    on as ever."""

    tier: str
    until_day: int
    from_day: int = 0


class TierStanding(Struct, frozen=True):
    """A member's tier on a day. `since_day`: when the own tier was reached, or the pin set; `held_until_day`: its last
    day, grace included, unless requalified (NEVER: no end). `missing`: what the measure lacks of `next_tier`; both are
    empty at the top."""

    tier: str = ""
    since_day: int = 0
    held_until_day: int = NEVER
    measure: int = 0
    next_tier: str = ""
    missing: int = 0


class Why(StrEnum):
    REACHED = "reached"
    ENDED = "ended"
    PROGRAMME = "programme"
    PINNED = "pinned"
    UNPINNED = "unpinned"


class TierChange(Struct, frozen=True):
    """One line of the log; no tier is the empty name."""

    day: int
    before: str
    after: str
    why: Why


NOWHERE = TierStanding()


class Ladder:
    """A tier plan made ready for reckoning. Ranks count from 0, the lowest tier; -1 is no tier."""

    def __init__(self, plan: TierPlan) -> None:
        self.plan = plan
        self.names = [tier.id for tier in plan.tiers]
        self.thresholds = [tier.at_least for tier in plan.tiers]
        self.ranks = {name: rank for rank, name in enumerate(self.names)}
        self.floor = self.rank_at(0)

    def rank_at(self, measure: int) -> int:
        """The rank that a measure reaches."""
        return bisect_right(self.thresholds, measure) - 1

    def rank_of(self, tier: str) -> int:
        """The rank of a tier; without one, or of one that this plan does not know, what everybody has."""
        return max(self.ranks.get(tier, _NO_TIER), self.floor)

    def name(self, rank: int) -> str:
        return self.names[rank] if rank >= 0 else ""

    def endless(self, rank: int) -> bool:
        """Whether a tier, once reached, is held for ever."""
        plan = self.plan
        return rank <= self.floor or plan.downgrade is Downgrade.NEVER or plan.holds.kind is WindowKind.ALWAYS

    def after_end(self, rank: int, measure: int) -> int:
        """The rank after a tier's end, by the measure of the morning after."""
        reached = self.rank_at(measure)
        lowest = rank - 1 if self.plan.downgrade is Downgrade.ONE_STEP else self.floor
        return min(rank, max(reached, lowest))

    def shown(self, rank: int, since_day: int, held_until_day: int, measure: int) -> TierStanding:
        """A standing with the next tier and what is missing."""
        above = rank + 1
        if above >= len(self.names):
            return TierStanding(self.name(rank), since_day, held_until_day, measure)
        missing = max(0, self.thresholds[above] - measure)
        return TierStanding(self.name(rank), since_day, held_until_day, measure, self.names[above], missing)


ladder_of = lru_cache(maxsize=64)(Ladder)
"""The ladder of a plan, made once."""


class _Sums:
    """A member's days with running totals of one measure, so that any window is one difference."""

    def __init__(self, days: Sequence[DayTotal], measure: Measure) -> None:
        self.days = [total.day for total in days]
        if measure is Measure.POINTS:
            self.worth = [total.points for total in days]
        elif measure is Measure.SPEND:
            self.worth = [total.net_rial for total in days]
        else:
            self.worth = [int(total.net_rial > 0) for total in days]
        self.up_to = [0, *accumulate(self.worth)]

    def between(self, first: int, last: int) -> int:
        """The measure of the days from `first` to `last`, both included."""
        return self.up_to[bisect_right(self.days, last)] - self.up_to[bisect_left(self.days, first)]


class _Stretch:
    """First and last day of the window that a day stands in, for days that only go forward; a calendar stretch is
    looked up once."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._rolling = window.days or 1 if window.kind is WindowKind.ROLLING else 0
        self._first, self._last = 1, 0

    def first(self, day: int) -> int:
        if self._rolling:
            return day - self._rolling + 1
        if not self._first <= day <= self._last:
            self._look_up(day)
        return self._first

    def last(self, day: int) -> int:
        if self._rolling:
            return day + self._rolling - 1
        if not self._first <= day <= self._last:
            self._look_up(day)
        return self._last

    def _look_up(self, day: int) -> None:
        self._first, self._last = first_day(self._window, day), last_day(self._window, day)


class _Walk:
    """A member's own tier on its way from day to day under one plan. Each morning an ended tier falls by the measure
    of the days before; then the day's own total may reach or requalify a tier."""

    def __init__(self, ladder: Ladder, sums: _Sums, standing: TierStanding, log: list[TierChange] | None) -> None:
        self.ladder, self.sums, self.log = ladder, sums, log
        self.rank = ladder.rank_of(standing.tier)
        self.since, self.until = standing.since_day, standing.held_until_day
        self._window, self._holds = _Stretch(ladder.plan.window), _Stretch(ladder.plan.holds)

    def begin(self, before: str, day: int) -> None:
        """The morning on which the plan comes into force: who holds one of its tiers keeps it to the promised end;
        what the measure reaches by the plan is reached."""
        known = before in self.ladder.ranks
        reached = self.ladder.rank_at(self._morning(day))
        promised = self.until
        if reached > self.rank or not known:
            self._set(max(reached, self.rank), day)
            self._note(day, before, self.ladder.name(self.rank), Why.PROGRAMME)
        else:
            end = self._end(day)
            self.until = end if promised == NEVER or end == NEVER else promised

    def go(self, first: int, last: int) -> None:
        """Walks the days from `first` to `last`, both included."""
        days, worth, up_to, thresholds = self.sums.days, self.sums.worth, self.sums.up_to, self.ladder.thresholds
        window_first = self._window.first
        left, requalified = 0, -1
        for place in range(bisect_left(days, first), bisect_right(days, last)):
            day = days[place]
            if self.until < day:
                self._requalify(requalified)
                self._mornings(day)
            if worth[place] <= 0:
                continue
            left = bisect_left(days, window_first(day), left)
            reached = bisect_right(thresholds, up_to[place + 1] - up_to[left]) - 1
            if reached > self.rank:
                before = self.ladder.name(self.rank)
                self._set(reached, day)
                self._note(day, before, self.ladder.name(reached), Why.REACHED)
            if reached == self.rank:
                requalified = day
        self._requalify(requalified)
        self._mornings(last)

    def _requalify(self, day: int) -> None:
        """The tier's end after a day on which it was requalified. It is looked up only when it matters: of the days in
        one tier the last one holds the longest."""
        if day >= self.since:
            self.until = max(self.until, self._end(day))

    def standing(self, today: int) -> TierStanding:
        measure = self.sums.between(first_day(self.ladder.plan.window, today), today)
        return self.ladder.shown(self.rank, self.since, self.until, measure)

    def _morning(self, day: int) -> int:
        if not self.sums.days or day <= self.sums.days[0]:
            return 0
        return self.sums.between(self._window.first(day), day - 1)

    def _mornings(self, last: int) -> None:
        while self.until < last:
            day, before = self.until + 1, self.ladder.name(self.rank)
            after = self.ladder.after_end(self.rank, self._morning(day))
            if after == self.rank:
                self.until = self._end(day)
            else:
                self._set(after, day)
                self._note(day, before, self.ladder.name(after), Why.ENDED)

    def _end(self, day: int) -> int:
        if self.ladder.endless(self.rank):
            return NEVER
        return self._holds.last(day) + self.ladder.plan.grace_days

    def _set(self, rank: int, day: int) -> None:
        self.rank, self.since = rank, day
        self.until = self._end(day)

    def _note(self, day: int, before: str, after: str, why: Why) -> None:
        by_itself = not before and self.ladder.ranks.get(after) == self.ladder.floor
        if self.log is not None and before != after and not by_itself:
            self.log.append(TierChange(day, before, after, why))


Plans = Sequence[tuple[int, TierPlan | None]]
"""Tier plans by the day from which each is in force, the oldest first; None: tiers were given up."""


def tier_standing(plans: Plans, days: Sequence[DayTotal], pins: Sequence[TierPin], today: int) -> TierStanding:
    """The tier after everything that is known of today, from the member's days, oldest first. Every day is judged by
    the plan of that day. Without a plan in force there is no tier."""
    return pinned(_fold(plans, days, today, None), plan_on(plans, today), pins, today)


def tier_changes(plans: Plans, days: Sequence[DayTotal], pins: Sequence[TierPin], today: int) -> list[TierChange]:
    """The log, oldest first, by the same fold. The tier that everybody has from the beginning is not a change."""
    own: list[TierChange] = []
    _fold(plans, days, today, own)
    if not pins:
        return own
    turns = {day for pin in pins for day in (pin.from_day, pin.until_day + 1) if day <= today}
    turns.update(change.day for change in own)
    turns.update(day for day, _ in plans if day <= today)
    log: list[TierChange] = []
    shown = ""
    for day in sorted(turns):
        why = next((change.why for change in reversed(own) if change.day == day), None)
        plan = plan_on(plans, day)
        tier = next((change.after for change in reversed(own) if change.day <= day), "")
        if plan is not None:
            tier = ladder_of(plan).name(ladder_of(plan).rank_of(tier))
        now = pinned(TierStanding(tier), plan, pins, day).tier
        if not shown and now == tier and why is None:
            shown = now
        elif now != shown:
            by_pin = Why.PINNED if now != tier else Why.UNPINNED
            log.append(TierChange(day, shown, now, why if why is not None and now == tier else by_pin))
            shown = now
    return log


def advance(standing: TierStanding, plan: TierPlan, days: Sequence[DayTotal], today: int) -> TierStanding:
    """The next step of the fold: `standing` is the own one (without pins) of an earlier moment under the same plan,
    and since its day nothing was bought or taken back but today's purchases. `days` reach back to `days_from`."""
    walk = _Walk(ladder_of(plan), _Sums(days, plan.measure), standing, None)
    walk.go(today, today)
    return walk.standing(today)


def days_from(standing: TierStanding, plan: TierPlan, today: int) -> int:
    """The first day whose total `advance` needs."""
    return first_day(plan.window, min(standing.held_until_day + 1, today))


def review(plan: TierPlan, standing: TierStanding, measure_now: int, today: int) -> TierStanding:
    """The night's decision for one member from his window's sum alone, before today's first purchase. It is what the
    fold says if the review runs on the day after a tier's last; one that runs later judges by its own day."""
    return reviewer(plan, today)(standing, measure_now)


def reviewer(plan: TierPlan, today: int) -> Callable[[TierStanding, int], TierStanding]:
    """The same for a whole shop: made once, asked for each member with his own standing and measure."""
    ladder = ladder_of(plan)
    held_from_today = last_day(plan.holds, today) + plan.grace_days

    def decide(standing: TierStanding, measure_now: int) -> TierStanding:
        rank = ladder.rank_of(standing.tier)
        if standing.held_until_day >= today:
            return ladder.shown(rank, standing.since_day, standing.held_until_day, measure_now)
        after = ladder.after_end(rank, measure_now)
        since = standing.since_day if after == rank else today
        return ladder.shown(after, since, NEVER if ladder.endless(after) else held_from_today, measure_now)

    return decide


def pinned(standing: TierStanding, plan: TierPlan | None, pins: Sequence[TierPin], today: int) -> TierStanding:
    """The standing with the highest pin of today as its floor; a pin to a tier that the plan does not know is none."""
    if plan is None or not pins:
        return standing
    ladder = ladder_of(plan)
    here = [pin for pin in pins if pin.from_day <= today <= pin.until_day and pin.tier in ladder.ranks]
    pin = max(here, key=lambda pin: (ladder.ranks[pin.tier], pin.until_day), default=None)
    own = ladder.rank_of(standing.tier)
    if pin is None or ladder.ranks[pin.tier] < own:
        return standing
    if ladder.ranks[pin.tier] == own:
        return structs.replace(standing, held_until_day=max(standing.held_until_day, pin.until_day))
    return ladder.shown(ladder.ranks[pin.tier], pin.from_day, pin.until_day, standing.measure)


def plan_on(plans: Plans, day: int) -> TierPlan | None:
    """The plan in force on a day."""
    place = bisect_right(plans, day, key=lambda dated: dated[0])
    return plans[place - 1][1] if place else None


def _fold(plans: Plans, days: Sequence[DayTotal], today: int, log: list[TierChange] | None) -> TierStanding:
    sums = _sums_by_measure(days)
    standing = NOWHERE
    for plan, first, last in _spans(plans, today):
        if plan is None:
            if log is not None and standing.tier:
                log.append(TierChange(first, standing.tier, "", Why.PROGRAMME))
            standing = NOWHERE
            continue
        walk = _Walk(ladder_of(plan), sums(plan.measure), standing, log)
        walk.begin(standing.tier, first)
        walk.go(first, last)
        standing = walk.standing(last)
    return standing


def _spans(plans: Plans, today: int) -> Iterator[tuple[TierPlan | None, int, int]]:
    for place, (first, plan) in enumerate(plans):
        following = plans[place + 1][0] if place + 1 < len(plans) else today + 1
        last = min(following - 1, today)
        if first <= last:
            yield plan, first, last


def _sums_by_measure(days: Sequence[DayTotal]) -> Callable[[Measure], _Sums]:
    made: dict[Measure, _Sums] = {}

    def sums(measure: Measure) -> _Sums:
        if measure not in made:
            made[measure] = _Sums(days, measure)
        return made[measure]

    return sums
