"""Hands on the keyboard of a virtual screen, and a scanner plugged in beside it: real X key events, by key position."""

import random
import time
from types import TracebackType

from Xlib import X, display, error
from Xlib.ext import xtest

FOCUS_WAIT_S = 20
_EVDEV_TO_X = 8
_SHIFT, _CAPS_LOCK = 42, 58

_ROWS = (
    ("`1234567890-=", "~!@#$%^&*()_+", (41, *range(2, 14))),
    ("qwertyuiop[]\\", "QWERTYUIOP{}|", (*range(16, 28), 43)),
    ("asdfghjkl;'", 'ASDFGHJKL:"', tuple(range(30, 41))),
    ("zxcvbnm,./", "ZXCVBNM<>?", tuple(range(44, 54))),
)
_US_POSITIONS = {
    **{plain: (code, False) for row, _, codes in _ROWS for plain, code in zip(row, codes, strict=True)},
    **{shifted: (code, True) for _, row, codes in _ROWS for shifted, code in zip(row, codes, strict=True)},
    " ": (57, False),
    "\n": (28, False),
    "\t": (15, False),
}
"""Where a scanner set to the US layout finds each character: evdev code, and whether Shift is down."""

_NAMED = dict(zip((f"F{number}" for number in range(1, 13)), (*range(59, 69), 87, 88), strict=True)) | {
    "Escape": 1,
    "Backspace": 14,
    "Tab": 15,
    "Return": 28,
    "Ctrl": 29,
    "Shift": _SHIFT,
    "Alt": 56,
    "Space": 57,
    "Enter": 96,
    "AltGr": 100,
    "Home": 102,
    "Up": 103,
    "PageUp": 104,
    "Left": 105,
    "Right": 106,
    "End": 107,
    "Down": 108,
    "PageDown": 109,
    "Insert": 110,
    "Delete": 111,
    "Meta": 125,
    "Menu": 127,
}
_KEYPAD = dict(zip("7894561230.", (71, 72, 73, 75, 76, 77, 79, 80, 81, 82, 83), strict=True)) | {"+": 78, "-": 74}


class TypingHands:
    """`with TypingHands(screen.display) as hands:` types into whatever has the keyboard there.

    Every method returns when the server has all its key events; it does not wait for the window to have dealt with
    them. Gaps pass in the server, so a busy test process does not stretch them.
    """

    def __init__(self, display_name: str) -> None:
        self._display = display.Display(display_name)

    def __enter__(self) -> "TypingHands":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._display.close()

    def scan(self, text: str, *, gap_ms: int = 4, suffix: str = "\n") -> None:
        """What a scanner set to the US layout sends, whatever the layout is here: each key down and up at once.

        A control character goes out as its Ctrl combination (\\x02 is Ctrl+B). `suffix` may be "\\n", "\\t" or "".
        """
        for at, character in enumerate(text + suffix):
            if at:
                self._pause(gap_ms)
            self._scan_one(character)
        self._display.sync()

    def type_text(self, text: str, *, mean_gap_ms: int = 120, dwell_ms: int = 80, seed: int = 1) -> None:
        """A person types: uneven gaps between key presses, each key down for about `dwell_ms`, so that keys overlap.

        Characters are looked up in the layout that is set now (Persian ones need "ir"); ValueError if one is missing.
        """
        chance = random.Random(seed)
        places = self._places()
        missing = set(text) - set(places)
        if missing:
            raise ValueError(f"not on this keyboard: {sorted(missing)}")
        down_at = 0.0
        last_up: dict[int, float] = {}
        strokes: list[tuple[float, bool, int]] = []
        shift_until = 0.0
        for character in text:
            code, shifted = places[character]
            # The same finger strikes the same key again only after lifting it; Shift is changed between two keys.
            down_at = max(down_at, last_up.get(code, 0.0) + 8, shift_until)
            up_at = down_at + max(25.0, chance.gauss(dwell_ms, dwell_ms / 5))
            if shifted:
                down_at = max(down_at, *last_up.values(), 0.0)
                up_at = down_at + dwell_ms
                strokes += [(down_at - 0.5, True, _SHIFT), (up_at + 0.5, False, _SHIFT)]
                shift_until = up_at + 1
            strokes += [(down_at, True, code), (up_at, False, code)]
            last_up[code] = up_at
            down_at += max(6.0, chance.gauss(mean_gap_ms, mean_gap_ms / 3))
        self._play(strokes)

    def press(self, combination: str, *, dwell_ms: int = 60) -> None:
        """One key with those that are held with it: "F2", "Return", "Ctrl+K", "Shift+Tab", "Alt+F4", "Keypad 5".

        Letters and signs are places on a US keyboard, as shortcuts are on most layouts.
        """
        *held, last = combination.split("+") if combination not in {"+", "Keypad +"} else [combination]
        codes = [_NAMED[name] for name in held] + [self._code(last)]
        for code in codes:
            self._strike(code, down=True)
        self._pause(dwell_ms)
        for code in reversed(codes):
            self._strike(code, down=False)
        self._display.sync()

    def rest(self, pause_ms: int) -> None:
        """Nothing is typed for a while: the next key comes so much later."""
        self._pause(pause_ms)
        self._display.sync()

    def set_caps_lock(self, wanted: bool) -> None:
        """Caps Lock on or off, whatever it was."""
        lit = bool(self._display.screen().root.query_pointer().mask & X.LockMask)
        if lit != wanted:
            self._strike(_CAPS_LOCK, down=True)
            self._strike(_CAPS_LOCK, down=False)
            self._display.sync()

    def focus(self, title: str) -> None:
        """Gives the keyboard to the visible window whose title contains `title`; waits for it to appear."""
        until = time.monotonic() + FOCUS_WAIT_S
        while True:
            found = self._visible(title)
            if found is not None:
                found.set_input_focus(X.RevertToParent, X.CurrentTime)
                self._display.sync()
                return
            if time.monotonic() > until:
                raise TimeoutError(f"no window is called {title}")
            self._pause(20)
            self._display.sync()

    def _visible(self, title: str):  # Xlib has no types
        for window in self._display.screen().root.query_tree().children:
            try:
                name = window.get_full_text_property(self._display.intern_atom("_NET_WM_NAME")) or window.get_wm_name()
                if name and title in name and window.get_attributes().map_state == X.IsViewable:
                    return window
            except error.BadWindow:
                continue
        return None

    def _scan_one(self, character: str) -> None:
        if character < " " and character not in "\n\t":
            code, _ = _US_POSITIONS[chr(ord(character) + 0x40).lower()]
            around = _NAMED["Ctrl"]
        else:
            code, shifted = _US_POSITIONS[character]
            around = _SHIFT if shifted else 0
        if around:
            self._strike(around, down=True)
        self._strike(code, down=True)
        self._strike(code, down=False)
        if around:
            self._strike(around, down=False)

    def _play(self, strokes: list[tuple[float, bool, int]]) -> None:
        now_ms = 0
        for at_ms, down, code in sorted(strokes):
            if round(at_ms) > now_ms:
                self._pause(round(at_ms) - now_ms)
                now_ms = round(at_ms)
            self._strike(code, down=down)
        self._display.sync()

    @staticmethod
    def _code(name: str) -> int:
        if name.startswith("Keypad "):
            return _KEYPAD[name.removeprefix("Keypad ")]
        if name in _NAMED:
            return _NAMED[name]
        return _US_POSITIONS[name.lower()][0]

    def _strike(self, code: int, *, down: bool) -> None:
        xtest.fake_input(self._display, X.KeyPress if down else X.KeyRelease, code + _EVDEV_TO_X)

    def _pause(self, pause_ms: int) -> None:
        """The server itself waits before it takes this client's next request."""
        if pause_ms > 0:
            # Any fake event carries the wait; a pointer move of nothing disturbs nobody.
            xtest.fake_input(self._display, X.MotionNotify, detail=True, time=pause_ms, x=0, y=0)

    def _places(self) -> dict[str, tuple[int, bool]]:
        """Where each character of the present layout is: evdev code, and whether Shift is down."""
        first = self._display.display.info.min_keycode
        rows = self._display.get_keyboard_mapping(first, self._display.display.info.max_keycode - first + 1)
        places: dict[str, tuple[int, bool]] = {}
        for level in (0, 1):
            for at, keysyms in enumerate(rows):
                character = _character(keysyms[level]) if level < len(keysyms) else ""
                if character:
                    places.setdefault(character, (first + at - _EVDEV_TO_X, bool(level)))
        return places | {"\n": (28, False), "\t": (15, False)}


def _character(keysym: int) -> str:
    if 0x20 <= keysym < 0x7F or 0xA0 <= keysym < 0x100:
        return chr(keysym)
    if keysym & 0xFF000000 == 0x01000000:
        return chr(keysym & 0xFFFFFF)
    if 0x5AC <= keysym <= 0x5F2:  # the old block of Arabic letters
        return chr(keysym + 0x60)
    return ""
