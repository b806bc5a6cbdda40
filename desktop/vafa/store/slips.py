"""Slips read back from the journal: the figures of that day, never reckoned again."""

from msgspec import Struct, structs

from vafa.clock import from_ms
from vafa.domain.acts import (
    Body,
    PointsRedeemed,
    PostingUndone,
    PurchasePosted,
    PurchaseReassigned,
    PurchaseRefunded,
)
from vafa.domain.card_code import receipt_code, receipt_number
from vafa.domain.engine.bill_story import handed_over, taken_off
from vafa.domain.errors import Refusal
from vafa.domain.gains import clawed, gained, gained_because, handed_to
from vafa.domain.purchase import WHOLE_BILL
from vafa.domain.receipt import Reason, Receipt, ReceiptKind, ReceiptLine, Standing
from vafa.domain.units import Points, Rial
from vafa.store.journal import Act
from vafa.store.shopfile import Store


class Posting(Struct, frozen=True):
    """The result of an act that makes a slip. `repeated`: the act had been made before, under the same key. `sale` is
    what was recorded of a sale; `declined` and `alerts` were said once, when it was worked out."""

    event_id: bytes
    member: bytes | None
    receipt: Receipt
    repeated: bool = False
    sale: PurchasePosted | None = None
    declined: tuple[Reason, ...] = ()
    alerts: tuple[Reason, ...] = ()


def posting_of(store: Store, event_id: bytes, *, repeated: bool = False) -> Posting:
    """The slip of an act as it was made. Raises Refusal `act_unknown` or `not_a_slip`."""
    act = store.journal.act(event_id)
    sale = act.body if isinstance(act.body, PurchasePosted) else None
    return Posting(event_id, act.envelope.member, _receipt(store, act), repeated, sale)


def current_receipt(store: Store, event_id: bytes) -> Receipt:
    """The slip of a receipt as it stands now: for its present member, or cancelled."""
    row = store.receipts.by_event(event_id)
    receipt = _receipt(store, store.journal.act(event_id))
    if row is None:
        return receipt
    if row.undone:
        return _receipt(store, store.journal.act(row.award_event))
    if row.award_event != event_id and row.of_event is None:
        return _reassigned(store, receipt, store.journal.act(row.award_event))
    return receipt


def _receipt(store: Store, act: Act) -> Receipt:
    body = act.body
    match body:
        case PurchasePosted():
            return _sale(store, act, body)
        case PointsRedeemed():
            common = _common(store, act, body, body.mark, body.number, body.standing)
            return structs.replace(
                common,
                kind=ReceiptKind.REDEMPTION,
                amount_rial=body.money_off_rial,
                points_spent=body.points_spent,
                money_off_rial=body.money_off_rial,
            )
        case PurchaseRefunded():
            common = _common(store, act, body, body.mark, body.number, body.standing)
            return structs.replace(
                common,
                kind=ReceiptKind.REFUND,
                of_number=_number_of(store, body.of),
                amount_rial=body.value_rial,
                paid_rial=body.cash_rial,
                money_off_rial=Rial(body.value_rial - body.cash_rial),
                points_clawed=clawed(body, act.envelope.member),
                points_returned=body.points_returned,
            )
        case PostingUndone() | PurchaseReassigned():
            first = _receipt(store, store.journal.act(body.of))
            if isinstance(body, PurchaseReassigned):
                return _reassigned(store, first, act)
            return structs.replace(
                _for_member(store, first, act.envelope.member),
                kind=ReceiptKind.CANCELLED,
                points_earned=Points(0),
                reasons=(),
                handed=(),
                points_clawed=clawed(body, act.envelope.member),
                points_returned=body.points_returned,
                standing=body.standing,
                journal_mark=journal_mark(act),
            )
        case _:
            raise Refusal("not_a_slip", event=act.envelope.event_id.hex())


def _sale(store: Store, act: Act, body: PurchasePosted) -> Receipt:
    lines = tuple(
        ReceiptLine(line.sku, line.quantity, line.price_rial) for line in body.lines if line.sku != WHOLE_BILL
    )
    listed = sum(line.price_rial for line in body.lines)
    return structs.replace(
        _common(store, act, body, body.mark, body.number, body.standing),
        lines=lines,
        amount_rial=Rial(listed),
        discount_rial=Rial(listed - body.amount_rial + body.discount_rial),
        taken_off=taken_off(body.discounts, body.steps),
        handed=handed_over(handed_to(body, act.envelope.member)),
        points_spent=body.points_spent,
        money_off_rial=body.money_off_rial,
        paid_rial=body.paid_rial,
        points_earned=gained(body, act.envelope.member),
        reasons=gained_because(body, act.envelope.member),
    )


def _common(
    store: Store,
    act: Act,
    body: PurchasePosted | PointsRedeemed | PurchaseRefunded,
    mark: str,
    number: int,
    standing: Standing | None,
) -> Receipt:
    return _for_member(
        store,
        Receipt(
            kind=ReceiptKind.SALE,
            number=receipt_number(mark, number),
            moment=from_ms(act.envelope.moment_ms),
            shop=store.ruling.shop().face,
            unit=body.unit,
            amount_rial=Rial(0),
            rial_per_point=body.rial_per_point,
            standing=standing,
            code=receipt_code(mark, number),
            journal_mark=journal_mark(act),
        ),
        act.envelope.member,
    )


def journal_mark(act: Act) -> str:
    """Where an act stands: first letters of its stream, its seq, first letters of its hash."""
    return f"{act.place.stream.hex()[:8]}-{act.place.seq}-{act.place.hash.hex()[:8]}"


def _for_member(store: Store, receipt: Receipt, member: bytes | None) -> Receipt:
    if member is None:
        return structs.replace(receipt, anonymous=True, member_name="", member_mobile="")
    found = store.members.get(member)
    return structs.replace(
        receipt,
        anonymous=False,
        member_name=found.name if found else "",
        member_mobile=found.mobile if found else "",
    )


def _reassigned(store: Store, first: Receipt, act: Act) -> Receipt:
    body: Body | None = act.body
    if not isinstance(body, PurchaseReassigned):
        return first
    sale = store.journal.act(body.of).body
    return structs.replace(
        _for_member(store, first, act.envelope.member),
        handed=handed_over(sale.handed) if isinstance(sale, PurchasePosted) else (),
        points_earned=Points(body.points_earned),
        reasons=body.reasons,
        standing=body.standing,
        journal_mark=journal_mark(act),
    )


def _number_of(store: Store, event_id: bytes) -> str:
    row = store.receipts.by_event(event_id)
    return receipt_number(row.mark, row.number) if row else ""
