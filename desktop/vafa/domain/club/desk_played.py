"""What a shop's desk does in a story: gates, pins, reviews, merges, the clock, a new programme."""

from datetime import timedelta

from msgspec import structs

from vafa.domain.club.bills_played import case_of
from vafa.domain.club.checking import guard_report, ruleset_of, told_report
from vafa.domain.club.giving import give_aside, occasion, tier_of, tier_reached
from vafa.domain.club.happenings import (
    BirthdaysHappens,
    ClockHappens,
    GateHappens,
    MergeHappens,
    PinHappens,
    PublishHappens,
    TierReviewHappens,
    UnmergeHappens,
)
from vafa.domain.club.recorded import Stamp
from vafa.domain.club.state import Club
from vafa.domain.club.telling import GateTold, Result, TierChange
from vafa.domain.club.written import day_text
from vafa.domain.engine.gates import ask_gate
from vafa.domain.engine.occasions import Occasion, birthdays_on, celebrated_year
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.engine.tiering import TierPin, tier_changes
from vafa.domain.errors import Refusal
from vafa.domain.rulebook.plans import Trigger

UNMERGE_TIME = timedelta(days=30)


def gate(club: Club, stamp: Stamp, event: GateHappens) -> Result:
    """Whether a benefit is allowed. Raises Refusal `gate_unknown`, and what a bill may refuse."""
    found = club.ruleset.gates.get(event.gate)
    if found is None:
        raise Refusal("gate_unknown", gate=event.gate, known=list(club.ruleset.gates))
    answer = ask_gate(found, case_of(club, stamp, event))
    return Result(gate=GateTold(answer.allowed, answer.unmet))


def pin(club: Club, stamp: Stamp, event: PinHappens) -> Result:
    """A tier by hand, from today to a day; without a tier the pin ends. Of a member who was merged both are done to all
    that he is, so that each keeps it when they are parted. Raises Refusal `tier_unknown` or `pin_needs_day`."""
    before, today = tier_of(club, stamp, event.member), stamp.instant.business_day
    if event.tier and event.tier not in club.ruleset.tier_rank:
        raise Refusal("tier_unknown", tier=event.tier, known=list(club.ruleset.tier_rank))
    if event.tier and (event.until is None or event.until.value < today):
        raise Refusal("pin_needs_day", tier=event.tier)
    for book in club.books_of(event.member):
        book.end_pins(today)
        if event.tier and event.until is not None:
            book.pin(TierPin(event.tier, event.until.value, today))
    result = Result(posted=True)
    tier_reached(club, stamp, event.member, before, result)
    return result


def review(club: Club, stamp: Stamp, event: TierReviewHappens) -> Result:  # noqa: ARG001 - one of many of this shape
    """What changed in anybody's tier since the last review, by the calendar or by purchases; of the day of that
    review what it has not told."""
    today = stamp.instant.business_day
    found = []
    for name in club.own:
        if name in club.into:
            continue
        book = club.book(name)
        if not club.may_have_turned(book, stamp.instant, club.review_from - 1):
            continue
        for change in tier_changes(club.tier_plans, book.days, book.pins, today):
            if club.review_from <= change.day <= today:
                found.append(TierChange(name, day_text(change.day), change.before, change.after, change.why.value))
    told = tuple(change for change in found if change not in club.reviewed)
    club.review_from = today
    club.reviewed = frozenset(change for change in found if change.day == day_text(today))
    return Result(tier_changes=told)


def birthdays(club: Club, stamp: Stamp, event: BirthdaysHappens) -> Result:
    """Everybody whose birthday is today (or was in the last days) is given what the rules give, once a Jalali year."""
    result = Result(posted=True)
    about = Occasion(trigger=Trigger.BIRTHDAY, late_days=event.late_days)
    first = min(stamp.instant.day, stamp.instant.business_day) - event.late_days
    celebrated = {born for day in range(first, stamp.instant.day + 1) for born in birthdays_on(day)}
    for name in list(club.own):
        book = club.book(name)
        if name in club.into or book.birthday is None or (book.birthday.month, book.birthday.day) not in celebrated:
            continue
        if celebrated_year(book.birthday, stamp.instant, event.late_days) is None:
            continue
        before = tier_of(club, stamp, name)
        give_aside(club, stamp, name, occasion(club, stamp, name, about), result, Trigger.BIRTHDAY)
        tier_reached(club, stamp, name, before, result)
    return result


def merge(club: Club, stamp: Stamp, event: MergeHappens) -> Result:
    """Two members become one. Raises Refusal `merge_same` or `already_merged`."""
    if event.member in club.into:
        raise Refusal("already_merged", member=event.member, into=club.into[event.member])
    if club.root(event.member) == club.root(event.into):
        raise Refusal("merge_same", member=event.member)
    club.into[event.member] = event.into
    club.merges[event.id or f"#{stamp.n}"] = (event.member, stamp.instant.moment)
    club.fold_together(event.member, event.into)
    return Result(posted=True)


def unmerge(club: Club, stamp: Stamp, event: UnmergeHappens) -> Result:
    """A merge is taken back; each keeps what was posted to him. Raises Refusal `merge_unknown` or
    `unmerge_too_late`."""
    if event.of not in club.merges:
        raise Refusal("merge_unknown", id=event.of)
    member, merged = club.merges[event.of]
    if stamp.instant.moment - merged > UNMERGE_TIME:
        raise Refusal("unmerge_too_late", id=event.of, days=UNMERGE_TIME.days)
    into = club.into.pop(member)
    del club.merges[event.of]
    club.fold_together(member, into)
    return Result(posted=True)


def clock(club: Club, stamp: Stamp, event: ClockHappens) -> Result:
    """Time passes; the event's moment has said how much. Raises Refusal `clock_too_far` where no calendar goes on."""
    if event.at is None and event.days and stamp.instant.moment == club.now:
        raise Refusal("clock_too_far", days=event.days)
    return Result()


def publish(club: Club, stamp: Stamp, event: PublishHappens) -> Result:
    """A new programme is in force from now on. Raises the Refusals of `read_programme`, `guard_exceeded`, or
    `reason_missing`; then the running one stays in force."""
    ruleset = ruleset_of(event.programme, club.catalogue, f"$.events[{stamp.n - 1}].programme")
    version = max(ruleset.programme.version, club.ruleset.programme.version + 1)
    ruleset = Ruleset(structs.replace(ruleset.programme, version=version))
    report = None
    if ruleset.programme.guard is not None:
        found = guard_report(club, ruleset, stamp.instant.moment)
        report = told_report(found)
        if not found.passes and not event.override:
            raise Refusal("guard_exceeded", **report)
        if not found.passes and not event.reason.strip():
            raise Refusal("reason_missing")
    club.put_in_force(ruleset, stamp.instant)
    return Result(posted=True, guard=report)
