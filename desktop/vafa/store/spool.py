"""The print spool: a slip stays here until the printer has confirmed it."""

from enum import StrEnum
from typing import Any

from msgspec import Struct

from vafa.store.database import Database

KEPT_JOBS = 500
"""Printed jobs beyond this many are forgotten, oldest first."""


class JobState(StrEnum):
    WAITING = "waiting"
    PRINTED = "printed"


class Job(Struct, frozen=True):
    """A slip to print. `sent` says that some of it may already be on paper; then what comes next is a copy."""

    id: int
    receipt: str
    language: str
    width_dots: int
    state: JobState
    attempts: int
    sent: bool
    error: str


_COLUMNS = "id, receipt, language, width_dots, state, attempts, sent, error"


class Spool:
    """The local table of print jobs."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, receipt: str, member: bytes | None, language: str, width_dots: int, moment_ms: int) -> int:
        cursor = self._db.run(
            "INSERT INTO print_job (receipt, member, language, width_dots, state, made_ms) VALUES (?,?,?,?,?,?)",
            (receipt, member, language, width_dots, JobState.WAITING.value, moment_ms),
        )
        job = int(cursor.lastrowid)
        self._db.run("DELETE FROM print_job WHERE state = ? AND id <= ?", (JobState.PRINTED.value, job - KEPT_JOBS))
        return job

    def get(self, job: int) -> Job | None:
        row = self._db.row(f"SELECT {_COLUMNS} FROM print_job WHERE id = ?", (job,))
        return _job(row) if row else None

    def waiting(self) -> list[Job]:
        rows = self._db.rows(f"SELECT {_COLUMNS} FROM print_job WHERE state = ? ORDER BY id", (JobState.WAITING.value,))
        return [_job(row) for row in rows]

    def waiting_for(self, receipt: str) -> Job | None:
        """The unconfirmed job of a receipt."""
        return next((job for job in self.waiting() if job.receipt == receipt), None)

    def on_paper(self, receipt: str) -> bool:
        """Whether some of this receipt may be on paper already."""
        return bool(self._db.value("SELECT 1 FROM print_job WHERE receipt = ? AND sent = 1 LIMIT 1", (receipt,)))

    def attempted(self, job: int, *, sent: bool, error: str) -> None:
        self._db.run(
            "UPDATE print_job SET attempts = attempts + 1, sent = max(sent, ?), error = ? WHERE id = ?",
            (int(sent), error, job),
        )

    def confirmed(self, job: int) -> None:
        self._db.run(
            "UPDATE print_job SET attempts = attempts + 1, sent = 1, error = '', state = ? WHERE id = ?",
            (JobState.PRINTED.value, job),
        )


def _job(row: tuple[Any, ...]) -> Job:
    return Job(row[0], row[1], row[2], row[3], JobState(row[4]), row[5], bool(row[6]), row[7])
