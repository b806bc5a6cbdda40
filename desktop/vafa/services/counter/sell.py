"""Selling: a bill is posted, points are taken off and earned, all in one act."""

from datetime import datetime

from msgspec import Struct, structs

from vafa.clock import to_ms
from vafa.domain.acts import Ask, LotTerms, PurchasePosted
from vafa.domain.bill import Bill, check_tenders, work_out
from vafa.domain.envelope import request_digest
from vafa.domain.errors import Refusal
from vafa.domain.evaluation import MemberFacts
from vafa.domain.expiry import lot_terms
from vafa.domain.moments import moment_or_now
from vafa.domain.programme import Programme
from vafa.domain.purchase import Purchase, purchase_of
from vafa.domain.roles import Deed
from vafa.domain.texts import MAX_INVOICE, clean
from vafa.domain.units import DisplayUnit
from vafa.domain.who import Who
from vafa.persian.tehran import business_day
from vafa.services.asking import Sale
from vafa.store.finding import find_member, subject
from vafa.store.hands import Approval, find_hands
from vafa.store.shopfile import Store
from vafa.store.slips import Posting, posting_of


class _Prepared(Struct, frozen=True):
    """A sale worked out on what was read before the lock was taken."""

    member: bytes | None
    staff: bytes | None
    moment: datetime
    programme: Programme
    unit: DisplayUnit
    bill: Bill
    terms: LotTerms
    approval: Approval | None


class Sell:
    """Posts a sale and returns its slip. The same key again returns the first result and changes nothing. A `parked`
    one is finished once: after that, or when it was thrown away, it is refused as `parked_unknown`.

    What a cashier takes off has a limit: above it `needs_approval` (best: points within it), unless `approved_by` is
    somebody who may; that is journalled with the sale. Earning has none.

    Refuses as `purchase_of`, `work_out`, `find_member`, `find_hands` and `check_tenders` say; `clock_doubtful` and
    `needs_update` only when points are taken off: earning always goes on.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self,
        sale: Sale,
        *,
        key: str | None = None,
        at: datetime | None = None,
        staff: int | None = None,
        parked: int | None = None,
        approved_by: int | None = None,
    ) -> Posting:
        store = self._store
        purchase = purchase_of(sale.amount_rial, sale.lines)
        sale = structs.replace(sale, lines=purchase.lines, invoice=clean("invoice", sale.invoice, MAX_INVOICE))
        stamp = store.stamp()
        digest = self._digest(sale)
        try:
            ready: _Prepared | Refusal = self._prepare(sale, purchase, at, staff, approved_by)
        except Refusal as refusal:
            ready = refusal
        with store.act() as act:
            stale = store.stamp() != stamp
            earlier = act.earlier(key, self._digest(sale) if stale else digest)
            if earlier:
                return posting_of(store, earlier.envelope.event_id, repeated=True)
            if stale:
                ready = self._prepare(sale, purchase, at, staff, approved_by)
            if isinstance(ready, Refusal):
                raise ready
            if parked is not None and store.parking.get(parked) is None:
                raise Refusal("parked_unknown", parked=parked)
            if ready.bill.points_spent:
                act.refuse_doubt()
            posted = act.post(
                _body(sale, ready, act.mark, act.next_number, Ask(act.till, key, digest) if key else None),
                member=ready.member,
                staff=ready.staff,
                moment=ready.moment,
            )
            if ready.approval:
                ready.approval.post(act, posted)
            if parked is not None:
                store.parking.drop(parked)
        return posting_of(store, posted.event_id)

    def _digest(self, sale: Sale) -> bytes:
        return request_digest("sell", structs.replace(sale, who=Who(card_digest=subject(self._store, sale.who))))

    def _prepare(
        self, sale: Sale, purchase: Purchase, at: datetime | None, staff: int | None, approved_by: int | None
    ) -> _Prepared:
        store = self._store
        hands = find_hands(store, staff, approved_by, Deed.SELL)
        member = None if sale.who.anonymous else find_member(store, sale.who).id
        moment = moment_or_now(at, store.now())
        programme = store.ruling.programme()
        if sale.redeem is not None and member is not None:
            store.refuse_unread(member)
        bill = work_out(
            programme,
            MemberFacts(member) if member else None,
            purchase,
            sale.redeem,
            store.accounts.redeemable(member, to_ms(moment), to_ms(store.now())),
        )
        check_tenders(sale.tenders, bill.payable_rial)
        unit = store.ruling.shop().unit
        worth = programme.money_off.rial_per_point
        approval = hands.approval(Deed.REDEEM, bill.money_off_rial, step_rial=worth)
        return _Prepared(member, hands.by, moment, programme, unit, bill, lot_terms(programme, moment), approval)


def _body(sale: Sale, ready: _Prepared, mark: str, number: int, ask: Ask | None) -> PurchasePosted:
    bill = ready.bill
    return PurchasePosted(
        ask=ask,
        mark=mark,
        number=number,
        business_day=business_day(ready.moment),
        unit=ready.unit,
        amount_rial=bill.purchase.amount_rial,
        lines=bill.award.lines,
        invoice=sale.invoice,
        points_spent=bill.points_spent,
        money_off_rial=bill.money_off_rial,
        rial_per_point=ready.programme.money_off.rial_per_point,
        tenders=sale.tenders,
        points_earned=bill.award.points,
        reasons=bill.award.reasons,
        facts=bill.award.facts,
        lot=ready.terms,
        grace_days=ready.programme.refund_grace_days,
    )
