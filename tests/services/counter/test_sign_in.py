"""PINs: any digits, growing pauses that nothing shortens, and a second person's approval."""

from datetime import timedelta

import pytest
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import acts, nothing_written, refused

from vafa.domain.errors import Trouble
from vafa.domain.roles import Deed, Role
from vafa.store import pins as pin_store

RIGHT, WRONG = "4821", "4822"


@pytest.fixture
def number(little: LittleShop) -> int:
    return little.shop.hire("Mina", Role.CASHIER, RIGHT).person.number


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many tries: a comparison instead of argon2, whose slowness is not what is looked at."""
    monkeypatch.setattr("vafa.services.counter.sign_in.fits", lambda _, digits: digits == RIGHT)


def miss(little: LittleShop, number: int, times: int, clock: HandClock) -> int:
    """So many wrong PINs in a row, each after the pause of the one before; the last one's pause."""
    seconds = 0
    for _ in range(times):
        clock.forward(seconds=seconds)
        with refused("pin_wrong") as caught:
            little.shop.sign_in(number, WRONG)
        seconds = caught.value.figures["seconds"]
    return seconds


@pytest.mark.parametrize("pin", ["4821", "۴۸۲۱", "٤٨٢١"])
def test_the_right_pin_in_any_digits(little: LittleShop, number: int, pin: str):
    with nothing_written(little):
        assert little.shop.sign_in(number, pin).person.name == "Mina"


def test_a_wrong_pin_says_how_many_tries_are_left(little: LittleShop, number: int):
    with nothing_written(little):
        with refused("pin_wrong", left=2, seconds=0):
            little.shop.sign_in(number, WRONG)
        with refused("pin_wrong", left=1, seconds=0):
            little.shop.sign_in(number, WRONG)
        with refused("pin_wrong", left=0, seconds=5):
            little.shop.sign_in(number, WRONG)
        with refused("pin_wait", seconds=5):
            little.shop.sign_in(number, RIGHT)


@pytest.mark.usefixtures("quick")
def test_pauses_grow_and_end(little: LittleShop, number: int, clock: HandClock):
    pauses = [miss(little, number, 1, clock) for _ in range(2)]
    while len(pauses) < 11:
        pauses.append(miss(little, number, 1, clock))
        clock.forward(seconds=pauses[-1])
    assert pauses == [0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]
    little.shop.sign_in(number, RIGHT)
    assert miss(little, number, 2, clock) == 0, "being right forgets all misses"


@pytest.mark.usefixtures("quick")
def test_a_try_during_the_pause_neither_counts_nor_lengthens_it(little: LittleShop, number: int, clock: HandClock):
    miss(little, number, 3, clock)
    for left in (5, 4, 3, 2, 1):
        for pin in (RIGHT, WRONG):
            with refused("pin_wait", seconds=left):
                little.shop.sign_in(number, pin)
        clock.forward(seconds=1)
    little.shop.sign_in(number, RIGHT)


@pytest.mark.usefixtures("quick")
def test_everybody_has_misses_of_his_own(little: LittleShop, number: int, clock: HandClock):
    other = little.shop.hire("Omid", Role.MANAGER, RIGHT).person.number
    miss(little, number, 3, clock)
    little.shop.sign_in(other, RIGHT)
    assert [one.wait_s for one in little.shop.list_staff()] == [5, 0]
    clock.forward(seconds=6)
    assert [one.wait_s for one in little.shop.list_staff()] == [0, 0]


@pytest.mark.usefixtures("quick")
def test_a_restart_forgets_nothing(little: LittleShop, number: int, clock: HandClock):
    miss(little, number, 4, clock)
    with LittleShop(little.store.folder, clock=clock) as again:
        with refused("pin_wait", seconds=10):
            again.shop.sign_in(number, RIGHT)
        clock.forward(seconds=10)
        assert miss(again, number, 1, clock) == 20


@pytest.mark.usefixtures("quick")
def test_a_pin_that_was_being_checked_when_the_till_was_killed_is_a_miss(
    little: LittleShop, number: int, monkeypatch: pytest.MonkeyPatch
):
    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("vafa.services.counter.sign_in.fits", killed)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            little.shop.sign_in(number, WRONG)
    with refused("pin_wait"):
        little.shop.sign_in(number, RIGHT)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("back", [timedelta(minutes=3), timedelta(days=400)])
def test_a_clock_set_back_neither_lengthens_a_pause_nor_ends_it(
    little: LittleShop, number: int, clock: HandClock, back: timedelta
):
    miss(little, number, 5, clock)
    clock.set(clock.now() - back)
    with refused("pin_wait", seconds=20):
        little.shop.sign_in(number, RIGHT)
    clock.forward(seconds=19)
    with refused("pin_wait", seconds=1):
        little.shop.sign_in(number, RIGHT)
    clock.forward(seconds=1)
    little.shop.sign_in(number, RIGHT)


@pytest.mark.usefixtures("quick")
def test_the_computers_owner_ends_a_pause_with_a_new_pin(little: LittleShop, number: int, clock: HandClock):
    miss(little, number, 6, clock)
    before = acts(little)
    little.shop.reset_pin(number, RIGHT)
    assert acts(little) == before + 1
    assert [act.envelope.kind for act in little.store.journal.acts()][-1] == "staff_pin_set"
    little.shop.sign_in(number, RIGHT)


def test_what_cannot_be_tried(little: LittleShop, number: int):
    bare = little.shop.hire("Nima", Role.CASHIER).person.number
    with nothing_written(little):
        with refused("staff_unknown", number=77):
            little.shop.sign_in(77, RIGHT)
        with refused("pin_missing"):
            little.shop.sign_in(bare, RIGHT)
        for pin in ("", "48", "482100000", "four", "4821\x00", "9" * 10**6):
            with refused("pin_incomplete", shortest=4, longest=8):
                little.shop.sign_in(number, pin)
    with refused("pin_wrong", left=2):
        little.shop.sign_in(number, WRONG)


def test_a_damaged_verifier_is_trouble_and_no_wrong_pin(little: LittleShop, number: int):
    little.store.database.run("UPDATE pin SET verifier = '$argon2id$v=19$broken'")
    with pytest.raises(Trouble, match="shop_damaged"):
        little.shop.sign_in(number, RIGHT)


def test_nobody_waits_for_the_lock_while_a_pin_is_checked(
    little: LittleShop, number: int, monkeypatch: pytest.MonkeyPatch
):
    def beside(verifier: str, digits: str) -> bool:
        with LittleShop(little.store.folder, clock=little.store.clock) as other:
            other.sell()
        return pin_store.fits(verifier, digits)

    monkeypatch.setattr("vafa.services.counter.sign_in.fits", beside)
    assert little.shop.sign_in(number, RIGHT).person.number == number
    assert little.points() == 10


def test_no_pin_is_written_anywhere(little: LittleShop):
    hired = little.shop.hire("Ava", Role.CASHIER, "83610275").person.number
    with refused("pin_wrong"):
        little.shop.sign_in(hired, "92754631")
    little.shop.sign_in(hired, "83610275")
    little.store.forget_deleted()
    assert not {pin for pin in (b"83610275", b"92754631") if pin in little.file_bytes()}


class TestApproving:
    """The check of a second person; what it is good for stands with selling and refunding."""

    @pytest.fixture
    def supervisor(self, little: LittleShop) -> int:
        return little.shop.hire("Omid", Role.SUPERVISOR, "9053").person.number

    def test_a_second_person_who_may(self, little: LittleShop, number: int, supervisor: int):
        with nothing_written(little):
            approved = little.shop.sign_in.approve(supervisor, "9053", Deed.REDEEM, asked=10**9, staff=number)
        assert approved.person.number == supervisor

    def test_a_second_person_who_may_not_is_refused_before_the_pin(self, little: LittleShop, number: int):
        other = little.shop.hire("Nima", Role.CASHIER, "9053").person.number
        for deed, asked in ((Deed.REFUND_ANY, 1), (Deed.REDEEM, 10**9)):
            with refused("not_allowed", role="cashier", needs="supervisor"):
                little.shop.sign_in.approve(other, WRONG, deed, asked=asked, staff=number)
        with refused("pin_wrong", left=2):
            little.shop.sign_in(other, WRONG)

    def test_nobody_approves_himself(self, little: LittleShop, supervisor: int):
        with refused("approve_self"):
            little.shop.sign_in.approve(supervisor, "9053", Deed.REDEEM, staff=supervisor)

    def test_a_wrong_pin_counts_as_when_signing_in(self, little: LittleShop, number: int, supervisor: int):
        with refused("pin_wrong", left=2):
            little.shop.sign_in.approve(supervisor, WRONG, Deed.REDEEM, staff=number)
        with refused("pin_wrong", left=1):
            little.shop.sign_in(supervisor, WRONG)
