"""A file that a command leaves is whole, durable, private, or not there at all."""

import os
from pathlib import Path

import pytest

from vafa.commands.files import placing, read_small, write_whole
from vafa.domain.errors import Refusal, Trouble


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_it_is_for_its_owner_alone(tmp_path):
    file = tmp_path / "card.png"
    file.touch(mode=0o644)
    write_whole(file, b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o777, names(tmp_path)) == (b"new", 0o600, ["card.png"])


def test_content_and_name_are_on_the_disk(tmp_path, monkeypatch):
    synced = []
    real = os.fsync

    def noting(descriptor):
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", noting)
    write_whole(tmp_path / "slip.pdf", b"slip")
    content, folder = synced
    assert content.endswith(".part")
    assert folder == str(tmp_path)


def test_names_are_given_after_the_block(tmp_path):
    with placing({tmp_path / "a": b"a", tmp_path / "b": b"b"}):
        assert [name.rpartition(".")[2] for name in names(tmp_path)] == ["part", "part"]
    assert names(tmp_path) == ["a", "b"]


@pytest.mark.parametrize("failure", [Trouble("disk_full"), KeyboardInterrupt()])
def test_nothing_stays_of_a_block_that_failed(tmp_path, failure):
    (tmp_path / "a").write_bytes(b"new old")
    with pytest.raises(type(failure)), placing({tmp_path / "a": b"new"}):
        raise failure
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"new old"


def test_one_that_cannot_be_written_takes_the_others_with_it(tmp_path):
    (tmp_path / "in the way").mkdir()
    for impossible in (tmp_path / "in the way", tmp_path / "nowhere" / "b"):
        ran = []
        with pytest.raises(Trouble, match="file_unwritable"), placing({tmp_path / "a": b"a", impossible: b"b"}):
            ran.append(1)
        assert (ran, names(tmp_path)) == ([], ["in the way"])


def test_a_named_pipe_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refusal, match="file_not_regular"):
        read_small(tmp_path / "pipe")


def test_a_paper_replaces_a_paper_and_nothing_else(tmp_path: Path):
    paper, notes = tmp_path / "card.png", tmp_path / "notes.txt"
    write_whole(paper, b"\x89PNG old")
    write_whole(paper, b"\x89PNG new")
    notes.write_text("mine")
    with pytest.raises(Refusal, match="file_of_another_kind"):
        write_whole(notes, b"\x89PNG new")
    assert (paper.read_bytes(), notes.read_text()) == (b"\x89PNG new", "mine")
