"""Issuing a card: its code exists only on the card that is made, the till keeps a digest."""

from collections.abc import Callable

from msgspec import Struct

from vafa.domain.acts import CardIssued
from vafa.domain.card_code import BATCH_DIGITS, SECRET_DIGITS, SERIAL_DIGITS, card_code, code_digest
from vafa.domain.roles import Deed
from vafa.domain.who import Who
from vafa.store.finding import find_acting, find_member
from vafa.store.members import Member
from vafa.store.shopfile import Store

BATCH = "01"


class FreshCard(Struct, frozen=True):
    """A card to be made. `code` is shown once and kept nowhere."""

    serial: str
    code: str
    replaces: str | None
    member: Member


class IssueCard:
    """Issues one card to a member. `deliver` makes the physical card (or its file) and may fail: then nothing was
    issued. A card that was blocked before and not replaced yet is named as the one that this replaces."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, who: Who, deliver: Callable[[FreshCard], None], *, staff: int | None = None) -> FreshCard:
        store = self._store
        with store.act() as act:
            by = find_acting(store, staff, Deed.CARD)
            member = find_member(store, who)
            blocked = [card for card in store.cards.of_member(member.id) if card.blocked and not card.replaced_by]
            replaces = blocked[-1].serial if blocked else None
            serial = self._free_serial()
            code = card_code(BATCH.zfill(BATCH_DIGITS), serial, store.clock.random_digits(SECRET_DIGITS))
            body = CardIssued(serial=serial, batch=BATCH, digest=code_digest(code), replaces=replaces)
            act.post(body, member=member.id, staff=by)
            fresh = FreshCard(serial, code, replaces, member)
            deliver(fresh)
        return fresh

    def _free_serial(self) -> str:
        while True:
            serial = self._store.clock.random_digits(SERIAL_DIGITS)
            if self._store.cards.by_serial(serial) is None:
                return serial
