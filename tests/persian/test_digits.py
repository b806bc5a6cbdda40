import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.persian import digits


@pytest.mark.parametrize("written", ["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "０１２３４５６７８９"])
def test_every_script_folds_to_ascii(written: str) -> None:
    assert digits.to_ascii(f"ع{written}x") == "ع0123456789x"


def test_signs_that_only_look_like_digits_stay() -> None:
    assert digits.to_ascii("m² ½ ⑤") == "m² ½ ⑤"


@given(st.text(alphabet="0123456789abc ,"))
def test_persian_digits_come_back(text: str) -> None:
    assert digits.to_ascii(digits.to_persian(text)) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("  42\n", 42),
        ("۱٬۲۳۴٬۵۶۷", 1_234_567),
        ("۱،۲۳۴", 1_234),
        ("1,234", 1_234),
        ("1'234", 1_234),
        ("1 234", 1_234),
        ("1\u00a0234", 1_234),
        ("1\u2009234", 1_234),
        ("1\u202f234", 1_234),
        ("1\u200c234", 1_234),
        ("۱٬۲۳۴۵", 12_345),
        ("+7", 7),
        ("-7", -7),
        ("\u2066\u2212۴۰٬۰۰۰\u2069", -40_000),
        ("\u200e-5", -5),
        ("007", 7),
        ("9" * 18, 10**18 - 1),
    ],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert digits.parse_integer(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "--5",
        "- 5",
        "5-",
        "1.0",
        "۱٫۵",
        "1e5",
        "1_000",
        "0x1f",
        "²",
        "1,,2",
        ",1",
        "1,",
        "علی",
        "1" * 19,
        "1" * 10**6,
    ],
)
def test_everything_else_is_no_whole_number(text: str) -> None:
    assert digits.parse_integer(text) is None


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_a_grouped_number_reads_back(number: int) -> None:
    assert digits.parse_integer(digits.to_persian(f"{number:,}")) == number


@given(st.text())
def test_no_text_breaks_the_parsers(text: str) -> None:
    assert isinstance(digits.parse_integer(text), int | None)
    assert isinstance(digits.parse_decimal_thousandths(text), int | None)


@pytest.mark.parametrize(
    ("text", "thousandths"),
    [
        ("1.25", 1_250),
        ("۱٫۲۵", 1_250),
        ("2", 2_000),
        ("0.001", 1),
        ("1,234.5", 1_234_500),
        ("-0.5", -500),
        ("۰٫۱۰۰", 100),
    ],
)
def test_quantities(text: str, thousandths: int) -> None:
    assert digits.parse_decimal_thousandths(text) == thousandths


@pytest.mark.parametrize("text", ["", ".", "1.", ".5", "1.2345", "1.2.3", "1e3", "1/5", "9" * 16])
def test_everything_else_is_no_quantity(text: str) -> None:
    assert digits.parse_decimal_thousandths(text) is None
