"""The small file that remembers what a restored shop has forgotten."""

from errno import ENOSPC
from pathlib import Path

import pytest

from vafa.domain.acts import Head
from vafa.domain.errors import Trouble
from vafa.store.highwater import HighWater

HEAD = Head(bytes(range(16)), 712, bytes(range(32)))
MEMBERS = [bytes([i]) * 16 for i in range(3)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "shop.high-water"


@pytest.fixture
def high_water(file: Path):
    opened = HighWater(file)
    yield opened
    opened.close()


def test_it_remembers(high_water, file):
    high_water.note_mark("F")
    high_water.note_head(HEAD)
    for member in MEMBERS:
        high_water.note_erasure(member)
    high_water.note_mark("G")
    again = HighWater(file)
    assert (again.head(), again.marks(), again.erased()) == (HEAD, {"F", "G"}, set(MEMBERS))


def test_nothing_is_there_before_it_is_noted(high_water):
    assert (high_water.head(), high_water.marks(), high_water.erased()) == (None, set(), set())
    high_water.note_mark("F")
    assert high_water.head() is None


def test_only_the_newest_head_is_kept(high_water, file):
    for seq in range(1, 50):
        high_water.note_head(Head(HEAD.stream, seq, HEAD.hash))
    assert high_water.head() == Head(HEAD.stream, 49, HEAD.hash)
    assert len(file.read_bytes().splitlines()) == 1


@pytest.mark.parametrize("place", range(0, 140, 7))
def test_a_flipped_byte_in_the_first_line_is_no_head(high_water, file, place):
    high_water.note_mark("F")
    high_water.note_head(HEAD)
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)
    assert high_water.head() is None
    assert high_water.marks() == {"F"}


@pytest.mark.parametrize("start", [b"", b"vafa-high-w", b"\x00" * 4_096, b"\xff\xfe garbage \n\n", b"no line end"])
def test_whatever_lies_there_already_what_is_noted_is_found(high_water, file, start):
    file.write_bytes(start)
    high_water.note_mark("F")
    high_water.note_erasure(MEMBERS[0])
    high_water.note_head(HEAD)
    high_water.note_erasure(MEMBERS[1])
    assert (high_water.head(), high_water.marks(), high_water.erased()) == (HEAD, {"F"}, set(MEMBERS[:2]))


@pytest.mark.parametrize("missing", range(1, 42))
def test_a_line_cut_short_by_a_full_disk_does_not_spoil_the_next(high_water, file, missing):
    high_water.note_mark("F")
    high_water.note_erasure(MEMBERS[1])
    file.write_bytes(file.read_bytes()[:-missing])
    high_water.note_erasure(MEMBERS[2])
    assert high_water.marks() == {"F"}
    assert MEMBERS[2] in high_water.erased()


def test_a_line_that_cannot_be_kept_is_a_trouble(tmp_path):
    with pytest.raises(Trouble, match="high_water_unwritable"):
        HighWater(tmp_path / "missing" / "file").note_mark("F")
    full = HighWater(Path("/dev/full"))
    with pytest.raises(Trouble, match="disk_full") as trouble:
        full.note_mark("F")
    assert getattr(trouble.value.__cause__, "errno", None) == ENOSPC
    full.close()


def test_a_head_that_cannot_be_kept_is_no_trouble(tmp_path):
    HighWater(tmp_path / "missing" / "file").note_head(HEAD)


def test_a_file_that_is_none_is_a_trouble(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(Trouble, match="high_water_unreadable"):
        HighWater(tmp_path / "folder").head()
