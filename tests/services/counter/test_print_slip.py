"""A slip comes out once as itself; whatever may have been on paper before comes out as a copy."""

import pytest
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import number_of, sell

from vafa.domain.errors import Trouble
from vafa.store import spool


class Paper:
    """A printer in memory. `fails` is raised instead of printing; `meanwhile` happens while it prints."""

    def __init__(self, fails: BaseException | None = None, meanwhile=lambda: None) -> None:
        self.widths: list[int] = []
        self.fails = fails
        self.meanwhile = meanwhile

    def print_slip(self, width_dots: int, rows: bytes) -> None:
        assert len(rows) % (width_dots // 8) == 0
        self.meanwhile()
        if self.fails:
            raise self.fails
        self.widths.append(width_dots)


def put_on_paper(little: LittleShop, number: str, paper: Paper | None = None, width: int = 384) -> bool:
    """Whether it came out as a copy."""
    return little.shop.print_slip(number, paper or Paper(), "en", width).copy


def test_the_first_is_the_slip_and_the_second_a_copy(little: LittleShop):
    number = number_of(sell(little))
    assert not little.shop.read_slip(number).copy
    assert [put_on_paper(little, number) for _ in range(3)] == [False, True, True]
    assert little.shop.read_slip(number).copy


@pytest.mark.parametrize(
    ("failure", "copy"),
    [
        (Trouble("printer_unreachable", sent=False), False),
        (Trouble("printer_died", sent=True), True),
        (KeyboardInterrupt(), True),
    ],
)
def test_what_may_be_on_paper_is_a_copy_next_time(little: LittleShop, failure, copy):
    number = number_of(sell(little))
    with pytest.raises(type(failure)):
        put_on_paper(little, number, Paper(failure))
    assert [job.receipt for job in little.shop.print_slip.waiting()] == [number]
    assert put_on_paper(little, number) is copy
    assert little.shop.print_slip.waiting() == []


def test_two_windows_at_once_make_one_slip_and_one_copy(little: LittleShop):
    number = number_of(sell(little))
    with LittleShop(little.store.folder, clock=little.store.clock) as other:
        copies = []
        paper = Paper(meanwhile=lambda: copies.append(put_on_paper(other, number)))
        assert put_on_paper(little, number, paper) is False
        assert copies == [True]


def test_a_copy_that_came_out_meanwhile_is_not_forgotten_with_the_failure(little: LittleShop):
    number = number_of(sell(little))
    with LittleShop(little.store.folder, clock=little.store.clock) as other:
        paper = Paper(Trouble("printer_unreachable", sent=False), meanwhile=lambda: put_on_paper(other, number))
        with pytest.raises(Trouble):
            put_on_paper(little, number, paper)
    assert put_on_paper(little, number) is True


def test_a_slip_printed_long_ago_is_still_a_copy(little: LittleShop, monkeypatch):
    monkeypatch.setattr(spool, "KEPT_JOBS", 1)
    number = number_of(sell(little))
    put_on_paper(little, number)
    for _ in range(3):
        put_on_paper(little, number_of(sell(little)))
    assert little.store.database.value("SELECT count(*) FROM print_job WHERE receipt = ?", (number,)) == 0
    assert put_on_paper(little, number) is True


def test_the_cancelled_slip_of_a_printed_sale_is_no_copy(little: LittleShop, clock: HandClock):
    number = number_of(sell(little))
    put_on_paper(little, number)
    clock.forward(seconds=5)
    little.shop.undo(number)
    assert [put_on_paper(little, number) for _ in range(2)] == [False, True]


def test_a_slip_that_waits_is_printed_as_it_is_wanted_now(little: LittleShop):
    number, paper = number_of(sell(little)), Paper()
    with pytest.raises(Trouble):
        put_on_paper(little, number, Paper(Trouble("printer_offline", sent=False)), width=576)
    assert [(job.width_dots, job.error, job.attempts) for job in little.shop.print_slip.waiting()] == [
        (576, "printer_offline", 1)
    ]
    put_on_paper(little, number, paper)
    assert paper.widths == [384]


def test_everything_that_waits_is_printed_oldest_first(little: LittleShop):
    numbers = [number_of(sell(little)) for _ in range(3)]
    for number in numbers:
        with pytest.raises(Trouble):
            put_on_paper(little, number, Paper(Trouble("printer_died", sent=number == numbers[1])))
    done = little.shop.print_slip.resume(Paper())
    assert [(slip.receipt, slip.copy) for slip in done] == [(number, number == numbers[1]) for number in numbers]
    assert little.shop.print_slip.resume(Paper()) == []


def test_resuming_leaves_out_what_another_window_has_printed_meanwhile(little: LittleShop):
    numbers = [number_of(sell(little)) for _ in range(2)]
    for number in numbers:
        with pytest.raises(Trouble):
            put_on_paper(little, number, Paper(Trouble("printer_offline", sent=False)))
    with LittleShop(little.store.folder, clock=little.store.clock) as other:
        paper = Paper(meanwhile=lambda: put_on_paper(other, numbers[1]))
        assert [slip.receipt for slip in little.shop.print_slip.resume(paper)] == [numbers[0]]
