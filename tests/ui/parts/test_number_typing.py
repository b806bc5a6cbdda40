"""Digits as they are typed: shown in the language, grouped, the caret where the hand left it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.ui.parts.number_typing import LONGEST, cleaned, meant, over_separator, reads_right_to_left, regrouped

KINDS = ("free", "number", "mobile", "code", "secret", "date")


def typed(keys, kind, persian=True):
    """What stands there after typing key by key; the caret is always at the end."""
    text, caret = "", 0
    for key in keys:
        text = text[:caret] + key + text[caret:]
        shown = regrouped(text, caret + 1, kind, persian=persian)
        text, caret = shown.text, shown.caret
        assert caret == len(text)
    return text


@pytest.mark.parametrize(
    ("keys", "kind", "shown", "means"),
    [
        ("1320000", "number", "۱٬۳۲۰٬۰۰۰", "1320000"),
        ("۱۳۲۰۰۰۰", "number", "۱٬۳۲۰٬۰۰۰", "1320000"),
        ("١٣٢٠٠٠٠", "number", "۱٬۳۲۰٬۰۰۰", "1320000"),
        ("12.5", "number", "۱۲٫۵", "12.5"),
        ("-40000", "number", "−۴۰٬۰۰۰", "-40000"),
        ("09123456789", "mobile", "۰۹۱۲ ۳۴۵ ۶۷۸۹", "09123456789"),
        ("0912-345-6789", "mobile", "۰۹۱۲ ۳۴۵ ۶۷۸۹", "09123456789"),
        ("+989123456789", "mobile", "+۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹", "+989123456789"),
        ("9123456789", "mobile", "۹۱۲ ۳۴۵ ۶۷۸۹", "9123456789"),
        ("4567", "mobile", "۴۵۶۷", "4567"),
        ("۸۳۷۱۰۹۰۲", "code", "8371 0902", "83710902"),
        ("1405/9/3", "date", "۱۴۰۵/۹/۳", "1405/9/3"),
        ("F-20418", "free", "F-20418", "F-20418"),
        ("مریم 2", "free", "مریم ۲", "مریم 2"),
        ("۱۲۳۴", "secret", "1234", "1234"),
        ("a۱ل٢ 3-4×", "secret", "1234", "1234"),
        ("رمز", "secret", "", ""),
    ],
)
def test_typing_key_by_key(keys, kind, shown, means):
    text = typed(keys, kind)
    assert text == shown
    assert meant(text, kind) == means


def test_english_shows_its_own_digits():
    assert typed("1320000", "number", persian=False) == "1,320,000"
    assert typed("09123456789", "mobile", persian=False) == "0912 345 6789"


def test_what_is_no_number_stays_to_be_refused():
    assert typed("یک میلیون", "number") == "یک میلیون"
    assert meant("یک میلیون", "number") == "یک میلیون"
    assert meant("1.2.3", "number") == "1.2.3"
    assert typed("0912", "number") == "۰۹۱۲"  # no amount begins with a zero: it is not dressed up as one


def test_a_copied_figure_comes_in():
    assert meant("\u200f۱٬۳۲۰٬۰۰۰\n", "number") == "1320000"
    assert regrouped("1,320,000", 9, "number", persian=True).text == "۱٬۳۲۰٬۰۰۰"


def test_a_page_of_text_is_cut_and_its_lines_are_joined():
    page = "خط نخست\r\nخط دوم\n" * 1000
    assert len(cleaned(page)) == LONGEST
    assert "\n" not in cleaned(page)
    assert cleaned("a\r\n\tb") == "a b"


@pytest.mark.parametrize(
    ("text", "caret", "inserted", "shown", "stands"),
    [
        ("۱۲٬۳۴۵", 1, "9", "۱۹۲٬۳۴۵", 2),
        ("۱۲٬۳۴۵", 2, "9", "۱۲۹٬۳۴۵", 3),
        ("۱۲٬۳۴۵", 3, "9", "۱۲۹٬۳۴۵", 3),
        ("۱۲۳٬۴۵۶", 0, "9", "۹٬۱۲۳٬۴۵۶", 1),
        ("۱۲۳٬۴۵۶", 7, "9", "۱٬۲۳۴٬۵۶۹", 9),
    ],
)
def test_the_caret_stays_after_the_typed_figure(text, caret, inserted, shown, stands):
    result = regrouped(text[:caret] + inserted + text[caret:], caret + 1, "number", persian=True)
    assert (result.text, result.caret) == (shown, stands)


def test_deletion_takes_a_figure_and_not_a_separator():
    assert over_separator("۱٬۳۲۰", 2, "number", forward=False) == 1
    assert over_separator("۱٬۳۲۰", 1, "number", forward=True) == 2
    assert over_separator("۱٬۳۲۰", 3, "number", forward=False) == 3
    assert over_separator("۰۹۱۲ ۳", 5, "mobile", forward=False) == 4
    assert over_separator("مریم ر", 5, "free", forward=False) == 5


@pytest.mark.parametrize(
    ("text", "otherwise", "rtl"),
    [("", True, True), ("", False, False), ("مریم", False, True), ("۰۹۱۲", True, False), ("ali", True, False)],
)
def test_the_direction_follows_the_letters(text, otherwise, rtl):
    assert reads_right_to_left(text, otherwise=otherwise) is rtl


@given(st.text(max_size=40), st.integers(0, 40), st.sampled_from(KINDS), st.booleans())
def test_showing_again_changes_nothing(text, caret, kind, persian):
    once = regrouped(text, caret, kind, persian=persian)
    again = regrouped(once.text, once.caret, kind, persian=persian)
    assert again == once
    assert 0 <= once.caret <= len(once.text)
    assert meant(once.text, kind) == meant(text, kind)


@given(st.integers(0, 10**17), st.integers(0, 30))
def test_the_same_figures_stand_before_the_caret(number, caret):
    plain = str(number)
    caret = min(caret, len(plain))
    shown = regrouped(plain, caret, "number", persian=False)
    assert shown.text == f"{number:,}"
    assert shown.text[: shown.caret].replace(",", "") == plain[:caret]
