"""Business days folded from a ledger: what is taken back lessens the day of what it answers."""

from datetime import UTC, date, datetime

from vafa.domain.account import Entry, EntryKind, LotId
from vafa.domain.engine.history import business_day_of, day_totals
from vafa.domain.engine.known import DayTotal
from vafa.persian.tehran import CUTOFF_HOUR

DAY_MS = 86_400_000
NOON = datetime(2026, 12, 21, 8, 30, tzinfo=UTC)
"""1405/09/30 in Tehran."""

TODAY = date(2026, 12, 21).toordinal()


def entry(number: int, kind: EntryKind, after_days: int = 0, of: int | None = None, **fields: object) -> Entry:
    return Entry(
        member=b"m" * 16,
        hlc=number,
        event_id=number.to_bytes(16, "big"),
        part=1,
        kind=kind,
        points=5,
        moment_ms=int(NOON.timestamp() * 1_000) + after_days * DAY_MS,
        of=LotId(of.to_bytes(16, "big"), 1) if of else None,
        **fields,
    )


def earned(number: int, after_days: int, rial: int, points: int) -> Entry:
    return entry(number, EntryKind.EARN, after_days, spend_rial=rial, tier_points=points)


def test_purchases_of_a_day_are_added_and_days_stand_in_order():
    entries = [earned(1, 1, 700, 7), earned(2, 0, 100, 1), earned(3, 1, 20, 2)]
    assert day_totals(entries) == (DayTotal(TODAY, 100, 1), DayTotal(TODAY + 1, 720, 9))


def test_what_is_taken_back_lessens_its_own_day():
    claw = entry(3, EntryKind.CLAW, 5, of=1, spend_rial=-300, tier_points=-3)
    assert day_totals([earned(1, 0, 700, 7), earned(2, 5, 50, 1), claw]) == (
        DayTotal(TODAY, 400, 4),
        DayTotal(TODAY + 5, 50, 1),
    )


def test_all_of_it_is_what_is_left():
    claws = [
        entry(2, EntryKind.CLAW, 1, of=1, spend_rial=-300, tier_points=-3),
        entry(3, EntryKind.CLAW, 2, of=1, spend_rial=None, tier_points=None),
    ]
    assert day_totals([earned(1, 0, 700, 7), *claws]) == (DayTotal(TODAY, 0, 0),)


def test_what_answers_nothing_that_is_known_says_nothing():
    lost = entry(2, EntryKind.CLAW, 1, of=9, spend_rial=-300, tier_points=-3)
    nameless = entry(3, EntryKind.CLAW, 1, spend_rial=-300, tier_points=-3)
    spent = entry(4, EntryKind.SPEND, 1, spend_rial=9, tier_points=9)
    nothing = entry(5, EntryKind.EARN, 0, spend_rial=None, tier_points=None)
    assert day_totals([earned(1, 0, 700, 7), lost, nameless, spent, nothing]) == (DayTotal(TODAY, 700, 7),)
    assert day_totals([]) == ()


def test_a_business_day_ends_at_the_cut_off():
    midnight_ms = int(NOON.timestamp() * 1_000) + 12 * 3_600_000
    cut_off_ms = midnight_ms + CUTOFF_HOUR * 3_600_000
    days = [business_day_of(moment_ms) for moment_ms in (midnight_ms - 1, cut_off_ms - 1, cut_off_ms)]
    assert days == [TODAY, TODAY, TODAY + 1]
