"""Putting slips on paper, and knowing whether they really got there."""

from typing import Protocol

from msgspec import Struct, structs

from vafa.clock import to_ms
from vafa.domain.card_code import receipt_number
from vafa.domain.errors import Refusal, Trouble
from vafa.domain.receipt import Receipt
from vafa.store.finding import find_receipt
from vafa.store.shopfile import Store
from vafa.store.slips import current_receipt
from vafa.store.spool import Job
from vafa.wording.catalogue import Language


class SlipPrinter(Protocol):
    """A printer that returns only when a slip is really on paper.

    Raises Trouble otherwise; its figure `sent` says whether some of it may be on paper already.
    """

    def print_slip(self, width_dots: int, rows: bytes) -> None: ...


class Printed(Struct, frozen=True):
    """A slip that is on paper."""

    job: int
    receipt: str
    copy: bool


class ReadSlip:
    """The slip of a receipt number, with the figures of its day. Refuses as `find_receipt` says."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, number: str) -> Receipt:
        with self._store.reading():
            row = find_receipt(self._store, number)
            receipt = current_receipt(self._store, row.event_id)
            return structs.replace(receipt, copy=self._store.spool.on_paper(receipt.number))


class PrintSlip:
    """Prints a receipt. The job is in the spool before the printer is asked and stays there until it is confirmed; what
    may have been on paper before comes out as a copy. Raises the printer's Trouble; the posting stands anyway."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, number: str, printer: SlipPrinter, language: Language, width_dots: int) -> Printed:
        store = self._store
        with store.database.write():
            row = find_receipt(store, number)
            name = receipt_number(row.mark, row.number)
            waiting = store.spool.waiting_for(name)
            job = waiting.id if waiting else store.spool.put(name, row.member, language, width_dots, to_ms(store.now()))
        return self._print(self._job(job), printer)

    def resume(self, printer: SlipPrinter) -> list[Printed]:
        """Prints everything that waits, oldest first; stops at the first failure."""
        return [self._print(job, printer) for job in self._store.spool.waiting()]

    def _job(self, job: int) -> Job:
        found = self._store.spool.get(job)
        if found is None:
            raise Refusal("job_unknown", job=job)
        return found

    def _print(self, job: Job, printer: SlipPrinter) -> Printed:
        # Most acts print nothing, and loading the painters takes longer than the act.
        from vafa.documents.slip import slip_raster

        store = self._store
        row = find_receipt(store, job.receipt)
        copy = store.spool.on_paper(job.receipt)
        receipt = structs.replace(current_receipt(store, row.event_id), copy=copy)
        raster = slip_raster(receipt, "en" if job.language == "en" else "fa", job.width_dots)
        try:
            printer.print_slip(raster.width, raster.rows)
        except Trouble as trouble:
            with store.database.write():
                store.spool.attempted(job.id, sent=bool(trouble.figures.get("sent")), error=trouble.code)
            raise
        with store.database.write():
            store.spool.confirmed(job.id)
        return Printed(job.id, job.receipt, copy)
