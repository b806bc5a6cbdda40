"""A scanner's burst is told from a person's typing, whatever the layout, and neither loses a key to the other."""

import random
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.devices import wedge
from vafa.devices.wedge import Answer, Wedge, payload

CARD = "1012345678901234567890123456789012"
SLIP = "7000006000002041855"
DIGIT_PLACES = dict(zip("1234567890", range(2, 12), strict=True))
ENTER, TAB, LETTER_PLACES = 28, 15, {"A": 30, "B": 48, "C": 46, "q": 16, "]": 27}


@dataclass(frozen=True)
class Key:
    """A key going down, as tests tell it."""

    scan_code: int
    at_ms: int
    text: str = ""
    key: int = 0
    shift: bool = False
    auto_repeat: bool = False
    chord: bool = False
    ends: bool = False


@dataclass
class Till:
    """What a window does with the answers: `typed` is what reached it, in order."""

    wedge: Wedge = field(default_factory=Wedge)
    typed: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    scans: list[str] = field(default_factory=list)
    floods: list[int] = field(default_factory=list)

    def press(self, key: Key, name: str = "") -> str:
        before = self.wedge.heralded(key)
        self.act(before, "")
        answer = self.wedge.pressed(key)
        assert (answer.key == "go_on") == (before.key == "go_on")
        return self.act(answer, name or key.text)

    def release(self, key: Key, at_ms: int, name: str = "") -> str:
        return self.act(self.wedge.released(key.key, key.scan_code, at_ms), f"/{name or key.text}")

    def silence(self) -> None:
        if self.wedge.waiting:
            self.act(self.wedge.waited(), "")

    def act(self, answer: Answer, name: str) -> str:
        if answer.held == "replay":
            self.typed += self.held
        if answer.held != "keep":
            self.held.clear()
        if answer.scan is not None:
            self.scans.append(answer.scan)
        if answer.too_long_keys:
            self.floods.append(answer.too_long_keys)
        if name:
            if answer.key == "go_on":
                self.typed.append(name)
            elif answer.key == "hold":
                self.held.append(name)
        return answer.key

    @property
    def text(self) -> str:
        return "".join(name for name in self.typed if not name.startswith("/"))


def key_of(character: str, at_ms: int, *, text: str | None = None) -> Key:
    if character in "\n\t":
        return Key(ENTER if character == "\n" else TAB, at_ms, "\r", ends=True)
    place = DIGIT_PLACES.get(character) or LETTER_PLACES[character]
    return Key(place, at_ms, character if text is None else text, shift=character.isupper())


def scan(till: Till, text: str, at_ms: int = 1_000, gap_ms: int = 5, as_typed: dict[str, str] | None = None) -> int:
    for character in text:
        key = key_of(character, at_ms, text=(as_typed or {}).get(character))
        till.press(key)
        till.release(key, at_ms + min(2, gap_ms))
        at_ms += gap_ms
    return at_ms


@pytest.mark.parametrize("gap_ms", [0, 1, 5, 15, 30, 35])
@pytest.mark.parametrize("suffix", ["\n", "\t", "", "\n\n", "\t\n"])
@pytest.mark.parametrize("prefix", ["", "]C1", "A", "ABC"])
def test_a_scan_is_told_once_and_leaves_nothing(prefix: str, suffix: str, gap_ms: int) -> None:
    till = Till()
    scan(till, prefix + CARD + suffix, gap_ms=gap_ms)
    till.silence()
    assert till.scans == [CARD]
    assert till.typed == []
    assert not till.wedge.waiting


@pytest.mark.parametrize("layout", ["۱۲۳۴۵۶۷۸۹۰", "&é\"'(-è_çà", "١٢٣٤٥٦٧٨٩٠"])
def test_the_layout_does_not_matter(layout: str) -> None:
    till = Till()
    scan(till, CARD + "\n", as_typed=dict(zip("1234567890", layout, strict=True)))
    assert till.scans == [CARD]


@pytest.mark.parametrize("digits", ["1234567890", "۱۲۳۴۵۶۷۸۹۰", "١٢٣٤٥٦٧٨٩٠"])
def test_without_scan_codes_the_text_is_what_counts(digits: str) -> None:
    till = Till()
    for at, digit in enumerate(SLIP):
        till.press(Key(0, 1_000 + at, digits[int(digit) - 1], key=ord(digit)))
    till.press(Key(0, 1_100, "\r", key=13, ends=True))
    assert (till.scans, till.typed) == ([SLIP], [])


def test_a_scanner_set_to_the_layout_of_the_shop_is_understood_too() -> None:
    """Under fr a scanner that knows it holds Shift for a digit: by position that is a sign, by text the digit."""
    till = Till()
    for at, digit in enumerate(CARD):
        till.press(Key(DIGIT_PLACES[digit], 1_000 + 4 * at, digit, shift=True))
    till.silence()
    assert till.scans == [CARD]


def test_equal_digits_told_as_repeats_count() -> None:
    till = Till()
    for at, digit in enumerate("1" + "0" * 18):
        till.press(Key(DIGIT_PLACES[digit], 1_000, digit, auto_repeat=at > 1))
    till.silence()
    assert till.scans == ["1" + "0" * 18]


def test_a_key_that_a_person_keeps_down_repeats_at_once() -> None:
    till = Till()
    zero = key_of("0", 1_000)
    assert till.press(zero) == "hold"
    till.silence()
    for at_ms in range(1_500, 2_500, 33):
        assert till.press(Key(zero.scan_code, at_ms, "0", auto_repeat=True)) == "go_on"
    assert till.text == "0" * 32


def test_controls_among_the_keys_of_a_scan_are_swallowed() -> None:
    till = Till()
    at_ms = scan(till, CARD[:10])
    assert till.press(Key(27, at_ms, "\x1d", chord=True)) == "hold"
    assert till.press(Key(64, at_ms, "", key=0x0100_0035), "F6") == "hold"
    scan(till, CARD[10:] + "\n", at_ms + 5)
    assert till.scans == [CARD]
    assert till.typed == []


@pytest.mark.parametrize("ends_after_ms", [40, 100, 150])
def test_an_end_that_comes_late_is_still_the_scanners(ends_after_ms: int) -> None:
    till = Till()
    at_ms = scan(till, CARD)
    till.silence()
    assert till.scans == [CARD]
    assert till.press(key_of("\n", at_ms - 5 + ends_after_ms)) == "swallow"
    assert till.press(key_of("\n", at_ms + 400), "Enter") == "go_on"


def test_a_persons_enter_after_a_scan_is_a_persons() -> None:
    till = Till()
    at_ms = scan(till, CARD + "\n")
    assert till.press(key_of("\n", at_ms + 60), "Enter") == "go_on"


def test_releases_of_a_scan_go_with_it_even_late() -> None:
    till = Till()
    at_ms = scan(till, CARD[:-1])
    last, enter = key_of(CARD[-1], at_ms), key_of("\n", at_ms + 5)
    till.press(last)
    till.press(enter)
    assert till.release(last, at_ms + 6) == "swallow"
    assert till.release(enter, at_ms + 9) == "swallow"
    assert till.release(enter, at_ms + 9, "Enter") == "go_on"


@pytest.mark.parametrize("code", [CARD, SLIP])
def test_a_scanner_that_pauses_in_the_middle_is_waited_for(code: str) -> None:
    for pause in range(wedge.SHORTEST_BURST_KEYS, len(code)):
        till = Till()
        at_ms = scan(till, code[:pause])
        assert till.wedge.silence_ms == wedge.HICCUP_MS
        scan(till, code[pause:], at_ms + 60)
        assert till.wedge.silence_ms == wedge.LONGEST_GAP_MS
        till.silence()
        assert (till.scans, till.typed) == ([code], [])


def test_half_a_code_is_told_as_what_it_is() -> None:
    till = Till()
    scan(till, CARD[:17] + "\n")
    assert till.scans == [CARD[:17]]


def test_two_cards_in_one_go() -> None:
    till = Till()
    at_ms = scan(till, CARD + "\n")
    scan(till, CARD[::-1] + "\n", at_ms)
    assert till.scans == [CARD, CARD[::-1]]


def test_garbage_without_end_is_swallowed_counted_once_and_costs_no_memory() -> None:
    till = Till()
    at_ms = scan(till, "0123456789" * 2_000, gap_ms=1)
    assert till.typed == till.scans == till.held == till.floods == []
    assert till.wedge.waiting
    till.silence()
    assert till.floods == [20_000]
    assert not till.wedge.waiting
    scan(till, CARD + "\n", at_ms + 500)
    assert (till.scans, till.typed, till.floods) == ([CARD], [], [20_000])


def test_garbage_with_ends_is_a_few_scans_and_then_a_flood() -> None:
    till = Till()
    scan(till, (CARD + "\n") * 1_000, gap_ms=1)
    till.silence()
    assert len(till.scans) <= wedge.LONGEST_RUN_KEYS // 30
    assert till.floods == [35_000]
    assert till.typed == []


def person(till: Till, characters: list[tuple[Key, int]], ends_ms: int) -> None:
    """Keys with the time each is let go, in the order things happen; a silence wherever nothing happens."""
    happenings = sorted(
        [(key.at_ms, 1, key, key.at_ms) for key, _ in characters]
        + [(up_ms, 0, key, up_ms) for key, up_ms in characters],
        key=lambda happening: happening[:2],
    )
    last_ms = 0
    for at_ms, down, key, _ in happenings:
        if at_ms - last_ms > till.wedge.silence_ms:
            till.silence()
        if down:
            till.press(key)
            last_ms = at_ms
        else:
            till.release(key, at_ms)
    assert last_ms <= ends_ms
    till.silence()


@pytest.mark.parametrize("mean_gap_ms", [30, 50, 120])
@pytest.mark.parametrize("seed", range(40))
def test_a_person_types_digits_and_enter(mean_gap_ms: int, seed: int) -> None:
    chance = random.Random(seed)
    till = Till()
    keys, at_ms, free_ms = [], 1_000.0, dict.fromkeys(range(64), 0.0)
    digits = "".join(chance.choices("0123456789", k=18))
    for character in digits + "\n":
        plain = key_of(character, 0)
        at_ms = max(at_ms, free_ms[plain.scan_code] + 8)
        up_ms = at_ms + max(40.0, chance.gauss(80, 15))
        keys.append((key_of(character, round(at_ms)), round(up_ms)))
        free_ms[plain.scan_code] = up_ms
        at_ms += max(6.0, chance.gauss(mean_gap_ms, mean_gap_ms / 3))
    person(till, keys, round(at_ms))
    assert till.scans == []
    assert till.text == digits + "\r"
    downs = [name for name in till.typed if not name.startswith("/")]
    assert sorted(till.typed) == sorted([*downs, *(f"/{name}" for name in downs)])


def test_a_palm_on_the_keyboard_is_typing() -> None:
    till = Till()
    keys = [(Key(30 + at, 1_000 + 4 * at, "asdfghjkl"[at]), 1_100 + 3 * at) for at in range(9)]
    person(till, keys, 1_200)
    assert (till.scans, till.text) == ([], "asdfghjkl")


def test_a_function_key_right_after_a_digit_keeps_its_place() -> None:
    till = Till()
    till.press(key_of("5", 1_000))
    assert till.wedge.heralded(Key(60, 1_020, key=0x0100_0031)).held == "replay"
    till = Till()
    till.press(key_of("5", 1_000))
    assert till.press(Key(60, 1_020, key=0x0100_0031), "F2") == "go_on"
    assert till.typed == ["5", "F2"]


def test_five_keys_and_enter_are_typed() -> None:
    till = Till()
    scan(till, "12345\n", gap_ms=1)
    assert (till.scans, till.text) == ([], "12345\r")


def test_letters_that_end_in_silence_are_typed() -> None:
    till = Till()
    scan(till, "ABCABCAB", gap_ms=10)
    till.silence()
    assert (till.scans, till.text) == ([], "ABCABCAB")


def test_time_may_go_back() -> None:
    """The window system counts milliseconds in 32 bits and starts again after 49 days."""
    till = Till()
    scan(till, "12", at_ms=2**32 - 10)
    scan(till, CARD + "\n", at_ms=3)
    assert till.text == "12"
    assert till.scans == [CARD]


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        (CARD, CARD),
        (SLIP, SLIP),
        (f"]Q3{CARD}", CARD),
        (f"\x02]Q3{CARD}\x03", CARD),
        (f"ABC-{CARD}-X\r\n", CARD),
        ("۱" * 34, "1" * 34),
        (f"\u200f{SLIP}\ufeff", SLIP),
        (f"{CARD} {SLIP}", f"{CARD} {SLIP}"),
        ("1" * 35, "1" * 35),
        ("F-20418", "F-20418"),
        ("", ""),
        ("\x00\x1b\x7f", ""),
        ("x" * 10_000_000, "x" * wedge.LONGEST_TEXT),
    ],
)
def test_what_of_a_text_can_be_ours(text: str, ours: str) -> None:
    assert payload(text) == ours


@given(st.text())
def test_any_text_leaves_something_short_and_visible(text: str) -> None:
    part = payload(text)
    assert len(part) <= wedge.LONGEST_TEXT
    assert not any(character < " " for character in part)


@given(
    st.lists(st.tuples(st.sampled_from("0123456789ABCq\n\t"), st.integers(0, 200), st.integers(0, 150)), max_size=60)
)
def test_nothing_is_lost_or_doubled_whatever_comes(strokes: list[tuple[str, int, int]]) -> None:
    """Every key that went down was typed, or was part of a scan, exactly once and in order."""
    till = Till()
    at_ms, keys = 1_000, []
    for character, gap_ms, dwell_ms in strokes:
        at_ms += gap_ms
        keys.append((key_of(character, at_ms), at_ms + dwell_ms))
    person(till, keys, at_ms)
    assert till.held == []
    if not till.scans:
        assert till.text == "".join(key.text for key, _ in keys)
