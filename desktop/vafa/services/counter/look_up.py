"""One member at a glance: balance, lots, debt, statement, cards, receipts."""

from datetime import datetime

from msgspec import Struct

from vafa.clock import to_ms
from vafa.domain.account import Account, Balance, Entry, Lot, StatementLine, statement
from vafa.domain.receipt import Standing
from vafa.domain.who import Who
from vafa.store.cards import Card
from vafa.store.finding import find_member
from vafa.store.members import Member
from vafa.store.receipts import ReceiptRow
from vafa.store.shopfile import Store

SHOWN_RECEIPTS = 50


class Overview(Struct, frozen=True):
    """A member's account at `moment`, computed from all his entries."""

    member: Member
    moment: datetime
    balance: Balance
    standing: Standing
    rial_per_point: int
    lots: list[Lot]
    lines: list[StatementLine]
    cards: list[Card]
    receipts: list[ReceiptRow]


class LookUp:
    """Reads everything the shop knows of a member's account. Refuses as `find_member` says."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, who: Who, *, at: datetime | None = None) -> Overview:
        store = self._store
        with store.reading():
            member = find_member(store, who)
            moment = at or store.now()
            moment_ms = to_ms(moment)
            entries = [entry for entry in store.accounts.entries(member.id) if entry.moment_ms <= moment_ms]
            account = Account(entries)
            return Overview(
                member=member,
                moment=moment,
                balance=account.balance(moment_ms),
                standing=store.accounts.standing(member.id, moment_ms),
                rial_per_point=store.ruling.programme().money_off.rial_per_point,
                lots=account.lots,
                lines=statement(entries, moment_ms),
                cards=store.cards.of_member(member.id),
                receipts=_receipts(store, entries),
            )


def _receipts(store: Store, entries: list[Entry]) -> list[ReceiptRow]:
    """The member's latest receipts, newest first: every purchase stands in the ledger."""
    acts = list(dict.fromkeys(entry.event_id for entry in reversed(entries)))[:SHOWN_RECEIPTS]
    found = {row.event_id: row for row in map(store.receipts.by_event, acts) if row is not None}
    return list(found.values())
