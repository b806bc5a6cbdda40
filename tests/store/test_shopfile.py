"""Opening a shop's folder: what is refused, what is a copy, and what a copy does before anybody works with it."""

import shutil
import subprocess
from contextlib import closing, suppress
from pathlib import Path

import pytest
from tests.fakes.little_shop import MOBILES, LittleShop
from tests.fakes.small_disk import mount

from vafa.clock import SystemClock
from vafa.domain.acts import StreamOpened, StreamStart
from vafa.domain.errors import Refusal, Trouble
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.programme_reading import write_programme
from vafa.domain.who import by_mobile
from vafa.services.asking import Sale
from vafa.store.database import driver
from vafa.store.highwater import HighWater, next_mark
from vafa.store.opening import open_store
from vafa.store.shopfile import FILE_NAME, HIGH_WATER_NAME

NAMES = ("Zarrinkelk Mehrabani", "Golbarg Ostovar")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed shop with members and three sales."""
    with LittleShop(tmp_path / "shop", create=True) as little:
        little.enrol(NAMES)
        for i in range(3):
            little.sell(i)
    return tmp_path / "shop"


def marks(little: LittleShop) -> list[str]:
    return [row[0] for row in little.store.database.rows("SELECT mark FROM stream ORDER BY opened_ms, mark")]


def refusal(folder: Path, *, create: bool = False) -> str:
    with pytest.raises((Refusal, Trouble)) as answer:
        LittleShop(folder, create=create)
    return str(answer.value)


class TestRefusals:
    def test_no_folder(self, tmp_path):
        assert refusal(tmp_path / "nowhere") == "no_shop_here"
        assert not (tmp_path / "nowhere").exists()

    def test_an_empty_folder(self, tmp_path):
        assert refusal(tmp_path) == "no_shop_here"
        assert list(tmp_path.iterdir()) == []

    def test_a_file_in_place_of_the_folder(self, tmp_path):
        (tmp_path / "shop").write_text("not a folder")
        assert refusal(tmp_path / "shop") == "no_shop_here"
        assert refusal(tmp_path / "shop", create=True) == "no_shop_here"

    def test_a_folder_in_place_of_the_file(self, tmp_path):
        (tmp_path / FILE_NAME).mkdir()
        assert refusal(tmp_path) == "not_a_shop"

    def test_an_empty_file_is_no_shop_until_one_is_founded(self, tmp_path):
        (tmp_path / FILE_NAME).touch()
        assert refusal(tmp_path) == "no_shop_here"
        with LittleShop(tmp_path, create=True) as little:
            assert little.shop.verify().sound

    @pytest.mark.parametrize("create", [False, True])
    def test_a_file_that_became_empty_is_damaged(self, folder, create):
        (folder / FILE_NAME).write_bytes(b"")
        assert refusal(folder, create=create) == "shop_damaged"

    def test_a_text(self, tmp_path):
        (tmp_path / FILE_NAME).write_text("Dear diary")
        assert refusal(tmp_path, create=True) == "shop_damaged"
        assert (tmp_path / FILE_NAME).read_text() == "Dear diary"

    def test_somebody_elses_database(self, tmp_path):
        other = driver.connect(str(tmp_path / FILE_NAME))
        other.execute("CREATE TABLE head (stream, seq)")
        other.close()
        before = (tmp_path / FILE_NAME).read_bytes()
        assert refusal(tmp_path, create=True) == "not_a_shop"
        assert (tmp_path / FILE_NAME).read_bytes()[100:] == before[100:]

    def test_a_file_from_the_future(self, folder):
        file = driver.connect(str(folder / FILE_NAME))
        file.execute("PRAGMA user_version = 99")
        file.close()
        with pytest.raises(Refusal, match="shop_from_future") as future:
            LittleShop(folder)
        assert future.value.figures["version"] == 99
        assert not (folder / "backups").exists()

    @pytest.mark.parametrize("keep", [1, 15, 16, 99, 100, 4_095, 4_096, 20_000, 100_000])
    def test_a_truncated_file(self, folder, keep):
        path = folder / FILE_NAME
        path.write_bytes(path.read_bytes()[:keep])
        self._is_damaged_somewhere(folder)

    @pytest.mark.parametrize("page", range(0, 40, 3))
    def test_a_zeroed_page(self, folder, page):
        data = bytearray((folder / FILE_NAME).read_bytes())
        data[page * 4_096 : (page + 1) * 4_096] = bytes(4_096)
        (folder / FILE_NAME).write_bytes(data)
        self._is_damaged_somewhere(folder)

    def _is_damaged_somewhere(self, folder: Path) -> None:
        """Refused at once, or found by `verify`; never another error."""
        try:
            with LittleShop(folder) as little:
                assert not little.shop.verify().sound
        except (Trouble, Refusal) as answer:
            if answer.code not in {"shop_damaged", "not_a_shop"}:
                raise

    def test_a_read_only_folder(self, folder):
        if not mount("--bind", str(folder), str(folder)):
            pytest.skip("mounting is not allowed here, and root may write everywhere")
        try:
            assert mount("-o", "remount,ro,bind", str(folder))
            before = (folder / FILE_NAME).read_bytes()
            try:
                with LittleShop(folder) as little, pytest.raises(Trouble, match="shop_read_only"):
                    little.sell()
            except Trouble as trouble:
                if trouble.code != "shop_read_only":
                    raise
            assert refusal(folder / "new", create=True) == "shop_read_only"
            assert (folder / FILE_NAME).read_bytes() == before
        finally:
            subprocess.run(["umount", str(folder)], check=True)

    def test_a_refused_opening_leaves_nothing_open(self, folder):
        (folder / FILE_NAME).write_bytes(b"SQLite format 3\x00" + bytes(5_000))
        assert refusal(folder) == "shop_damaged"
        open_files = [link.resolve() for link in Path("/proc/self/fd").iterdir() if link.exists()]
        assert not [file for file in open_files if folder in file.parents]


class TestCopies:
    def test_the_same_file_is_no_copy(self, folder):
        for number in range(4, 8):
            with LittleShop(folder) as little:
                assert little.sell() == f"F-{number}"
                assert marks(little) == ["F"]

    def test_a_restored_backup_runs_another_mark(self, folder):
        with LittleShop(folder) as little:
            copied = little.shop.back_up(folder / "copy.vafa")
            assert copied.label == little.store.head_label()
            later = little.sell()
            first = little.shop.restore(copied.file)
            assert first.mark == "G"
            assert first.before.is_file()
            assert little.shop.read_slip("F-1").member_name == NAMES[0]
            with pytest.raises(Refusal, match="receipt_unknown"):
                little.shop.read_slip(later)
            assert little.sell() == "G-1"
            assert little.shop.restore(copied.file).mark == "H", "though the file knows of F only"
            assert little.sell() == "H-1"
            with pytest.raises(Refusal, match="receipt_unknown"):
                little.shop.read_slip("G-1")
            assert little.shop.restore(first.before).mark == "I"
            assert little.shop.read_slip(later).number == later, "what was there before can be had back"
            assert little.shop.verify().sound

    def test_the_restored_journal_tells_where_it_went_on_from(self, folder):
        with LittleShop(folder) as little:
            head = little.store.head_label()
            copied = little.shop.back_up(folder / "copy.vafa")
            little.sell()
            little.shop.restore(copied.file)
            body = [act.body for act in little.store.journal.acts("stream_opened")][-1]
        assert isinstance(body, StreamOpened)
        assert body.start is StreamStart.RESTORED
        assert body.previous
        assert f"{body.previous.stream.hex()[:8]}-{body.previous.seq}-{body.previous.hash.hex()[:8]}" == head

    def test_a_file_copied_back_by_hand_is_noticed(self, folder):
        old = (folder / FILE_NAME).read_bytes()
        with LittleShop(folder) as little:
            little.sell()
        (folder / FILE_NAME).write_bytes(old)
        with LittleShop(folder) as little:
            assert marks(little) == ["F", "G"]
            assert little.sell() == "G-1"
            assert little.shop.verify().sound
        with LittleShop(folder) as little:
            assert little.sell() == "G-2"

    def test_a_clone_runs_another_mark_and_the_first_goes_on(self, folder, tmp_path):
        (tmp_path / "clone").mkdir()
        shutil.copy(folder / FILE_NAME, tmp_path / "clone")
        with LittleShop(tmp_path / "clone") as clone, LittleShop(folder) as little:
            assert (clone.sell(), little.sell()) == ("G-1", "F-4")
            assert clone.store.head_label()[:8] != little.store.head_label()[:8]

    @pytest.mark.parametrize("damage", [b"", b"garbage\n", b"vafa-high-water 00", b"\x00" * 300])
    def test_a_damaged_high_water_file_makes_a_new_stream_once(self, folder, damage):
        (folder / HIGH_WATER_NAME).write_bytes(damage)
        with LittleShop(folder) as little:
            assert little.sell() == "G-1"
        with LittleShop(folder) as little:
            assert little.sell() == "G-2"
            assert little.shop.verify().sound

    def test_a_torn_last_line_of_it_changes_nothing(self, folder):
        with LittleShop(folder) as little:
            little.shop.erase(by_mobile(MOBILES[2]))
        data = (folder / HIGH_WATER_NAME).read_bytes()
        (folder / HIGH_WATER_NAME).write_bytes(data[:-9])
        with LittleShop(folder) as little:
            assert little.sell() == "F-4"

    def test_who_had_it_open_begins_the_new_stream_with_the_next_act(self, folder):
        with LittleShop(folder) as window, LittleShop(folder) as command:
            copied = command.shop.back_up(folder / "copy.vafa")
            window.sell()
            command.shop.restore(copied.file)
            assert window.sell() == "G-1"
            assert command.sell() == "G-2"
            assert marks(window) == marks(command) == ["F", "G"]

    def test_a_copy_under_an_open_window_begins_again_with_its_next_act(self, folder):
        with LittleShop(folder) as window, LittleShop(folder) as command:
            command.store.database.run("UPDATE head SET is_copy = 1")
            assert window.sell(1) == "G-1"
            assert command.sell(1) == "G-2"
            assert window.shop.verify().sound

    def test_another_programme_under_the_same_version_is_noticed(self, folder):
        with LittleShop(folder) as window, LittleShop(folder) as command:
            copied = command.shop.back_up(folder / "copy.vafa")
            for days in (10, 20):
                command.shop.publish(write_programme(Programme(pending_days=days)))
                assert window.store.ruling.programme().version == 1
                assert window.store.ruling.programme().pending_days == days
                command.shop.restore(copied.file)
                assert window.store.ruling.programme().version == 0

    def test_marks_go_round_the_alphabet(self):
        used: set[str] = set()
        for _ in range(30):
            used.add(next_mark(used))
        assert {"F", "Z", "A", "E", "FF", "FG", "FH", "FI"} <= used


class TestErasedMembers:
    """Nothing that names them is left in the shop's own files, whichever way an old file comes back."""

    def _names(self, little: LittleShop) -> set[bytes]:
        traces = [*NAMES, *(mobile[1:] for mobile in MOBILES[:2]), *(mobile[::-1][:-1] for mobile in MOBILES[:2])]
        return {trace.encode() for trace in traces if trace.encode() in little.file_bytes()}

    def _erase_both(self, little: LittleShop) -> None:
        for mobile in MOBILES[:2]:
            little.shop.park(Sale(who=by_mobile(mobile), amount_rial=10_000))
            little.shop.erase(by_mobile(mobile))

    def test_after_the_erasure(self, folder):
        with LittleShop(folder) as little:
            assert len(self._names(little)) == 6
            self._erase_both(little)
            assert self._names(little) == set()
            assert little.shop.verify().sound

    def test_after_a_restore(self, folder, tmp_path):
        with LittleShop(folder) as little:
            copied = little.shop.back_up(tmp_path / "copy.vafa")
            self._erase_both(little)
            restored = little.shop.restore(copied.file)
            assert restored.erased_again == 2
            assert self._names(little) == set()
            assert little.shop.seek("Zarrin") == []
            assert little.points(2) == 10
            assert little.shop.verify().sound

    def test_an_old_file_put_back_by_hand_is_erased_before_anybody_reads_it(self, folder, tmp_path):
        shutil.copy(folder / FILE_NAME, tmp_path / "old")
        with LittleShop(folder) as little:
            self._erase_both(little)
        shutil.copy(tmp_path / "old", folder / FILE_NAME)
        with LittleShop(folder) as little:
            assert self._names(little) == set()
            assert little.shop.seek("Zarrin") == []
            with suppress(Refusal):
                little.shop.look_up(by_mobile(MOBILES[0]))
                pytest.fail("an erased member was found")
            assert little.shop.verify().sound

    def test_erasing_again_and_again_notes_it_once(self, folder, tmp_path):
        with LittleShop(folder) as little:
            copied = little.shop.back_up(tmp_path / "copy.vafa")
            little.shop.erase(by_mobile(MOBILES[0]))
            for _ in range(3):
                assert little.shop.restore(copied.file).erased_again == 1
        assert (folder / HIGH_WATER_NAME).read_text().count("erased ") == 1


@pytest.mark.parametrize("statement", ["PRAGMA application_id = 7", "PRAGMA user_version = 3"])
def test_a_file_of_somebody_else_is_not_touched(tmp_path: Path, statement: str):
    file = tmp_path / FILE_NAME
    with closing(driver.connect(file)) as other:
        other.execute("CREATE TABLE theirs (x)")
        other.execute(statement)
        other.commit()
    before = file.read_bytes()
    with pytest.raises(Refusal, match="not_a_shop"):
        open_store(tmp_path, SystemClock())
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_shop_from_the_future_is_not_touched(tmp_path: Path):
    with LittleShop(tmp_path, create=True) as little:
        little.store.database.run("PRAGMA user_version = 99")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(Refusal, match="shop_from_future"):
        open_store(tmp_path, SystemClock())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_a_shop_that_is_being_founded_is_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Somebody opens it after the founding act is durable and before the file outside says so."""
    with monkeypatch.context() as patched:
        patched.setattr(HighWater, "note_head", lambda *_: None)
        LittleShop(tmp_path, create=True).close()
    with LittleShop(tmp_path) as little:
        assert marks(little) == ["F"]
        assert little.store.database.value("SELECT count(*) FROM journal") == 1
