"""The file under the shop: full disks, busy neighbours, old libraries, errors made ours."""

from errno import ENOSPC
from pathlib import Path

import pytest
from tests.fakes.little_shop import MOBILES, LittleShop
from tests.fakes.small_disk import SmallDisk, small_disk

from vafa.domain.errors import Refusal, Trouble
from vafa.domain.who import by_mobile
from vafa.store.database import BUSY_WAIT_MS, OLDEST_SQLITE, Database, driver, refuse_old_sqlite
from vafa.store.highwater import HighWater


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, "3m") as small:
        if small is None:
            pytest.skip("mounting a memory disk is not allowed here; see the page-limit test")
        yield small


def sell_until_full(little: LittleShop) -> list[str]:
    """Receipts until the disk refuses."""
    sold: list[str] = []
    try:
        while len(sold) < 10_000:
            sold.append(little.sell(len(sold) % len(MOBILES)))
    except Trouble as trouble:
        if trouble.code != "disk_full":
            raise
        return sold
    pytest.fail("the disk never was full")


def test_a_full_disk_refuses_and_forgets_nothing(disk: SmallDisk):
    with LittleShop(disk.folder / "shop", create=True) as little:
        little.enrol()
        disk.fill(leave_bytes=300_000)
        sold = sell_until_full(little)
        assert len(sold) > 5
        with pytest.raises(Trouble, match="disk_full"):
            little.shop.enrol("09350000000")
        assert little.points(0) == 10 * len(sold[:: len(MOBILES)]), "reading goes on"
        disk.empty()
        after = little.sell()
        report = little.shop.verify()
        assert report.sound
        assert report.acts == 1 + len(MOBILES) + len(sold) + 1
        assert after == f"F-{len(sold) + 1}"


def test_a_shop_closed_on_a_full_disk_opens_again(disk: SmallDisk):
    with LittleShop(disk.folder / "shop", create=True) as little:
        little.enrol()
        disk.fill(leave_bytes=200_000)
        sold = sell_until_full(little)
    disk.empty()
    with LittleShop(disk.folder / "shop") as little:
        assert little.shop.verify().sound
        assert little.sell() == f"F-{len(sold) + 1}"


@pytest.mark.parametrize("leave_bytes", [0, 4_096, 8_192, 40_960, 81_920, 204_800])
def test_a_shop_is_founded_wholly_or_not_at_all(disk: SmallDisk, leave_bytes: int):
    folder = disk.folder / "shop"
    disk.fill(leave_bytes)
    with pytest.raises(Trouble, match="disk_full"):
        LittleShop(folder, create=True)
    with pytest.raises((Refusal, Trouble)) as answer:
        LittleShop(folder)
    assert answer.value.code in {"no_shop_here", "disk_full"}
    disk.empty()
    with LittleShop(folder, create=True) as little:
        little.enrol()
        assert little.shop.verify().sound


def test_a_backup_on_a_full_disk_leaves_no_file(disk: SmallDisk):
    with LittleShop(disk.folder / "shop", create=True) as little:
        little.enrol()
        before = set(disk.folder.rglob("*"))
        disk.fill(leave_bytes=40_000)
        with pytest.raises(Trouble, match="disk_full"):
            little.shop.back_up(disk.folder / "copy.vafa")
        disk.empty()
        assert set(disk.folder.rglob("*")) == before


def test_an_erasure_on_a_full_disk_changes_nothing(disk: SmallDisk):
    with LittleShop(disk.folder / "shop", create=True) as little:
        little.enrol()
        with (disk.folder / "shop" / "shop.high-water").open("ab") as file:
            file.write(b"\n" * (4_096 - file.tell() % 4_096))  # the next line needs a page of its own
        disk.fill()
        with pytest.raises(Trouble, match="disk_full"):
            little.shop.erase(by_mobile(MOBILES[0]))
        assert little.shop.look_up(by_mobile(MOBILES[0])).member.name == "Sara 0"
        disk.empty()
        member = little.shop.erase(by_mobile(MOBILES[0])).member
        assert little.store.high_water.erased() == {member}
        assert little.shop.verify().sound


def test_a_high_water_file_that_cannot_grow_stops_the_erasure_before_it_begins(tmp_path, monkeypatch):
    def full(self: HighWater, line: str) -> None:
        raise Trouble("disk_full", errno=ENOSPC)

    with LittleShop(tmp_path, create=True) as little:
        little.enrol()
        monkeypatch.setattr(HighWater, "_append", full)
        acts = little.store.journal.count()
        with pytest.raises(Trouble, match="disk_full"):
            little.shop.erase(by_mobile(MOBILES[0]))
        assert little.store.journal.count() == acts
        assert little.shop.look_up(by_mobile(MOBILES[0])).member.name == "Sara 0"


def test_a_page_limit_is_a_full_disk(tmp_path: Path):
    """The same refusal where no small disk can be mounted."""
    with LittleShop(tmp_path, create=True) as little:
        little.enrol()
        pages = little.store.database.value("PRAGMA page_count")
        little.store.database.run(f"PRAGMA max_page_count = {pages + 2}").fetchall()
        sold = sell_until_full(little)
        assert little.points(0) == 10 * len(sold[:: len(MOBILES)])
        little.store.database.run("PRAGMA max_page_count = 1000000").fetchall()
        assert little.sell() == f"F-{len(sold) + 1}"
        assert little.shop.verify().sound


def test_a_full_disk_inside_a_nested_write_is_said(tmp_path: Path):
    database = Database(tmp_path / "file")
    database.connect()
    database.run("CREATE TABLE t (a BLOB)")
    database.run("PRAGMA max_page_count = 10").fetchall()
    with pytest.raises(Trouble, match="disk_full"), database.write(), database.write():
        database.run("INSERT INTO t VALUES (zeroblob(100000))")
    assert database.value("SELECT count(*) FROM t") == 0
    database.close()


def test_an_error_inside_takes_the_outer_write_back_too(tmp_path: Path):
    database = Database(tmp_path / "file")
    database.connect()
    database.run("CREATE TABLE t (a INTEGER)")

    def write_and_fail() -> None:
        with database.write():
            database.run("INSERT INTO t VALUES (1)")
            with database.write():
                database.run("INSERT INTO t VALUES (2)")
                refuse_old_sqlite("3.40.1")

    with pytest.raises(Refusal):
        write_and_fail()
    assert database.value("SELECT count(*) FROM t") == 0
    database.close()


def test_busy_for_too_long_is_said_and_nothing_is_written(tmp_path: Path):
    with LittleShop(tmp_path, create=True) as little, LittleShop(tmp_path) as neighbour:
        little.enrol()
        assert little.store.database.value("PRAGMA busy_timeout") == BUSY_WAIT_MS == 5_000
        little.store.database.run("PRAGMA busy_timeout = 50").fetchall()
        with neighbour.store.database.write():
            with pytest.raises(Trouble, match="shop_busy"):
                little.sell()
            assert little.points() == 0, "reading does not wait"
        assert little.sell() == "F-1"


@pytest.fixture
def being_founded(tmp_path: Path):
    """A file whose write-ahead log has not begun yet, while somebody writes; SQLite does not wait for him."""
    founder = driver.connect(str(tmp_path / "file"), isolation_level=None)
    founder.execute("CREATE TABLE t (a INTEGER)")
    founder.execute("BEGIN IMMEDIATE")
    yield founder
    founder.close()


def test_opening_waits_for_who_is_founding_the_shop(tmp_path, being_founded, monkeypatch):
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            being_founded.execute("COMMIT")

    monkeypatch.setattr("vafa.store.database.time.sleep", pause)
    database = Database(tmp_path / "file")
    database.connect()
    assert database.value("PRAGMA journal_mode") == "wal"
    assert len(pauses) == 3
    database.close()


def test_opening_does_not_wait_for_ever(tmp_path, being_founded, monkeypatch):
    monkeypatch.setattr("vafa.store.database.BUSY_WAIT_MS", 50)
    with pytest.raises(Trouble, match="shop_busy"):
        Database(tmp_path / "file").connect()
    assert being_founded.in_transaction


def test_verify_beside_a_busy_neighbour_reports_no_fault(tmp_path: Path):
    with LittleShop(tmp_path, create=True) as little, LittleShop(tmp_path) as neighbour:
        little.store.database.run("PRAGMA busy_timeout = 50").fetchall()
        with neighbour.store.database.write(), pytest.raises(Trouble, match="shop_busy"):
            little.shop.verify()


def test_an_old_sqlite_is_refused():
    with pytest.raises(Refusal, match="sqlite_too_old") as refusal:
        refuse_old_sqlite("3.40.1")
    assert refusal.value.figures == {"version": "3.40.1", "needs": "3.51.3"}
    refuse_old_sqlite("3.51.3")
    assert tuple(map(int, driver.sqlite_version.split("."))) >= OLDEST_SQLITE


def test_the_file_is_kept_as_the_papers_say(tmp_path: Path):
    with LittleShop(tmp_path, create=True) as little:
        found = {
            name: little.store.database.value(f"PRAGMA {name}")
            for name in ("journal_mode", "synchronous", "wal_autocheckpoint", "secure_delete")
        }
        loose = little.store.database.rows("SELECT name FROM pragma_table_list WHERE strict = 0 AND schema = 'main'")
    assert found == {"journal_mode": "wal", "synchronous": 2, "wal_autocheckpoint": 0, "secure_delete": 1}
    assert {name for (name,) in loose if not name.startswith(("name_fragment", "sqlite_"))} == set()
