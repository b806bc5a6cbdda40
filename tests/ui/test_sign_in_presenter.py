"""Signing in, without a window: on a real shop, with real PINs."""

import pytest
from tests.fakes.hand_clock import HandClock
from tests.fakes.instant_runner import InstantRunner
from tests.fakes.little_shop import LittleShop

from vafa.domain.errors import Trouble
from vafa.domain.receipt import ShopFace
from vafa.domain.roles import Role
from vafa.ui.sign_in_presenter import Phase, SignInPresenter, SignInServices

PEOPLE = (
    ("نسترن احمدی", Role.CASHIER, "2580"),
    ("کاوه یزدانی", Role.CASHIER, "7391"),
    ("ن. مرادی", Role.MANAGER, None),
)


class Door:
    """A presenter at a real shop's door, and what it told."""

    def __init__(self, little: LittleShop, clock: HandClock) -> None:
        self.runner = InstantRunner(stepping=True)
        self.shown, self.entered, self.retries = [], [], []
        self.presenter = SignInPresenter(
            self.runner,
            clock.now(),
            self.shown.append,
            lambda signed_in: self.entered.append(signed_in.person.name),
            lambda: self.retries.append(1),
        )
        for name, role, pin in PEOPLE:
            little.shop.hire(name, role, pin)
        self.services = SignInServices(little.shop.list_staff, little.shop.sign_in)

    def open(self) -> None:
        self.presenter.opened(self.services, ShopFace("فروشگاه مهرگان"))
        self.runner.run_all()

    def type(self, pin: str) -> None:
        for digit in pin:
            self.presenter.digit(digit)
        self.presenter.enter()

    @property
    def state(self):
        return self.presenter.state


@pytest.fixture
def door(tmp_path):
    clock = HandClock()
    with LittleShop(tmp_path / "shop", create=True, clock=clock) as little:
        yield Door(little, clock)


def test_the_right_pin_opens(door: Door):
    door.open()
    assert [hired.person.name for hired in door.state.people] == [name for name, _, _ in PEOPLE]
    door.type("2580")
    assert door.state.checking
    assert door.state.typed == 0
    door.runner.run_all()
    assert door.entered == ["نسترن احمدی"]
    assert not door.state.checking


def test_the_pin_is_in_no_state(door: Door):
    door.open()
    door.type("2580")
    door.runner.run_all()
    assert "2580" not in repr(door.shown)


def test_a_letter_finds_the_next_person_under_both_layouts(door: Door):
    door.open()
    door.presenter.letter("ک")
    assert door.state.chosen == 1
    door.presenter.letter("k")  # the key of «ن»
    assert door.state.chosen == 2
    door.presenter.letter("ن")
    assert door.state.chosen == 0
    door.presenter.letter("؟")
    assert door.state.chosen == 0


def test_a_wrong_pin_says_so_and_a_pause_counts_down(door: Door):
    door.open()
    for _ in range(3):
        door.type("1111")
        door.runner.run_all()
    assert not door.entered
    assert door.state.no is not None
    assert door.state.no.code == "pin_wrong"
    assert door.state.wait_s == 5
    door.type("2580")
    assert not door.runner.waiting  # nothing is even asked meanwhile
    for _ in range(5):
        door.presenter.tick(door.state.now)
    assert (door.state.wait_s, door.state.no) == (0, None)


def test_enter_twice_asks_once(door: Door):
    door.open()
    door.type("2580")
    door.presenter.enter()
    door.presenter.digit("1")
    assert [topic for lane, topic in door.runner.asked if lane == "act"] == ["sign_in"]
    assert door.state.typed == 0


def test_changing_the_person_begins_the_pin_anew(door: Door):
    door.open()
    door.presenter.digit("2")
    door.presenter.move(-1)
    assert (door.state.chosen, door.state.typed) == (2, 0)


def test_somebody_without_a_pin_is_told_what_to_do(door: Door):
    door.open()
    door.presenter.choose(2)
    door.type("1234")
    door.runner.run_all()
    assert door.state.no is not None
    assert door.state.no.code == "pin_missing"


def test_a_shop_that_cannot_be_opened_is_tried_again_with_enter(door: Door):
    door.presenter.could_not_open(Trouble("shop_busy"))
    assert door.state.phase is Phase.CLOSED
    door.presenter.enter()
    assert door.retries == [1]
    assert door.state.phase is Phase.OPENING


def test_digits_before_the_shop_is_open_are_not_kept(door: Door):
    door.type("2580")
    assert door.state.typed == 0
    door.open()
    door.presenter.enter()
    assert not door.runner.waiting


def test_locking_lets_another_person_in(door: Door):
    door.open()
    door.type("2580")
    door.runner.run_all()
    door.presenter.lock(sale_waits=True)
    door.runner.run_all()
    assert door.state.sale_waits
    door.presenter.move(1)
    door.type("7391")
    door.runner.run_all()
    assert door.entered == ["نسترن احمدی", "کاوه یزدانی"]
    assert not door.state.sale_waits


def test_a_list_of_people_that_could_not_be_read_is_read_by_enter(door: Door):
    door.runner.fail("ask", Trouble("shop_busy"), topic="people")
    door.open()
    assert (door.state.no.code, door.state.people) == ("shop_busy", ())
    door.presenter.enter()
    door.runner.run_all()
    assert (door.state.no, door.state.phase, len(door.state.people)) == (None, Phase.CHOOSING, 3)


def test_somebody_taken_on_meanwhile_does_not_get_the_pin_of_the_one_who_types(door: Door):
    door.open()
    door.presenter.choose(1)
    door.presenter.digit("7")
    door.services = SignInServices(lambda: list(reversed(people)), door.services.sign_in)
    people = door.state.people
    door.presenter.opened(door.services, door.state.face)
    door.runner.run_all()
    chosen = door.state.people[door.state.chosen].person
    assert (chosen.name, door.state.typed) == ("کاوه یزدانی", 1)
