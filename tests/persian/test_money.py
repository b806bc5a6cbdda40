import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.persian import money

ROWS = [
    row
    for row in json.loads((Path(__file__).parent.parent / "vectors.json").read_text("utf-8"))["currency"]["rows"]
    if "toman_exact" in row
]


@pytest.mark.parametrize("row", ROWS)
def test_toman_is_exact(row: dict) -> None:
    assert money.toman_text(row["rial"]).replace(",", "") == row["toman_exact"]
    assert money.rial_from_toman(row["toman_exact"]) == row["rial"]


def test_toman_text_by_example() -> None:
    assert money.toman_text(1_234_567) == "123,456.7"
    assert money.toman_text(-5) == "-0.5"
    assert money.toman_text(0) == "0"


def test_parts_have_no_sign() -> None:
    assert money.toman_and_tenths(-1_234_567) == money.toman_and_tenths(1_234_567) == (123_456, 7)


@given(st.integers(-(10**15), 10**15))
def test_what_is_written_reads_back(rial: int) -> None:
    assert money.rial_from_toman(money.toman_text(rial)) == rial


@pytest.mark.parametrize("text", ["", "1.25", "0.01", "پول", "1.2.3"])
def test_no_amount_in_toman(text: str) -> None:
    assert money.rial_from_toman(text) is None


def test_a_typed_amount_in_persian_digits() -> None:
    assert money.rial_from_toman("۱۲۳٬۴۵۶٫۷") == 1_234_567


@pytest.mark.parametrize(
    ("number", "in_words"),
    [
        (0, "صفر"),
        (123, "یکصد و بیست و سه"),
        (-15, "منفی پانزده"),
        (1_234_567, "یک میلیون و دویست و سی و چهار هزار و پانصد و شصت و هفت"),
        (10**12, "یک تریلیون"),
        (10**15 + 1, "یک هزار تریلیون و یک"),
        (2 * 10**24, "دو تریلیون تریلیون"),
    ],
)
def test_numbers_in_words(number: int, in_words: str) -> None:
    assert money.number_in_words(number) == in_words


@pytest.mark.parametrize(
    ("rial", "in_words"),
    [
        (0, "صفر تومان"),
        (10_000, "یک هزار تومان"),
        (15, "یک تومان و پنج ریال"),
        (7, "هفت ریال"),
        (-15, "منفی یک تومان و پنج ریال"),
    ],
)
def test_toman_in_words(rial: int, in_words: str) -> None:
    assert money.toman_in_words(rial) == in_words


def test_rial_in_words() -> None:
    assert money.rial_in_words(10_000) == "ده هزار ریال"
