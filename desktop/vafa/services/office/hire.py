"""Staff: taking somebody on, and a new PIN when the old one is forgotten."""

from msgspec import Struct

from vafa.clock import to_ms
from vafa.domain import texts
from vafa.domain.acts import StaffAdded, StaffPinSet
from vafa.domain.errors import Refusal
from vafa.domain.personal import StaffName
from vafa.domain.roles import Deed, Role
from vafa.persian.digits import to_ascii
from vafa.store.finding import find_acting
from vafa.store.people import StaffMember
from vafa.store.shopfile import Store

PIN_DIGITS = range(4, 9)


class Hired(Struct, frozen=True):
    """Somebody who works here, and whether this till knows a PIN of his or hers."""

    person: StaffMember
    has_pin: bool


class Hire:
    """Adds staff. Refuses `name_invalid`, `pin_invalid`, and as `find_acting` says."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, name: str, role: Role, pin: str | None = None, *, staff: int | None = None) -> Hired:
        store = self._store
        shown = texts.name(name)
        if not shown:
            raise Refusal("name_invalid", limit=texts.MAX_NAME)
        verifier = pin_verifier(pin) if pin is not None else None
        with store.act() as act:
            by = find_acting(store, staff, Deed.STAFF)
            person = StaffMember(store.clock.new_id(), store.people.next_number(), role, shown)
            body = StaffAdded(staff=person.id, number=person.number, role=role)
            act.post(body, staff=by, personal=StaffName(shown))
            if verifier is not None:
                store.people.set_pin(person.id, verifier, to_ms(act.now))
        return Hired(person, verifier is not None)


class ResetPin:
    """Sets a new PIN as the computer's owner; journalled without the PIN. Refuses `staff_unknown`, `pin_invalid`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, number: int, pin: str) -> Hired:
        store = self._store
        verifier = pin_verifier(pin)
        with store.act() as act:
            person = store.people.by_number(number)
            if person is None:
                raise Refusal("staff_unknown", number=number)
            act.post(StaffPinSet(staff=person.id))
            store.people.set_pin(person.id, verifier, to_ms(act.now))
        return Hired(person, has_pin=True)


class ListStaff:
    """Everybody who works here."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> list[Hired]:
        people = self._store.people
        return [Hired(person, people.pin(person.id) is not None) for person in people.all()]


def pin_verifier(pin: str) -> str:
    """The argon2 verifier of a PIN of 4 to 8 digits, of any digit set. Raises Refusal `pin_invalid`."""
    digits = to_ascii(pin.strip())
    if len(digits) not in PIN_DIGITS or not digits.isascii() or not digits.isdecimal():
        raise Refusal("pin_invalid", shortest=PIN_DIGITS[0], longest=PIN_DIGITS[-1])
    import argon2  # only whoever sets a PIN waits for it

    return argon2.PasswordHasher().hash(digits)
