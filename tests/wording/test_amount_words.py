"""Amounts spelled out."""

import pytest

from vafa.domain.units import DisplayUnit
from vafa.wording.amount_words import LARGEST, amount_in_words


@pytest.mark.parametrize(
    ("rial", "unit", "fa", "en"),
    [
        (0, DisplayUnit.TOMAN, "صفر تومان", "zero toman"),
        (
            13_200_000,
            DisplayUnit.TOMAN,
            "یک میلیون و سیصد و بیست هزار تومان",
            "one million three hundred and twenty thousand toman",
        ),
        (13_200_000, DisplayUnit.RIAL, "سیزده میلیون و دویست هزار ریال", "thirteen million two hundred thousand Rial"),
        (257, DisplayUnit.TOMAN, "بیست و پنج ممیز هفت تومان", "twenty-five point seven toman"),
        (1_010, DisplayUnit.TOMAN, "یکصد و یک تومان", "one hundred and one toman"),
        (1_000_190, DisplayUnit.TOMAN, "یکصد هزار و نوزده تومان", "one hundred thousand nineteen toman"),
    ],
)
def test_an_amount_is_spelled_out(rial: int, unit: DisplayUnit, fa: str, en: str):
    assert (amount_in_words(rial, unit, "fa"), amount_in_words(rial, unit, "en")) == (fa, en)


@pytest.mark.parametrize("rial", [-10, (LARGEST + 1) * 10])
def test_what_cannot_be_is_not_spelled_out(rial: int):
    assert amount_in_words(rial, DisplayUnit.TOMAN, "fa") == ""


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_largest_still_is(language):
    assert amount_in_words(LARGEST * 10 + 9, DisplayUnit.TOMAN, language)
