"""What must survive a restored shop file: how far the chain had come, marks in use, and who was erased.

A small text file beside the database. The first line has a fixed width and is overwritten after every act without
waiting for the disk (it may lag, never lead); marks and erasures are appended and synced before the act commits, each
between two line ends: one that a full disk cut short does not spoil the next.
"""

import os
import zlib
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path

from vafa.domain.acts import Head
from vafa.domain.errors import Trouble

_TITLE = "vafa-high-water"
_MAX_BYTES = 64_000_000
_NOTHING_YET = Head(bytes(16), 0, bytes(32))


class HighWater:
    """The file at `path`; it need not exist."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    @property
    def exists(self) -> bool:
        return self._path.exists()

    def note_head(self, head: Head) -> None:
        """Remembers the newest place of the chain. Best effort: a failing disk does not fail the act."""
        with suppress(OSError):
            self._put_first_line(head)

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def note_mark(self, mark: str) -> None:
        """Remembers a receipt mark for ever. Raises Trouble when it cannot be kept."""
        self._append(f"\nmark {mark}\n")

    def note_erasure(self, member: bytes) -> None:
        """Remembers that a member was erased. Raises Trouble when it cannot be kept."""
        self._append(f"\nerased {member.hex()}\n")

    def head(self) -> Head | None:
        """The newest place noted; None when there is none yet or the line is damaged."""
        fields = self._lines()[0].split(" ") if self._lines() else []
        if len(fields) != 5 or fields[0] != _TITLE:
            return None
        try:
            head = Head(bytes.fromhex(fields[1]), int(fields[2]), bytes.fromhex(fields[3]))
        except ValueError:
            return None
        return head if head.seq and _head_line(head).decode("ascii").rstrip("\n") == " ".join(fields) else None

    def marks(self) -> set[str]:
        return {value for word, value in self._words() if word == "mark"}

    def erased(self) -> set[bytes]:
        """The bare ids of erased members."""
        found = set()
        for word, value in self._words():
            if word == "erased":
                try:
                    found.add(bytes.fromhex(value))
                except ValueError:
                    continue
        return found

    def _lines(self) -> list[str]:
        try:
            if self._path.stat().st_size > _MAX_BYTES:
                raise Trouble("high_water_unreadable", file=str(self._path))
            return self._path.read_text("ascii", "replace").splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise Trouble("high_water_unreadable", file=str(self._path)) from error

    def _words(self) -> list[tuple[str, str]]:
        return [(word, value) for word, _, value in (line.partition(" ") for line in self._lines()[1:])]

    def _put_first_line(self, head: Head) -> None:
        if self._file is None:
            self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, _head_line(head))

    def _append(self, line: str) -> None:
        try:
            if not self._path.exists() or self._path.stat().st_size < len(_head_line(_NOTHING_YET)):
                self._put_first_line(_NOTHING_YET)
            with self._path.open("ab") as file:
                file.write(line.encode("ascii"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise Trouble(
                "disk_full" if error.errno == ENOSPC else "high_water_unwritable", file=str(self._path)
            ) from error


def next_mark(used: set[str]) -> str:
    """The first receipt mark that is not in use: F, G … Z, A … E, then FF, FG …"""
    letters = [chr(65 + (5 + i) % 26) for i in range(26)]
    marks = (
        letters
        + [a + b for a in letters for b in letters]
        + [a + b + c for a in letters for b in letters for c in letters]
    )
    return next(mark for mark in marks if mark not in used)


def _head_line(head: Head) -> bytes:
    text = f"{_TITLE} {head.stream.hex()} {head.seq:020d} {head.hash.hex()}"
    return f"{text} {zlib.crc32(text.encode('ascii')):08x}\n".encode("ascii")
