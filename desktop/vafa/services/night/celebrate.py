"""Birthdays: what the programme gives for them is posted on the day itself."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from msgspec import Struct

from vafa.domain.acts import OccasionAwarded
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.occasions import Occasion, birthdays_on
from vafa.domain.rulebook.plans import Trigger
from vafa.store.awarding import post_occasion, weigh_occasion
from vafa.store.shopfile import Store, doubtful

AT_ONCE = 20
"""So many members share one act, so that a counter that posts meanwhile hardly waits."""

BIRTHDAY = Occasion(trigger=Trigger.BIRTHDAY)


class Celebrated(Struct, frozen=True):
    """Who was given something now, and the points of all together."""

    members: tuple[bytes, ...] = ()
    points: int = 0


class Celebrate:
    """Gives the birthday gifts that are due and not given yet: from the day's first minute to the end of its business
    day, once a Jalali year for each rule and member. Calling it again changes nothing. While the clock is in doubt
    nobody is given anything: it may be another day. Raises Trouble."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> Celebrated:
        store = self._store
        now = store.now()
        if not store.ruling.ruleset().occasion_rules[Trigger.BIRTHDAY]:
            return Celebrated()
        if doubtful(now, store.database.value("SELECT trusted_ms FROM head")):
            return Celebrated()
        with store.reading():
            due = [member for member in self._born(now) if weigh_occasion(store, member, BIRTHDAY, now)]
        given, points = [], 0
        waiting = iter(due)
        while some := list(islice(waiting, AT_ONCE)):
            for member, worth in self._give(some):
                given.append(member)
                points += worth
        return Celebrated(tuple(given), points)

    def _born(self, now: datetime) -> Iterator[bytes]:
        instant = instant_of(now)
        for day in range(min(instant.day, instant.business_day), instant.day + 1):
            for month, day_of_month in birthdays_on(day):
                yield from self._store.members.born_on(month, day_of_month)

    def _give(self, members: Sequence[bytes]) -> list[tuple[bytes, int]]:
        store = self._store
        given = []
        with store.act() as act:
            for member in members:
                known = store.members.get(member)
                posted = None if known is None or known.erased else post_occasion(store, act, member, BIRTHDAY, act.now)
                if posted is not None:
                    body = store.journal.act(posted.event_id).body
                    given.append((member, body.points if isinstance(body, OccasionAwarded) else 0))
        return given
