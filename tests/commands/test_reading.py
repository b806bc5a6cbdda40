"""What is written on a command line, as values."""

from datetime import UTC, date, datetime

import pytest

from vafa.commands import reading
from vafa.domain.errors import Refusal

EVENING = datetime(2026, 11, 21, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "1405/08/30 18:42",
        "۱۴۰۵/۰۸/۳۰ ۱۸:۴۲",
        "1405-08-30T18:42",
        "14050830 18:42",
        "2026-11-21 18:42",
        "2026-11-21T18:42:00",
        "2026-11-21T18:42+03:30",
        "2026-11-21T15:12Z",
    ],
)
def test_a_moment_in_every_way_of_writing(text):
    assert reading.moment(text) == EVENING


def test_early_hours_and_days_without_a_time():
    assert reading.moment("1405/8/30 9:05") == datetime(2026, 11, 21, 5, 35, tzinfo=UTC)
    assert reading.moment("1405/08/30") == datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    assert reading.moment("2026-11-21") == datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    assert reading.moment(None) is None


@pytest.mark.parametrize(
    "text", ["1404/12/30", "2026-02-30", "1405/08/30 24:01", "", "30", "18:42", "9999-12-31T23:59-12:00"]
)
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(Refusal, match="date_invalid"):
        reading.moment(text)


def test_days():
    assert reading.day("۱۴۰۵/۰۸/۳۰") == reading.day("2026-11-21") == date(2026, 11, 21)
    with pytest.raises(Refusal, match="date_invalid"):
        reading.day("1405/08/31")


@pytest.mark.parametrize(
    ("text", "sku", "quantity", "price"),
    [
        ("milk:2:285000", "milk", 2_000, 570_000),
        ("شیر:۰٫۷۵:۱۰۱", "شیر", 750, 76),
        ("a:b:0.5:1", "a:b", 500, 1),
        ("x:0.333:1000", "x", 333, 333),
        ("x:0.0005:1000", None, 0, 0),
        (":1:5", None, 0, 0),
        ("x:1", None, 0, 0),
        ("x::5", None, 0, 0),
        ("", None, 0, 0),
    ],
)
def test_goods_round_half_up(text, sku, quantity, price):
    if sku is None:
        with pytest.raises(Refusal, match="line_unreadable"):
            reading.goods([text])
    else:
        (line,) = reading.goods([text])
        assert (line.sku, line.quantity, line.price_rial) == (sku, quantity, price)


def test_goods_back_add_up_by_stock_number():
    assert reading.goods_back(["milk:1", "tea:0.5", "milk:2"]) == {"milk": 3_000, "tea": 500}
    assert reading.goods_back(None) is None


def test_a_card_is_told_from_a_mobile_by_its_length():
    assert reading.card_or_mobile("1" + "0" * 33).card_digest is not None
    assert reading.card_or_mobile("+98 912 123 4567").mobile == "09121234567"
