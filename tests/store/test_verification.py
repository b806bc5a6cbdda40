"""Whatever is changed behind the shop's back is found."""

import shutil
from pathlib import Path
from random import Random

import apsw
import pytest
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import MOBILES, LittleShop, furnish

from vafa.domain.errors import Trouble
from vafa.domain.who import by_mobile
from vafa.store import verification
from vafa.store.database import driver
from vafa.store.schema import PROJECTIONS
from vafa.store.shopfile import FILE_NAME

FLIPS = 240


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with something in every table, closed, all of it in one file."""
    folder = tmp_path_factory.mktemp("furnished")
    clock = HandClock()
    with LittleShop(folder, create=True, clock=clock) as little:
        furnish(little, clock)
    return folder


@pytest.fixture
def folder(furnished: Path, tmp_path: Path) -> Path:
    """A copy of that shop to break."""
    return Path(shutil.copytree(furnished, tmp_path / "shop"))


def opened(folder: Path) -> LittleShop:
    clock = HandClock(seed=2)
    clock.forward(days=3)
    return LittleShop(folder, clock=clock)


def faults(folder: Path) -> set[str]:
    """The checks that found something. A file that cannot be opened at all has told so too."""
    try:
        with opened(folder) as little:
            return {fault.check for fault in little.shop.verify().faults}
    except Trouble as trouble:
        if trouble.code != "shop_damaged":
            raise
        return {"opening"}


def by_hand(folder: Path, *statements: str) -> int:
    """Changes the file past the shop; returns how many rows the last statement changed."""
    file = driver.connect(str(folder / FILE_NAME))
    for trigger in ("journal_stays", "journal_keeps"):
        file.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        changed = file.execute(statement).rowcount
    file.commit()
    file.close()
    return int(changed)


def one_row(folder: Path, table: str, column: str = "1") -> str:
    """Picks the first row that has something in the column."""
    file = driver.connect(str(folder / FILE_NAME))
    keys = [name for _, name, _, _, _, place in file.execute(f"PRAGMA table_info({table})") if place]
    row = file.execute(f"SELECT {','.join(f'quote({key})' for key in keys)} FROM {table} WHERE {column} IS NOT NULL")
    where = " AND ".join(f"{key} = {value}" for key, value in zip(keys, row.fetchone(), strict=True))
    file.close()
    return f"WHERE {where}"


def test_a_whole_shop_is_sound(folder):
    with opened(folder) as little:
        report = little.shop.verify()
        tables = {table: little.store.database.value(f"SELECT count(*) FROM {table}") for table in PROJECTIONS}
        assert report.faults == []
        assert (report.acts, report.members, report.entries) == (
            little.store.journal.count(),
            tables["member"],
            tables["entry"],
        )
        assert report.heads == [little.store.head_label()]
    assert {table for table, rows in tables.items() if not rows} == {"unread"}


def row_bytes(folder: Path) -> list[int]:
    """The place in the file of every byte of the journal's rows, headers of the records included."""
    path = folder / FILE_NAME
    data, places = path.read_bytes(), []
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    pages = connection.execute("SELECT pageno, pagetype, unused, pgsize FROM dbstat WHERE name = 'journal'").fetchall()
    connection.close()
    for number, kind, unused, size in pages:
        start = (number - 1) * size
        if kind == "overflow":
            places += range(start + 4, start + size - unused)
        elif kind == "leaf":
            cells = int.from_bytes(data[start + 3 : start + 5], "big")
            first = int.from_bytes(data[start + 5 : start + 7], "big")
            assert cells
            assert data[start + 1 : start + 3] == b"\x00\x00", "append-only pages have no holes"
            places += range(start + first, start + size)
    return places


def test_a_flipped_byte_anywhere_in_the_journal_is_found(folder):
    path = folder / FILE_NAME
    whole, high_water = path.read_bytes(), (folder / "shop.high-water").read_bytes()
    places, random, silent = row_bytes(folder), Random(1), []
    assert len(places) > 8_000
    for place in random.sample(places, FLIPS):
        mask = random.randrange(1, 256)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ mask]) + whole[place + 1 :])
        (folder / "shop.high-water").write_bytes(high_water)
        if not faults(folder):
            silent.append((place, whole[place], mask))
    assert silent == []


def test_every_column_of_the_journal_is_covered(folder):
    path = folder / FILE_NAME
    whole = path.read_bytes()
    for column in ("n", "stream", "seq", "event_id", "kind", "v", "hlc", "moment_ms", "staff", "member", "envelope"):
        changed = by_hand(folder, f"UPDATE journal SET {column} = {_other(column)} WHERE n = 20")
        assert changed == 1
        assert faults(folder) & {"chain", "columns", "bytes"}, column
        path.write_bytes(whole)


def _other(column: str) -> str:
    if column in {"n", "seq", "v", "hlc", "moment_ms"}:
        return f"{column} + 100000"
    return f"coalesce({column}, x'00') || 'x'" if column == "kind" else "randomblob(16)"


PROJECTED = [
    ("stream", "mark = 'Z'"),
    ("stream", "till = randomblob(16)"),
    ("stream", "opened_ms = opened_ms + 1"),
    ("shop", "name = 'Other'"),
    ("shop", "unit = 'rial'"),
    ("programme", "document = x'7b7d'"),
    ("programme", "version = version + 5"),
    ("programme", "from_ms = from_ms + 1"),
    ("staff", "role = 'cashier', name = 'Nobody'"),
    ("staff", "number = 9"),
    ("member", "mobile = '09120009999'"),
    ("member", "mobile_reversed = '1'"),
    ("member", "name = 'Somebody'"),
    ("member", "birthday = ''"),
    ("member", "note = 'a slanderous one'"),
    ("member", "referrer = randomblob(16)"),
    ("member", "joined_ms = joined_ms - 1"),
    ("member", "erased = 1"),
    ("consent", "given = 1 - given"),
    ("consent", "channel = 'call'"),
    ("card", "blocked = 'stolen'"),
    ("card", "member = randomblob(16)"),
    ("card", "digest = randomblob(32)"),
    ("card", "replaced_by = '1'"),
    ("entry", "points = points + 1"),
    ("entry", "moment_ms = moment_ms + 1"),
    ("entry", "expires_on = expires_on + 1"),
    ("entry", "spendable_from_ms = spendable_from_ms + 1"),
    ("entry", "grace_days = grace_days + 1"),
    ("entry", "spend_rial = spend_rial + 1"),
    ("entry", "tier_points = tier_points + 1"),
    ("tally", "amount = amount + 1"),
    ("tally", "key = 'rule:other|uses|'"),
    ("coupon", "plan = 'other'"),
    ("coupon", "expires_on = expires_on + 1"),
    ("coupon", "used_by = randomblob(16)"),
    ("coupon", "void = 1"),
    ("tier_pin", "tier = 'platinum'"),
    ("tier_pin", "until_day = until_day + 1"),
    ("entry", "kind = 'earnt'"),
    ("entry", "hlc = hlc + 1"),
    ("entry", "from_base = 1"),
    ("entry", "expires_on = 9000000000000000000"),
    ("entry", "of_event = randomblob(16), of_part = 0"),
    ("lot", "points = points + 1"),
    ("lot", "points = 0"),
    ("lot", "expires_on = expires_on + 1"),
    ("lot", "spendable_from_ms = spendable_from_ms + 1"),
    ("account", "debt = debt + 1"),
    ("account", "spendable = spendable + 1"),
    ("account", "pending = pending + 1"),
    ("account", "valid_until_ms = valid_until_ms + 86400000"),
    ("account", "valid_until_ms = NULL"),
    ("account", "hlc = hlc - 1"),
    ("saving", "rial = rial + 1"),
    ("receipt", "number = number + 100"),
    ("receipt", "mark = 'G'"),
    ("receipt", "amount_rial = amount_rial + 10"),
    ("receipt", "refunded_rial = refunded_rial + 10"),
    ("receipt", "undone = 1 - undone"),
    ("receipt", "member = randomblob(16)"),
    ("receipt", "award_event = randomblob(16)"),
    ("receipt", "business_day = business_day + 1"),
    ("act_key", "digest = randomblob(32)"),
    ("act_key", "key = key || 'x'"),
    ("act_key", "event_id = randomblob(16)"),
    ("personal", "payload = randomblob(20)"),
    ("personal", "salt = randomblob(16)"),
    ("personal", "event_id = randomblob(16)"),
    ("head", "seq = seq + 1"),
    ("head", "hash = randomblob(32)"),
]


@pytest.mark.parametrize(("table", "change"), PROJECTED)
def test_a_row_changed_by_hand_is_found(folder, table, change):
    column = change.partition(" ")[0]
    assert by_hand(folder, f"UPDATE {table} SET {change} {one_row(folder, table, column)}") == 1
    assert faults(folder)


def test_personal_values_of_nobody_are_found(folder):
    by_hand(folder, "INSERT INTO personal VALUES (randomblob(16), randomblob(16), x'80')")
    assert faults(folder) == {"personal stray"}


def test_personal_values_that_an_erasure_left_are_found(folder):
    of = "WHERE event_id = (SELECT event_id FROM journal WHERE kind = 'member_enrolled' ORDER BY n LIMIT 1)"
    file = driver.connect(str(folder / FILE_NAME))
    kept = file.execute(f"SELECT event_id, hex(salt), hex(payload) FROM personal {of}").fetchone()
    file.close()
    with opened(folder) as little:
        little.shop.erase(by_mobile(MOBILES[0]))
        assert little.shop.verify().sound
    by_hand(folder, f"INSERT INTO personal VALUES (x'{kept[0].hex()}', x'{kept[1]}', x'{kept[2]}')")
    assert faults(folder) == {"personal kept"}


def test_what_is_made_to_compare_is_private_and_gone_afterwards(folder, monkeypatch):
    seen = []

    def looked_at(store_folder: Path, *, real=verification.scratch):
        room = real(store_folder)
        seen.append(store_folder)
        return room

    monkeypatch.setattr(verification, "scratch", looked_at)
    with opened(folder) as little:
        assert little.shop.verify().sound
        assert seen == [folder]
        assert not list(folder.glob("scratch-*"))


@pytest.mark.parametrize("table", [*(table for table in PROJECTIONS if table != "unread"), "personal"])
def test_a_row_removed_by_hand_is_found(folder, table):
    assert by_hand(folder, f"DELETE FROM {table} {one_row(folder, table)}") == 1
    assert faults(folder)


def test_a_row_added_by_hand_is_found(folder):
    """Even one that calls itself a part of the base, with lot and account to go with it."""
    given = (
        "INSERT INTO entry SELECT member, hlc + 1, event_id, part, 'earn', 1000, moment_ms, moment_ms, expires_on, "
        "NULL, NULL, grace_days, 1, spend_rial, tier_points FROM entry "
        "WHERE member = (SELECT member FROM account ORDER BY member LIMIT 1) ORDER BY hlc DESC LIMIT 1"
    )
    assert by_hand(folder, given) == 1
    with opened(folder) as little:
        for (member,) in little.store.database.rows("SELECT member FROM account"):
            little.store.accounts.fold(member)
    assert faults(folder) == {"base"}


def test_a_name_index_that_does_not_agree_is_found(folder):
    by_hand(folder, "INSERT INTO name_fragment (rowid, name_key) VALUES (1, 'somebody else')")
    assert faults(folder) == {"names"}


@pytest.mark.parametrize("high_water", ["kept", "gone"])
def test_the_last_act_cannot_be_taken_away(folder, high_water):
    """Though the file is taken for a copy then, and begins a new stream."""
    assert by_hand(folder, "DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)") == 1
    if high_water == "gone":
        (folder / "shop.high-water").unlink()
    assert "head" in faults(folder)


def test_the_last_act_cannot_be_taken_away_from_an_open_shop(folder):
    with opened(folder) as little:
        by_hand(folder, "DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)")
        assert "head" in {fault.check for fault in little.shop.verify().faults}


def test_an_act_taken_out_of_the_middle_is_found(folder):
    assert by_hand(folder, "DELETE FROM journal WHERE n = 30") == 1
    assert "chain" in faults(folder)


def test_two_acts_that_changed_places_are_found(folder):
    swap = "UPDATE journal SET {0} = (SELECT o.{0} FROM journal o WHERE o.n = 61 - journal.n) WHERE n IN (30, 31)"
    columns = ("envelope", "event_id", "kind", "hlc", "moment_ms", "staff", "member")
    by_hand(folder, *(swap.format(column) for column in columns))
    assert "chain" in faults(folder)


def test_a_payload_missing_without_an_erasure_is_found(folder):
    by_hand(folder, "DELETE FROM personal WHERE event_id = (SELECT event_id FROM journal WHERE kind = 'staff_added')")
    assert "personal missing" in faults(folder)


def test_an_erasure_leaves_a_sound_shop(folder):
    with opened(folder) as little:
        for mobile in MOBILES[:6]:
            little.shop.erase(by_mobile(mobile))
            assert little.shop.verify().sound


def test_rebuild_gives_the_tables_that_the_counter_made(folder):
    with opened(folder) as little:
        before = {table: set(little.store.database.rows(f"SELECT * FROM {table}")) for table in PROJECTIONS}
        assert little.shop.rebuild() == little.store.journal.count()
        after = {table: set(little.store.database.rows(f"SELECT * FROM {table}")) for table in PROJECTIONS}
        assert after == before
        assert little.shop.verify().sound


def test_rebuild_mends_what_was_changed_by_hand(folder):
    by_hand(folder, "UPDATE account SET spendable = 999999", "DELETE FROM receipt", "UPDATE member SET name = 'X'")
    with opened(folder) as little:
        assert not little.shop.verify().sound
        little.shop.rebuild()
        assert little.shop.verify().sound


def test_a_journal_that_cannot_be_read_is_not_played(folder):
    by_hand(folder, "UPDATE journal SET envelope = x'ff' WHERE n = 25")
    with opened(folder) as little:
        before = set(little.store.database.rows("SELECT * FROM receipt"))
        with pytest.raises(Trouble, match="shop_damaged"):
            little.shop.rebuild()
        assert set(little.store.database.rows("SELECT * FROM receipt")) == before
