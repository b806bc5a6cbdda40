"""A posted sale as a refund, an undo or a reassignment needs it."""

from msgspec import Struct

from vafa.domain.acts import PointsRedeemed, PurchasePosted, PurchaseReassigned, PurchaseRefunded
from vafa.domain.card_code import receipt_number
from vafa.domain.engine.outcome import Count, SideAward
from vafa.domain.engine.refunding import Parts, SoldBill
from vafa.domain.errors import Refusal
from vafa.domain.units import Points
from vafa.store.journal import Act
from vafa.store.receipts import ReceiptRow
from vafa.store.shopfile import Store


class Sold(Struct, frozen=True):
    """A sale, the points it holds for its present member, and what came back of it already."""

    row: ReceiptRow
    act: Act
    body: PurchasePosted
    figures: SoldBill
    earlier: tuple[Parts, ...]


def read_sold(store: Store, row: ReceiptRow) -> Sold:
    """The sale of a receipt. Raises Refusal `not_a_sale` or `already_undone`."""
    number = receipt_number(row.mark, row.number)
    if row.undone:
        raise Refusal("already_undone", number=number)
    act = store.journal.act(row.event_id)
    body = act.body
    if not isinstance(body, PurchasePosted):
        raise Refusal("not_a_sale", number=number, kind=row.kind)
    held = store.journal.act(row.award_event).body if row.award_event != row.event_id else body
    if not isinstance(held, PurchasePosted | PurchaseReassigned):
        raise Refusal("needs_update", kind=act.envelope.kind, v=act.envelope.v)
    now = held_by(store, row)
    figures = SoldBill(
        lines=body.lines,
        facts=held.facts,
        points_spent=held.points_spent,
        money_off_rial=body.money_off_rial,
        counts=now.counts,
        side_awards=now.side_awards,
        tenders=body.tenders,
    )
    return Sold(row, act, body, figures, _earlier(store, row))


class Held(Struct, frozen=True):
    """What a receipt holds now for its present member and in the counters."""

    points_earned: Points
    points_spent: Points
    counts: tuple[Count, ...] = ()
    side_awards: tuple[SideAward, ...] = ()


def held_by(store: Store, row: ReceiptRow) -> Held:
    """Raises Refusal `not_a_sale` for slips that hold nothing."""
    body = store.journal.act(row.award_event).body
    match body:
        case PurchasePosted():
            return Held(body.points_earned, body.points_spent, body.counts, body.side_awards)
        case PurchaseReassigned():
            return Held(body.points_earned, body.points_spent, body.new_counts)
        case PointsRedeemed():
            return Held(Points(0), body.points_spent)
        case _:
            raise Refusal("not_a_sale", number=receipt_number(row.mark, row.number), kind=row.kind)


def _earlier(store: Store, row: ReceiptRow) -> tuple[Parts, ...]:
    bodies = (store.journal.act(refund.event_id).body for refund in store.receipts.refunds_of(row.event_id))
    return tuple(body.lines for body in bodies if isinstance(body, PurchaseRefunded))
