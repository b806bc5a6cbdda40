from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.domain.units import DisplayUnit, Points, Rial, Thousandths
from vafa.persian import digits
from vafa.persian.jalali import JalaliDate
from vafa.wording import figures
from vafa.wording.catalogue import LANGUAGES, Language

ABAN_30 = date(2026, 11, 21)


def island(text: str) -> str:
    return f"\u2066{text}\u2069"


@pytest.mark.parametrize(
    ("n", "fa", "en"),
    [
        (0, "۰", "0"),
        (1_234_567, "۱٬۲۳۴٬۵۶۷", "1,234,567"),
        (-40_000, island("−۴۰٬۰۰۰"), island("−40,000")),
    ],
)
def test_number(n: int, fa: str, en: str) -> None:
    assert figures.number(n, "fa") == fa
    assert figures.number(n, "en") == en


def test_signed() -> None:
    assert figures.signed(155, "fa") == island("+۱۵۵")
    assert figures.signed(155, "en") == island("+155")
    assert figures.signed(-155, "fa") == figures.number(-155, "fa")
    assert figures.signed(0, "fa") == "۰"


@pytest.mark.parametrize("language", LANGUAGES)
@given(n=st.integers(-(10**18) + 1, 10**18 - 1))
def test_what_is_shown_can_be_typed_back(language: Language, n: int) -> None:
    assert digits.parse_integer(figures.number(n, language)) == n
    assert digits.parse_integer(figures.signed(n, language)) == n


@pytest.mark.parametrize(
    ("rial", "unit", "fa", "en"),
    [
        (1_234_567, DisplayUnit.TOMAN, "۱۲۳٬۴۵۶٫۷ تومان", "123,456.7 toman"),
        (10_000, DisplayUnit.TOMAN, "۱٬۰۰۰ تومان", "1,000 toman"),
        (1_234_567, DisplayUnit.RIAL, "۱٬۲۳۴٬۵۶۷ ریال", "1,234,567 Rial"),
        (-15, DisplayUnit.TOMAN, island("−۱٫۵") + " تومان", island("−1.5") + " toman"),
    ],
)
def test_money(rial: int, unit: DisplayUnit, fa: str, en: str) -> None:
    assert figures.money(Rial(rial), unit, "fa") == fa
    assert figures.money(Rial(rial), unit, "en") == en


def test_money_without_its_unit() -> None:
    assert figures.money(Rial(15), DisplayUnit.TOMAN, "fa", with_unit=False) == "۱٫۵"


def test_every_money_unit_has_a_name() -> None:
    assert [figures.money_unit(unit, "fa") for unit in DisplayUnit] == ["تومان", "ریال"]


def test_points() -> None:
    assert figures.points(Points(1_240), "fa") == "۱٬۲۴۰ امتیاز"
    assert figures.points(Points(1), "fa") == "۱ امتیاز"
    assert figures.points(Points(1_240), "en") == "1,240 points"
    assert figures.points(Points(1), "en") == "1 point"
    assert figures.points(Points(-5), "fa") == island("−۵") + " امتیاز"


@pytest.mark.parametrize(
    ("thousandths", "fa", "en"),
    [
        (1_250, "۱٫۲۵", "1.25"),
        (2_000, "۲", "2"),
        (1, "۰٫۰۰۱", "0.001"),
        (100_000, "۱۰۰", "100"),
        (0, "۰", "0"),
        (-500, island("−۰٫۵"), island("−0.5")),
    ],
)
def test_quantity(thousandths: int, fa: str, en: str) -> None:
    assert figures.quantity(Thousandths(thousandths), "fa") == fa
    assert figures.quantity(Thousandths(thousandths), "en") == en


@pytest.mark.parametrize("on", [ABAN_30, JalaliDate(1405, 8, 30)])
def test_day(on: date | JalaliDate) -> None:
    assert figures.day(on, "fa") == "۱۴۰۵/۰۸/۳۰"
    assert figures.day(on, "en") == "1405/08/30"
    assert figures.day_in_words(on, "fa") == "۳۰ آبان ۱۴۰۵"
    assert figures.day_in_words(on, "en") == "30 Aban 1405"


def test_every_month_has_a_persian_name() -> None:
    names = [figures.day_in_words(JalaliDate(1405, month, 1), "fa").split()[1] for month in range(1, 13)]
    assert " ".join(names) == "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"


def test_time_of_day_is_tehran_time() -> None:
    moment = datetime(2026, 11, 21, 19, 35, 59, tzinfo=UTC)
    assert figures.time_of_day(moment, "fa") == "۲۳:۰۵"
    assert figures.time_of_day(moment, "en") == "23:05"


def test_masked_mobile() -> None:
    assert figures.masked_mobile("09121234567", "fa") == island("۰۹۱۲•••۴۵۶۷")
    assert figures.masked_mobile("09121234567", "en") == island("0912•••4567")


def test_latin_is_an_island() -> None:
    assert figures.latin("F-20418") == island("F-20418")
