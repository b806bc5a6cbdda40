"""The print spool: a slip stays here until the printer has confirmed it; and what may be on paper already."""

from enum import StrEnum

from msgspec import Struct

from vafa.store.database import Database

KEPT_JOBS = 500
"""Printed jobs beyond this many are forgotten, oldest first."""


class JobState(StrEnum):
    WAITING = "waiting"
    PRINTED = "printed"


class Job(Struct, frozen=True):
    """A slip to print, how often that was tried, and the code of the last trouble ("" when there was none)."""

    id: int
    receipt: str
    language: str
    width_dots: int
    attempts: int
    error: str


_WAITING = "SELECT id, receipt, language, width_dots, attempts, error FROM print_job WHERE state = 'waiting'"


class Spool:
    """The local tables of print jobs, and of acts whose slip may be on paper: these are never forgotten."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, receipt: str, language: str, width_dots: int, moment_ms: int) -> int:
        """The job of a receipt: the one that waits, as it is wanted now, or a new one."""
        waiting = self._db.value(
            "UPDATE print_job SET language = ?, width_dots = ? WHERE receipt = ? AND state = ? RETURNING id",
            (language, width_dots, receipt, JobState.WAITING.value),
        )
        if waiting is not None:
            return int(waiting)
        cursor = self._db.run(
            "INSERT INTO print_job (receipt, language, width_dots, state, made_ms) VALUES (?,?,?,?,?)",
            (receipt, language, width_dots, JobState.WAITING.value, moment_ms),
        )
        job = int(cursor.lastrowid)
        self._db.run("DELETE FROM print_job WHERE state = ? AND id <= ?", (JobState.PRINTED.value, job - KEPT_JOBS))
        return job

    def get_waiting(self, job: int) -> Job | None:
        """A job that is not confirmed yet."""
        row = self._db.row(f"{_WAITING} AND id = ?", (job,))
        return Job(*row) if row else None

    def waiting(self) -> list[Job]:
        """The unconfirmed jobs, oldest first."""
        return [Job(*row) for row in self._db.rows(f"{_WAITING} ORDER BY id")]

    def on_paper(self, event_id: bytes) -> bool:
        """Whether some of an act's slip may be on paper already."""
        return bool(self._db.value("SELECT 1 FROM on_paper WHERE event_id = ? LIMIT 1", (event_id,)))

    def claim_paper(self, event_id: bytes) -> int:
        """Notes, before the printer is asked, that an act's slip may be on paper from now on. Returns the note."""
        return int(self._db.run("INSERT INTO on_paper (event_id) VALUES (?)", (event_id,)).lastrowid)

    def nothing_sent(self, note: int) -> None:
        """Takes a note back: not a byte of the slip has left. What others noted of the same slip stays."""
        self._db.run("DELETE FROM on_paper WHERE n = ?", (note,))

    def failed(self, job: int, error: str) -> None:
        self._db.run("UPDATE print_job SET attempts = attempts + 1, error = ? WHERE id = ?", (error, job))

    def confirmed(self, job: int) -> None:
        self._db.run(
            "UPDATE print_job SET attempts = attempts + 1, error = '', state = ? WHERE id = ?",
            (JobState.PRINTED.value, job),
        )
