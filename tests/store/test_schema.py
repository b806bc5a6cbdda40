"""A file of an older version grows up, after a copy, wholly or not at all."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import MOBILES, LittleShop
from tests.past_files.make_shop import FURNISHED, make

from vafa.domain.errors import Refusal, Trouble
from vafa.domain.who import by_mobile
from vafa.store import schema
from vafa.store.database import Database, driver
from vafa.store.shopfile import FILE_NAME, HIGH_WATER_NAME

PAST_FILES = Path(__file__).parents[1] / "past_files"


TODAY = len(schema.MIGRATIONS)

ENDS = {
    1: ("f5b16522-42-d2b30b3d", "F-20"),
    2: ("f5b16522-48-d87726e6", "F-22"),
    3: ("f5b16522-64-9924a395", "F-31"),
}
"""Where the chain of each past file ends, and the next receipt."""


def _next(database: Database) -> None:
    database.run("ALTER TABLE parked ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'")


def _failing(database: Database) -> None:
    database.run("ALTER TABLE setting ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'")
    database.run("DELETE FROM account")
    raise Trouble("disk_full")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with LittleShop(tmp_path, create=True) as little:
        little.enrol()
        little.sell()
    return tmp_path


def grow(monkeypatch: pytest.MonkeyPatch, *steps: schema.Migration) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, *steps))


def columns(file: Path, table: str) -> set[str]:
    connection = driver.connect(str(file))
    found = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    connection.close()
    return found


def test_an_older_file_is_copied_and_brought_up_to_date(folder, monkeypatch):
    grow(monkeypatch, _next)
    with LittleShop(folder) as little:
        assert little.store.database.value("PRAGMA user_version") == TODAY + 1
        assert little.sell() == "F-2", "it stays the same shop"
        assert little.shop.verify().sound
    copy = folder / "backups" / f"before-version-{TODAY + 1}.vafa"
    assert "colour" in columns(folder / FILE_NAME, "parked")
    assert "colour" not in columns(copy, "parked")
    with LittleShop(folder):
        assert [file.name for file in copy.parent.iterdir()] == [copy.name]


def test_a_step_that_fails_leaves_the_file_as_it_was(folder, monkeypatch):
    with monkeypatch.context() as newer:
        grow(newer, _next, _failing)
        with pytest.raises(Trouble, match="disk_full"):
            LittleShop(folder)
    assert "colour" not in columns(folder / FILE_NAME, "parked")
    assert "colour" not in columns(folder / FILE_NAME, "setting")
    with LittleShop(folder) as little:
        assert little.store.database.value("PRAGMA user_version") == TODAY
        assert little.points() == 10
        assert little.shop.verify().sound


def test_no_copy_no_migration(folder, monkeypatch):
    grow(monkeypatch, _next)
    (folder / "backups").write_text("in the way")
    with pytest.raises(Trouble, match="backup_failed"):
        LittleShop(folder)
    assert "colour" not in columns(folder / FILE_NAME, "parked")


def test_a_new_shop_takes_all_steps_and_makes_no_copy(tmp_path, monkeypatch):
    grow(monkeypatch, _next)
    with LittleShop(tmp_path, create=True) as little:
        little.enrol()
        assert little.shop.verify().sound
    assert "colour" in columns(tmp_path / FILE_NAME, "parked")
    assert not (tmp_path / "backups").exists()


def test_the_version_before_refuses_the_file_of_the_next(folder, monkeypatch):
    with monkeypatch.context() as newer:
        grow(newer, _next)
        LittleShop(folder).close()
    with pytest.raises(Refusal, match="shop_from_future") as refusal:
        LittleShop(folder)
    assert refusal.value.figures == {"version": TODAY + 1, "readable": TODAY}


def test_a_restored_copy_of_an_older_version_is_brought_up_to_date(folder, tmp_path, monkeypatch):
    with LittleShop(folder) as little:
        copied = little.shop.back_up(tmp_path / "copy.vafa").file
    grow(monkeypatch, _next)
    with LittleShop(folder) as little:
        assert little.shop.restore(copied).mark == "G"
        assert little.store.database.value("PRAGMA user_version") == TODAY + 1
        assert little.sell() == "G-1"
        assert little.shop.verify().sound
    assert "colour" in columns(folder / FILE_NAME, "parked")


def past(number: int, tmp_path: Path) -> HandClock:
    """Puts a past file in place; the clock of three days later."""
    shutil.copy(PAST_FILES / f"shop-{number}.vafa", tmp_path / FILE_NAME)
    shutil.copy(PAST_FILES / f"shop-{number}.high-water", tmp_path / HIGH_WATER_NAME)
    clock = HandClock(seed=2)
    clock.forward(days=3)
    return clock


@pytest.mark.parametrize("number", range(1, TODAY + 1))
def test_every_version_has_a_past_file_and_it_opens(number, tmp_path):
    clock = past(number, tmp_path)
    head, next_receipt = ENDS[number]
    assert (tmp_path / FILE_NAME).stat().st_size < 300_000
    with LittleShop(tmp_path, clock=clock) as little:
        report = little.shop.verify()
        assert report.faults == []
        assert report.heads == [head]
        found = {
            mobile: (view.balance.spendable, view.balance.pending, view.balance.debt)
            for mobile in MOBILES[:7]
            if (view := little.shop.look_up(by_mobile(mobile)))
        }
        assert found == FURNISHED[number]
        slip = little.shop.read_slip("F-1")
        assert (slip.member_name, slip.amount_rial, slip.points_earned) == ("Sara 0", 2_500_000, 25)
        assert little.sell() == next_receipt
        little.shop.rebuild()
        assert little.shop.verify().sound


def test_a_file_from_before_the_window_gets_what_the_window_needs(tmp_path):
    clock = past(1, tmp_path)
    with LittleShop(tmp_path, clock=clock) as little:
        assert (tmp_path / "backups" / f"before-version-{TODAY}.vafa").exists()
        assert little.shop.sign_in(1, "4321").person.name == "Omid"
        assert little.store.database.rows("SELECT misses, wait_until_ms FROM pin") == [(0, 0)]
        assert little.store.database.value("SELECT count(*) FROM draft") == 0
        assert little.shop.note(by_mobile(MOBILES[1]), "likes tea").note == "likes tea"
        assert little.shop.verify().sound


@pytest.mark.parametrize("number", [1, 2])
def test_a_file_from_before_the_engine_gets_its_members_history(number, tmp_path):
    """What was bought, what came back and what found another member, day by day, as the acts of then say it."""
    clock = past(number, tmp_path)
    with LittleShop(tmp_path, clock=clock) as little:
        bought = {
            i: [(total.net_rial, total.points) for total in little.store.accounts.history(little.member(i))]
            for i in range(5)
        }
        founded = clock.now().date() - timedelta(days=3)
        assert little.store.ruling.tier_plans()[0][0] == founded.toordinal()
        assert little.shop.verify().sound
    assert bought == {
        0: [(7_500_012, 75)],
        1: [(7_500_015, 75), (900_000, 8)],
        2: [(6_800_018, 68)],  # 700,000 of a purchase came back
        3: [(5_000_018, 50), (0, 0)],  # one purchase came back wholly, one was undone
        4: [(1_000_000, 10)],  # it was the first member's until somebody looked
    }


def test_the_past_file_can_still_be_told_from_the_same_story(tmp_path):
    """Not its bytes (they stay as shipped), but what it says: the story makes the same balances today."""
    make(tmp_path)
    clock = HandClock(seed=2)
    clock.forward(days=3)
    with LittleShop(tmp_path, clock=clock) as little:
        for mobile, (spendable, pending, debt) in FURNISHED[TODAY].items():
            balance = little.shop.look_up(by_mobile(mobile)).balance
            assert (balance.spendable, balance.pending, balance.debt) == (spendable, pending, debt)


def test_every_table_is_of_one_kind(folder):
    with LittleShop(folder) as little:
        tables = little.store.database.rows(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' "
            "AND name NOT LIKE 'name_fragment%'"  # made of the members, by SQLite
        )
    assert sorted(name for (name,) in tables) == sorted(("journal", "personal", *schema.PROJECTIONS, *schema.LOCAL))
