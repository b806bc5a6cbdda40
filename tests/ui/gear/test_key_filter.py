"""Real key events of an X server: a scanner under any layout and a person at the same keyboard, each gets their own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from tests.fakes.typing_hands import TypingHands
from tests.fakes.virtual_screen import VirtualScreen, can_show

from vafa.devices.wedge import HICCUP_MS, LONGEST_GAP_MS, Wedge
from vafa.ui.gear.key_filter import KeyFilter

ROOT = Path(__file__).parents[3]
CARD = "1012345678901234567890123456789012"
LAYOUTS = ("us", "ir", "fr")
STOP_WAIT_S = 10
TRIES = 6
"""This machine may stretch a scanner's gap past what is allowed for; such a scan proves nothing and is done again."""

SURE_KEYS = 14
"""With so many keys, some of them perhaps Shift and Ctrl, even one with a prefix is known to be a scan, and its next
gaps may be a hiccup's."""

needs_screen = pytest.mark.skipif(not can_show(), reason="no virtual screen on this machine")


@dataclass
class Counter:
    """The window in its own process, its screen, and hands on its keyboard."""

    screen: VirtualScreen
    hands: TypingHands
    told: IO[str]

    def prepare(self, layout: str, focus: str, *, caps: bool = False) -> None:
        self.screen.lay_out(layout)
        self.hands.set_caps_lock(caps)
        self.hands.press("F10", dwell_ms=5)
        self.hands.press("F8" if focus == "field" else "F9", dwell_ms=5)
        self.hands.rest(60)

    def tell(self) -> dict:
        """What has happened up to here, after a silence."""
        self.hands.rest(150)
        self.hands.press("F12", dwell_ms=5)
        return json.loads(self.told.readline())

    def scan(self, text: str, gap_ms: int, suffix: str, *, stalled: bool = False) -> dict:
        """What a scan has left behind; none of its gaps was longer than the wedge allows for."""
        for _ in range(TRIES):
            self.hands.press("F10", dwell_ms=5)
            self.hands.rest(60)
            if stalled:
                self.hands.press("F11", dwell_ms=1)
            self.hands.rest(60)
            self.hands.scan(text, gap_ms=gap_ms, suffix=suffix)
            told = self.tell()
            times = told["pressed_at_ms"][int(stalled) : -1]  # from the first key, which may be Shift or Ctrl, to F12
            gaps_ms = [later - earlier for earlier, later in pairwise(times)]
            if max(gaps_ms[:SURE_KEYS] + gaps_ms[-2:]) <= LONGEST_GAP_MS and max(gaps_ms) <= HICCUP_MS:
                return told
        pytest.skip("this machine is too busy to play a scanner")


@pytest.fixture(scope="module")
def counter() -> Iterator[Counter]:
    with VirtualScreen() as screen, TypingHands(screen.display) as hands:
        window = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "tests.ui.gear.scan_window"],
            cwd=ROOT,
            env=screen.environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert window.stdout is not None
            assert window.stdout.readline() == "{}\n"
            hands.focus("scan window")
            yield Counter(screen, hands, window.stdout)
            assert window.poll() is None
        finally:
            window.terminate()
            window.wait(STOP_WAIT_S)
            if window.stdout is not None:
                window.stdout.close()


def assert_only_scanned(told: dict, focus: str) -> None:
    left = {name: told[name] for name in ("scans", "text", "clicks", "entered", "shortcuts", "floods", "focus")}
    assert left == {
        "scans": [CARD],
        "text": "",
        "clicks": 0,
        "entered": 0,
        "shortcuts": [],
        "floods": [],
        "focus": focus,
    }


@needs_screen
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("focus", "caps", "gap_ms", "prefix", "suffix"),
    [
        ("field", False, 0, "", "\n"),
        ("button", True, 5, "]Q3", ""),
        ("button", False, 1, "", "\t"),
    ],
)
def test_a_scan(counter: Counter, layout: str, focus: str, caps: bool, gap_ms: int, prefix: str, suffix: str) -> None:
    counter.prepare(layout, focus, caps=caps)
    assert_only_scanned(counter.scan(prefix + CARD, gap_ms, suffix), focus)


AROUND = [("", "\n"), ("", "\t"), ("", ""), ("]Q3", "\n"), ("ABC", ""), ("\x02", "\n\n")]


@needs_screen
@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("caps", [False, True])
@pytest.mark.parametrize("focus", ["field", "button"])
@pytest.mark.parametrize("gap_ms", [0, 1, 5, 15, 30])
def test_a_scan_however_it_comes(counter: Counter, layout: str, caps: bool, focus: str, gap_ms: int) -> None:
    counter.prepare(layout, focus, caps=caps)
    # At a slow pace each takes over a second. Whatever stands around a card meets each pace in one layout or another,
    # and each layout, caps lock and focus at one pace or another.
    turn = LAYOUTS.index(layout) + [0, 1, 5, 15, 30].index(gap_ms) + caps + (focus == "field")
    chosen = AROUND[turn % 3 :: 3] if gap_ms < 15 else [AROUND[(turn + 3 * caps) % 6]]
    for prefix, suffix in chosen:
        assert_only_scanned(counter.scan(prefix + CARD, gap_ms, suffix), focus)


@needs_screen
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("suffix", ["\n", ""])
def test_a_scan_while_the_window_is_busy(counter: Counter, layout: str, suffix: str) -> None:
    counter.prepare(layout, "button")
    assert_only_scanned(counter.scan(CARD, 5, suffix, stalled=True), "button")


@needs_screen
def test_garbage_is_swallowed_and_told_once(counter: Counter) -> None:
    counter.prepare("ir", "field")
    garbage = "a9$ Z" * 800
    counter.hands.scan(garbage, gap_ms=0, suffix="")
    told = counter.tell()
    if len(told["floods"]) != 1:
        pytest.skip(f"this machine is too busy to play a scanner: {told['floods']}")
    assert told["floods"] == [len(garbage)]
    assert (told["text"], told["scans"], told["shortcuts"], told["clicks"]) == ("", [], [], 0)
    assert_only_scanned(counter.scan(CARD, 5, "\n"), "field")


@needs_screen
def test_two_cards_within_a_second(counter: Counter) -> None:
    counter.prepare("ir", "field")
    counter.hands.scan(CARD, gap_ms=0)  # a busy machine would stretch any other gap
    counter.hands.rest(200)
    counter.hands.scan(CARD[::-1], gap_ms=0)
    told = counter.tell()
    assert (told["scans"], told["text"], told["entered"]) == ([CARD, CARD[::-1]], "", 0)


TYPED = (
    ("us", "0912 345 6789 sara"),
    ("ir", "سارا احمدی ۱۴۰۴۰۸۳۰"),
    ("fr", "2500000 é&à 1404"),
    ("us", "250000000000000000"),
)


def typed_by_hand(counter: Counter, layout: str, text: str, mean_gap_ms: int, seed: int, *, stalled: bool) -> None:
    counter.prepare(layout, "field")
    if stalled:
        counter.hands.press("F11", dwell_ms=1)
        counter.hands.rest(60)
    counter.hands.type_text(text + "\n", mean_gap_ms=mean_gap_ms, seed=seed)
    told = counter.tell()
    assert (told["text"], told["scans"], told["floods"]) == (text, [], [])
    assert (told["entered"], told["clicks"], told["shortcuts"]) == (1, 0, [])


@needs_screen
@pytest.mark.parametrize(("layout", "text"), TYPED)
@pytest.mark.parametrize("mean_gap_ms", [50, 30])
def test_a_person_types(counter: Counter, layout: str, text: str, mean_gap_ms: int) -> None:
    typed_by_hand(counter, layout, text, mean_gap_ms, seed=1, stalled=False)


@needs_screen
@pytest.mark.slow
@pytest.mark.parametrize(("layout", "text"), TYPED)
@pytest.mark.parametrize("mean_gap_ms", [120, 50, 30])
@pytest.mark.parametrize("stalled", [False, True])
def test_persons_type(counter: Counter, layout: str, text: str, mean_gap_ms: int, stalled: bool) -> None:
    for seed in (2,) if mean_gap_ms == 120 else (2, 3):
        typed_by_hand(counter, layout, text, mean_gap_ms, seed, stalled=stalled)


@needs_screen
def test_a_persons_keys_do_what_they_always_did(counter: Counter) -> None:
    counter.prepare("us", "field")
    counter.hands.type_text("123")
    for combination in ("Left", "Backspace", "F2", "Ctrl+K", "Home", "Shift+End", "Delete", "Keypad 5"):
        counter.hands.press(combination)
    told = counter.tell()
    assert told["shortcuts"] == ["F2", "Ctrl+K"]
    assert (told["text"], told["scans"]) == ("", [])


@needs_screen
def test_a_function_key_right_after_a_digit_is_not_lost(counter: Counter) -> None:
    counter.prepare("us", "field")
    counter.hands.type_text("5", dwell_ms=30)
    counter.hands.press("F2")
    told = counter.tell()
    assert (told["text"], told["shortcuts"]) == ("5", ["F2"])


@needs_screen
def test_space_and_enter_press_the_button_once(counter: Counter) -> None:
    counter.prepare("us", "button")
    counter.hands.press("Space")
    counter.hands.rest(100)
    told = counter.tell()
    assert told["clicks"] == 1


@needs_screen
def test_a_key_that_is_held_down_repeats(counter: Counter) -> None:
    counter.prepare("us", "field")
    counter.hands.press("0", dwell_ms=1_500)
    told = counter.tell()
    assert set(told["text"]) == {"0"}
    assert len(told["text"]) > 5
    assert told["scans"] == []


def test_a_window_that_goes_while_its_keys_are_held_takes_nothing_with_it(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    keys = KeyFilter(application, Wedge())
    field = QLineEdit()
    field.show()
    window = field.windowHandle()
    keys._listen_to(window)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_5, Qt.KeyboardModifier.NoModifier, 14, 0, 0, "5")
    event.setTimestamp(1_000)
    QCoreApplication.sendEvent(window, event)
    assert field.text() == ""
    assert len(keys._held) == 1
    field.deleteLater()
    del field, window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: keys._held == [], timeout=5_000)
    application.focusWindowChanged.disconnect(keys._listen_to)
    keys.deleteLater()
