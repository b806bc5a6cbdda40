"""A posted sale as a refund, an undo or a reassignment needs it."""

from msgspec import Struct

from vafa.domain.acts import PointsRedeemed, PurchasePosted, PurchaseReassigned, PurchaseRefunded
from vafa.domain.card_code import receipt_number
from vafa.domain.errors import Refusal
from vafa.domain.refund import Parts, SoldFigures
from vafa.domain.units import Points
from vafa.store.journal import Act
from vafa.store.receipts import ReceiptRow
from vafa.store.shopfile import Store


class Sold(Struct, frozen=True):
    """A sale, the points it holds for its present member, and what came back of it already."""

    row: ReceiptRow
    act: Act
    body: PurchasePosted
    figures: SoldFigures
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
    figures = SoldFigures(
        lines=body.lines, facts=held.facts, points_spent=held.points_spent, money_off_rial=body.money_off_rial
    )
    return Sold(row, act, body, figures, _earlier(store, row))


def points_of(store: Store, row: ReceiptRow) -> tuple[Points, Points]:
    """Points earned and spent that the receipt holds now. Raises Refusal `not_a_sale` for slips that hold none."""
    body = store.journal.act(row.award_event).body
    match body:
        case PurchasePosted() | PurchaseReassigned():
            return body.points_earned, body.points_spent
        case PointsRedeemed():
            return Points(0), body.points_spent
        case _:
            raise Refusal("not_a_sale", number=receipt_number(row.mark, row.number), kind=row.kind)


def _earlier(store: Store, row: ReceiptRow) -> tuple[Parts, ...]:
    bodies = (store.journal.act(refund.event_id).body for refund in store.receipts.refunds_of(row.event_id))
    return tuple(body.lines for body in bodies if isinstance(body, PurchaseRefunded))
