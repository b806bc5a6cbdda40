"""Copies of a living shop, and bringing one back."""

import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.fakes.little_shop import LittleShop

from vafa.domain.errors import Refusal, Trouble
from vafa.store import backup
from vafa.store.backup import copy_live, keep_daily
from vafa.store.database import driver
from vafa.store.shopfile import FILE_NAME


@pytest.fixture
def little(tmp_path: Path):
    with LittleShop(tmp_path / "shop", create=True) as shop:
        shop.enrol()
        for i in range(4):
            shop.sell(i)
        yield shop


def opened_elsewhere(copy: Path, folder: Path) -> LittleShop:
    folder.mkdir()
    shutil.copy(copy, folder / FILE_NAME)
    return LittleShop(folder)


def test_a_copy_is_one_file_and_knows_that_it_is_one(little, tmp_path):
    copied = little.shop.back_up(tmp_path / "out" / "copy.vafa")
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["copy.vafa"]
    assert copied.file.stat().st_mode & 0o777 == 0o600
    file = driver.connect(str(copied.file))
    assert file.execute("SELECT is_copy FROM head").fetchone() == (1,)
    assert file.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    file.close()
    assert little.store.database.value("SELECT is_copy FROM head") == 0, "the shop itself is none"
    with opened_elsewhere(copied.file, tmp_path / "elsewhere") as other:
        assert other.shop.verify().sound
        assert other.points(1) == 10
        assert other.sell() == "G-1"


def test_a_copy_replaces_the_one_before(little, tmp_path):
    target = tmp_path / "copy.vafa"
    first = little.shop.back_up(target).label
    little.sell()
    assert little.shop.back_up(target).label != first
    with opened_elsewhere(target, tmp_path / "elsewhere") as other:
        assert other.store.journal.count() == little.store.journal.count() + 1


def test_what_a_cut_copy_left_behind_is_harmless(little, tmp_path):
    target = tmp_path / "copy.vafa"
    for name in (f"{target.name}.{os.getpid()}.part", f"{target.name}.1.part"):
        (tmp_path / name).write_bytes(b"half a copy")
    little.shop.back_up(target)
    with opened_elsewhere(target, tmp_path / "elsewhere") as other:
        assert other.shop.verify().sound


def test_a_copy_while_another_writes_is_whole(little, tmp_path):
    with LittleShop(little.store.folder) as neighbour:
        seen = []
        for i in range(20):
            neighbour.sell(i % 8)
            target = little.shop.back_up(tmp_path / f"{i}.vafa").file
            neighbour.sell(i % 8)
            seen.append(target)
        with neighbour.store.act() as act:
            act.trust_clock(act.now)  # a write that is not finished is not in the copy
            seen.append(little.shop.back_up(tmp_path / "meanwhile.vafa").file)
    for i, target in enumerate(seen):
        with opened_elsewhere(target, tmp_path / f"elsewhere-{i}") as other:
            assert other.shop.verify().sound


def test_a_damaged_shop_makes_no_copy(little, tmp_path):
    before = little.shop.back_up(tmp_path / "copy.vafa").file.read_bytes()
    little.store.forget_deleted()  # all of it is in the file now
    path = little.store.folder / FILE_NAME
    data = bytearray(path.read_bytes())
    place = 4_096 * (little.store.database.value("SELECT rootpage FROM sqlite_master WHERE name = 'receipt'") - 1)
    data[place : place + 4_096] = bytes(4_096)
    path.write_bytes(data)
    with LittleShop(little.store.folder) as fresh:  # nothing of the page is in its memory
        for copy in (fresh.shop.keep_daily, lambda: fresh.shop.back_up(tmp_path / "copy.vafa")):
            with pytest.raises(Trouble, match="shop_damaged"):
                copy()
    assert (tmp_path / "copy.vafa").read_bytes() == before
    assert list(little.store.backups.iterdir()) == []
    assert not list(tmp_path.glob("*.part*"))


def test_an_index_that_lacks_a_row_is_found_on_demand(little, tmp_path):
    """The quick check of the day's copy does not see it, and need not."""
    file = driver.connect(str(little.store.folder / FILE_NAME))
    file.execute("PRAGMA writable_schema = ON")
    file.execute("UPDATE sqlite_master SET sql = replace(sql, '(mobile)', '(name)') WHERE name = 'member_mobile'")
    file.commit()
    file.close()
    with pytest.raises(Trouble, match="shop_damaged"):
        little.shop.back_up(tmp_path / "copy.vafa")
    assert little.shop.keep_daily() is not None


def test_a_place_where_nothing_can_be_written_is_said(little, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Trouble, match="backup_failed"):
        little.shop.back_up(tmp_path / "file" / "copy.vafa")
    with pytest.raises(Trouble, match="backup_failed"):
        little.shop.back_up(tmp_path)
    assert not list(tmp_path.glob("*.part*"))


class TestRestoring:
    @pytest.mark.parametrize("content", [b"", b"Dear diary", b"SQLite format 3\x00" + bytes(9_000)])
    def test_what_is_no_copy_is_refused_and_nothing_changes(self, little, tmp_path, content):
        (tmp_path / "bad.vafa").write_bytes(content)
        head = little.store.head_label()
        with pytest.raises(Refusal, match="backup_unusable"):
            little.shop.restore(tmp_path / "bad.vafa")
        assert little.store.head_label() == head
        assert little.sell() == "F-5"

    def test_a_missing_file(self, little, tmp_path):
        with pytest.raises(Refusal, match="file_missing"):
            little.shop.restore(tmp_path / "nowhere.vafa")

    def test_the_shop_itself_is_no_copy_of_it(self, little):
        """Its file lacks what is in the write-ahead log still."""
        with pytest.raises(Refusal, match="backup_unusable"):
            little.shop.restore(little.store.folder / FILE_NAME)
        assert little.sell() == "F-5"

    @pytest.mark.parametrize("statement", ["PRAGMA application_id = 7", "PRAGMA user_version = 99", "DELETE FROM head"])
    def test_another_program_or_a_newer_one_made_it(self, little, tmp_path, statement):
        copied = little.shop.back_up(tmp_path / "copy.vafa").file
        file = driver.connect(str(copied))
        file.execute(statement)
        file.commit()
        file.close()
        with pytest.raises(Refusal, match="backup_unusable"):
            little.shop.restore(copied)
        assert little.sell() == "F-5"

    def test_a_page_of_it_is_damaged(self, little, tmp_path):
        copied = little.shop.back_up(tmp_path / "copy.vafa").file
        data = bytearray(copied.read_bytes())
        data[5 * 4_096 : 6 * 4_096] = bytes(4_096)
        copied.write_bytes(data)
        with pytest.raises(Refusal, match="backup_unusable"):
            little.shop.restore(copied)
        assert little.sell() == "F-5"

    def test_its_name_may_be_anything(self, little, tmp_path):
        copied = little.shop.back_up(tmp_path / "نسخهٔ 100% #1?.vafa").file
        assert little.shop.restore(copied).mark == "G"
        assert little.shop.verify().sound

    def test_a_neighbour_in_the_middle_of_an_act_is_waited_for(self, little, tmp_path):
        copied = little.shop.back_up(tmp_path / "copy.vafa").file
        little.store.database.run("PRAGMA busy_timeout = 50").fetchall()
        with LittleShop(little.store.folder) as neighbour:
            with neighbour.store.database.write(), pytest.raises(Trouble, match="shop_busy"):
                little.shop.restore(copied)
            assert neighbour.sell() == "F-5"


class TestDaily:
    def test_once_a_day(self, little):
        assert little.shop.keep_daily() is not None
        assert little.shop.keep_daily() is None

    def test_a_week_and_the_first_of_twelve_months_are_kept(self, tmp_path, monkeypatch):
        def quick(_: object, target: Path, *, thorough: bool) -> None:
            assert not thorough
            target.touch()

        monkeypatch.setattr(backup, "copy_live", quick)
        other = tmp_path / "before-restore-1.vafa"
        other.touch()
        first, days = date(2025, 1, 10), 500
        for i in range(days):
            keep_daily(None, tmp_path, first + timedelta(days=i))
        last = first + timedelta(days=days - 1)
        kept = sorted(date.fromisoformat(file.stem[4:]) for file in tmp_path.glob("day-*"))
        week = {last - timedelta(days=i) for i in range(7)}
        assert week <= set(kept)
        months = [day for day in kept if day not in week]
        assert all(day.day == 1 for day in months)
        assert len({(day.year, day.month) for day in kept}) == 12
        assert other.exists()

    def test_copies_that_say_a_later_day_push_nobody_out(self, tmp_path, monkeypatch):
        monkeypatch.setattr(backup, "copy_live", lambda _, target, **__: target.touch())
        later = [tmp_path / f"day-2031-01-{day:02}.vafa" for day in range(1, 10)]
        for path in later:
            path.touch()
        days = [date(2026, 3, day) for day in range(10, 20)]
        for day in days:
            assert keep_daily(None, tmp_path, day).exists()
        assert {tmp_path / f"day-{day}.vafa" for day in days[-7:]} <= set(tmp_path.iterdir())
        assert all(path.exists() for path in later)
        assert keep_daily(None, tmp_path, date(2025, 1, 1)).exists(), "not even far back"

    def test_a_clock_in_doubt_makes_none(self, little):
        for days in (20, -20):
            trusted = little.store.database.value("SELECT trusted_ms FROM head")
            little.store.database.run("UPDATE head SET trusted_ms = trusted_ms + ?", (days * 86_400_000,))
            assert little.shop.keep_daily() is None
            little.store.database.run("UPDATE head SET trusted_ms = ?", (trusted,))
        assert little.shop.keep_daily() is not None

    def test_what_an_older_cut_copy_left_is_swept_up(self, little):
        folder = little.store.backups
        folder.mkdir()
        old = folder / "day-2020-01-01.vafa.77.part-wal"
        old.touch()
        made = little.shop.keep_daily()
        assert list(folder.iterdir()) == [made]

    def test_a_daily_copy_can_be_brought_back(self, little):
        made = little.shop.keep_daily()
        little.sell()
        assert little.shop.restore(made).mark == "G"
        assert little.points(0) == 10


def test_the_copy_is_synced_before_it_takes_its_name(little, tmp_path, monkeypatch):
    order = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda fd: (order.append("sync"), fsync(fd))[1])
    monkeypatch.setattr(Path, "replace", lambda path, to: (order.append("rename"), replace(path, to))[1])
    copy_live(little.store.database, tmp_path / "copy.vafa")
    assert order == ["sync", "rename", "sync"]


def test_a_copy_replaces_an_older_copy_and_nothing_else(tmp_path: Path):
    with LittleShop(tmp_path / "shop", create=True) as little, LittleShop(tmp_path / "other", create=True) as other:
        target, notes = tmp_path / "copy.vafa", tmp_path / "notes.txt"
        little.shop.back_up(target)
        little.shop.back_up(target)
        notes.write_text("mine")
        for wrong in (notes, little.store.database.path, other.store.database.path):
            with pytest.raises(Refusal, match="file_of_another_kind"):
                little.shop.back_up(wrong)
        assert notes.read_text() == "mine"
        assert little.shop.verify().sound
        assert other.shop.verify().sound
