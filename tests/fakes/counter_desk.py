"""A counter over a real little shop, without a window: what a test does at it, and what it shows."""

from contextlib import contextmanager
from dataclasses import fields

from tests.fakes.hand_clock import HandClock
from tests.fakes.instant_runner import InstantRunner
from tests.fakes.little_shop import MOBILES, LittleShop

from vafa.domain.acts import BlockReason
from vafa.domain.card_code import read_code, receipt_code
from vafa.domain.errors import Trouble
from vafa.domain.receipt import ShopFace
from vafa.domain.roles import Role
from vafa.domain.units import DisplayUnit
from vafa.domain.who import by_mobile
from vafa.services.asking import Sale
from vafa.ui.counter.counter_presenter import CounterPresenter
from vafa.ui.counter.counter_state import Colleague, CounterState, SlipPicture, Step
from vafa.ui.counter.desk_services import Desk

CASHIER = Colleague(2, "Nastaran", Role.CASHIER)
PINS = {1: "4321", 2: "1234", 3: "9876"}


class FakePrinter:
    """Keeps the numbers of the slips it printed; `broken` makes it fail, `set_up` says whether there is one."""

    def __init__(self) -> None:
        self.set_up = False
        self.broken = False
        self.printed: list[str] = []
        self.waiting: list[str] = []

    def print_slip(self, number: str) -> None:
        if self.broken:
            self.waiting.append(number)
            raise Trouble("printer_offline", sent=False)
        self.printed.append(number)

    def print_waiting(self) -> None:
        if self.broken:
            raise Trouble("printer_offline", sent=False)
        self.printed += self.waiting
        self.waiting = []


class CounterDesk:
    """The presenter, its runner and its shop. Staff: 1 a manager, 2 the cashier who is signed in."""

    def __init__(self, little: LittleShop, clock: HandClock, *, stepping: bool = False) -> None:
        self.little = little
        self.shop = little.shop
        self.clock = clock
        self.runner = InstantRunner(stepping=stepping)
        self.printer = FakePrinter()
        self.shown: list[CounterState] = []
        self.at = self.presenter()

    def presenter(self) -> CounterPresenter:
        """A counter as it is after a start of the window."""
        return CounterPresenter(
            self.desk(),
            self.runner,
            self.shown.append,
            person=CASHIER,
            face=ShopFace("Bazar"),
            unit=DisplayUnit.TOMAN,
        )

    def desk(self) -> Desk:
        lent = {
            "clock": self.clock,
            "preview_slip": lambda receipt: SlipPicture(8, receipt.number.encode()),
            "print_slip": self.printer.print_slip,
            "print_waiting": self.printer.print_waiting,
            "waiting_slips": lambda: len(self.printer.waiting),
            "printer_set": lambda: self.printer.set_up,
        }
        of_shop = {field.name: getattr(self.shop, field.name) for field in fields(Desk) if field.name not in lent}
        return Desk(**lent, **of_shop)

    # --- what one sees

    @property
    def state(self) -> CounterState:
        return self.at.state

    @property
    def step(self) -> Step:
        return self.state.step

    @property
    def box(self):
        return self.state.box

    @property
    def sale(self):
        return self.state.sale

    @property
    def question(self):
        return self.state.question

    def no(self) -> str | None:
        """The code of what the box says no with."""
        return self.box.no.code if self.box.no else None

    def toast(self) -> str | None:
        return self.state.toast.kind if self.state.toast else None

    # --- what one does

    def type(self, text: str, *, afresh: bool = False) -> None:
        """Letter after letter, behind what is in the box."""
        before = "" if afresh else self.box.text
        for end in range(1, len(text) + 1):
            self.at.typed(before + text[:end])

    def enter(self, text: str = "") -> None:
        if text:
            self.type(text, afresh=True)
        self.at.accepted()

    def keys(self, *names: str) -> None:
        for name in names:
            self.at.key(name)

    def esc(self) -> None:
        self.at.went_back()

    def pay(self, toman: str) -> None:
        """An amount, accepted and finished."""
        self.enter(toman)
        self.keys("F10")

    def tick(self, seconds: int = 1) -> None:
        for _ in range(seconds):
            self.clock.forward(seconds=1)
            self.at.tick(self.clock.now())

    # --- what has become of it

    @contextmanager
    def posts(self, count: int):
        """The block posts so many acts."""
        before = self.little.store.journal.count()
        yield
        assert self.little.store.journal.count() - before == count

    def parked(self) -> list[int]:
        return [parked.sale.amount_rial for parked in self.shop.recall.all()]

    def card(self, member: int = 0) -> str:
        """A new card of a member: the digits in its code."""
        return self.shop.issue_card(by_mobile(MOBILES[member])).code

    def block(self, code: str) -> None:
        """The card was lost."""
        self.shop.block_card.by_serial(read_code(code).serial, BlockReason.LOST)

    def bought(self, member: int = 0, rial: int = 50_000_000, staff: int | None = None) -> str:
        """A purchase of before: its receipt number."""
        sale = Sale(who=by_mobile(MOBILES[member]), amount_rial=rial)
        return self.shop.sell(sale, staff=staff).receipt.number

    def slip_code(self, number: str) -> str:
        mark, _, running = number.partition("-")
        return receipt_code(mark, int(running))
