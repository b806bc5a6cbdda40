"""Quoting: what a sale would do, without posting anything."""

from datetime import datetime

from msgspec import Struct

from vafa.clock import to_ms
from vafa.domain.account import Balance
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.outcome import Bill
from vafa.domain.engine.reckoning import work_out
from vafa.domain.moments import moment_or_now
from vafa.domain.purchase import purchase_of
from vafa.domain.roles import Deed
from vafa.services.asking import Sale
from vafa.store.finding import find_member
from vafa.store.hands import find_hands
from vafa.store.knowing import member_facts, surroundings
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
            ruleset, instant = store.ruling.ruleset(), instant_of(moment)
            facts = member_facts(store, member.id, ruleset, instant) if member else None
            bill = work_out(ruleset, facts, purchase, sale.choices, balance, instant, surroundings(store))
            worth = ruleset.programme.money_off.rial_per_point
            hands.approval(Deed.REDEEM, bill.money_off_rial, step_rial=worth)
            if sale.override:
                hands.approval(Deed.OVERRIDE, 0)
        return Quotation(member, balance, bill, worth)
