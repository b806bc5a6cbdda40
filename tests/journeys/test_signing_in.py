"""Who is behind the till: a letter and a PIN, pauses after wrong ones, the lock, and a quick change of cashier."""

import subprocess
import sys

import pytest
from tests.journeys.window_journey import ARASH, NEGAR, START_WAIT_S, ZAHRA, Founded, Journey

from vafa.wording.apologies import apology


@pytest.fixture
def door(screen, hands, tmp_path):
    """A window of its own at the sign-in page of its own shop."""
    shop = Founded(tmp_path / "shop")
    with Journey(screen, hands, shop.folder, tmp_path) as journey:
        journey.wait_for_people()
        yield journey


@pytest.mark.slow
def test_a_letter_and_a_pin_wrong_ones_pause_and_colleagues_change_quickly(door):
    door.choose(NEGAR)
    for misses in (1, 2, 3):
        type_pin(door, "1111")
        door.press("Return")
        door.until(
            refused,
            f"a wrong PIN, number {misses}",
        )
    waiting = door.look()["sign_in"]
    assert (waiting["no"], waiting["wait_s"] > 0) == ("pin_wrong", True)
    assert type_pin(door, NEGAR[1])["place"] == "sign_in"
    door.press("Return")

    door.choose(ARASH)
    door.type(ARASH[1])
    door.press("Return")
    state = door.until_counter(lambda state: state["person"]["name"] == ARASH[0], "the colleague at the counter")
    assert state["step"] == "idle"

    door.press("Ctrl+L")
    door.until(lambda seen: seen["place"] == "sign_in", "the lock")
    door.choose(NEGAR)
    assert enter_when_the_pause_is_over(door, NEGAR)["counter"]["person"]["name"] == NEGAR[0]


def type_pin(door, pin):
    """Until it stands there: the no of the try before is not taken for the answer to this one."""
    door.type(pin)
    return door.until(lambda seen: seen["sign_in"]["typed"] == len(pin), "typed but not tried")


def refused(seen):
    sign_in = seen["sign_in"]
    return sign_in["no"] and not sign_in["checking"] and not sign_in["typed"]


def enter_when_the_pause_is_over(door, person):
    """The seconds on the page are whole ones: the shop may ask for one more."""
    while True:
        door.until(lambda seen: not seen["sign_in"]["wait_s"], "the end of the pause")
        type_pin(door, person[1])
        door.press("Return")
        shown = door.until(lambda seen: seen["place"] == "counter" or refused(seen), "let in, or told to wait")
        if shown["place"] == "counter":
            return shown
        assert shown["sign_in"]["no"] == "pin_wait"


def test_an_open_purchase_waits_behind_the_lock(counter, founded):
    counter.open_by_card(founded, ZAHRA)
    counter.amount(45_000)
    counter.press("Ctrl+L")
    assert counter.until(lambda seen: seen["place"] == "sign_in", "the lock")["sign_in"]["sale_waits"]
    counter.scan(founded.cards[ZAHRA])
    counter.sign_in(ARASH)
    state = counter.until_counter(lambda state: state["person"]["name"] == ARASH[0], "the colleague")
    assert (state["step"], state["sale"]["amount_rial"]) == ("sale", 450_000)
    assert state["sale"]["member"]["member"]["name"] == ZAHRA
    counter.press("Ctrl+L")
    counter.sign_in(NEGAR)
    counter.to_idle()


def test_a_second_window_on_the_same_shop_says_so_and_goes(counter, founded, screen, hands, tmp_path):
    second = Journey(screen, hands, founded.folder, tmp_path)
    shown = second.until(lambda seen: seen["sign_in"]["no"], "why it does not open", START_WAIT_S)
    assert shown["sign_in"]["no"] == "window_open_already"
    read = second.until_read(apology("window_open_already", {}, "toman", "fa").sentence)
    assert founded.folder.name not in read
    second.take_keyboard()
    second.press("Escape")
    assert second.ended() == 0
    counter.take_keyboard()
    counter.settle()


def test_without_a_screen_it_says_so_in_one_sentence(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "vafa", "--shop", str(tmp_path)],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, len(done.stderr.decode().splitlines())) == (3, b"", 1)
