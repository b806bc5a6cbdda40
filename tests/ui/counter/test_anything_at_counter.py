"""Whatever happens at the counter, in whatever order: nothing breaks, nothing is posted twice or lost."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fakes.counter_desk import CASHIER, PINS, CounterDesk
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import MOBILES, LittleShop

from vafa.domain.errors import Trouble
from vafa.ui.counter.counter_state import CounterState, PrinterState, Step, ToastKind, WayOn

KEYS = [
    *(f"F{number}" for number in range(1, 13)),
    *("Up", "Down", "PgUp", "PgDn", "Tab", "Backtab", "Delete", "Ctrl+Delete"),
    *("Ctrl+Z", "Ctrl+Space", "Ctrl+1", "Ctrl+2", "1", "2", "9"),
]
TEXTS = ["", "1320000", "400", "سارا", MOBILES[0], "09350000000", "0001", "F-1", PINS[1], "1405/8/30 10:00", "x" * 500]

hands = st.one_of(
    st.sampled_from(KEYS).map(lambda name: ("key", name)),
    st.sampled_from(TEXTS).map(lambda text: ("typed", text)),
    st.sampled_from(list(WayOn)).map(lambda way: ("way", way)),
    st.integers(-1, 9).map(lambda place: ("picked", place)),
    st.sampled_from(["card 0", "card 1", "blocked", "slip", "6260100510155", "\x00\x1b", ""]).map(
        lambda text: ("scanned", text)
    ),
    st.sampled_from(["accepted", "accepted", "accepted", "went_back", "outside_change", "locked", "refresh"]).map(
        lambda name: (name,)
    ),
    st.integers(-90_000, 90_000).map(lambda seconds: ("tick", seconds)),
    st.sampled_from(["ask", "act", "send"]).map(lambda lane: ("fail", lane)),
    st.integers(0, 3).map(lambda place: ("step", place)),
)


def coherent(state: CounterState) -> None:
    """What a page may rely on."""
    parts = {
        Step.SALE: state.sale,
        Step.DETAILS: state.details,
        Step.HITS: state.hits,
        Step.ENROL: state.enrolment,
        Step.STOPPED: state.stopped,
        Step.POSTED: state.posted,
        Step.RECEIPT: state.found,
        Step.REASSIGN: state.found,
        Step.PARKED: state.parked or None,
    }
    assert parts.get(state.step, state) is not None
    assert state.question is None or not state.question.ways or state.question.chosen < len(state.question.ways)
    assert len(state.box.text) <= 200
    assert state.hits is None or not state.hits.hits or 0 <= state.hits.chosen < len(state.hits.hits)
    assert not any(pin in str(state.approving) for pin in PINS.values())


def do(counter: CounterDesk, codes: dict[str, str], hand: tuple) -> None:
    match hand:
        case ("scanned", text):
            counter.at.scanned(codes.get(text, text))
        case ("tick", seconds):
            counter.at.tick(counter.clock.forward(seconds=seconds / 10))
        case ("fail", lane):
            counter.runner.fail(lane, Trouble("disk_full"), after=len(counter.runner.asked) % 2 == 0)
        case ("step", place):
            if counter.runner.waiting:
                counter.runner.step(place % len(counter.runner.waiting))
        case (name, *what):
            getattr(counter.at, name)(*what)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(hands, max_size=60), st.booleans())
def test_anything_may_happen(staffed_shop, tmp_path_factory, moves, stepping):
    folder = tmp_path_factory.mktemp("shop") / "shop"
    shutil.copytree(staffed_shop, folder)
    clock = HandClock(seed=2)
    with LittleShop(folder, clock=clock) as little:
        counter = CounterDesk(little, clock, stepping=stepping)
        codes = {"card 0": counter.card(0), "card 1": counter.card(1), "blocked": counter.card(2)}
        counter.block(codes["blocked"])
        codes["slip"] = counter.slip_code(counter.bought(0))
        counter.at.begin()
        for move in moves:
            do(counter, codes, move)
            coherent(counter.state)
        counter.runner.run_all()
        coherent(counter.state)
        sold = [row for row in little.store.database.rows("SELECT kind FROM journal") if row[0] == "purchase_posted"]
        keys = little.store.database.rows("SELECT key FROM act_key")
        assert len(keys) == len(set(keys))
        assert len(sold) <= 1 + sum(move == ("key", "F10") or move[0] in {"accepted", "way"} for move in moves)
        assert little.shop.verify().faults == []


def test_every_change_is_shown_once(counter):
    before = len(counter.shown)
    counter.at.refresh()
    counter.at.key("F12")
    assert len(counter.shown) == before + 1
    counter.at.tick(counter.state.now)
    assert len(counter.shown) == before + 1


def test_a_page_built_anew_gets_the_text_again(counter):
    counter.type("سا")
    edition = counter.box.edition
    counter.at.refresh()
    assert counter.shown[-1].box.edition > edition
    assert counter.shown[-1].box.text == "سا"


def test_help_opens_and_closes(counter):
    counter.keys("F1")
    assert counter.state.help
    counter.esc()
    assert not counter.state.help
    counter.keys("F1")
    counter.type("س")
    assert (counter.state.help, counter.box.text) == (False, "س")


@pytest.mark.parametrize("key", ["F4", "F6", "F11", "F12", "F3", "F9", "F10"])
def test_keys_of_later_parts_and_of_other_steps_do_nothing(counter, key):
    before = counter.state
    assert key not in before.keys
    counter.keys(key)
    assert counter.state == before


def test_garbage_is_a_passing_remark(counter):
    counter.type("سا")
    counter.at.garbage(10_000_000)
    assert (counter.toast(), counter.state.toast.figures, counter.box.text) == (
        ToastKind.GARBAGE,
        {"count": 10_000_000},
        "سا",
    )


def test_devices_are_shown(counter):
    devices = counter.state.devices
    counter.at.devices_changed(devices.__class__(printer=PrinterState.READY, scanned=True))
    assert (counter.state.devices.printer, counter.state.devices.scanned) == (PrinterState.READY, True)


def test_the_clock_is_shown(counter):
    counter.tick(3)
    assert counter.state.now == counter.clock.now()


def test_who_signed_in_is_shown(counter):
    counter.at.signed_in(CASHIER.__class__(1, "Laleh", CASHIER.role))
    assert counter.state.person.name == "Laleh"


def test_a_search_that_fails_is_said_and_tried_again(counter):
    counter.runner.fail("ask", Trouble("shop_gone"), topic="hits")
    counter.type("سا")
    assert (counter.state.notice.code, counter.step) == ("shop_gone", Step.IDLE)
    counter.at.way(WayOn.TRY_AGAIN)
    assert (counter.state.notice, counter.step) == (None, Step.HITS)


def test_a_scan_that_fails_is_said_and_tried_again(counter):
    code = counter.card(1)
    counter.runner.fail("ask", Trouble("shop_gone"), topic="scan")
    counter.at.scanned(code)
    assert counter.state.notice.code == "shop_gone"
    counter.at.way(WayOn.TRY_AGAIN)
    assert counter.sale.member.member.mobile == MOBILES[1]
