"""Blocking lost or stolen cards; the points stay with the member."""

from vafa.domain.acts import BlockReason, CardBlocked
from vafa.domain.card_code import SERIAL_DIGITS
from vafa.domain.errors import Refusal
from vafa.domain.roles import Deed
from vafa.domain.who import Who
from vafa.persian.digits import to_ascii
from vafa.store.cards import Card
from vafa.store.finding import find_acting, find_member
from vafa.store.shopfile import Store


class BlockCard:
    """Blocks one card by its serial, or all good cards of a member; returns what was blocked.

    Refuses `card_unknown`, `card_already_blocked`, `no_card_to_block`, and as `find_member` says.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def by_serial(self, serial: str, reason: BlockReason = BlockReason.LOST, *, staff: int | None = None) -> list[Card]:
        wanted = "".join(to_ascii(serial[: 4 * SERIAL_DIGITS]).split())
        with self._store.act() as act:
            by = find_acting(self._store, staff, Deed.CARD)
            card = self._store.cards.by_serial(wanted)
            if card is None:
                raise Refusal("card_unknown", serial=wanted)
            if card.blocked:
                raise Refusal("card_already_blocked", serial=card.serial, reason=card.blocked)
            act.post(CardBlocked(serial=card.serial, reason=reason), member=card.member, staff=by)
        return [card]

    def of_member(self, who: Who, reason: BlockReason = BlockReason.LOST, *, staff: int | None = None) -> list[Card]:
        with self._store.act() as act:
            by = find_acting(self._store, staff, Deed.CARD)
            member = find_member(self._store, who)
            good = [card for card in self._store.cards.of_member(member.id) if not card.blocked]
            if not good:
                raise Refusal("no_card_to_block", name=member.name)
            for card in good:
                act.post(CardBlocked(serial=card.serial, reason=reason), member=member.id, staff=by)
        return good
