"""Quoting: what a sale would do, without posting anything."""

from datetime import datetime

from msgspec import Struct

from vafa.clock import to_ms
from vafa.domain.account import Balance
from vafa.domain.bill import Bill, check_tenders, work_out
from vafa.domain.evaluation import MemberFacts
from vafa.domain.moments import moment_or_now
from vafa.domain.purchase import purchase_of
from vafa.domain.roles import Deed
from vafa.services.asking import Sale
from vafa.store.finding import find_member
from vafa.store.hands import find_hands
from vafa.store.members import Member
from vafa.store.shopfile import Store


class Quotation(Struct, frozen=True):
    """A bill worked out for a member (None: without membership) and his balance before it."""

    member: Member | None
    balance: Balance
    bill: Bill
    rial_per_point: int


class Quote:
    """Works a sale out on the present state of the account. Refuses as selling by `staff` would, but for a doubted
    clock."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self, sale: Sale, *, at: datetime | None = None, staff: int | None = None, approved_by: int | None = None
    ) -> Quotation:
        store = self._store
        purchase = purchase_of(sale.amount_rial, sale.lines)
        with store.reading():
            hands = find_hands(store, staff, approved_by, Deed.SELL)
            moment = moment_or_now(at, store.now())
            member = None if sale.who.anonymous else find_member(store, sale.who)
            balance = store.accounts.redeemable(member.id if member else None, to_ms(moment), to_ms(store.now()))
            programme = store.ruling.programme()
            bill = work_out(programme, MemberFacts(member.id) if member else None, purchase, sale.redeem, balance)
            worth = programme.money_off.rial_per_point
            hands.approval(Deed.REDEEM, bill.money_off_rial, step_rial=worth)
        check_tenders(sale.tenders, bill.payable_rial)
        return Quotation(member, balance, bill, worth)
