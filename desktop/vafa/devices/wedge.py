"""A scanner that types: tells its bursts of keys from a person's typing, and what they say, whatever the layout."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from vafa.domain.card_code import CARD_DIGITS, RECEIPT_DIGITS, RECEIPT_VERSION
from vafa.persian.digits import INVISIBLE_MARKS, to_ascii

LONGEST_GAP_MS = 35
"""Between two keys of a scanner; also the longest a scanner keeps a key down."""

SHORTEST_BURST_KEYS = 6
UNTYPABLE_KEYS = 20
"""So many keys at a scanner's pace without a pause are a scan even if they look like no code."""

LONGEST_RUN_KEYS = 512
"""A scanner that goes on past this without a pause is broken: nothing of it is kept any more."""

LONGEST_TEXT = 256
HICCUP_MS = 100
"""A burst that is a scanner's beyond doubt and not yet a whole code may pause so long: a busy machine, a slow cable."""

LATE_END_MS = 150
"""A scanner's Enter may come so late after a code that silence ended; no person reacts to a scan that fast."""

CONTROLS_FROM_KEYS = 3
"""From so many held keys on, control and function keys at the same pace belong to the burst."""

FINGERS = 2
"""So many keys held down longer than a scanner would, and no fewer than half of them, and it is a person who types."""

_ROWS = (
    ("`1234567890-=", "~!@#$%^&*()_+", (41, *range(2, 14))),
    ("qwertyuiop[]\\", "QWERTYUIOP{}|", (*range(16, 28), 43)),
    ("asdfghjkl;'", 'ASDFGHJKL:"', tuple(range(30, 41))),
    ("zxcvbnm,./", "ZXCVBNM<>?", tuple(range(44, 54))),
)
_KEYPAD = ("7894561230.*-+/", (71, 72, 73, 75, 76, 77, 79, 80, 81, 82, 83, 55, 74, 78, 98))
_US_POSITIONS: dict[int, tuple[str, str]] = {
    57: (" ", " "),
    **{code: (sign, sign) for sign, code in zip(*_KEYPAD, strict=True)},
    **{
        code: (low, high)
        for plain, shifted, codes in _ROWS
        for low, high, code in zip(plain, shifted, codes, strict=True)
    },
}

_AIM_IDENTIFIER = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_OURS = re.compile(rf"(?<![0-9])(?:[0-9]{{{CARD_DIGITS}}}|[0-9]{{{RECEIPT_DIGITS}}})(?![0-9])")
_WHOLE = re.compile(rf"[0-9]{{{CARD_DIGITS}}}|{RECEIPT_VERSION}[0-9]{{{RECEIPT_DIGITS - 1}}}")
_DIGITS_AND_LITTLE_ELSE = re.compile(r"[^0-9]{0,4}[0-9]{6,}[^0-9]{0,4}")
_UNSEEN = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *INVISIBLE_MARKS))


def payload(text: str) -> str:
    """The part of a scan that can be ours: the 34 or 19 digits, if they stand there exactly once; else the text.

    Digits of any script become ASCII; control characters, an AIM identifier (`]Q3`) and what a scanner is set to put
    around a code are gone. A text that holds no code of ours keeps its first 256 characters.
    """
    clean = to_ascii(text[: 2 * LONGEST_TEXT]).translate(_UNSEEN).strip()
    identifier = _AIM_IDENTIFIER.match(clean)
    if identifier:
        clean = clean[identifier.end() :]
    codes = _OURS.findall(clean)
    return codes[0] if len(codes) == 1 else clean[:LONGEST_TEXT]


class Stroke(Protocol):
    """A key going down, as the window system tells it. Shift and the other modifiers themselves are no strokes."""

    @property
    def key(self) -> int:
        """Any number that names the key to the end of its being down: used where there is no scan code."""

    @property
    def scan_code(self) -> int:
        """The key's place on the keyboard as evdev numbers it; 0 if nobody knows."""

    @property
    def text(self) -> str:
        """What it types in the present layout."""

    @property
    def shift(self) -> bool: ...

    @property
    def at_ms(self) -> int:
        """When it happened, not when it was heard of: a window that was busy hears everything at once."""

    @property
    def auto_repeat(self) -> bool: ...

    @property
    def chord(self) -> bool:
        """Ctrl, Alt or Meta is down with it."""

    @property
    def ends(self) -> bool:
        """Enter or Tab, alone."""


class KeyFate(StrEnum):
    GO_ON = "go_on"
    """Goes on to where it was going."""
    HOLD = "hold"
    """Kept until it is known whose it is."""
    SWALLOW = "swallow"
    """A scanner's: nobody else hears of it."""


class HeldFate(StrEnum):
    KEEP = "keep"
    REPLAY = "replay"
    """A person's: they go where they were going, in their order."""
    DROP = "drop"
    """A scanner's."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What to do: first with the keys held so far, then with the key in hand; and what has been scanned, if anything.

    `too_long_keys` is told once, at the end of a burst without an end: how many keys it had.
    """

    key: KeyFate = KeyFate.GO_ON
    held: HeldFate = HeldFate.KEEP
    scan: str | None = None
    too_long_keys: int = 0


@dataclass(frozen=True, slots=True)
class _Held:
    by_position: str
    by_text: str


class Wedge:
    """Listens to one keyboard's strokes, a scanner's among a person's.

    The caller keeps held events and replays or drops them as told, asks `waited()` once nothing has come for
    `silence_ms` while `waiting`, and `heralded` before it lets a shortcut fire.
    A person loses nothing: a key comes late by LONGEST_GAP_MS. A scan leaves nothing behind.
    """

    def __init__(self) -> None:
        self._held: list[_Held] = []
        self._down_at_ms: dict[int, int] = {}
        self._swallowed: set[int] = set()
        self._last_ms: int | None = None
        self._tail_ends_ms: int | None = None
        self._run_keys = 0
        self._fingers = 0
        self._by_hand = False
        self._flooded = False

    @property
    def silence_ms(self) -> int:
        """How long nothing may come before `waited` is to be asked."""
        half_a_code = self._may_be_silent_scan() and not _WHOLE.fullmatch(self._scan())
        return HICCUP_MS if self._flooded or half_a_code else LONGEST_GAP_MS

    @property
    def waiting(self) -> bool:
        """Whether a silence would settle something."""
        return bool(self._held) or self._flooded

    def heralded(self, stroke: Stroke) -> Answer:
        """What `pressed` will say of the key, before a shortcut may have it; earlier keys are settled at once.

        A key that goes on may be taken by its shortcut; of one that does not, no shortcut may hear.
        """
        before = Answer() if self._goes_on(stroke) else self._settle()
        fate = self._fate(stroke)
        if fate is KeyFate.GO_ON and self._held:
            return self._by_fingers()
        return replace(before, key=fate)

    def pressed(self, stroke: Stroke) -> Answer:
        """A key has gone down."""
        answer = self.heralded(stroke)
        self._last_ms = stroke.at_ms
        self._swallowed.discard(_name(stroke))
        if answer.key is KeyFate.GO_ON:
            return answer
        self._run_keys += 1
        if answer.key is KeyFate.SWALLOW:
            self._swallowed.add(_name(stroke))
            return self._finish(stroke) if self._held else answer
        if self._run_keys > LONGEST_RUN_KEYS:
            return self._flood(stroke)
        self._held.append(_characters(stroke))
        self._down_at_ms[_name(stroke)] = stroke.at_ms
        return answer

    def released(self, key: int, scan_code: int, at_ms: int) -> Answer:
        """A key has gone up."""
        name = scan_code or -key
        if name in self._swallowed:
            self._swallowed.discard(name)
            return Answer(KeyFate.SWALLOW)
        if name not in self._down_at_ms:
            return Answer()
        if at_ms - self._down_at_ms.pop(name) > LONGEST_GAP_MS:
            self._fingers += 1
        if self._typed_by(self._fingers):
            return self._by_fingers()
        return Answer(KeyFate.HOLD)

    def waited(self) -> Answer:
        """Nothing has come for longer than a scanner ever pauses."""
        return self._settle()

    def _goes_on(self, stroke: Stroke) -> bool:
        """Whether it comes at a scanner's pace after the one before."""
        return self._last_ms is not None and 0 <= stroke.at_ms - self._last_ms <= self.silence_ms

    def _in_tail(self, at_ms: int) -> bool:
        """Whether a scan is only just over: many scanners send two ends, or one after a pause."""
        return self._tail_ends_ms is not None and 0 <= self._tail_ends_ms - at_ms <= LATE_END_MS

    def _fate(self, stroke: Stroke) -> KeyFate:
        """Of a key after everything before it that is not at its pace has been settled."""
        if self._flooded:
            return KeyFate.SWALLOW
        if stroke.ends:
            belongs = self._may_be_scan(stroke.at_ms) if self._held else self._in_tail(stroke.at_ms)
            return KeyFate.SWALLOW if belongs else KeyFate.GO_ON
        if self._by_hand:
            return KeyFate.GO_ON
        if not _characters(stroke).by_position:
            return KeyFate.HOLD if len(self._held) >= CONTROLS_FROM_KEYS else KeyFate.GO_ON
        # Two equal digits within a millisecond are told as a repeat, too: only the first key of a burst cannot be one.
        return KeyFate.GO_ON if stroke.auto_repeat and not self._held else KeyFate.HOLD

    def _may_be_scan(self, now_ms: int) -> bool:
        still_down = sum(now_ms - at_ms > LONGEST_GAP_MS for at_ms in self._down_at_ms.values())
        characters = sum(bool(key.by_position) for key in self._held)
        return characters >= SHORTEST_BURST_KEYS and not self._typed_by(self._fingers + still_down)

    def _typed_by(self, fingers: int) -> bool:
        return fingers >= max(FINGERS, len(self._held) / 2)

    def _may_be_silent_scan(self) -> bool:
        if self._last_ms is None or not self._may_be_scan(self._last_ms):
            return False
        return len(self._held) >= UNTYPABLE_KEYS or bool(_DIGITS_AND_LITTLE_ELSE.fullmatch(self._scan()))

    def _settle(self) -> Answer:
        """The run is over: decides about what is held."""
        if self._flooded:
            answer = Answer(held=HeldFate.DROP, too_long_keys=self._run_keys)
        elif self._may_be_silent_scan():
            answer = Answer(held=HeldFate.DROP, scan=self._scan())
            self._tail_ends_ms = (self._last_ms or 0) + LATE_END_MS
            self._swallowed.update(self._down_at_ms)
        else:
            answer = Answer(held=HeldFate.REPLAY if self._held else HeldFate.KEEP)
        self._forget_held()
        self._run_keys, self._by_hand, self._flooded = 0, False, False
        return answer

    def _finish(self, stroke: Stroke) -> Answer:
        answer = Answer(KeyFate.SWALLOW, HeldFate.DROP, scan=self._scan())
        self._tail_ends_ms = stroke.at_ms + LONGEST_GAP_MS
        self._swallowed.update(self._down_at_ms)
        self._forget_held()
        return answer

    def _flood(self, stroke: Stroke) -> Answer:
        self._flooded = True
        self._swallowed.update(self._down_at_ms, (_name(stroke),))
        self._forget_held()
        return Answer(KeyFate.SWALLOW, HeldFate.DROP)

    def _by_fingers(self) -> Answer:
        self._by_hand = True
        self._forget_held()
        return Answer(KeyFate.GO_ON, HeldFate.REPLAY)

    def _forget_held(self) -> None:
        self._held.clear()
        self._down_at_ms.clear()
        self._fingers = 0

    def _scan(self) -> str:
        """By position, for scanners set to the US layout; by text if only that holds a code of ours."""
        by_position = payload("".join(key.by_position for key in self._held))
        by_text = payload("".join(key.by_text for key in self._held))
        return by_text if _OURS.fullmatch(by_text) and not _OURS.fullmatch(by_position) else by_position


def _name(stroke: Stroke) -> int:
    return stroke.scan_code or -stroke.key


def _characters(stroke: Stroke) -> _Held:
    if stroke.chord:
        return _Held("", "")
    by_text = stroke.text if stroke.text.isprintable() else ""
    by_position = _US_POSITIONS.get(stroke.scan_code, (by_text, by_text))[stroke.shift]
    return _Held(by_position, by_text or by_position)
