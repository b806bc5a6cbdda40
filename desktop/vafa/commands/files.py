"""Files that a command leaves behind: whole or not at all, durable, and for nobody but their owner."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from vafa.domain.errors import Refusal, Trouble

MAX_INPUT_BYTES = 2_000_000


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file; a half-written one never stands under its name. Raises Trouble `file_unwritable`, `disk_full`."""
    with placing({file: content}):
        pass


@contextmanager
def placing(contents: Mapping[Path, bytes]) -> Iterator[None]:
    """Files that get their names when the block has ended well. They lie on the disk before it begins, under other
    names; if anything fails, inside or here, none of them stays.

    Raises Refusal `file_of_another_kind`, Trouble `file_unwritable` or `disk_full`.
    """
    parts: dict[Path, Path] = {}
    try:
        for file, content in contents.items():
            with _troubles(file):
                _write_part(file, content, parts)
        yield
        for file, part in parts.items():
            with _troubles(file):
                part.replace(file)
                _sync_folder(file.parent)
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _write_part(file: Path, content: bytes, parts: dict[Path, Path]) -> None:
    """Everything that can go wrong goes wrong here, so that giving the file its name later hardly can."""
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    _refuse_other_kind(file, content)
    # Made with mode 0600: cards, slips and statements name people.
    descriptor, name = tempfile.mkstemp(prefix=f"{file.name[:40]}.", suffix=".part", dir=file.parent)
    parts[file] = Path(name)
    with os.fdopen(descriptor, "wb") as part:
        part.write(content)
        part.flush()
        os.fsync(descriptor)


def _refuse_other_kind(file: Path, content: bytes) -> None:
    """A paper may replace an older paper, never the shop's own file or somebody's notes: those begin otherwise."""
    if file.exists():
        with file.open("rb") as there:
            start = there.read(1)
        if start and start != content[:1]:
            raise Refusal("file_of_another_kind", file=str(file))


def _sync_folder(folder: Path) -> None:
    """Without it a power cut may take the name away, although the content is there."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _troubles(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise Trouble("disk_full" if full else "file_unwritable", file=str(file), detail=str(error)) from error


def read_small(file: Path, limit_bytes: int = MAX_INPUT_BYTES) -> bytes:
    """A file's content, if it is small enough.

    Raises Trouble `file_missing` or `file_unreadable`, Refusal `file_not_regular` or `file_too_large`.
    """
    try:
        # A named pipe or a device would block or never end.
        if not stat.S_ISREG(file.stat().st_mode):
            raise Refusal("file_not_regular", path=str(file))
        with file.open("rb") as opened:
            content = opened.read(limit_bytes + 1)
    except FileNotFoundError as error:
        raise Trouble("file_missing", path=str(file)) from error
    except (OSError, ValueError) as error:
        raise Trouble("file_unreadable", path=str(file), reason=str(error)) from error
    if len(content) > limit_bytes:
        raise Refusal("file_too_large", limit_bytes=limit_bytes)
    return content
