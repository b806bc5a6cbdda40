"""Moving a receipt to the member it belongs to, within the business day."""

from datetime import date, datetime

from vafa.clock import to_ms
from vafa.domain import texts
from vafa.domain.acts import Ask, PurchaseReassigned
from vafa.domain.bill import points_off
from vafa.domain.card_code import receipt_number
from vafa.domain.envelope import request_digest
from vafa.domain.errors import Refusal
from vafa.domain.evaluation import MemberFacts, evaluate
from vafa.domain.personal import FreeText
from vafa.domain.purchase import Purchase
from vafa.domain.receipt import ReceiptLine
from vafa.domain.roles import Deed
from vafa.domain.units import Points
from vafa.domain.who import Who
from vafa.persian.tehran import business_day
from vafa.store.finding import find_acting, find_member, find_receipt, subject
from vafa.store.receipts import ReceiptRow
from vafa.store.shopfile import Store
from vafa.store.slips import Posting, posting_of
from vafa.store.sold import Sold, points_of, read_sold


class Reassign:
    """The final member earns, the first one's points go back both ways; points that were taken off move along.

    Refuses `reason_missing`, `same_member`, `reassign_too_late`, `already_refunded`; when points were taken off,
    `not_enough_points` (the right member cannot pay them), `clock_doubtful` and `needs_update`; and as `find_receipt`,
    `read_sold`, `find_member` say.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self, receipt: str, who: Who, reason: str, *, key: str | None = None, staff: int | None = None
    ) -> Posting:
        store = self._store
        reason = texts.reason(reason)
        with store.act() as act:
            digest = request_digest("reassign", (receipt.strip().upper(), subject(store, who)))
            earlier = act.earlier(key, digest, FreeText(reason))
            if earlier:
                return posting_of(store, earlier.envelope.event_id, repeated=True)
            by = find_acting(store, staff, Deed.REASSIGN)
            member = find_member(store, who).id
            sold = read_sold(store, find_receipt(store, receipt))
            _refuse(sold.row, member, act.now)
            earned, spent = points_of(store, sold.row)
            programme = store.ruling.programme_of(sold.body.facts.programme_version)
            if spent:
                act.refuse_doubt()
                store.refuse_unread(member)
                points_off(programme, sold.body.amount_rial, spent, store.accounts.balance(member, to_ms(act.now)))
            award = evaluate(programme, MemberFacts(member), _bought(sold), sold.body.money_off_rial)
            posted = act.post(
                PurchaseReassigned(
                    ask=Ask(act.till, key, digest) if key else None,
                    of=sold.row.event_id,
                    award=sold.row.award_event,
                    first_member=sold.row.member,
                    points_clawed=earned if sold.row.member else Points(0),
                    points_returned=spent,
                    points_spent=spent,
                    points_earned=award.points,
                    reasons=award.reasons,
                    facts=award.facts,
                    lot=sold.body.lot,
                    grace_days=sold.body.grace_days,
                ),
                member=member,
                staff=by,
                personal=FreeText(reason),
            )
        return posting_of(store, posted.event_id)


def _refuse(row: ReceiptRow, member: bytes, now: datetime) -> None:
    number = receipt_number(row.mark, row.number)
    if row.member == member:
        raise Refusal("same_member", number=number)
    if row.refunded_rial:
        raise Refusal("already_refunded", number=number, amount_rial=row.refunded_rial)
    if business_day(now) != date.fromordinal(row.business_day):
        raise Refusal("reassign_too_late", number=number)


def _bought(sold: Sold) -> Purchase:
    lines = tuple(ReceiptLine(line.sku, line.quantity, line.price_rial) for line in sold.body.lines)
    return Purchase(sold.body.amount_rial, lines)
