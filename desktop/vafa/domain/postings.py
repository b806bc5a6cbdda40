"""Which ledger entries an act makes. Pure: the same act makes the same entries on every machine, for ever."""

from vafa.domain.account import Entry, EntryKind, LotId
from vafa.domain.acts import (
    Body,
    OccasionAwarded,
    PointsAdjusted,
    PointsRedeemed,
    PostingUndone,
    PurchasePosted,
    PurchaseReassigned,
    PurchaseRefunded,
    TakenBack,
)
from vafa.domain.engine.lot_life import LotTerms
from vafa.domain.envelope import Envelope

SPENT, EARNED, RETURNED, CLAWED, ADJUSTED = 1, 2, 3, 4, 5
"""The parts of an act, in the order in which they take effect: a bill is paid before it earns; spent points come back
before earned ones are taken, so that as little as possible becomes debt."""

SIDE = 10
"""The first part of the side awards of an act: the i-th is SIDE + i; what is taken back of it has the same part."""


def entries_of(envelope: Envelope, body: Body) -> list[Entry]:
    """The entries of an act in ledger order; none for acts that move no points. Every purchase of a member stands in
    his ledger, even one that earns nothing, and so does every correction of it."""
    match body:
        case PurchasePosted():
            made = [
                _spent(envelope, body.points_spent),
                _earned(envelope, body.points_earned, body.lot, body.spend_rial, body.tier_points),
                *_side_awards(envelope, body),
            ]
        case PointsRedeemed():
            made = [_spent(envelope, body.points_spent)]
        case PurchaseRefunded() | PostingUndone():
            made = [*_taken_back(envelope, body, envelope.member), *_side_claws(envelope, body)]
        case PurchaseReassigned():
            made = [
                *_taken_back(envelope, body, body.first_member),
                *_side_claws(envelope, body),
                _spent(envelope, body.points_spent),
                _earned(envelope, body.points_earned, body.lot, body.spend_rial, body.tier_points),
            ]
        case OccasionAwarded():
            made = [_earned(envelope, body.points, body.lot, 0, body.tier_points)]
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
    history: tuple[int | None, int | None] = (0, 0),
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
        spend_rial=history[0],
        tier_points=history[1],
    )


def _spent(envelope: Envelope, points: int) -> Entry | None:
    return _entry(envelope, envelope.member, SPENT, EntryKind.SPEND, -points)


def _earned(envelope: Envelope, points: int, terms: LotTerms, spend_rial: int, tier_points: int) -> Entry | None:
    return _entry(envelope, envelope.member, EARNED, EntryKind.EARN, points, terms, history=(spend_rial, tier_points))


def _side_awards(envelope: Envelope, body: PurchasePosted) -> list[Entry | None]:
    return [
        _entry(
            envelope,
            award.member,
            SIDE + i,
            EntryKind.EARN,
            award.points,
            body.lot,
            history=(0, award.for_tier),
        )
        for i, award in enumerate(body.side_awards)
        if award.points
    ]


def _side_claws(envelope: Envelope, body: TakenBack) -> list[Entry | None]:
    return [
        _entry(
            envelope,
            claw.member,
            SIDE + claw.part,
            EntryKind.CLAW,
            -claw.points,
            of=LotId(body.award, SIDE + claw.part),
            history=(0, -claw.for_tier),
        )
        for claw in body.side_claws
        if claw.points
    ]


def _taken_back(envelope: Envelope, body: TakenBack, member: bytes | None) -> list[Entry | None]:
    """A refund says how much of the spend went back; an undone or reassigned purchase takes all of it along."""
    spend, earn = LotId(body.award, SPENT), LotId(body.award, EARNED)
    part = (-body.value_rial, -body.tier_points_clawed) if isinstance(body, PurchaseRefunded) else (None, None)
    returned = _entry(
        envelope,
        member,
        RETURNED,
        EntryKind.RETURN,
        body.points_returned,
        of=spend,
        grace_days=body.grace_days,
    )
    return [returned, _entry(envelope, member, CLAWED, EntryKind.CLAW, -body.points_clawed, of=earn, history=part)]
