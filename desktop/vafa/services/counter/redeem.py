"""Redeeming without a bill: points become a voucher of their value."""

from datetime import datetime

from vafa.clock import to_ms
from vafa.domain.acts import Ask, PointsRedeemed
from vafa.domain.engine.rewarding import points_off
from vafa.domain.envelope import request_digest
from vafa.domain.moments import moment_or_now
from vafa.domain.purchase import MAX_AMOUNT_RIAL
from vafa.domain.roles import Deed
from vafa.domain.units import Points, Rial
from vafa.domain.who import Who
from vafa.persian.tehran import business_day
from vafa.store.finding import find_member, subject
from vafa.store.hands import find_hands
from vafa.store.shopfile import Store
from vafa.store.slips import Posting, posting_of


class Redeem:
    """Spends points and returns the slip of the voucher. What a cashier spends has a limit, as in `Sell`.
    Refuses `points_not_positive`, `not_enough_points`, `clock_doubtful`, `needs_update` and as `find_member` and
    `find_hands` say; the same key again returns the first result."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self,
        who: Who,
        points: int,
        *,
        key: str | None = None,
        at: datetime | None = None,
        staff: int | None = None,
        approved_by: int | None = None,
    ) -> Posting:
        store = self._store
        with store.act() as act:
            digest = request_digest("redeem", (subject(store, who), points))
            earlier = act.earlier(key, digest)
            if earlier:
                return posting_of(store, earlier.envelope.event_id, repeated=True)
            hands = find_hands(store, staff, approved_by, Deed.REDEEM)
            member = find_member(store, who).id
            act.refuse_doubt()
            store.refuse_unread(member)
            moment = moment_or_now(at, act.now)
            programme = store.ruling.programme()
            spent = points_off(
                programme.money_off,
                MAX_AMOUNT_RIAL,
                points,
                store.accounts.redeemable(member, to_ms(moment), to_ms(act.now)),
            )
            worth = programme.money_off.rial_per_point
            approval = hands.approval(Deed.REDEEM, spent * worth, step_rial=worth)
            posted = act.post(
                PointsRedeemed(
                    ask=Ask(act.till, key, digest) if key else None,
                    mark=act.mark,
                    number=act.next_number,
                    business_day=business_day(moment),
                    unit=store.ruling.shop().unit,
                    points_spent=Points(spent),
                    money_off_rial=Rial(spent * worth),
                    rial_per_point=Rial(worth),
                    grace_days=programme.refund_grace_days,
                ),
                member=member,
                staff=hands.by,
                moment=moment,
            )
            if approval:
                approval.post(act, posted)
        return posting_of(store, posted.event_id)
