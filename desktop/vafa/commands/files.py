"""Files that a command leaves behind: whole, or not at all."""

import errno
import os
from pathlib import Path

from vafa.domain.errors import Refusal, Trouble

MAX_INPUT_BYTES = 2_000_000


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file under another name first, so that a half-written one never stands under its own.

    Raises Trouble `file_unwritable` or `disk_full`.
    """
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        try:
            part.write_bytes(content)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise Trouble("disk_full" if full else "file_unwritable", file=str(file), detail=str(error)) from error


def read_small(file: Path) -> bytes:
    """A small file's content. Raises Trouble `file_missing` or `file_unreadable`, Refusal `file_too_large`."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_INPUT_BYTES + 1)
    except FileNotFoundError as error:
        raise Trouble("file_missing", path=str(file)) from error
    except (OSError, ValueError) as error:
        raise Trouble("file_unreadable", path=str(file), reason=str(error)) from error
    if len(content) > MAX_INPUT_BYTES:
        raise Refusal("file_too_large", limit_bytes=MAX_INPUT_BYTES)
    return content
