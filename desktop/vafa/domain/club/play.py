"""A story played: every event in its turn, and what came of it. The try-out pane and `vafa try` call this."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, TypeAlias

import msgspec
from msgspec import structs

from vafa.domain.account import EntryKind
from vafa.domain.club import bills_played, desk_played, dues_played, happenings, member_played, returns_played
from vafa.domain.club.beginning import check_beginning
from vafa.domain.club.checking import ruleset_of
from vafa.domain.club.happenings import ClockHappens, Happens
from vafa.domain.club.recorded import Stamp
from vafa.domain.club.state import Club
from vafa.domain.club.story import Story
from vafa.domain.club.story_texts import check_texts
from vafa.domain.club.telling import MemberTold, Played, Refused, Result, State, told_account
from vafa.domain.club.written import can_be_told, moment_text, written_plainly
from vafa.domain.engine.instant import Instant, instant_of
from vafa.domain.engine.membership_terms import income
from vafa.domain.errors import Refusal

Handler: TypeAlias = Callable[[Club, Stamp, Any], Result]

_HANDLERS: MappingProxyType[type[Happens], Handler] = MappingProxyType(
    {
        happenings.PurchaseHappens: bills_played.buy,
        happenings.QuoteHappens: bills_played.quote,
        happenings.ParkHappens: bills_played.park,
        happenings.RecallHappens: bills_played.recall,
        happenings.CancelHappens: bills_played.cancel,
        happenings.RefundHappens: returns_played.refund,
        happenings.UndoHappens: returns_played.undo,
        happenings.ReassignHappens: returns_played.reassign,
        happenings.EnrolHappens: member_played.enrol,
        happenings.ReferHappens: member_played.refer,
        happenings.ProfileHappens: member_played.profile,
        happenings.FieldHappens: member_played.field,
        happenings.FormHappens: member_played.form,
        happenings.SurveyHappens: member_played.survey,
        happenings.InterestHappens: member_played.interest,
        happenings.AnniversaryHappens: member_played.anniversary,
        happenings.BirthdaysHappens: desk_played.birthdays,
        happenings.ManualHappens: member_played.manual,
        happenings.AdjustHappens: member_played.adjust,
        happenings.GiveCouponHappens: member_played.give_coupon,
        happenings.MembershipHappens: dues_played.membership,
        happenings.RedeemHappens: dues_played.redeem,
        happenings.GateHappens: desk_played.gate,
        happenings.PinHappens: desk_played.pin,
        happenings.TierReviewHappens: desk_played.review,
        happenings.MergeHappens: desk_played.merge,
        happenings.UnmergeHappens: desk_played.unmerge,
        happenings.ClockHappens: desk_played.clock,
        happenings.PublishHappens: desk_played.publish,
    }
)

_NAMES = {kind: str(kind.__struct_config__.tag) for kind in _HANDLERS}


def play(story: Story) -> Played:
    """Plays a story. The same story gives the same answer, on every machine, for ever.

    An event that is refused changes nothing. Raises Refusal for what is wrong with the story itself: those of
    `read_programme` (with the place) and those of `check_texts` and `check_beginning`.
    """
    check_texts(story)
    ruleset = ruleset_of(story.programme, story.catalogue, "$.programme")
    check_beginning(story, ruleset)
    club = Club(story, ruleset)
    answers: dict[str, tuple[bytes, Result]] = {}
    results = [_answer(club, n, event, answers) for n, event in enumerate(story.events, 1)]
    return Played(results, _state(club))


def _answer(club: Club, n: int, event: Happens, answers: dict[str, tuple[bytes, Result]]) -> Result:
    moment = _moment(club, event)
    stamp = Stamp(n, instant_of(moment))
    try:
        known = _earlier(event, answers)
        if known is not None:
            return structs.replace(known, n=n, repeated=True)
        result = _HANDLERS[type(event)](club, stamp, event)
    except Refusal as refusal:
        result = Result(refused=Refused(refusal.code, dict(refusal.figures)))
    else:
        club.now = moment
    result.n, result.event = n, _NAMES[type(event)]
    result.id, result.at = event.id or f"#{n}", moment_text(moment)
    _tell_account(club, event, stamp.instant, result)
    if event.key and result.refused is None:
        answers[event.key] = (_digest(event), result)
    return result


def _earlier(event: Happens, answers: dict[str, tuple[bytes, Result]]) -> Result | None:
    """The first answer to this key. Raises Refusal `key_reused` when something else was asked under it."""
    known = answers.get(event.key) if event.key else None
    if known is not None and known[0] != _digest(event):
        raise Refusal("key_reused", key=event.key)
    return known[1] if known is not None else None


def _moment(club: Club, event: Happens) -> datetime:
    if event.at is not None:
        return event.at.value
    if isinstance(event, ClockHappens) and event.days:
        moment = club.now + timedelta(days=event.days)
        return moment if can_be_told(moment) else club.now
    return club.now


def _digest(event: Happens) -> bytes:
    """What was asked, but for when and under which title."""
    plain = structs.replace(event, at=None, title="")
    return blake2b(msgspec.json.encode(plain, enc_hook=written_plainly), digest_size=16).digest()


def _tell_account(club: Club, event: Happens, instant: Instant, result: Result) -> None:
    name = getattr(event, "member", "") or _member_of(club, event)
    if name and name in club.own:
        book = club.book(name)
        result.account = told_account(
            book, club.standing(book, instant), instant.moment_ms, club.memberships(book, instant)
        )


def _member_of(club: Club, event: Happens) -> str:
    """The member of the sale that an event is about."""
    of = getattr(event, "of", "")
    posting = club.sales.get(of) or (club.last if isinstance(event, happenings.UndoHappens) else None)
    return posting.member if posting else ""


def _state(club: Club) -> State:
    instant = instant_of(club.now)
    terms = [term for book in club.own.values() for term in book.terms]
    return State(
        at=moment_text(club.now),
        programme_version=club.ruleset.programme.version,
        members={name: _member(club, name, instant) for name in club.own},
        gift_cards={number: int(card.rial) for number, card in club.cards.items()},
        membership_income={
            f"{month.year}/{month.month:02}": msgspec.to_builtins(month) for month in income(terms, instant.day)
        },
        counts=dict(club.counts),
        parked=tuple(club.parked),
    )


def _member(club: Club, name: str, instant: Instant) -> MemberTold:
    book = club.book(name)
    account = told_account(
        book,
        club.standing(book, instant),
        instant.moment_ms,
        club.memberships(book, instant),
        most=book.purse.lots_left,
    )
    return MemberTold(
        account=account,
        merged_into=club.into.get(name, ""),
        spend_rial=sum(total.net_rial for total in book.days),
        visits=sum(total.net_rial > 0 for total in book.days),
        earned=sum(entry.points for entry in book.purse.entries if entry.kind is EntryKind.EARN),
        claims=dict(book.counts),
    )
