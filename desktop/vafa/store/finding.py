"""Finding what an act is about: the member behind a card or a mobile, the receipt behind a number, who acts."""

from vafa.domain.card_code import read_receipt_number, receipt_number
from vafa.domain.errors import Refusal
from vafa.domain.roles import Deed, require
from vafa.domain.who import Who
from vafa.store.members import Member
from vafa.store.people import StaffMember
from vafa.store.receipts import ReceiptRow
from vafa.store.shopfile import Store


def find_member(store: Store, who: Who) -> Member:
    """The member that somebody is.

    Raises Refusal `card_unknown`, `card_blocked` (reason, and replaced_by when there is a newer card) or
    `member_unknown`.
    """
    if who.card_digest is not None:
        return _by_card(store, who.card_digest, who.serial)
    member = store.members.by_mobile(who.mobile) if who.mobile else None
    if member is None:
        raise Refusal("member_unknown", mobile=who.mobile or "")
    return member


def subject(store: Store, who: Who) -> bytes | None:
    """What a request is about, to tell it from another: the card's digest or the bare member id, never the mobile;
    empty for a mobile that nobody has, None for a customer without membership."""
    if who.mobile is None:
        return who.card_digest
    member = store.members.by_mobile(who.mobile)
    return member.id if member else b""


def find_receipt(store: Store, text: str) -> ReceiptRow:
    """The receipt of a typed number. Raises Refusal `receipt_number_bad`, `receipt_unknown` or `receipt_ambiguous`."""
    mark, number = read_receipt_number(text)
    found = store.receipts.by_number(mark, number)
    if not found:
        raise Refusal("receipt_unknown", number=receipt_number(mark, number))
    if len(found) > 1:
        raise Refusal("receipt_ambiguous", number=receipt_number(mark, number), count=len(found))
    return found[0]


def find_acting(store: Store, number: int | None, deed: Deed) -> bytes | None:
    """Who does it; None is the computer's owner at the terminal, who may do everything.

    Raises Refusal `staff_unknown` or `not_allowed`.
    """
    return None if number is None else find_person(store, number, deed).id


def find_person(store: Store, number: int, deed: Deed) -> StaffMember:
    """Somebody who works here and may do this. Raises Refusal `staff_unknown` or `not_allowed`."""
    person = store.people.by_number(number)
    if person is None:
        raise Refusal("staff_unknown", number=number)
    require(person.role, deed)
    return person


def _by_card(store: Store, digest: bytes, serial: str) -> Member:
    member = store.members.by_good_card(digest)
    if member is not None:
        return member
    card = store.cards.by_digest(digest)
    if card is None or card.blocked is None:
        raise Refusal("card_unknown", serial=serial)
    raise Refusal("card_blocked", serial=card.serial, reason=card.blocked, replaced_by=card.replaced_by)
