import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vafa.domain.card_code import (
    CARD_DIGITS,
    CodeKind,
    card_code,
    code_digest,
    read_code,
    read_receipt_number,
    receipt_code,
)
from vafa.domain.errors import Refusal
from vafa.domain.who import NOBODY, by_card, by_mobile

CARD = card_code("01", "00000000017", "12345678901234567890")
_CALM = settings(max_examples=200, deadline=None, derandomize=True)
_MARKS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=3)


def test_a_card_is_34_digits_that_say_version_batch_and_serial():
    assert len(CARD) == CARD_DIGITS == 34
    code = read_code(CARD)
    assert (code.kind, code.serial, code.digits) == (CodeKind.CARD, "00000000017", CARD)


@pytest.mark.parametrize(
    "typed",
    [
        f" {CARD}\n",
        CARD.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
        CARD.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        " ".join([CARD[i : i + 4] for i in range(0, 34, 4)]),
        "-".join([CARD[i : i + 4] for i in range(0, 34, 4)]),
    ],
)
def test_digits_are_digits_whatever_the_keyboard_makes_of_them(typed: str):
    assert read_code(typed).digits == CARD


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "code_not_ours"),
        ("https://example.com/1", "code_not_ours"),
        (CARD[:-1], "code_not_ours"),
        (CARD + "0", "code_not_ours"),
        ("²" * 34, "code_not_ours"),
        ("2" + CARD[1:], "code_version_unknown"),
        ("6260100100017", "code_not_ours"),
        ("1" * 10_000, "code_not_ours"),
    ],
)
def test_other_codes_are_not_ours(text: str, code: str):
    with pytest.raises(Refusal) as caught:
        read_code(text)
    assert caught.value.code == code


@_CALM
@given(_MARKS, st.integers(1, 10**10 - 1))
def test_a_receipts_code_leads_back_to_its_number(mark: str, number: int):
    digits = receipt_code(mark, number)
    code = read_code(digits)
    assert (code.kind, code.receipt) == (CodeKind.RECEIPT, f"{mark}-{number}")
    assert read_receipt_number(code.receipt.lower()) == (mark, number)


@_CALM
@given(_MARKS, st.integers(1, 10**10 - 1), st.integers(0, 18), st.integers(1, 9))
def test_one_wrong_digit_of_a_receipts_code_is_noticed(mark: str, number: int, place: int, add: int):
    digits = receipt_code(mark, number)
    wrong = digits[:place] + str((int(digits[place]) + add) % 10) + digits[place + 1 :]
    with pytest.raises(Refusal):
        read_code(wrong)


@pytest.mark.parametrize("text", ["", "F", "F-", "-5", "F5", "FFFF-1", "F-12345678901", "F-1x", "۴-1", "F-²"])
def test_what_is_no_receipt_number_is_refused(text: str):
    with pytest.raises(Refusal, match="receipt_number_bad"):
        read_receipt_number(text)


def test_a_receipt_number_is_read_in_any_digits():
    assert read_receipt_number(" f-۲۰۴۱۸ ") == ("F", 20418)


def test_who_somebody_is():
    assert NOBODY.anonymous
    assert by_card(CARD).card_digest == code_digest(CARD)
    assert by_mobile("+98 (0) 912 123 4567") == by_mobile("۰۹۱۲۱۲۳۴۵۶۷")
    with pytest.raises(Refusal, match="mobile_invalid"):
        by_mobile("0912")
    with pytest.raises(Refusal) as caught:
        by_card(receipt_code("F", 7))
    assert (caught.value.code, caught.value.figures["receipt"]) == ("not_a_card", "F-7")
