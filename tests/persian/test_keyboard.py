"""The same key under the Persian and the Latin layout."""

import string

import pytest

from vafa.persian.keyboard import as_latin, as_persian


def test_a_receipt_number_typed_under_the_persian_layout_is_read():
    assert as_latin("ب-۲۰۴۱۸") == "F-20418"


def test_a_name_typed_under_the_latin_layout_is_read():
    assert as_persian("Shvh") == "سارا"


@pytest.mark.parametrize("letter", string.ascii_lowercase)
def test_every_latin_letter_has_its_persian_key_and_comes_back(letter: str):
    persian = as_persian(letter)
    assert persian != letter
    assert as_latin(persian) == letter.upper()


def test_what_stands_on_no_letter_key_stays():
    assert as_latin("۱۲٫۵-") == "12٫5-"
    assert as_persian("12-") == "12-"
