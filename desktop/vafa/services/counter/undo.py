"""Undoing the last posting, for half a minute."""

from datetime import timedelta

from vafa.clock import from_ms
from vafa.domain.acts import Ask, PostingUndone
from vafa.domain.card_code import receipt_number
from vafa.domain.engine.undoing import counts_back, sides_back
from vafa.domain.envelope import request_digest
from vafa.domain.errors import Refusal
from vafa.domain.hlc import wall_ms
from vafa.domain.receipt import ReceiptKind
from vafa.domain.roles import Deed
from vafa.store.finding import find_acting, find_receipt
from vafa.store.shopfile import CLOCK_BACK, Store
from vafa.store.slips import Posting, posting_of
from vafa.store.sold import held_by

UNDO_TIME = timedelta(seconds=30)


class Undo:
    """Takes the last posting of this till back. Refuses `undo_not_last`, `undo_too_late` (then: refund),
    `already_undone`, `not_a_sale`, and as `find_receipt` says."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, receipt: str, *, key: str | None = None, staff: int | None = None) -> Posting:
        store = self._store
        digest = request_digest("undo", receipt.strip().upper())
        with store.act() as act:
            earlier = act.earlier(key, digest)
            if earlier:
                return posting_of(store, earlier.envelope.event_id, repeated=True)
            by = find_acting(store, staff, Deed.UNDO)
            row = find_receipt(store, receipt)
            number = receipt_number(row.mark, row.number)
            if row.undone:
                raise Refusal("already_undone", number=number)
            if row.kind == ReceiptKind.REFUND:
                raise Refusal("not_a_sale", number=number, kind=row.kind)
            if row.mark != act.mark or row.number != act.next_number - 1:
                raise Refusal("undo_not_last", number=number)
            age = act.now - from_ms(wall_ms(store.journal.act(row.event_id).envelope.hlc))
            if not -CLOCK_BACK <= age <= UNDO_TIME:
                raise Refusal("undo_too_late", number=number, seconds=int(UNDO_TIME.total_seconds()))
            held = held_by(store, row)
            posted = act.post(
                PostingUndone(
                    ask=Ask(act.till, key, digest) if key else None,
                    of=row.event_id,
                    award=row.award_event,
                    points_clawed=held.points_earned,
                    points_returned=held.points_spent,
                    counts=counts_back(held.counts),
                    side_claws=sides_back(held.side_awards),
                    whole=True,
                    grace_days=store.ruling.programme().refund_grace_days,
                ),
                member=row.member,
                staff=by,
            )
        return posting_of(store, posted.event_id)
