"""Journeys through the window: a small shop, the product as a process on a screen of its own, and hands on its keys.

Everything a journey does goes through the X server's keyboard. What has come of it is read from the shop's file,
through a second opening of it, and from what the window tells of itself (`watched_window`).
"""

import json
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image
from tests.fakes.little_shop import LittleShop
from tests.fakes.typing_hands import TypingHands
from tests.fakes.virtual_screen import VirtualScreen
from Xlib import X, display, error

from vafa.domain.receipt import Receipt
from vafa.domain.roles import Role
from vafa.domain.who import by_mobile
from vafa.log import FOLDER_NAME

WATCHED = Path(__file__).with_name("watched_window.py")

WAIT_S = 60
START_WAIT_S = 120
_PAUSE_S = 0.015
_DWELL_MS, _GAP_MS = 20, 40
"""A quick person: every key is pressed 60 ms after the one before, slower than any scanner."""

NEGAR, ARASH, MAHDI = ("نگار احمدی", "2580"), ("آرش کیانی", "3690"), ("مهدی رضایی", "7412")
STAFF = ((*MAHDI, Role.MANAGER), (*NEGAR, Role.CASHIER), (*ARASH, Role.SUPERVISOR))

MEMBERS = {
    "سارا کریمی": ("09121234567", 1_180),
    "رضا محمدی": ("09132223344", 500),
    "زهرا حسینی": ("09143334455", 0),
    "علی‌اکبر ابراهیمی دهکردی": ("09154445566", 40_000),
    "مریم صادقی": ("09165556677", 90),
    "کامران تهرانی": ("09176667788", 2_500),
    "لیلا نادری": ("09187778899", 0),
}
"""Name, mobile, and the points that somebody was given."""

SARA, REZA, ZAHRA, ALI, MARYAM, KAMRAN, LEILA = MEMBERS


class Founded:
    """A shop with people, members, cards and a printer, and what only its maker knows: the codes on the cards."""

    def __init__(self, folder: Path, printer: str = "", *, language: str = "fa", theme: str = "light") -> None:
        self.folder = folder
        self.cards: dict[str, str] = {}
        with LittleShop(folder, create=True) as little:
            shop = little.shop
            shop.describe(name="فروشگاه مهرگان", branch="شعبهٔ ونک", till="۲")
            shop.choose_devices(printer=printer, language=language, theme=theme, calm_motion=True)
            for name, pin, role in STAFF:
                shop.hire(name, role, pin)
            for name, (mobile, points) in MEMBERS.items():
                shop.enrol(mobile, name=name)
                self.cards[name] = shop.issue_card(by_mobile(mobile)).code
                if points:
                    shop.adjust(by_mobile(mobile), points, "هدیهٔ گشایش")

    def points(self, name: str) -> int:
        """What a member can spend, read from the file now."""
        with LittleShop(self.folder) as little:
            return little.shop.look_up(by_mobile(MEMBERS[name][0])).balance.spendable

    def slip(self, number: str) -> Receipt:
        with LittleShop(self.folder) as little:
            return little.shop.read_slip(number)

    def postings(self) -> list[str]:
        """The numbers of all receipts, the oldest first."""
        with LittleShop(self.folder) as little:
            rows = little.store.database.rows("SELECT mark, number FROM receipt ORDER BY number")
        return [f"{mark}-{number}" for mark, number in rows]

    def faults(self) -> list[object]:
        with LittleShop(self.folder) as little:
            return list(little.shop.verify().faults)


class Journey:
    """A window, the hands before it, and what it shows. Ends the window at the end of a `with` block."""

    def __init__(self, screen: VirtualScreen, hands: TypingHands, folder: Path, pictures: Path, *options: str) -> None:
        self.screen, self.hands, self.folder, self.pictures = screen, hands, folder, pictures
        self._cries = pictures / f"cries-{time.monotonic_ns()}.txt"
        with self._cries.open("wb") as cries:
            self.process = subprocess.Popen(
                [sys.executable, str(WATCHED), "--shop", str(folder), *options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=cries,
                env=screen.environment(
                    XDG_CACHE_HOME=str(pictures / "cache"), PYTHONPATH=str(WATCHED.parents[2]), VAFA_SHOP=""
                ),
            )
        self._told = b""

    def __enter__(self) -> "Journey":
        return self

    def __exit__(self, kind: type[BaseException] | None, failure: BaseException | None, trace: object) -> None:
        if failure is not None:
            with suppress(Exception):
                self.picture("failed")
        self.close()
        if failure is None:
            assert self.cries() == ""
            assert self.reports() == []

    # --- the process

    def close(self) -> int:
        """Ends the window in good order; its exit code."""
        self.process.terminate()
        return self._gone()

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self._gone()

    def ended(self, within_s: float = WAIT_S) -> int:
        """Waits until the window has ended by itself; its exit code."""
        self.process.wait(within_s)
        return self._gone()

    def _gone(self) -> int:
        code = self.process.wait(WAIT_S)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        return code

    def cries(self) -> str:
        """What the window said on standard error."""
        return self._cries.read_text("utf-8", "replace")

    def reports(self) -> list[str]:
        """Crash reports: where there is none, nothing unforeseen happened."""
        places = (self.folder, self.pictures / "cache" / "vafa")
        return [file.read_text("utf-8") for place in places for file in (place / FOLDER_NAME).glob("*")]

    # --- the hands

    def take_keyboard(self) -> None:
        """Gives the keyboard to this window: there is no window manager that would."""
        eye, end = display.Display(self.screen.display), time.monotonic() + START_WAIT_S
        try:
            pid = eye.intern_atom("_NET_WM_PID")
            while time.monotonic() < end:
                for window in eye.screen().root.query_tree().children:
                    with suppress(error.BadWindow):
                        whose = window.get_full_property(pid, X.AnyPropertyType)
                        seen = window.get_attributes().map_state == X.IsViewable
                        if seen and whose is not None and whose.value[0] == self.process.pid:
                            window.set_input_focus(X.RevertToParent, X.CurrentTime)
                            window.raise_window()
                            eye.sync()
                            return
        finally:
            eye.close()
        raise AssertionError(f"the window never appeared: {self.cries()}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.hands.press(key, dwell_ms=_DWELL_MS)
            self.hands.rest(_GAP_MS)

    def type(self, text: str) -> None:
        """Types by key position: digits and Latin letters as they stand on a US keyboard."""
        self.press(*text)

    def write(self, text: str) -> None:
        """Types letters of the layout that is set."""
        self.hands.type_text(text, mean_gap_ms=70, dwell_ms=40)
        self.hands.rest(_GAP_MS)

    def scan(self, code: str) -> None:
        """A card or a slip before the scanner. Without gaps: on a busy machine the server would stretch them until no
        scanner is as slow; what gaps do is tested where the scanner is."""
        self.hands.rest(_GAP_MS)
        self.hands.scan(code, gap_ms=0)
        self.hands.rest(_GAP_MS)

    # --- what is to be seen

    def ask(self, question: str) -> Any:
        """The answer of the window; fails when it has ended or keeps silent."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(question.encode() + b"\n")
        self.process.stdin.flush()
        until = time.monotonic() + START_WAIT_S
        while b"\n" not in self._told:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, until - time.monotonic()))
            part = self.process.stdout.read1(1 << 20) if ready else b""
            assert part, f"the window says nothing: {self.cries()}"
            self._told += part
        line, self._told = self._told.split(b"\n", 1)
        return json.loads(line)

    def look(self) -> dict[str, Any]:
        return self.ask("look")

    def texts(self) -> str:
        """Everything that can be read on the window."""
        return "\n".join(self.ask("texts"))

    def until(
        self, condition: Callable[[dict[str, Any]], object], what: str, within_s: float = WAIT_S
    ) -> dict[str, Any]:
        """Waits until what the window shows meets a condition, and returns it."""
        pause, end = threading.Event(), time.monotonic() + within_s
        while True:
            shown = self.look()
            if condition(shown):
                return shown
            if time.monotonic() > end:
                raise AssertionError(
                    f"never {what}; see {self.picture('failed')}\n{_brief(shown)}\n{self.cries()}{self.reports()}"
                )
            pause.wait(_PAUSE_S)

    def until_counter(self, condition: Callable[[dict[str, Any]], object], what: str) -> dict[str, Any]:
        """Waits until the counter shows something; its state."""
        shown = self.until(
            lambda seen: seen["place"] == "counter" and seen["counter"] is not None and condition(seen["counter"]), what
        )
        return shown["counter"]

    def until_step(self, step: str, mode: str | None = None) -> dict[str, Any]:
        return self.until_counter(
            lambda state: state["step"] == step and mode in (None, state["box"]["mode"]), f"at {step} {mode or ''}"
        )

    def until_read(self, *words: str) -> str:
        """Waits until all the words stand readable on the window."""
        end = time.monotonic() + WAIT_S
        while not all(word in (seen := plain(self.texts())) for word in words):
            if time.monotonic() > end:
                raise AssertionError(f"never to be read: {words}; see {self.picture('failed')}\n{seen}")
        return seen

    def picture(self, name: str) -> Path:
        """The screen as it is, in a file."""
        file = self.pictures / f"{name}.png"
        eye = display.Display(self.screen.display)
        try:
            root = eye.screen().root
            size = root.get_geometry()
            seen = root.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF)
            Image.frombytes("RGB", (size.width, size.height), seen.data, "raw", "BGRX").save(file)
        finally:
            eye.close()
        return file

    # --- ways that many journeys take

    def wait_for_people(self) -> None:
        self.until(lambda seen: seen["sign_in"]["people"], "people to choose from", START_WAIT_S)
        self.take_keyboard()

    def sign_in(self, person: tuple[str, str] = NEGAR) -> dict[str, Any]:
        """From the sign-in page to the counter, by the first letter of the name and the PIN."""
        self.wait_for_people()
        self.choose(person)
        self.type(person[1])
        self.press("Return")
        return self.until(lambda seen: seen["place"] == "counter" and seen["counter"], "at the counter")["counter"]

    def choose(self, person: tuple[str, str]) -> None:
        self.write(person[0][0])
        self.until(
            lambda seen: seen["sign_in"]["people"][seen["sign_in"]["chosen"]] == person[0], f"chosen {person[0]}"
        )

    def to_idle(self) -> None:
        """Back to an empty counter, whatever is open; what is open is thrown away."""
        shown = self.look()
        if shown["place"] != "counter":
            return
        for _ in range(12):
            state = self.look()["counter"]
            if state["step"] == "idle" and not state["box"]["text"] and not state["help"]:
                return
            question = state["question"]
            if question is not None and "discard" in question["ways"]:
                self.press(*["Down"] * (question["ways"].index("discard") - question["chosen"]), "Return")
            else:
                self.press("Escape")
            self.settle()
        raise AssertionError(f"no way back; see {self.picture('failed')}\n{_brief(self.look())}")

    def settle(self) -> dict[str, Any]:
        """Waits until every key pressed so far has been dealt with: the help sheet comes after them, and goes."""
        self.press("F1")
        self.until_counter(lambda state: state["help"], "the help sheet")
        self.press("F1")
        return self.until_counter(lambda state: not state["help"], "without the help sheet")

    def open_by_card(self, shop: Founded, name: str) -> dict[str, Any]:
        self.scan(shop.cards[name])
        return self.until_counter(
            lambda state: (
                state["step"] == "sale" and (state["sale"]["member"] or {}).get("member", {}).get("name") == name
            ),
            f"a purchase of {name}",
        )

    def amount(self, toman: int) -> dict[str, Any]:
        """Types an amount and accepts it."""
        self.type(str(toman))
        self.press("Return")
        return self.until_counter(
            lambda state: (
                state["sale"]
                and state["sale"]["amount_rial"] == toman * 10
                and state["box"]["text"] == ""
                and state["sale"]["quotation"]
            ),
            f"an amount of {toman}",
        )

    def finish(self) -> dict[str, Any]:
        """F10, and what was posted."""
        self.press("F10")
        return self.until_counter(lambda state: state["step"] == "posted", "posted")["posted"]


def plain(text: str) -> str:
    """Without the marks that nobody sees."""
    return "".join(letter for letter in text if letter not in "\u2066\u2067\u2068\u2069\u200e\u200f")


def _brief(shown: dict[str, Any]) -> str:
    counter = dict(shown["counter"] or {})
    for long in ("day", "parked", "face", "devices"):
        counter.pop(long, None)
    return msgspec.json.format(json.dumps({**shown, "counter": counter}, ensure_ascii=False), indent=1)[:6_000]
