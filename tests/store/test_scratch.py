"""The private folder for what is gone a moment later."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from tests.fakes.little_shop import LittleShop

from vafa.domain.errors import Trouble
from vafa.store.scratch import LEFT_BEHIND_S, scratch, sweep


def test_nobody_else_may_enter_and_nothing_stays(tmp_path):
    with scratch(tmp_path) as room:
        assert room.parent == tmp_path
        assert room.stat().st_mode & 0o777 == 0o700
        (room / "file").touch()
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_nothing_can_be_made(tmp_path):
    with pytest.raises(Trouble, match="shop_read_only"), scratch(tmp_path / "nowhere"):
        pass


def test_what_a_killed_process_left_is_swept_up_but_not_what_is_in_use(tmp_path):
    now = datetime.now(UTC)
    for name, age_s in (("scratch-old", LEFT_BEHIND_S + 60), ("scratch-new", 60), ("other", 10**6)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "again").touch()
        os.utime(tmp_path / name, (now.timestamp() - age_s,) * 2)
    sweep(tmp_path, now)
    assert {path.name for path in tmp_path.iterdir()} == {"scratch-new", "other"}


def test_opening_sweeps(tmp_path):
    LittleShop(tmp_path, create=True).close()
    left = tmp_path / "scratch-old"
    left.mkdir()
    os.utime(left, ((datetime.now(UTC) - timedelta(days=1)).timestamp(),) * 2)
    LittleShop(tmp_path).close()
    assert not left.exists()
