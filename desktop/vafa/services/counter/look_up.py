"""One member: at a glance for the counter, and in full with lots, statement, cards and receipts."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgspec import Struct, structs

from vafa.clock import from_ms, to_ms
from vafa.domain.account import NEVER, Account, Balance, Entry, Lot, StatementLine, day_of, statement
from vafa.domain.card_code import receipt_number
from vafa.domain.engine.instant import instant_of
from vafa.domain.outlier import FEWEST_OF_MEMBER, usual_amount
from vafa.domain.receipt import NextExpiry, ReceiptKind, Standing
from vafa.domain.units import Points
from vafa.domain.who import Who
from vafa.persian.jalali import Birthday, days_to_birthday
from vafa.persian.tehran import tehran_date
from vafa.store.cards import Card
from vafa.store.finding import find_member
from vafa.store.knowing import TierPlace, tier_place
from vafa.store.members import Member
from vafa.store.receipts import ReceiptRow
from vafa.store.shopfile import Store

SHOWN_RECEIPTS = 50

USUAL_PURCHASES = 20
"""What is usual for a member is told by so many of the latest purchases."""

GLANCED_ENTRIES = 60
"""So many of the latest entries are looked at for them, and for the last visit."""

SHOWN_PURCHASES = 12

EXPIRING_SOON_DAYS = 30

_VISITS = {ReceiptKind.SALE, ReceiptKind.REDEMPTION}


class PastPurchase(Struct, frozen=True):
    """A sale that stands: `points` is what it gave and took."""

    number: str
    moment: datetime
    amount_rial: int
    points: int


class Glance(Struct, frozen=True, kw_only=True):
    """What the counter shows of a member at `moment`.

    `balance` has no lapsed points when it comes from `glance`. `expiring_soon`: the points that lapse within
    `EXPIRING_SOON_DAYS` and the last good day of the first of them. `usual_rial`: the median of the latest purchases,
    None under three. `tier`: None when the programme has none. `last_visit`: the latest purchase or redemption.
    `purchases`: the latest ones, newest first.
    """

    member: Member
    moment: datetime
    balance: Balance
    standing: Standing
    rial_per_point: int
    note: str = ""
    birthday: Birthday | None = None
    days_to_birthday: int | None = None
    last_visit: datetime | None = None
    usual_rial: int | None = None
    expiring_soon: NextExpiry | None = None
    purchases: tuple[PastPurchase, ...] = ()
    tier: TierPlace | None = None


class Overview(Glance, frozen=True, kw_only=True):
    """A member's whole account at `moment`: now, or as it was then with the entries up to then."""

    lots: list[Lot]
    lines: list[StatementLine]
    cards: list[Card]
    receipts: list[ReceiptRow]


class LookUp:
    """Reads what the shop knows of a member's account. Refuses as `find_member` says."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def glance(self, who: Who) -> Glance:
        """The account now, in the same time for a member of ten years as for a new one."""
        store = self._store
        with store.reading():
            member = find_member(store, who)
            moment = store.now()
            moment_ms = to_ms(moment)
            recent = store.accounts.latest(member.id, GLANCED_ENTRIES)
            sales = _receipts(store, member.id, recent, most_sales=USUAL_PURCHASES)
            birthday = store.members.birthday(member.id)
            return Glance(
                member=member,
                moment=moment,
                balance=store.accounts.balance(member.id, moment_ms),
                standing=store.accounts.standing(member.id, moment_ms),
                rial_per_point=store.ruling.programme().money_off.rial_per_point,
                note=store.members.note(member.id),
                birthday=birthday,
                days_to_birthday=_days_to(birthday, moment),
                last_visit=_last_visit(sales),
                usual_rial=_usual(sales),
                purchases=_purchases(sales, recent),
                expiring_soon=store.accounts.expiring(member.id, moment_ms, day_of(moment_ms) + EXPIRING_SOON_DAYS),
                tier=tier_place(store, member.id, instant_of(moment)),
            )

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
            latest = entries[::-1]
            receipts = _receipts(store, member.id, latest)
            birthday = store.members.birthday(member.id)
            return Overview(
                member=member,
                moment=moment,
                balance=balance,
                standing=_as_of(standing, balance, account.lots, day_of(moment_ms)),
                rial_per_point=store.ruling.programme().money_off.rial_per_point,
                note=store.members.note(member.id),
                birthday=birthday,
                days_to_birthday=_days_to(birthday, moment),
                last_visit=_last_visit(receipts),
                usual_rial=_usual(receipts),
                expiring_soon=_expiring(account.lots, day_of(moment_ms)),
                purchases=_purchases(receipts, latest),
                tier=tier_place(store, member.id, instant_of(moment)),
                lots=account.lots,
                lines=statement(entries, moment_ms),
                cards=store.cards.of_member(member.id),
                receipts=receipts,
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


def _expiring(lots: Iterable[Lot], day: int) -> NextExpiry | None:
    soon = [lot for lot in lots if lot.alive(day) and lot.expires_on <= day + EXPIRING_SOON_DAYS]
    if not soon:
        return None
    return NextExpiry(Points(sum(lot.points for lot in soon)), date.fromordinal(soon[0].expires_on))


def _receipts(
    store: Store, member: bytes, latest: Sequence[Entry], most_sales: int = SHOWN_RECEIPTS
) -> list[ReceiptRow]:
    """The member's latest receipts, newest first: every purchase stands in the ledger, one that was reassigned in the
    ledgers of both members. Ends with the last sale that is wanted."""
    found: dict[bytes, ReceiptRow] = {}
    sales = 0
    for event_id in list(dict.fromkeys(entry.event_id for entry in latest))[:SHOWN_RECEIPTS]:
        row = store.receipts.by_event(event_id)
        if row is not None and row.member == member and row.event_id not in found:
            found[row.event_id] = row
            sales += _counts(row)
            if sales >= most_sales:
                break
    return list(found.values())


def _usual(receipts: Iterable[ReceiptRow]) -> int | None:
    amounts = [row.amount_rial for row in receipts if _counts(row)]
    return usual_amount(amounts[:USUAL_PURCHASES], FEWEST_OF_MEMBER)


def _purchases(receipts: Iterable[ReceiptRow], latest: Iterable[Entry]) -> tuple[PastPurchase, ...]:
    """The latest sales among the receipts, with what the acts that hold their points did to the account."""
    sales = [row for row in receipts if _counts(row)][:SHOWN_PURCHASES]
    changes = dict.fromkeys((row.award_event for row in sales), 0)
    for entry in latest:
        if entry.event_id in changes:
            changes[entry.event_id] += entry.points
    return tuple(
        PastPurchase(
            receipt_number(row.mark, row.number), from_ms(row.moment_ms), row.amount_rial, changes[row.award_event]
        )
        for row in sales
    )


def _counts(row: ReceiptRow) -> bool:
    return row.kind == ReceiptKind.SALE and not row.undone


def _last_visit(receipts: Iterable[ReceiptRow]) -> datetime | None:
    """Points also come without a visit: for a birthday, or by somebody whom the member brought."""
    return next((from_ms(row.moment_ms) for row in receipts if row.kind in _VISITS and not row.undone), None)


def _days_to(birthday: Birthday | None, moment: datetime) -> int | None:
    return days_to_birthday(birthday, tehran_date(moment)) if birthday else None
