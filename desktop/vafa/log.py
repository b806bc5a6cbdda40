"""What the program keeps for whoever looks after it: reports of bugs, without a word that could name anybody."""

import os
import platform
import tempfile
import traceback
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from vafa import __version__

FOLDER_NAME = "reports"
KEPT_REPORTS = 50


def describe(error: BaseException) -> str:
    """Where it happened and what kind it was. Messages and values are left out: they may name people."""
    lines = []
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def write_report(folders: Iterable[Path], now: datetime, text: str) -> Path | None:
    """Writes a report into the first of the folders that takes it, and keeps the newest `KEPT_REPORTS` there.

    Returns the file; None when nothing could be written anywhere. Never raises.
    """
    for folder in folders:
        reports = folder / FOLDER_NAME
        try:
            reports.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = _written(reports, f"report-{now:%Y%m%d-%H%M%S-%f}.txt", f"{_machine()}\n{text}")
            for old in sorted(reports.glob("report-*.txt"))[:-KEPT_REPORTS]:
                old.unlink(missing_ok=True)
        except OSError:
            continue
        return file
    return None


def _machine() -> str:
    return f"vafa {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}"


def _written(folder: Path, name: str, text: str) -> Path:
    """Whole or not at all: a report is written under another name first. Made with mode 0600."""
    descriptor, part = tempfile.mkstemp(prefix=".report-", dir=folder)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        return Path(part).replace(folder / name)
    except OSError:
        Path(part).unlink(missing_ok=True)
        raise
