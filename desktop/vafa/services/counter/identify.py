"""Whatever the cashier has in hand: a code, a mobile, a receipt number, a name."""

from msgspec import Struct

from vafa.domain.card_code import NUMBER_DIGITS, CodeKind, read_code, receipt_number
from vafa.domain.errors import Refusal
from vafa.domain.who import by_card
from vafa.store.finding import find_member, find_receipt
from vafa.store.members import Member
from vafa.store.receipts import ReceiptRow
from vafa.store.shopfile import Store


class Identified(Struct, frozen=True):
    """What a code says: a member's card, or a receipt (and its member, if it has one)."""

    kind: CodeKind
    member: Member | None
    receipt: ReceiptRow | None = None
    receipt_number: str = ""


class Identify:
    """Reads scanned digits. Refuses as `read_code`, `find_member` and `find_receipt` say."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, text: str) -> Identified:
        store = self._store
        code = read_code(text)
        with store.reading():
            if code.kind is CodeKind.CARD:
                return Identified(code.kind, find_member(store, by_card(code.digits)))
            row = find_receipt(store, code.receipt)
            member = store.members.get(row.member) if row.member else None
        return Identified(code.kind, member, row, code.receipt)

    def receipt_number(self, typed: str) -> str:
        """A typed receipt number with its mark: digits alone are of this till. What else it is, is left as it is."""
        if not typed.isdecimal() or len(typed) > NUMBER_DIGITS:
            return typed
        with self._store.reading():
            return receipt_number(self._store.receipts.own_mark(), int(typed))

    def holder(self, serial: str) -> Member | None:
        """Whose card it is, or was before it was blocked."""
        with self._store.reading():
            card = self._store.cards.by_serial(serial)
            return self._store.members.get(card.member) if card else None


class Seek:
    """Members by part of a name or digits of a mobile. Refuses `nothing_to_seek` for an empty text."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, text: str, limit: int = 50) -> list[Member]:
        if not text.strip():
            raise Refusal("nothing_to_seek")
        return self._store.members.search(text, limit)
