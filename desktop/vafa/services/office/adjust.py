"""Adjusting a balance by hand, with a reason."""

from datetime import datetime

from msgspec import Struct

from vafa.clock import to_ms
from vafa.domain import texts
from vafa.domain.account import Balance
from vafa.domain.acts import Ask, PointsAdjusted
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.lot_life import LotTerms, lot_life
from vafa.domain.envelope import request_digest
from vafa.domain.errors import Refusal
from vafa.domain.moments import moment_or_now
from vafa.domain.personal import FreeText
from vafa.domain.receipt import Standing
from vafa.domain.roles import LIMITS, Deed, Role, approvers, may
from vafa.domain.who import Who
from vafa.store.finding import find_member, find_person, subject
from vafa.store.members import Member
from vafa.store.shopfile import Store

MAX_POINTS = 1_000_000


class Adjustment(Struct, frozen=True):
    """An adjustment made, and the account after it."""

    event_id: bytes
    member: Member
    points: int
    standing: Standing
    repeated: bool = False


class Adjust:
    """Gives or takes points. Refuses `reason_missing`, `points_zero`, `points_too_many`, `not_enough_points`
    (taking never makes debt), `adjust_above_limit` (points, limit, needs) for a supervisor, `clock_doubtful` when
    taking, and as `find_member` and `find_person` say."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self,
        who: Who,
        points: int,
        reason: str,
        *,
        key: str | None = None,
        at: datetime | None = None,
        staff: int | None = None,
    ) -> Adjustment:
        store = self._store
        reason = texts.reason(reason)
        _refuse(points)
        with store.act() as act:
            digest = request_digest("adjust", (subject(store, who), points))
            earlier = act.earlier(key, digest, FreeText(reason))
            if earlier:
                return self._made(earlier.envelope.event_id, repeated=True)
            by = None if staff is None else find_person(store, staff, Deed.ADJUST)
            if by is not None:
                _refuse_above_limit(by.role, abs(points))
            member = find_member(store, who)
            moment = moment_or_now(at, act.now)
            if points < 0:
                act.refuse_doubt()
                balance = store.accounts.balance(member.id, to_ms(moment))
                if -points > balance.spendable + balance.pending:
                    best = balance.spendable + balance.pending
                    raise Refusal("not_enough_points", points=-points, best=best, **_figures(balance))
            terms = lot_life(store.ruling.programme(), instant_of(moment))
            body = PointsAdjusted(
                ask=Ask(act.till, key, digest) if key else None,
                points=points,
                lot=LotTerms(expires_on=terms.expires_on) if points > 0 else LotTerms(),
            )
            posted = act.post(
                body, member=member.id, staff=by.id if by else None, personal=FreeText(reason), moment=moment
            )
        return self._made(posted.event_id)

    def _made(self, event_id: bytes, *, repeated: bool = False) -> Adjustment:
        act = self._store.journal.act(event_id)
        member = self._store.members.get(act.envelope.member or b"")
        if not isinstance(act.body, PointsAdjusted) or member is None:
            raise Refusal("act_unknown", event=event_id.hex())
        return Adjustment(event_id, member, act.body.points, act.body.standing or Standing(), repeated)


def _refuse(points: int) -> None:
    if points == 0:
        raise Refusal("points_zero")
    if abs(points) > MAX_POINTS:
        raise Refusal("points_too_many", points=points, limit=MAX_POINTS)


def _refuse_above_limit(role: Role, points: int) -> None:
    if not may(role, Deed.ADJUST, points):
        limit, needs = LIMITS[role, Deed.ADJUST], approvers(Deed.ADJUST, points)[0].value
        raise Refusal("adjust_above_limit", points=points, limit=limit, role=role.value, needs=needs)


def _figures(balance: Balance) -> dict[str, int]:
    return {"spendable": balance.spendable, "pending": balance.pending, "debt": balance.debt}
