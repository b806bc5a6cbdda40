"""What has just been posted: its slip, printing it, and taking it back while there is time."""

from collections.abc import Callable
from datetime import timedelta

from msgspec import structs

from vafa.domain.errors import Trouble
from vafa.domain.receipt import Receipt, ReceiptKind
from vafa.services.counter.undo import UNDO_TIME
from vafa.ui.counter.counter_core import CounterCore, Flow, said
from vafa.ui.counter.counter_state import (
    Posted,
    PostedKind,
    PrinterState,
    Said,
    SlipPicture,
    SlipState,
    Step,
    ToastKind,
    WayOn,
)
from vafa.ui.counter.desk_services import PostedSlip
from vafa.ui.counter.till_sale import TillSale
from vafa.ui.parts.runner import No

_UNDO_S = int(UNDO_TIME.total_seconds())
_ON_PAPER = frozenset({SlipState.PRINTING, SlipState.PRINTED})
_KINDS = {
    ReceiptKind.SALE: PostedKind.SALE,
    ReceiptKind.REDEMPTION: PostedKind.REDEMPTION,
    ReceiptKind.REFUND: PostedKind.REFUND,
    ReceiptKind.CANCELLED: PostedKind.CANCELLED,
}


class PostedFlow(Flow):
    """The page after a posting. Printing never keeps anybody from the next customer."""

    def __init__(self, core: CounterCore, till: TillSale, changed: Callable[[], None]) -> None:
        self._core = core
        self._till = till
        self._changed = changed
        self._number = ""
        """The receipt that was posted last."""
        self._undoable = ""
        """The number that Ctrl+Z takes back."""
        self._undo_key = ""
        self._left = timedelta()
        self._undoing = False
        self._paper = SlipState.NO_PRINTER
        """What is known of the slip of the last posting."""

    def sold(self, slip: PostedSlip, approved_by: str = "", *, prints: bool = True) -> None:
        """A purchase is posted (by an earlier attempt, when the slip says `repeated`): nothing is open any more."""
        core = self._core
        meanwhile = core.state.box.text if self._till.shown.posting else ""
        self._till.forget()
        core.act("draft", core.desk.draft_sale.drop, lambda _: None, lambda _: None)
        self.show(slip, undoable=True, approved_by=approved_by, prints=prints, typed=meanwhile)

    def show(
        self,
        slip: PostedSlip,
        *,
        kind: PostedKind | None = None,
        undoable: bool = False,
        approved_by: str = "",
        prints: bool = True,
        typed: str = "",
    ) -> None:
        """The page of a posting. `typed`: what was typed for the next customer while it was being posted."""
        core, receipt = self._core, slip.receipt
        age = core.state.now - receipt.moment if slip.repeated else timedelta()
        self._left = max(timedelta(), UNDO_TIME - max(timedelta(), age)) if undoable else timedelta()
        self._undoable = receipt.number if self._left else ""
        self._undo_key, self._undoing = core.desk.clock.new_id().hex(), False
        core.undo_s = self._seconds()
        self._number = receipt.number
        if self._till.open is not None or core.state.step is Step.ENROL:
            self._beside(receipt.number, kind or _KINDS[receipt.kind], prints=prints)
            return
        if not typed and core.state.step in {Step.IDLE, Step.HITS}:
            typed = core.state.box.text
        core.go_idle(typed=typed or None)
        posted = Posted(
            kind=kind or _KINDS[receipt.kind],
            receipt=receipt,
            undo_s=core.undo_s if undoable else None,
            undo_of_s=_UNDO_S,
            repeated=slip.repeated,
            approved_by=approved_by,
        )
        core.change(step=Step.POSTED, posted=posted)
        self._preview(receipt)
        if prints:
            self._print(receipt.number)
        else:
            self._slip(receipt.number, SlipState.WAITING if core.desk.printer_set() else SlipState.NO_PRINTER)
        self._changed()

    def _beside(self, number: str, kind: PostedKind, *, prints: bool) -> None:
        """The next customer's purchase or sheet is open already: the page stays his."""
        self._core.toast(ToastKind.CANCELLED if kind is PostedKind.CANCELLED else ToastKind.POSTED, number=number)
        if prints:
            self._print(number)
        self._changed()

    # --- what the hand does

    def went_back(self) -> None:
        self._core.go_idle()

    def way(self, way: WayOn) -> None:
        posted = self._core.state.posted
        if way is WayOn.PRINT_AGAIN and posted is not None and posted.slip is not SlipState.PRINTING:
            self._print(posted.receipt.number)
        elif way is WayOn.TRY_AGAIN:
            self.print_waiting()

    def undo(self) -> None:
        """Ctrl+Z."""
        core, number, key, staff = self._core, self._undoable, self._undo_key, self._core.state.person.number
        if not number:
            self._say_why_not()
        if not number or self._undoing:
            return
        self._undoing = True
        core.act(
            "undo",
            lambda: core.desk.undo(number, key=key, staff=staff),
            self._undone,
            lambda no: self._not_undone(no, number),
        )

    def tick(self, passed: timedelta) -> None:
        """Time has passed since the last tick."""
        if not self._left:
            return
        self._left = max(timedelta(), self._left - passed)
        self._show_left()

    # --- printing

    def print_again(self, number: str) -> None:
        """Prints the slip of any receipt."""
        self._print(number)

    def print_waiting(self) -> None:
        """Prints whatever waits for the printer."""
        if not self._core.desk.printer_set():
            self._core.toast(ToastKind.NO_PRINTER)
            return
        self._printer(PrinterState.BUSY)
        number = self._number if self._paper is SlipState.WAITING else ""
        self._slip(number, SlipState.PRINTING)
        self._core.send(
            "print", self._core.desk.print_waiting, lambda _: self._printed(number), self._failed_for(number)
        )

    def count_waiting(self) -> None:
        """Reads how many slips wait."""
        self._core.ask("waiting", self._core.desk.waiting_slips, self._counted)

    def _print(self, number: str) -> None:
        core = self._core
        if not core.desk.printer_set():
            self._slip(number, SlipState.NO_PRINTER)
            return
        self._slip(number, SlipState.PRINTING)
        self._printer(PrinterState.BUSY)
        core.send(
            "print", lambda: core.desk.print_slip(number), lambda _: self._printed(number), self._failed_for(number)
        )

    def _printed(self, number: str) -> None:
        self._slip(number, SlipState.PRINTED)
        self._printer(PrinterState.READY)
        if number and self._core.state.step is not Step.POSTED:
            self._core.toast(ToastKind.PRINTED, number=number)
        self.count_waiting()

    def _failed_for(self, number: str) -> Callable[[No], None]:
        def failed(no: No) -> None:
            self._slip(number, SlipState.WAITING, said(no))
            self._printer(PrinterState.TROUBLE)
            self._core.notice(said(no), "print", self.print_waiting)
            self.count_waiting()

        return failed

    def _slip(self, number: str, slip: SlipState, no: Said | None = None) -> None:
        posted = self._core.state.posted
        if number == self._number:
            self._paper = slip
        if posted is not None and posted.receipt.number == number:
            self._core.change(posted=structs.replace(posted, slip=slip, slip_no=no))

    def _printer(self, printer: PrinterState) -> None:
        self._core.change(devices=structs.replace(self._core.state.devices, printer=printer))

    def _counted(self, waiting: int) -> None:
        self._core.change(devices=structs.replace(self._core.state.devices, waiting_slips=waiting))

    def _preview(self, receipt: Receipt) -> None:
        def came(picture: SlipPicture) -> None:
            posted = self._core.state.posted
            if posted is not None and posted.receipt is receipt:
                self._core.change(posted=structs.replace(posted, picture=picture))

        self._core.ask("picture", lambda: self._core.desk.preview_slip(receipt), came)

    # --- taking back

    def _say_why_not(self) -> None:
        posted = self._core.state.posted
        if posted is None:
            return
        if posted.kind is PostedKind.REFUND:
            self._core.say_no(Said("refund_not_undone"))
        elif posted.undo_s is not None:
            self._core.say_no(Said("undo_too_late", {"number": posted.receipt.number, "seconds": _UNDO_S}))

    def _undone(self, slip: PostedSlip) -> None:
        self.show(slip, kind=PostedKind.CANCELLED, prints=self._paper in _ON_PAPER)

    def _not_undone(self, no: No, number: str) -> None:
        self._undoing = False
        if isinstance(no, Trouble):
            self._core.notice(said(no), "undo", lambda: self._undo_still(number))
            return
        self._left, self._undoable = timedelta(), ""
        self._show_left()
        self._core.say_no(said(no))

    def _undo_still(self, number: str) -> None:
        """Once more, unless something newer has been posted: that is not what was to be taken back."""
        if self._undoable == number:
            self.undo()

    def _show_left(self) -> None:
        seconds, posted = self._seconds(), self._core.state.posted
        self._core.undo_s = seconds
        if not seconds:
            self._undoable = ""
        if posted is not None and posted.undo_s is not None:
            self._core.change(posted=structs.replace(posted, undo_s=seconds))

    def _seconds(self) -> int:
        return -(-int(self._left.total_seconds() * 1_000) // 1_000)
