"""Founding: the shop's name and its first manager, in one step."""

from msgspec import Struct, structs

from vafa.clock import to_ms
from vafa.domain import texts
from vafa.domain.acts import ShopDescribed, StaffAdded
from vafa.domain.errors import Refusal
from vafa.domain.personal import StaffName
from vafa.domain.pin import read_pin, refuse_simple
from vafa.domain.roles import Role
from vafa.store.people import StaffMember
from vafa.store.pins import pin_verifier
from vafa.store.ruling import ShopState
from vafa.store.shopfile import Store


class Founded(Struct, frozen=True):
    """How the shop presents itself, and who manages it."""

    state: ShopState
    person: StaffMember


class Found:
    """Names a shop in which nobody works yet, and takes its first manager on with a PIN. Refuses `already_founded`
    (then: sign in), `name_invalid`, `pin_invalid` and `pin_too_simple`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, shop_name: str, manager: str, pin: str, *, branch: str = "", till: str = "") -> Founded:
        store = self._store
        named = {"name": _named(shop_name), "branch": texts.name(branch), "till": texts.name(till)}
        shown, digits = _named(manager), read_pin(pin)
        refuse_simple(digits)
        if store.people.all():
            raise Refusal("already_founded")
        verifier = pin_verifier(digits)
        with store.act() as act:
            if store.people.all():
                raise Refusal("already_founded")
            before = store.ruling.shop()
            face = structs.replace(before.face, **{part: text for part, text in named.items() if text})
            state = ShopState(face, before.unit)
            person = StaffMember(store.clock.new_id(), store.people.next_number(), Role.MANAGER, shown)
            act.post(ShopDescribed(face=state.face, unit=state.unit), staff=person.id)
            act.post(
                StaffAdded(staff=person.id, number=person.number, role=person.role),
                staff=person.id,
                personal=StaffName(shown),
            )
            store.pins.set(person.id, verifier, to_ms(act.now))
        return Founded(state, person)


def _named(text: str) -> str:
    shown = texts.name(text)
    if not shown:
        raise Refusal("name_invalid", limit=texts.MAX_NAME)
    return shown
