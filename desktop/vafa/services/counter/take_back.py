"""Refunding: goods come back, wholly or in part; points go both ways, exact to the last one."""

from datetime import datetime

from vafa.clock import from_ms, to_ms
from vafa.domain.acts import Ask, PurchaseRefunded
from vafa.domain.engine.refunding import refund_amount, refund_lines
from vafa.domain.envelope import request_digest
from vafa.domain.errors import Refusal
from vafa.domain.moments import moment_or_now
from vafa.domain.roles import Deed
from vafa.persian.tehran import business_day
from vafa.store.finding import find_receipt
from vafa.store.hands import Hands, find_hands
from vafa.store.shopfile import Store
from vafa.store.slips import Posting, posting_of
from vafa.store.sold import Sold, read_sold


class TakeBack:
    """Posts a refund and returns its slip. Never refused because points were spent already: then the account owes.

    Without amount and lines everything that is left comes back. A cashier alone takes back what he or she sold on the
    same business day, up to a limit for each receipt: else `needs_approval` (deed `refund` above the limit,
    `refund_any` for another receipt), unless `approved_by` is somebody who may; that is journalled with the refund.
    Refuses also as `find_receipt`, `read_sold`, `find_hands`, `refund_amount` and `refund_lines` say.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self,
        receipt: str,
        *,
        amount_rial: int | None = None,
        lines: dict[str, int] | None = None,
        key: str | None = None,
        at: datetime | None = None,
        staff: int | None = None,
        approved_by: int | None = None,
    ) -> Posting:
        store = self._store
        digest = request_digest("refund", (receipt.strip().upper(), amount_rial, lines))
        with store.act() as act:
            earlier = act.earlier(key, digest)
            if earlier:
                return posting_of(store, earlier.envelope.event_id, repeated=True)
            hands = find_hands(store, staff, approved_by, Deed.REFUND)
            sold = read_sold(store, find_receipt(store, receipt))
            moment = moment_or_now(at, act.now)
            if at is not None and to_ms(at) < sold.row.moment_ms:
                raise Refusal("refund_before_sale", at=at, sold=from_ms(sold.row.moment_ms))
            refund = (
                refund_lines(sold.figures, sold.earlier, lines)
                if lines
                else refund_amount(sold.figures, sold.earlier, amount_rial)
            )
            approval = hands.approval(
                _deed(sold, hands, act.now), refund.value_rial, before_rial=sold.row.refunded_rial
            )
            posted = act.post(
                PurchaseRefunded(
                    ask=Ask(act.till, key, digest) if key else None,
                    of=sold.row.event_id,
                    award=sold.row.award_event,
                    mark=act.mark,
                    number=act.next_number,
                    business_day=business_day(moment),
                    unit=store.ruling.shop().unit,
                    lines=refund.lines,
                    value_rial=refund.value_rial,
                    cash_rial=refund.cash_rial,
                    rial_per_point=sold.body.rial_per_point,
                    tenders=refund.tenders,
                    points_clawed=refund.points_clawed,
                    tier_points_clawed=refund.points_for_tier_clawed,
                    counts=refund.counts,
                    side_claws=refund.side_claws,
                    whole=refund.value_rial == sold.figures.amount_rial - sold.row.refunded_rial,
                    points_returned=refund.points_returned,
                    grace_days=sold.body.grace_days,
                ),
                member=sold.row.member,
                staff=hands.by,
                moment=moment,
            )
            if approval:
                approval.post(act, posted)
        return posting_of(store, posted.event_id)


def _deed(sold: Sold, hands: Hands, now: datetime) -> Deed:
    """By today and not by the date that the refund shall bear: dating back opens no old receipt."""
    own = sold.act.envelope.staff == hands.by and sold.row.business_day == business_day(now).toordinal()
    return Deed.REFUND if own else Deed.REFUND_ANY
