"""The one box tells apart what is typed into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.domain.card_code import receipt_code
from vafa.domain.units import DisplayUnit
from vafa.ui.counter.counter_state import Mode
from vafa.ui.counter.reading_box import (
    MAX_TYPED,
    amount_text,
    opens_at_once,
    read_amount,
    read_box,
    typed_receipt,
)

CARD = "1" + "01" + "2" * 11 + "3" * 20


@pytest.mark.parametrize(
    ("text", "mode", "value", "whole"),
    [
        ("", Mode.ANYTHING, "", False),
        ("   ", Mode.ANYTHING, "", False),
        ("4567", Mode.DIGITS, "4567", False),
        ("۴۵۶۷", Mode.DIGITS, "4567", False),
        ("0042", Mode.DIGITS, "0042", False),
        ("9891", Mode.DIGITS, "9891", False),
        ("0912", Mode.MOBILE, "0912", False),
        ("09120000001", Mode.MOBILE, "09120000001", True),
        ("٠٩١٢٠٠٠٠٠٠١", Mode.MOBILE, "09120000001", True),
        ("+98 912 000 0001", Mode.MOBILE, "09120000001", True),
        ("00989120000001", Mode.MOBILE, "09120000001", True),
        ("989120000001", Mode.MOBILE, "09120000001", True),
        ("9120000001", Mode.MOBILE, "09120000001", True),
        ("+98 912", Mode.MOBILE, "0912", False),
        ("00989", Mode.MOBILE, "09", False),
        ("F-20418", Mode.RECEIPT, "F-20418", False),
        ("f20418", Mode.RECEIPT, "F-20418", False),
        ("F-۲۰۴۱۸", Mode.RECEIPT, "F-20418", False),
        ("ب۲۰۴۱۸", Mode.RECEIPT, "F-20418", False),
        ("ب-20418", Mode.RECEIPT, "F-20418", False),
        ("F-", Mode.RECEIPT, "F-", False),
        (receipt_code("F", 20418), Mode.RECEIPT, "F-20418", False),
        (CARD, Mode.CARD, CARD, True),
        (CARD[:20], Mode.CARD, CARD[:20], False),
        (CARD + "9", Mode.CARD, CARD + "9", False),
        ("F", Mode.NAME, "F", False),
        ("سا", Mode.NAME, "سا", False),
        ("Sara Mohammadi", Mode.NAME, "Sara Mohammadi", False),
        ("یک میلیون", Mode.NAME, "یک میلیون", False),
    ],
)
def test_a_text_tells_itself_apart(text, mode, value, whole):
    reading = read_box(text)
    assert (reading.mode, reading.value, reading.whole) == (mode, value, whole)


@pytest.mark.parametrize(
    ("text", "searchable"),
    [("45", False), ("456", True), ("09", False), ("091", True), ("س", False), ("سا", True), ("F-20", False)],
)
def test_a_list_appears_from_a_few_letters_on(text, searchable):
    assert read_box(text).searchable is searchable


@pytest.mark.parametrize(
    ("text", "at_once"),
    [
        ("09120000001", True),
        ("+989120000001", True),
        ("00989120000001", True),
        ("9120000001", False),  # the beginning of 98… with the country's digits
        ("989120000001", False),
        ("0912000000", False),
    ],
)
def test_only_a_mobile_that_is_whole_beyond_doubt_opens_by_itself(text, at_once):
    assert opens_at_once(text, read_box(text)) is at_once


@pytest.mark.parametrize(
    ("text", "unit", "rial"),
    [
        ("1320000", DisplayUnit.TOMAN, 13_200_000),
        ("۱٬۳۲۰٬۰۰۰", DisplayUnit.TOMAN, 13_200_000),
        ("123456.7", DisplayUnit.TOMAN, 1_234_567),
        ("۱۲۳۴۵۶٫۷", DisplayUnit.TOMAN, 1_234_567),
        ("123456.75", DisplayUnit.TOMAN, None),  # half a Rial
        ("12.", DisplayUnit.TOMAN, None),
        ("1234567", DisplayUnit.RIAL, 1_234_567),
        ("1234567.5", DisplayUnit.RIAL, None),
        ("یک میلیون", DisplayUnit.TOMAN, None),
        ("1e6", DisplayUnit.TOMAN, None),
        ("0912000", DisplayUnit.TOMAN, None),
        ("0.5", DisplayUnit.TOMAN, 5),
        ("", DisplayUnit.TOMAN, None),
    ],
)
def test_an_amount_is_read_in_the_unit_that_is_shown(text, unit, rial):
    assert read_amount(text, unit) == rial


@given(st.integers(0, 10**12), st.sampled_from(DisplayUnit))
def test_an_amount_put_into_the_box_is_read_back(rial, unit):
    assert read_amount(amount_text(rial, unit), unit) == rial


@pytest.mark.parametrize("text", ["F20418", "ب۲۰۴۱۸", receipt_code("F", 20418), " f-20418 "])
def test_a_receipt_number_in_any_spelling(text):
    assert typed_receipt(text) == "F-20418"


@given(st.text(max_size=400))
def test_any_text_is_something(text):
    reading = read_box(text)
    assert len(reading.value) <= MAX_TYPED + 1
    assert not reading.whole or reading.mode in {Mode.MOBILE, Mode.CARD}
