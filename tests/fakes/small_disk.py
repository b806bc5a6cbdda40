"""A disk of a few megabytes that can be filled to the last byte."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class SmallDisk:
    """A folder on a disk of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self, leave_bytes: int = 0) -> None:
        with self._ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4_096))
            except OSError:
                file.truncate(max(0, file.tell() - leave_bytes))

    def empty(self) -> None:
        self._ballast.unlink()


def mount(*arguments: str) -> bool:
    """Whether the operating system let us mount."""
    try:
        return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[SmallDisk | None]:
    """A memory disk mounted on the folder; None where mounting is not allowed."""
    if not mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)):
        yield None
        return
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
