"""Putting slips on paper, and knowing whether they really got there."""

from msgspec import Struct, structs

from vafa.clock import to_ms
from vafa.domain.card_code import receipt_number
from vafa.domain.errors import Trouble
from vafa.domain.receipt import Receipt
from vafa.services.ports import SlipPrinter
from vafa.store.finding import find_receipt
from vafa.store.receipts import ReceiptRow
from vafa.store.shopfile import Store
from vafa.store.slips import current_receipt
from vafa.store.spool import Job
from vafa.wording.catalogue import Language


class Printed(Struct, frozen=True):
    """A slip that is on paper."""

    receipt: str
    copy: bool


class ReadSlip:
    """The slip of a receipt number, with the figures of its day. Refuses as `find_receipt` says."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, number: str) -> Receipt:
        with self._store.reading():
            return _slip(self._store, find_receipt(self._store, number))


class PrintSlip:
    """Prints slips. A job is in the spool before the printer is asked and stays there until it is confirmed; what may
    have been on paper before, from whichever till window, comes out as a copy, also after this process was killed.

    Raises the printer's Trouble; the posting stands anyway.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, number: str, printer: SlipPrinter, language: Language, width_dots: int) -> Printed:
        """Prints a receipt, in the language and width asked for now. Refuses as `find_receipt` says."""
        store = self._store
        with store.database.write():
            row = find_receipt(store, number)
            job = store.spool.put(_name(row), language, width_dots, to_ms(store.now()))
            claim = self._claim(job, row)
        return self._print(claim, printer, language, width_dots)

    def waiting(self) -> list[Job]:
        """What waits for the printer, oldest first."""
        return self._store.spool.waiting()

    def resume(self, printer: SlipPrinter) -> list[Printed]:
        """Prints everything that waits, oldest first; stops at the first failure. What another window prints meanwhile
        is left out."""
        done = []
        for job in self.waiting():
            with self._store.database.write():
                if self._store.spool.get_waiting(job.id) is None:
                    continue
                claim = self._claim(job.id, find_receipt(self._store, job.receipt))
            done.append(self._print(claim, printer, "en" if job.language == "en" else "fa", job.width_dots))
        return done

    def _claim(self, job: int, row: ReceiptRow) -> "_Claim":
        receipt = _slip(self._store, row)
        return _Claim(job, receipt, self._store.spool.claim_paper(row.award_event))

    def _print(self, claim: "_Claim", printer: SlipPrinter, language: Language, width_dots: int) -> Printed:
        # Most acts print nothing, and loading the painters takes longer than the act.
        from vafa.documents.slip import slip_raster

        store = self._store
        raster = slip_raster(claim.receipt, language, width_dots)
        try:
            printer.print_slip(raster.width, raster.rows)
        except Trouble as trouble:
            with store.database.write():
                store.spool.failed(claim.job, trouble.code)
                if not trouble.figures.get("sent"):
                    store.spool.nothing_sent(claim.note)
            raise
        with store.database.write():
            store.spool.confirmed(claim.job)
        return Printed(claim.receipt.number, claim.receipt.copy)


class _Claim(Struct, frozen=True):
    """A slip about to go to the printer, and the note that it may be on paper."""

    job: int
    receipt: Receipt
    note: int


def _name(row: ReceiptRow) -> str:
    return receipt_number(row.mark, row.number)


def _slip(store: Store, row: ReceiptRow) -> Receipt:
    """The slip as it stands now. Whether it is a copy goes by the act that it shows: a cancelled slip is a new one."""
    return structs.replace(current_receipt(store, row.event_id), copy=store.spool.on_paper(row.award_event))
