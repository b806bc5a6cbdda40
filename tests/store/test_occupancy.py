"""One window a shop, and nothing beside it that replaces or rewrites the whole file."""

import os
from pathlib import Path

import pytest
from tests.fakes.little_shop import LittleShop
from tests.services.desk import refused
from tests.simulation import till_process
from tests.simulation.till_process import Till

from vafa.clock import SystemClock
from vafa.domain.errors import Refusal, Trouble
from vafa.services.night.restore import restore_folder
from vafa.store import occupancy, schema
from vafa.store.database import Database
from vafa.store.occupancy import LOCK_NAME, alone, occupy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with LittleShop(tmp_path / "shop", create=True) as little:
        little.enrol()
        little.sell()
        little.shop.back_up(tmp_path / "copy.vafa")
    return tmp_path / "shop"


@pytest.fixture
def copy(folder: Path) -> Path:
    return folder.parent / "copy.vafa"


@pytest.fixture
def window(folder: Path):
    """A window in a process of its own."""
    window = Till(till_process.keep_a_window, folder, shop=False)
    assert window.hears() == ("window", window.process.pid)
    yield window
    if window.process.is_alive():
        window.kill()


def grow(monkeypatch: pytest.MonkeyPatch) -> None:
    def step(database: Database) -> None:
        database.run("ALTER TABLE parked ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))


def test_a_second_window_is_told_of_the_first(folder, window):
    second = Till(till_process.keep_a_window, folder, shop=False)
    assert second.hears() == ("window_open_already", window.process.pid)
    second.end()


def test_the_next_window_opens_after_the_first_was_closed_or_killed(folder, window):
    window.say("close")
    window.end()
    assert not (folder / LOCK_NAME).exists()
    second = Till(till_process.keep_a_window, folder, shop=False)
    assert second.hears()[0] == "window"
    second.kill()
    with LittleShop(folder) as third:
        third.shop.occupy()
        third.shop.occupy()


def test_commands_sell_and_copy_beside_a_window(folder, copy, window):
    with LittleShop(folder) as command:
        assert command.sell() == "F-2"
        assert command.shop.back_up(copy)
        assert command.shop.verify().sound


def test_restoring_and_rebuilding_want_the_window_closed(folder, copy, window):
    pid = window.process.pid
    before = (folder / "shop.vafa").read_bytes()
    with refused("window_open", pid=pid):
        restore_folder(folder, SystemClock(), copy)
    with LittleShop(folder) as command:
        with refused("window_open", pid=pid):
            command.shop.restore(copy)
        with refused("window_open", pid=pid):
            command.shop.rebuild()
    assert (folder / "shop.vafa").read_bytes() == before
    window.say("close")
    window.end()
    assert restore_folder(folder, SystemClock(), copy).mark == "G"
    with LittleShop(folder) as command:
        assert command.shop.rebuild()
    assert not (folder / LOCK_NAME).exists()


def test_so_does_a_copy_for_a_shop_beyond_opening(folder, copy, window):
    (folder / "shop.vafa").write_bytes(b"\xff" * 4_096)
    with refused("window_open"):
        restore_folder(folder, SystemClock(), copy)
    window.kill()
    assert restore_folder(folder, SystemClock(), copy).before


def test_a_newer_program_waits_for_the_window_of_the_older_one(folder, window, monkeypatch):
    with monkeypatch.context() as newer:
        grow(newer)
        with refused("window_open"):
            LittleShop(folder)
        window.say("close")
        window.end()
        LittleShop(folder).close()


def test_the_window_itself_may_do_both(folder, copy):
    with LittleShop(folder) as little:
        little.shop.occupy()
        assert little.shop.rebuild()
        assert little.shop.restore(copy).mark == "G"
        with refused("window_open_already", pid=os.getpid()):
            occupy(folder)


def test_no_window_opens_while_the_file_is_rewritten(folder, monkeypatch):
    work = Till(till_process.work_alone, folder, shop=False)
    assert work.hears() == "alone"
    monkeypatch.setattr(occupancy, "WAIT_MS", 40)
    with pytest.raises(Trouble, match="shop_busy"):
        occupy(folder)
    with pytest.raises(Trouble, match="shop_busy"), alone(folder):
        pass
    work.say("done")
    work.end()
    occupy(folder).leave()


def test_whoever_rewrites_next_waits_for_the_one_before(folder):
    work = Till(till_process.work_alone, folder, shop=False)
    assert work.hears() == "alone"
    work.say("done")
    with alone(folder):
        pass
    work.end()


def test_the_lock_is_left_twice_without_harm_and_not_that_of_another(folder):
    first = occupy(folder)
    first.leave()
    second = occupy(folder)
    first.leave()
    with refused("window_open_already"):
        occupy(folder)
    second.leave()


@pytest.mark.parametrize("said", ["", "window", "window x", "gibberish " * 50, "window \N{ARABIC-INDIC DIGIT ONE}"])
def test_a_holder_of_whom_nothing_is_known_is_a_window(folder, said):
    held = occupy(folder)
    (folder / LOCK_NAME).write_text(said, encoding="utf-8")
    with refused("window_open_already", pid=None):
        occupy(folder)
    held.leave()


def test_a_folder_that_cannot_be_written_is_a_trouble(folder):
    (folder / LOCK_NAME).mkdir()
    with pytest.raises(Trouble, match="shop_read_only"):
        occupy(folder)


def test_a_folder_that_is_not_there_has_no_window(tmp_path):
    with alone(tmp_path / "nowhere"):
        assert not (tmp_path / "nowhere").exists()
    with pytest.raises((Refusal, Trouble)):
        occupy(tmp_path / "nowhere")
