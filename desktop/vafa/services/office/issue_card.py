"""Issuing a card: its code exists only on the card that is made, the till keeps a digest."""

from msgspec import Struct

from vafa.domain.acts import CardIssued
from vafa.domain.card_code import BATCH_DIGITS, SECRET_DIGITS, SERIAL_DIGITS, card_code, code_digest
from vafa.domain.errors import Refusal
from vafa.domain.roles import Deed
from vafa.domain.who import Who
from vafa.store.finding import find_acting, find_member
from vafa.store.members import Member
from vafa.store.shopfile import Store

BATCH = "01"


class Blank(Struct, frozen=True):
    """A card that nobody has yet. `code` is shown once and kept nowhere."""

    serial: str
    code: str


class FreshCard(Struct, frozen=True):
    """A card that works now, and whose it is."""

    serial: str
    code: str
    replaces: str | None
    member: Member


class IssueCard:
    """Issues one card to a member. A card that was blocked before and not replaced yet is named as the one that this
    replaces. Refuses `card_serial_taken` for a blank whose serial another card has by now, and as `find_acting` and
    `find_member` say.

    Who makes the physical card or its file asks for a blank first, makes it, and issues the blank when that has gone
    well: so nothing is drawn while others wait, and no card works whose code nobody has.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def blank(self, who: Who, *, staff: int | None = None) -> Blank:
        """A card that could be issued to somebody. Writes nothing."""
        with self._store.reading():
            find_acting(self._store, staff, Deed.CARD)
            find_member(self._store, who)
            return self._drawn()

    def __call__(self, who: Who, blank: Blank | None = None, *, staff: int | None = None) -> FreshCard:
        store = self._store
        card = blank or self.blank(who, staff=staff)
        with store.act() as act:
            by = find_acting(store, staff, Deed.CARD)
            if store.cards.by_serial(card.serial) is not None:
                if blank is not None:
                    raise Refusal("card_serial_taken", serial=card.serial)
                card = self._drawn()
            member = find_member(store, who)
            blocked = [old for old in store.cards.of_member(member.id) if old.blocked and not old.replaced_by]
            replaces = blocked[-1].serial if blocked else None
            body = CardIssued(serial=card.serial, batch=BATCH, digest=code_digest(card.code), replaces=replaces)
            act.post(body, member=member.id, staff=by)
        return FreshCard(card.serial, card.code, replaces, member)

    def _drawn(self) -> Blank:
        clock = self._store.clock
        while True:
            serial = clock.random_digits(SERIAL_DIGITS)
            if self._store.cards.by_serial(serial) is None:
                secret = clock.random_digits(SECRET_DIGITS)
                return Blank(serial, card_code(BATCH.zfill(BATCH_DIGITS), serial, secret))
