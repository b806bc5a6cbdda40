"""A window's lanes: several threads, each with a connection of its own."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from tests.fakes.little_shop import MOBILES, LittleShop

from vafa.domain.errors import Trouble
from vafa.domain.who import by_mobile
from vafa.store.shopfile import FILE_NAME

WAIT_S = 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with LittleShop(tmp_path / "shop", create=True) as little:
        little.enrol()
    return tmp_path / "shop"


class Lane(Thread):
    """A thread that attaches itself, works and detaches itself; what went wrong in it comes out of `done`."""

    def __init__(self, little: LittleShop, work: Callable[[], object], *, detach: bool = True) -> None:
        super().__init__(daemon=True)
        self._little, self._work, self._detach = little, work, detach
        self.answer: object = None
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._little.store.attach()
            self.answer = self._work()
        except BaseException as error:  # noqa: BLE001 - it is raised again in the test
            self.error = error
        finally:
            if self._detach:
                self._little.store.detach()

    def done(self) -> object:
        self.join(WAIT_S)
        assert not self.is_alive()
        if self.error is not None:
            raise self.error
        return self.answer


def test_lanes_read_while_one_sells(folder):
    sales, stop = 60, Event()
    with LittleShop(folder) as little:

        def read() -> int:
            times = 0
            while not stop.is_set() or not times:
                seen = little.shop.look_up(by_mobile(MOBILES[0]))
                assert seen.balance.spendable == 10 * len(seen.receipts) or len(seen.receipts) == 50
                day = little.shop.read_day()
                assert day.receipts == day.with_member
                assert day.earned == 10 * day.receipts
                little.shop.find_hits("Sara")
                times += 1
            return times

        def sell() -> None:
            for _ in range(sales):
                little.sell()

        readers = [Lane(little, read) for _ in range(2)]
        Lane(little, sell).done()
        stop.set()
        assert all(reader.done() for reader in readers)
        assert little.shop.read_day().receipts == sales
        assert little.shop.verify().sound


def test_every_connection_is_as_careful_as_the_first(folder):
    names = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys", "recursive_triggers", "secure_delete")
    with LittleShop(folder) as little:

        def settings() -> list[object]:
            return [little.store.database.value(f"PRAGMA {name}") for name in names]

        assert Lane(little, settings).done() == settings()


def test_a_thread_that_is_not_attached_is_a_bug(folder):
    with LittleShop(folder) as little:
        little.store.detach()
        with pytest.raises(RuntimeError):
            little.points()
        little.store.detach()
        little.store.attach()
        assert little.points() == 0


def test_what_ended_threads_left_open_is_closed_with_the_shop(folder):
    with LittleShop(folder) as little:
        Lane(little, little.points, detach=False).done()
        little.sell()
        assert (folder / f"{FILE_NAME}-wal").exists()
    assert not (folder / f"{FILE_NAME}-wal").exists(), "SQLite takes it away with the last connection"


def test_a_thread_at_work_keeps_its_connection_until_it_is_done(folder):
    go, closed = Event(), Event()
    little = LittleShop(folder)

    def work() -> int:
        go.set()
        assert closed.wait(WAIT_S)
        return little.points()

    lane = Lane(little, work)
    assert go.wait(WAIT_S)
    little.close()
    closed.set()
    assert lane.done() == 0
    assert not (folder / f"{FILE_NAME}-wal").exists()


def test_the_stamp_of_a_lane_tells_of_other_processes_acts(folder):
    with LittleShop(folder) as window, LittleShop(folder) as command:
        before = window.shop.stamp()
        window.points()
        assert window.shop.stamp() == before
        command.sell()
        after = window.shop.stamp()
        assert after != before
        window.sell()
        assert window.shop.stamp() != after


@pytest.mark.parametrize("by", [lambda file: file.unlink(), lambda file: file.rename(file.with_name("away"))])
def test_a_file_that_vanished_takes_no_sale_and_no_empty_one_is_made(folder, by):
    with LittleShop(folder) as little:
        little.sell()
        by(folder / FILE_NAME)
        with pytest.raises(Trouble, match="shop_vanished"):
            little.sell()
        with pytest.raises(Trouble, match="shop_vanished"):
            Lane(little, little.points).done()
        assert not (folder / FILE_NAME).exists()


def test_when_it_is_back_the_sale_goes_on(folder):
    with LittleShop(folder) as little:
        (folder / FILE_NAME).rename(folder / "away")
        with pytest.raises(Trouble, match="shop_vanished"):
            little.sell()
        (folder / "away").rename(folder / FILE_NAME)
        assert little.sell() == "F-1"


def test_another_file_under_its_name_takes_no_sale(folder, tmp_path):
    with LittleShop(folder) as little:
        copy = little.shop.back_up(tmp_path / "copy.vafa").file
        copy.replace(folder / FILE_NAME)
        with pytest.raises(Trouble, match="shop_vanished"):
            little.sell()
