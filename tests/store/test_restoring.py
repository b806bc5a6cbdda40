"""Bringing a copy back: into an open shop while others write, and where no shop can be opened any more."""

import shutil
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.fakes.little_shop import MOBILES, LittleShop
from tests.simulation import till_process
from tests.simulation.till_process import Till

from vafa.clock import SystemClock
from vafa.domain.errors import Refusal, Trouble
from vafa.domain.who import by_mobile
from vafa.services.asking import Sale
from vafa.services.night.restore import restore_folder
from vafa.store import restoring
from vafa.store.shopfile import FILE_NAME, HIGH_WATER_NAME


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed shop of three sales; the copy beside it knows of the first two and of a member erased since."""
    with LittleShop(tmp_path / "shop", create=True) as little:
        little.enrol()
        little.sell()
        little.sell()
        little.shop.back_up(tmp_path / "copy.vafa")
        little.sell()
        little.shop.erase(by_mobile(MOBILES[7]))
    return tmp_path / "shop"


@pytest.fixture
def copy(folder: Path) -> Path:
    return folder.parent / "copy.vafa"


def listing(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def restored(folder: Path, copy: Path) -> restoring.Restored:
    return restore_folder(folder, SystemClock(), copy)


def planted(monkeypatch: pytest.MonkeyPatch, *deeds: Callable[[], object]) -> list[Path]:
    """Does one deed after each copy aside; returns the list in which the copies made are told."""
    left, made, copy_live = list(deeds), [], restoring.copy_live

    def then_a_deed(database: object, target: Path) -> str:
        label = copy_live(database, target)
        made.append(target)
        if left:
            left.pop(0)()
        return label

    monkeypatch.setattr(restoring, "copy_live", then_a_deed)
    return made


class TestWhileOthersWrite:
    def test_what_is_written_after_the_copy_aside_is_in_the_next_one(self, folder, copy, monkeypatch):
        with LittleShop(folder) as window, LittleShop(folder) as command:
            late: list[str] = []
            made = planted(
                monkeypatch,
                lambda: late.append(window.sell()),
                lambda: window.shop.park(Sale(who=by_mobile(MOBILES[1]), amount_rial=10_000)),
                lambda: window.shop.erase(by_mobile(MOBILES[6])),
            )
            done = command.shop.restore(copy)
            assert len(made) == 4
            assert done.erased_again == 2
            command.shop.restore(done.before)
            assert command.shop.read_slip(late[0]).number == late[0] == "F-4"
            assert len(command.shop.recall.all()) == 1
            assert command.shop.verify().sound

    def test_nobody_writes_between_the_comparison_and_the_end(self, folder, copy, monkeypatch):
        with LittleShop(folder) as window, LittleShop(folder) as command:
            window.store.database.run("PRAGMA busy_timeout = 50").fetchall()
            tried = []

            @contextmanager
            def watch(_: Path):
                def nothing_new() -> bool:
                    with pytest.raises(Trouble, match="shop_busy"):
                        window.sell()
                    tried.append(window.points())
                    return False

                yield nothing_new

            monkeypatch.setattr(restoring, "_watch", watch)
            command.shop.restore(copy)
            assert tried == [30], "once, and reading what was there went on"
            assert window.points() == 20

    def test_a_shop_that_never_rests_is_busy_and_stays_as_it_is(self, folder, copy, monkeypatch):
        with LittleShop(folder) as window, LittleShop(folder) as command:
            made = planted(monkeypatch, *[window.sell] * restoring.ATTEMPTS)
            with pytest.raises(Trouble, match="shop_busy"):
                command.shop.restore(copy)
            assert len(made) == restoring.ATTEMPTS
            assert window.sell() == f"F-{4 + restoring.ATTEMPTS}"
            assert list(command.store.backups.iterdir()) == []
            assert not list(folder.glob("scratch-*"))

    def test_an_open_window_never_sees_who_was_erased(self, folder, copy):
        with LittleShop(folder) as window, LittleShop(folder) as command:
            command.shop.restore(copy)
            with pytest.raises(Refusal, match="member_unknown"):
                window.shop.look_up(by_mobile(MOBILES[7]))
            assert window.store.database.value("SELECT is_copy FROM head") == 0
            assert window.sell() == "G-1"

    def test_what_was_read_before_holds_no_longer(self, folder, copy):
        with LittleShop(folder) as little:
            stamp = little.store.stamp()
            little.shop.restore(copy)
            assert little.store.stamp() != stamp

    def test_only_so_many_copies_aside_are_kept(self, folder, copy):
        with LittleShop(folder) as little:
            made = [little.shop.restore(copy).before for _ in range(restoring.KEPT_ASIDE + 3)]
        assert sorted((folder / "backups").iterdir()) == made[-restoring.KEPT_ASIDE :]


def no_header(data: bytearray) -> None:
    data[:100] = b"\xff" * 100


def emptied(data: bytearray) -> None:
    data.clear()


def cut(data: bytearray) -> None:
    del data[len(data) // 2 :]


class TestBeyondOpening:
    @pytest.mark.parametrize("damage", [no_header, emptied, cut])
    def test_a_damaged_shop_is_moved_aside_and_the_copy_takes_its_place(self, folder, copy, damage):
        data = bytearray((folder / FILE_NAME).read_bytes())
        damage(data)
        (folder / FILE_NAME).write_bytes(data)
        done = restored(folder, copy)
        assert done.before
        assert done.before.read_bytes()[: len(data)] == data
        assert (done.mark, done.erased_again) == ("G", 1)
        assert not list(folder.glob("scratch-*"))
        assert (folder / FILE_NAME).stat().st_mode & 0o777 == 0o600
        with LittleShop(folder) as little:
            assert little.sell() == "G-1"
            assert little.shop.verify().sound
            with pytest.raises(Refusal, match="member_unknown"):
                little.shop.look_up(by_mobile(MOBILES[7]))

    def test_so_is_one_that_opens_but_of_which_no_sound_copy_can_be_made(self, folder, copy):
        with LittleShop(folder) as little:
            index = little.store.database.value("SELECT rootpage FROM sqlite_master WHERE name = 'card_member'")
        data = bytearray((folder / FILE_NAME).read_bytes())
        data[4_096 * (index - 1) : 4_096 * index] = bytes(4_096)
        (folder / FILE_NAME).write_bytes(data)
        with LittleShop(folder) as little:
            with pytest.raises(Trouble, match="shop_damaged"):
                little.shop.restore(copy)
            assert list(little.store.backups.iterdir()) == []
            assert little.sell() == "F-4"
        damaged = (folder / FILE_NAME).read_bytes()
        done = restored(folder, copy)
        assert done.before
        assert done.before.read_bytes() == damaged
        with LittleShop(folder) as little:
            assert little.sell() == "G-1"
            assert little.shop.verify().sound

    def test_its_companions_go_with_it(self, folder, copy):
        for companion in ("", "-wal", "-shm"):
            (folder / f"{FILE_NAME}{companion}").write_text(f"broken{companion}")
        before = restored(folder, copy).before
        assert [Path(f"{before}{companion}").read_text() for companion in ("", "-wal", "-shm")] == [
            "broken",
            "broken-wal",
            "broken-shm",
        ]
        with LittleShop(folder) as little:
            assert little.shop.verify().sound

    def test_into_a_folder_without_a_shop(self, copy, tmp_path):
        done = restored(tmp_path / "new", copy)
        assert (done.mark, done.before, done.erased_again) == ("G", None, 0)
        assert {path.name for path in (tmp_path / "new").iterdir()} == {FILE_NAME, HIGH_WATER_NAME}
        with LittleShop(tmp_path / "new") as little:
            assert little.sell() == "G-1"

    def test_not_while_another_process_holds_it(self, folder, copy):
        till = Till(till_process.sell_under_a_key, folder)
        assert till.hears() == "open"
        with (folder / FILE_NAME).open("r+b") as file:
            file.write(b"\xff" * 100)
        seen = (folder / FILE_NAME).read_bytes()
        with pytest.raises(Trouble, match="shop_busy"):
            restored(folder, copy)
        assert (folder / FILE_NAME).read_bytes() == seen
        till.kill()
        assert restored(folder, copy).mark in {"G", "H"}

    def test_a_shop_from_the_future_is_not_touched(self, folder, copy, monkeypatch):
        with LittleShop(folder) as little:
            little.store.database.run("PRAGMA user_version = 99")
        seen = listing(folder)
        with pytest.raises(Refusal, match="shop_from_future"):
            restored(folder, copy)
        assert listing(folder) == seen


class TestRefused:
    def test_nothing_is_written(self, folder, tmp_path):
        (tmp_path / "bad.vafa").write_bytes(b"Dear diary")
        seen = listing(folder)
        for source, code in ((tmp_path / "bad.vafa", "backup_unusable"), (tmp_path / "nowhere", "file_missing")):
            with pytest.raises(Refusal, match=code):
                restored(folder, source)
            with pytest.raises(Refusal, match=code):
                restored(tmp_path / "new", source)
        with LittleShop(folder) as little, pytest.raises(Refusal, match="backup_unusable"):
            little.shop.restore(tmp_path / "bad.vafa")
        assert listing(folder) == seen
        assert not (tmp_path / "new").exists()
        assert not (folder / "backups").exists()

    def test_the_shop_itself(self, folder, tmp_path):
        shutil.copy(folder / FILE_NAME, tmp_path / "seen")
        with pytest.raises(Refusal, match="backup_unusable"):
            restored(folder, folder / FILE_NAME)
        assert (folder / FILE_NAME).read_bytes() == (tmp_path / "seen").read_bytes()
