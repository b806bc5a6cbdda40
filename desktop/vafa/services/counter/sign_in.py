"""Signing in: a person and a PIN; and a second person's, to approve what the first may not do alone."""

from msgspec import Struct

from vafa.clock import to_ms
from vafa.domain.errors import Refusal
from vafa.domain.pin import PIN_DIGITS, misses_left, pin_digits
from vafa.domain.roles import Deed, require
from vafa.store.people import StaffMember
from vafa.store.pins import fits
from vafa.store.shopfile import Store


class SignedIn(Struct, frozen=True):
    """Whose PIN was right."""

    person: StaffMember


class SignIn:
    """Checks PINs. Takes tens of milliseconds and more, without keeping anybody from writing: not for a window's
    thread. Misses and pauses are kept on this till through restarts; a new PIN ends them. Nothing is journalled.

    Refuses `staff_unknown`, `pin_missing`, `pin_incomplete` (not counted as a miss), `pin_wrong` (left: misses that
    go without a pause; seconds: the pause that begins now, or 0) and `pin_wait` (seconds).
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, number: int, pin: str) -> SignedIn:
        return SignedIn(self._checked(self._person(number), pin))

    def approve(self, number: int, pin: str, deed: Deed, *, asked: int = 0, staff: int | None = None) -> SignedIn:
        """The PIN of a second person who may do the deed, in this size (Rial), for the one who is signed in; hand the
        number on as `approved_by`. Refuses also `not_allowed` and `approve_self`, before the PIN is looked at."""
        person = self._person(number)
        if number == staff:
            raise Refusal("approve_self", number=number)
        require(person.role, deed, asked)
        return SignedIn(self._checked(person, pin))

    def _person(self, number: int) -> StaffMember:
        person = self._store.people.by_number(number)
        if person is None:
            raise Refusal("staff_unknown", number=number)
        return person

    def _checked(self, person: StaffMember, pin: str) -> StaffMember:
        pins, digits = self._store.pins, pin_digits(pin)
        if digits is None:
            raise Refusal("pin_incomplete", shortest=PIN_DIGITS[0], longest=PIN_DIGITS[-1])
        tried = pins.begin(person.id, to_ms(self._store.now()))
        if not fits(tried.verifier, digits):
            raise Refusal("pin_wrong", left=misses_left(tried.misses), seconds=tried.pause_s)
        pins.succeed(person.id, tried.verifier)
        return person
