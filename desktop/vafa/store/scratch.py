"""A private folder inside the shop's own, for files that name people and are gone a moment later."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from errno import ENOSPC
from pathlib import Path

from vafa.domain.errors import Trouble

LEFT_BEHIND_S = 3_600
"""A folder older than this belongs to nobody any more: its process was killed."""

_PREFIX = "scratch-"


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A folder that nobody else may enter, removed with all it holds when the block ends. Raises Trouble."""
    from tempfile import TemporaryDirectory  # only what rewrites the whole file waits for it

    try:
        room = TemporaryDirectory(prefix=_PREFIX, dir=folder, ignore_cleanup_errors=True)
    except OSError as error:
        raise Trouble("disk_full" if error.errno == ENOSPC else "shop_read_only", detail=str(error)) from error
    with room as name:
        yield Path(name)


def sweep(folder: Path, now: datetime) -> None:
    """Removes what killed processes left behind."""
    for left in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if now.timestamp() - left.stat().st_mtime > LEFT_BEHIND_S:
                import shutil

                shutil.rmtree(left)
