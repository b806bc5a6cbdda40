"""Signing in: who is behind the till, and the PIN; also after the till was locked."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from vafa.domain.errors import Refusal, Trouble
from vafa.domain.pin import PIN_DIGITS
from vafa.domain.receipt import ShopFace
from vafa.persian.folding import key
from vafa.persian.keyboard import as_persian
from vafa.ui.parts.runner import Runner

if TYPE_CHECKING:  # loading the shop's services takes longer than painting this page
    from vafa.services.counter.sign_in import SignedIn
    from vafa.services.office.hire import Hired


class Phase(StrEnum):
    """`OPENING`: the shop's file is not open yet; `CLOSED`: it cannot be opened."""

    OPENING = "opening"
    CLOSED = "closed"
    CHOOSING = "choosing"


class SignInState(Struct, frozen=True, kw_only=True):
    """What the page shows. The PIN itself is not in it."""

    now: datetime
    phase: Phase = Phase.OPENING
    face: ShopFace = ShopFace("")
    people: "tuple[Hired, ...]" = ()
    chosen: int = 0
    typed: int = 0
    checking: bool = False
    no: Refusal | Trouble | None = None
    wait_s: int = 0
    """So many seconds until the next PIN may be tried."""
    forgotten: bool = False
    demo_pin: str = ""
    sale_waits: bool = False
    """A purchase is open behind the lock."""


class SignInServices(Struct, frozen=True):
    """What signing in asks of the shop."""

    list_staff: Callable[[], "list[Hired]"]
    sign_in: Callable[[int, str], "SignedIn"]


class SignInPresenter:
    """Chooses a person, collects the PIN and asks the shop. `entered` hears who came in."""

    def __init__(
        self,
        runner: Runner,
        now: datetime,
        show: Callable[[SignInState], None],
        entered: Callable[["SignedIn"], None],
        retry: Callable[[], None],
    ) -> None:
        self._runner = runner
        self._show = show
        self._entered = entered
        self._retry = retry
        self._services: SignInServices | None = None
        self._pin = ""
        self.state = SignInState(now=now)

    def opened(self, services: SignInServices, face: ShopFace, demo_pin: str = "") -> None:
        """The shop is there: asks who works in it."""
        self._services = services
        self._set(face=face, demo_pin=demo_pin, no=None)
        self._runner.ask(self, "people", services.list_staff, self._people_came, self._failed)

    def could_not_open(self, no: Refusal | Trouble) -> None:
        """The shop cannot be opened; Enter tries again."""
        self._set(phase=Phase.CLOSED, no=no)

    def lock(self, *, sale_waits: bool) -> None:
        """Shows the page again, for the same or another person; what is open behind it stays."""
        self._pin = ""
        self._set(typed=0, checking=False, no=None, forgotten=False, sale_waits=sale_waits)
        if self._services is not None:
            self._runner.ask(self, "people", self._services.list_staff, self._people_came, self._failed)

    def tick(self, now: datetime) -> None:
        """A second has passed."""
        left = max(0, self.state.wait_s - 1)
        no = None if self.state.wait_s and not left else self.state.no
        self._set(now=now, wait_s=left, no=no)

    def choose(self, place: int) -> None:
        """Another person: the PIN begins anew."""
        if not 0 <= place < len(self.state.people) or self.state.checking:
            return
        self._pin = ""
        self._set(chosen=place, typed=0, no=None, wait_s=0, forgotten=False)

    def move(self, by: int) -> None:
        """Up and down the list, round its ends."""
        if self.state.people:
            self.choose((self.state.chosen + by) % len(self.state.people))

    def letter(self, letter: str) -> None:
        """The next person whose name begins with a letter, under either keyboard layout."""
        wanted = {key(letter), key(as_persian(letter))} - {""}
        count = len(self.state.people)
        for step in range(1, count + 1):
            place = (self.state.chosen + step) % count
            if key(self.state.people[place].person.name)[:1] in wanted:
                self.choose(place)
                return

    def digit(self, digit: str) -> None:
        """One more digit of the PIN, 0 to 9."""
        if self.state.checking or self.state.phase is not Phase.CHOOSING or len(self._pin) >= PIN_DIGITS[-1]:
            return
        self._pin += digit
        self._set(typed=len(self._pin), no=None if not self.state.wait_s else self.state.no)

    def backspace(self) -> None:
        if not self.state.checking:
            self._pin = self._pin[:-1]
            self._set(typed=len(self._pin))

    def clear(self) -> None:
        """Esc: the PIN begins anew, and the advice goes."""
        if not self.state.checking:
            self._pin = ""
            self._set(typed=0, forgotten=False, no=self.state.no if self.state.wait_s else None)

    def forgot(self) -> None:
        """Says what to do about a forgotten PIN."""
        self._set(forgotten=True)

    def enter(self) -> None:
        """Tries the PIN; where the shop could not be opened, tries that again."""
        state = self.state
        if state.phase is Phase.CLOSED:
            self._set(phase=Phase.OPENING, no=None)
            self._retry()
            return
        services = self._services
        if services is not None and state.no is not None and not state.people:
            self._set(no=None)
            self._runner.ask(self, "people", services.list_staff, self._people_came, self._failed)
            return
        if services is None or state.checking or not state.people or state.wait_s or not self._pin:
            return
        number, pin = state.people[state.chosen].person.number, self._pin
        self._pin = ""
        self._set(checking=True, no=None, typed=0)
        self._runner.act(self, "sign_in", lambda: services.sign_in(number, pin), self._came_in, self._failed)

    def _people_came(self, people: "list[Hired]") -> None:
        before = self.state.people[self.state.chosen].person.number if self.state.people else None
        numbers = [hired.person.number for hired in people]
        if before is not None and before not in numbers:
            self._pin = ""
        chosen = numbers.index(before) if before in numbers else 0
        self._set(people=tuple(people), phase=Phase.CHOOSING, chosen=chosen, typed=len(self._pin))

    def _came_in(self, signed_in: "SignedIn") -> None:
        self._set(checking=False, typed=0, no=None, sale_waits=False)
        self._entered(signed_in)

    def _failed(self, no: Refusal | Trouble) -> None:
        seconds = no.figures.get("seconds", 0)
        self._set(checking=False, typed=0, no=no, wait_s=seconds if isinstance(seconds, int) else 0)

    def _set(self, **changes: object) -> None:
        state = structs.replace(self.state, **changes)
        if state != self.state:
            self.state = state
            self._show(state)
