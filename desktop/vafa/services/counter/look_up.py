"""One member at a glance: balance, lots, debt, statement, cards, receipts."""

from datetime import date, datetime

from msgspec import Struct, structs

from vafa.clock import to_ms
from vafa.domain.account import NEVER, Account, Balance, Entry, Lot, StatementLine, day_of, statement
from vafa.domain.receipt import NextExpiry, Standing
from vafa.domain.units import Points
from vafa.domain.who import Who
from vafa.store.cards import Card
from vafa.store.finding import find_member
from vafa.store.members import Member
from vafa.store.receipts import ReceiptRow
from vafa.store.shopfile import Store

SHOWN_RECEIPTS = 50


class Overview(Struct, frozen=True):
    """A member's account at `moment`: now, or as it was then with the entries up to then."""

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
            # Now all entries count, as they do for a sale: a clock that was ahead dated some of them later than now.
            entries = [
                entry for entry in store.accounts.entries(member.id) if at is None or entry.moment_ms <= moment_ms
            ]
            account = Account(entries)
            balance = account.balance(moment_ms)
            standing = store.accounts.standing(member.id, moment_ms)
            return Overview(
                member=member,
                moment=moment,
                balance=balance,
                standing=_as_of(standing, balance, account.lots, day_of(moment_ms)),
                rial_per_point=store.ruling.programme().money_off.rial_per_point,
                lots=account.lots,
                lines=statement(entries, moment_ms),
                cards=store.cards.of_member(member.id),
                receipts=_receipts(store, member.id, entries),
            )


def _as_of(standing: Standing, balance: Balance, lots: list[Lot], day: int) -> Standing:
    """A standing with the figures of that day: the cached account knows only today's lots."""
    ending = [lot for lot in lots if lot.alive(day) and lot.expires_on != NEVER]
    soon = sum(lot.points for lot in ending if lot.expires_on == ending[0].expires_on)
    return structs.replace(
        standing,
        spendable=Points(balance.spendable),
        pending=Points(balance.pending),
        debt=Points(balance.debt),
        next_expiry=NextExpiry(Points(soon), date.fromordinal(ending[0].expires_on)) if ending else None,
    )


def _receipts(store: Store, member: bytes, entries: list[Entry]) -> list[ReceiptRow]:
    """The member's latest receipts, newest first: every purchase stands in the ledger, one that was reassigned in the
    ledgers of both members."""
    acts = list(dict.fromkeys(entry.event_id for entry in reversed(entries)))[:SHOWN_RECEIPTS]
    found = {row.event_id: row for row in map(store.receipts.by_event, acts) if row is not None}
    return [row for row in found.values() if row.member == member]
