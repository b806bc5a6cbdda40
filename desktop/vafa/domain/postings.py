"""Which ledger entries an act makes. Pure: the same act makes the same entries on every machine, for ever."""

from vafa.domain.account import Entry, EntryKind, LotId
from vafa.domain.acts import (
    Body,
    LotTerms,
    PointsAdjusted,
    PointsRedeemed,
    PostingUndone,
    PurchasePosted,
    PurchaseReassigned,
    PurchaseRefunded,
)
from vafa.domain.envelope import Envelope

SPENT, EARNED, RETURNED, CLAWED, ADJUSTED = 1, 2, 3, 4, 5
"""The parts of an act, in the order in which they take effect: a bill is paid before it earns; spent points come back
before earned ones are taken, so that as little as possible becomes debt."""


def entries_of(envelope: Envelope, body: Body) -> list[Entry]:
    """The entries of an act in ledger order; none for acts that move no points. Every purchase of a member stands in
    his ledger, even one that earns nothing, and so does every correction of it."""
    match body:
        case PurchasePosted():
            made = [_spent(envelope, body.points_spent), _earned(envelope, body.points_earned, body.lot)]
        case PointsRedeemed():
            made = [_spent(envelope, body.points_spent)]
        case PurchaseRefunded() | PostingUndone():
            made = _taken_back(envelope, body, envelope.member)
        case PurchaseReassigned():
            made = [
                *_taken_back(envelope, body, body.first_member),
                _spent(envelope, body.points_spent),
                _earned(envelope, body.points_earned, body.lot),
            ]
        case PointsAdjusted():
            made = [_entry(envelope, envelope.member, ADJUSTED, EntryKind.ADJUST, body.points, body.lot)]
        case _:
            made = []
    return [entry for entry in made if entry is not None]


_ALWAYS = frozenset({EntryKind.EARN, EntryKind.CLAW})


def _entry(
    envelope: Envelope,
    member: bytes | None,
    part: int,
    kind: EntryKind,
    points: int,
    terms: LotTerms = LotTerms(),  # noqa: B008 - frozen
    of: LotId | None = None,
    grace_days: int = 0,
) -> Entry | None:
    if member is None or (points == 0 and kind not in _ALWAYS):
        return None
    return Entry(
        member=member,
        hlc=envelope.hlc,
        event_id=envelope.event_id,
        part=part,
        kind=kind,
        points=points,
        moment_ms=envelope.moment_ms,
        spendable_from_ms=terms.spendable_from_ms,
        expires_on=terms.expires_on,
        of=of,
        grace_days=grace_days,
    )


def _spent(envelope: Envelope, points: int) -> Entry | None:
    return _entry(envelope, envelope.member, SPENT, EntryKind.SPEND, -points)


def _earned(envelope: Envelope, points: int, terms: LotTerms) -> Entry | None:
    return _entry(envelope, envelope.member, EARNED, EntryKind.EARN, points, terms)


def _taken_back(
    envelope: Envelope, body: PurchaseRefunded | PostingUndone | PurchaseReassigned, member: bytes | None
) -> list[Entry | None]:
    spend, earn = LotId(body.award, SPENT), LotId(body.award, EARNED)
    returned = _entry(
        envelope,
        member,
        RETURNED,
        EntryKind.RETURN,
        body.points_returned,
        of=spend,
        grace_days=body.grace_days,
    )
    return [returned, _entry(envelope, member, CLAWED, EntryKind.CLAW, -body.points_clawed, of=earn)]
