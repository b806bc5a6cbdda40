"""Staff: taking somebody on, and a new PIN when the old one is forgotten."""

from msgspec import Struct

from vafa.clock import to_ms
from vafa.domain import texts
from vafa.domain.acts import StaffAdded, StaffPinSet
from vafa.domain.errors import Refusal
from vafa.domain.personal import StaffName
from vafa.domain.pin import read_pin
from vafa.domain.roles import Deed, Role
from vafa.store.finding import find_acting
from vafa.store.people import StaffMember
from vafa.store.pins import pin_verifier
from vafa.store.shopfile import Store


class Hired(Struct, frozen=True):
    """Somebody who works here, whether this till knows a PIN of his or hers, and how long it cannot be tried."""

    person: StaffMember
    has_pin: bool
    wait_s: int = 0


class Hire:
    """Adds staff. Refuses `name_invalid`, `pin_invalid`, and as `find_acting` says."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, name: str, role: Role, pin: str | None = None, *, staff: int | None = None) -> Hired:
        store = self._store
        shown = texts.name(name)
        if not shown:
            raise Refusal("name_invalid", limit=texts.MAX_NAME)
        verifier = pin_verifier(read_pin(pin)) if pin is not None else None
        with store.act() as act:
            by = find_acting(store, staff, Deed.STAFF)
            person = StaffMember(store.clock.new_id(), store.people.next_number(), role, shown)
            body = StaffAdded(staff=person.id, number=person.number, role=role)
            act.post(body, staff=by, personal=StaffName(shown))
            if verifier is not None:
                store.pins.set(person.id, verifier, to_ms(act.now))
        return Hired(person, verifier is not None)


class ResetPin:
    """Sets a new PIN as the computer's owner, and ends any wait; journalled without the PIN.
    Refuses `staff_unknown`, `pin_invalid`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, number: int, pin: str) -> Hired:
        store = self._store
        verifier = pin_verifier(read_pin(pin))
        with store.act() as act:
            person = store.people.by_number(number)
            if person is None:
                raise Refusal("staff_unknown", number=number)
            act.post(StaffPinSet(staff=person.id))
            store.pins.set(person.id, verifier, to_ms(act.now))
        return Hired(person, has_pin=True)


class ListStaff:
    """Everybody who works here."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> list[Hired]:
        store = self._store
        with store.reading():
            waits = store.pins.waits(to_ms(store.now()))
            return [Hired(one, one.id in waits, waits.get(one.id, 0)) for one in store.people.all()]
