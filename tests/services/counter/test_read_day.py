"""The day's figures: right after every kind of act, and read only once."""

from datetime import timedelta

import pytest
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import MOBILES, LittleShop
from tests.services.desk import NIMA, OMID, SARA, number_of, sell

from vafa.domain.receipt import ReceiptKind
from vafa.services.asking import Sale
from vafa.services.counter.read_day import SHOWN, Day, ReadDay
from vafa.store import day_book

NOBODYS_SALE = Sale(amount_rial=400_000)


def afresh(little: LittleShop) -> Day:
    """The day as somebody sees it who asks for the first time."""
    return ReadDay(little.store)()


def test_sales_members_and_points_of_today(little: LittleShop, clock: HandClock):
    assert little.shop.read_day() == Day(enrolled=len(MOBILES))
    sell(little, rial=2_000_000)
    clock.forward(minutes=1)
    little.shop.sell(NOBODYS_SALE)
    clock.forward(minutes=1)
    sell(little, rial=1_000_000, redeem=5)
    little.shop.redeem(SARA, 3)
    day = little.shop.read_day()
    assert (day.receipts, day.with_member) == (3, 2)
    assert (day.earned, day.spent, day.spent_rial) == (20 + 9, 5 + 3, 8_000)
    assert [posting.kind for posting in day.last] == [ReceiptKind.REDEMPTION] + [ReceiptKind.SALE] * 3
    assert [posting.points_change for posting in day.last] == [-3, 4, 0, 20]
    assert [posting.name for posting in day.last] == ["Sara 0", "Sara 0", "", "Sara 0"]
    assert [posting.amount_rial for posting in day.last] == [3_000, 1_000_000, 400_000, 2_000_000]
    assert [posting.number for posting in day.last] == ["F-4", "F-3", "F-2", "F-1"]
    assert afresh(little) == day


def test_corrections_of_today(little: LittleShop):
    first, second = sell(little), sell(little, OMID, rial=3_000_000)
    little.shop.read_day()
    little.shop.reassign(number_of(first), NIMA, "wrong card")
    little.shop.take_back(number_of(second), amount_rial=1_000_000)
    last = sell(little, rial=700_000)
    little.shop.read_day()
    little.shop.undo(number_of(last))
    day = little.shop.read_day()
    assert (day.receipts, day.with_member, day.earned) == (2, 2, 40)
    undone, refund, sold, moved = day.last
    assert (undone.undone, undone.points_change, undone.number) == (True, 0, number_of(last))
    assert (refund.kind, refund.points_change, refund.amount_rial) == (ReceiptKind.REFUND, -10, 1_000_000)
    assert (sold.points_change, moved.name, moved.points_change) == (30, "Sara 2", 10)
    assert afresh(little) == day


def test_a_receipt_without_member_that_finds_one_counts_as_his(little: LittleShop):
    sold = little.shop.sell(NOBODYS_SALE)
    assert little.shop.read_day().with_member == 0
    little.shop.reassign(number_of(sold), SARA, "forgot the card")
    assert (little.shop.read_day().with_member, little.shop.read_day().earned) == (1, 4)


def test_the_day_turns_at_four_and_yesterday_is_left_behind(little: LittleShop, clock: HandClock):
    late = sell(little)
    clock.forward(hours=17, minutes=58)  # 03:59 in Tehran
    assert little.shop.read_day().receipts == 1
    clock.forward(minutes=1)
    assert little.shop.read_day() == Day(enrolled_yesterday=len(MOBILES))
    little.shop.take_back(number_of(late))
    little.shop.enrol("09351112233")
    sell(little, rial=500_000)
    day = little.shop.read_day()
    assert (day.receipts, day.earned, day.enrolled, day.enrolled_yesterday) == (1, 5, 1, len(MOBILES))
    assert afresh(little) == day
    clock.forward(days=2)
    assert little.shop.read_day() == Day()


def test_an_undone_sale_of_yesterday_is_not_todays(little: LittleShop, clock: HandClock):
    clock.forward(hours=17, minutes=58, seconds=50)
    last = sell(little)
    clock.forward(seconds=20)
    little.shop.undo(number_of(last))
    assert little.shop.read_day().receipts == 0


def test_a_sale_that_is_dated_back_is_not_todays(little: LittleShop, clock: HandClock):
    clock.forward(days=2)
    sell(little, at=clock.now() - timedelta(days=1))
    sell(little)
    assert little.shop.read_day().receipts == 1


def test_a_clock_that_was_ahead_hides_nothing(little: LittleShop, clock: HandClock):
    clock.forward(days=3)
    sell(little)
    clock.forward(days=-3)
    sell(little)
    little.shop.set_clock(clock.now())
    little.shop.enrol("09351112233")
    day = little.shop.read_day()
    assert (day.receipts, day.enrolled) == (1, len(MOBILES) + 1)
    assert afresh(little) == day


def test_only_what_is_new_is_read(little: LittleShop, monkeypatch):
    opened = []
    real = day_book.sealing.open_envelope
    monkeypatch.setattr(day_book.sealing, "open_envelope", lambda data: opened.append(data) or real(data))
    for _ in range(20):
        little.sell()
    opened.clear()
    reader = ReadDay(little.store)
    reader()
    assert len(opened) == 20
    little.sell()
    opened.clear()
    assert reader().receipts == 21
    assert len(opened) == 1
    opened.clear()
    reader()
    assert opened == []


def test_the_first_act_of_the_day_is_found_by_halving(little: LittleShop, clock: HandClock):
    for _ in range(60):
        little.sell()
    clock.forward(days=1)
    little.sell()
    asked: list[str] = []
    little.store.database.raw.set_trace_callback(asked.append)
    day = afresh(little)
    little.store.database.raw.set_trace_callback(None)
    assert day.receipts == 1
    assert len([sql for sql in asked if "hlc" in sql]) <= 2 * 8


def test_a_restored_shop_is_read_afresh(little: LittleShop, tmp_path):
    copy = little.shop.back_up(tmp_path / "copy.vafa").file
    for _ in range(5):
        little.sell()
    assert little.shop.read_day().receipts == 5
    little.shop.restore(copy)
    assert little.shop.read_day().receipts == 0
    for _ in range(6):
        little.sell(1, 2_000_000)
    day = little.shop.read_day()
    assert (day.receipts, day.earned, day.last[0].number) == (6, 120, "G-6")


def test_a_day_that_cannot_be_read_is_read_again_from_the_start(little: LittleShop, monkeypatch):
    little.sell()
    little.shop.read_day()
    little.sell()
    with monkeypatch.context() as broken:
        broken.setattr(day_book, "read_body", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            little.shop.read_day()
    assert little.shop.read_day() == afresh(little)


def test_an_erased_member_is_named_no_more(little: LittleShop):
    little.sell()
    assert little.shop.read_day().last[0].name == "Sara 0"
    little.shop.erase(SARA)
    assert little.shop.read_day().last[0].name == ""


def test_the_latest_stand_first_and_are_few(little: LittleShop):
    numbers = [little.sell() for _ in range(SHOWN + 4)]
    assert [posting.number for posting in little.shop.read_day().last] == numbers[: -SHOWN - 1 : -1]


def test_what_is_usual_at_the_till(little: LittleShop, clock: HandClock, tmp_path):
    for i in range(9):
        little.sell(i % 3, 1_000_000 * (i + 1))
    assert little.shop.read_day().usual_rial is None
    undone = little.sell(0, 90_000_000)
    little.shop.undo(undone)
    assert little.shop.read_day().usual_rial is None
    little.sell(0, 10_000_000)
    assert little.shop.read_day().usual_rial == 5_000_000
    clock.forward(days=5)
    assert little.shop.read_day().usual_rial == 5_000_000
    little.shop.restore(little.shop.back_up(tmp_path / "copy.vafa").file)
    little.sell(0, 10_000_000)
    assert little.shop.read_day().usual_rial == 6_000_000, "under both marks"
