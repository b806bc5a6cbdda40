import pytest

from vafa.domain.errors import Refusal
from vafa.domain.pin import LONGEST_PAUSE_S, misses_left, pause_s, pin_digits, read_pin, refuse_simple


@pytest.mark.parametrize("text", ["4821", "۴۸۲۱", "٤٨٢١", " 4821 ", "\u200e۴۸۲۱"])
def test_a_pin_is_the_same_in_any_digits(text: str):
    assert pin_digits(text) == read_pin(text) == "4821"


@pytest.mark.parametrize("text", ["", "123", "123456789", "12a4", "12 34", "-1234", "½234"])
def test_what_is_no_pin(text: str):
    assert pin_digits(text) is None
    with pytest.raises(Refusal) as caught:
        read_pin(text)
    assert (caught.value.code, dict(caught.value.figures)) == ("pin_invalid", {"shortest": 4, "longest": 8})


@pytest.mark.parametrize("digits", ["0000", "1111", "99999999", "1234", "01234567", "4321", "9876", "7890", "2109"])
def test_a_pin_that_anybody_guesses(digits: str):
    with pytest.raises(Refusal, match="pin_too_simple"):
        refuse_simple(digits)


@pytest.mark.parametrize("digits", ["1212", "1357", "1235", "0001", "4821", "1122"])
def test_a_pin_that_will_do(digits: str):
    refuse_simple(digits)


def test_pauses_begin_after_the_third_miss_double_and_end_at_five_minutes():
    assert [pause_s(misses) for misses in range(12)] == [0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert pause_s(10**9) == LONGEST_PAUSE_S
    assert [misses_left(misses) for misses in range(5)] == [3, 2, 1, 0, 0]
