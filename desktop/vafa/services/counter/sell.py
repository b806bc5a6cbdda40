"""Selling: a bill is posted, points are taken off and earned, all in one act."""

from datetime import datetime

from vafa.clock import to_ms
from vafa.domain.acts import Ask, PurchasePosted
from vafa.domain.bill import check_tenders, work_out
from vafa.domain.envelope import request_digest
from vafa.domain.evaluation import MemberFacts
from vafa.domain.expiry import lot_terms
from vafa.domain.moments import moment_or_now
from vafa.domain.purchase import purchase_of
from vafa.domain.roles import Deed
from vafa.persian.tehran import business_day
from vafa.services.asking import Sale
from vafa.store.finding import find_acting, find_member
from vafa.store.shopfile import Store
from vafa.store.slips import Posting, posting_of


class Sell:
    """Posts a sale and returns its slip. The same key again returns the first result and changes nothing.

    Refuses as `purchase_of`, `work_out`, `find_member` and `check_tenders` say; `clock_doubtful` and `needs_update`
    only when points are taken off: earning always goes on.
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
    ) -> Posting:
        store = self._store
        purchase = purchase_of(sale.amount_rial, sale.lines)
        digest = request_digest("sell", sale)
        with store.act() as act:
            earlier = act.earlier(key, digest)
            if earlier:
                return posting_of(store, earlier.envelope.event_id, repeated=True)
            by = find_acting(store, staff, Deed.SELL)
            member = None if sale.who.anonymous else find_member(store, sale.who).id
            moment = moment_or_now(at, act.now)
            programme = store.ruling.programme()
            facts = MemberFacts(member) if member else None
            if sale.redeem is not None and member is not None:
                act.refuse_doubt()
                store.refuse_unread(member)
            bill = work_out(
                programme, facts, purchase, sale.redeem, store.accounts.spendable_now(member, to_ms(moment))
            )
            check_tenders(sale.tenders, bill.payable_rial)
            body = PurchasePosted(
                ask=Ask(act.till, key, digest) if key else None,
                mark=act.mark,
                number=store.receipts.next_number(act.mark),
                business_day=business_day(moment),
                unit=store.ruling.shop().unit,
                amount_rial=purchase.amount_rial,
                lines=bill.award.lines,
                invoice=sale.invoice,
                points_spent=bill.points_spent,
                money_off_rial=bill.money_off_rial,
                rial_per_point=programme.money_off.rial_per_point,
                tenders=sale.tenders,
                points_earned=bill.award.points,
                reasons=bill.award.reasons,
                facts=bill.award.facts,
                lot=lot_terms(programme, moment),
                grace_days=programme.refund_grace_days,
            )
            posted = act.post(body, member=member, staff=by, moment=moment)
            if parked is not None:
                store.parking.drop(parked)
        return posting_of(store, posted.event_id)
