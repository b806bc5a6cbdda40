"""A receipt that was found by its number or its code: taking goods back, printing it again."""

from datetime import date

from msgspec import Struct, structs

from vafa.domain.card_code import read_receipt_number, receipt_code
from vafa.domain.errors import Refusal, Trouble
from vafa.domain.receipt import Receipt, ReceiptKind
from vafa.persian.tehran import business_day
from vafa.ui.counter.approval_flow import ApprovalFlow
from vafa.ui.counter.counter_core import CounterCore, Flow, said
from vafa.ui.counter.counter_state import Colleague, FoundReceipt, Mode, Place, Said, Step, WayOn
from vafa.ui.counter.posted_flow import PostedFlow
from vafa.ui.counter.reading_box import read_amount, typed_receipt
from vafa.ui.counter.reassign_flow import ReassignFlow
from vafa.ui.parts.runner import No

_GIVES_WAY = frozenset({Step.IDLE, Step.HITS, Step.STOPPED, Step.POSTED, Step.PARKED, Step.RECEIPT, Step.REFUND})
"""Steps that a receipt just found may end; an open purchase or a sheet begun meanwhile is not disturbed."""


class _Found(Struct, frozen=True):
    """A slip as it stands, and what has become of it."""

    receipt: Receipt
    amount_rial: int
    refunded_rial: int
    undone: bool
    day: date


class FoundFlow(Flow):
    """F8, a receipt number in the box, or a slip's code."""

    def __init__(self, core: CounterCore, approval: ApprovalFlow, posted: PostedFlow, reassign: ReassignFlow) -> None:
        self._core = core
        self._approval = approval
        self._posted = posted
        self._reassign = reassign
        self._key = ""
        """The same for every try at the receipt as it was read: one that failed may have gone through."""

    def begin(self) -> None:
        """F8: asks for the number; with a receipt shown, for what comes back of it."""
        core = self._core
        if core.state.step is Step.RECEIPT and core.state.found is not None:
            self._to_refund(core.state.found)
            return
        core.go_idle()
        core.change(step=Step.REFUND)
        core.ask_for(Mode.REFUND_NUMBER)

    def find(self, typed: str, *, refund: bool = False) -> None:
        """Looks a receipt up and shows it; `refund` goes straight on to taking back."""
        core = self._core

        def failed(no: No) -> None:
            if core.state.step not in _GIVES_WAY:
                return
            if isinstance(no, Trouble):
                core.put_in_box(busy=False)
                core.notice(said(no), "receipt", lambda: self.find(typed, refund=refund))
            else:
                core.say_no(said(no))

        core.put_in_box(busy=True)
        core.ask("receipt", lambda: self._read(typed), lambda found: self._came(found, refund=refund), failed)

    def _read(self, typed: str) -> _Found:
        desk = self._core.desk
        number = desk.identify.receipt_number(typed)
        row = desk.identify(receipt_code(*read_receipt_number(number))).receipt
        receipt = desk.read_slip(number)
        if row is None:
            raise Refusal("receipt_unknown", number=number)
        day = date.fromordinal(row.business_day)
        return _Found(receipt, row.amount_rial, row.refunded_rial, bool(row.undone), day)

    # --- what the hand does

    def typed(self, text: str) -> None:
        found = self._core.state.found
        if found is not None and self._core.state.box.mode is Mode.REFUND_AMOUNT and not found.sending:
            amount_rial = read_amount(text, self._core.state.unit) if text.strip() else None
            self._core.change(found=structs.replace(found, refund_rial=amount_rial))

    def accepted(self) -> None:
        core, found = self._core, self._core.state.found
        if core.state.box.mode is Mode.REFUND_NUMBER:
            if core.state.box.text.strip():
                self.find(typed_receipt(core.state.box.text), refund=True)
        elif found is None or found.sending:
            return
        elif core.state.step is Step.RECEIPT:
            self._to_refund(found)
        else:
            self._refund()

    def went_back(self) -> None:
        core, found = self._core, self._core.state.found
        if found is not None and found.sending:
            return
        core.void("receipt")
        if core.state.box.text:
            core.ask_for(core.state.box.mode)
            self.typed("")
        elif found is not None and core.state.step is Step.REFUND:
            core.change(step=Step.RECEIPT, found=structs.replace(found, refund_rial=None))
            core.ask_for(Mode.RECEIPT, picks=True)
        else:
            core.go_idle()

    def picked(self, place: int) -> None:
        """What to do with the receipt shown: 0 refund, 1 print again, 2 reassign."""
        ways = (WayOn.REFUND_ALL, WayOn.PRINT_AGAIN, WayOn.REASSIGN)
        if self._core.state.step is Step.RECEIPT and 0 <= place < len(ways):
            self.way(ways[place])

    def way(self, way: WayOn) -> None:
        core, found = self._core, self._core.state.found
        if found is None or found.sending:
            return
        match way:
            case WayOn.REFUND_ALL:
                self._to_refund(found)
            case WayOn.PRINT_AGAIN:
                self._posted.print_again(found.receipt.number)
            case WayOn.REASSIGN if found.reassignable:
                self._reassign.begin(found)
            case WayOn.REASSIGN:
                core.say_no(Said("reassign_too_late", {"number": found.receipt.number}))

    def refresh(self) -> None:
        """Somebody else wrote into the shop: the receipt that is shown may have changed. What is in the box stays."""
        core, found = self._core, self._core.state.found
        if found is None or found.sending or core.state.step is not Step.RECEIPT:
            return

        def again(read: _Found) -> None:
            if core.state.step is Step.RECEIPT:
                core.change(found=self._shown(read))

        core.ask("receipt", lambda: self._read(found.receipt.number), again, lambda _: None)

    # --- refunding

    def _came(self, found: _Found, *, refund: bool) -> None:
        core = self._core
        if core.state.step not in _GIVES_WAY:
            return
        self._key = core.desk.clock.new_id().hex()
        shown = self._shown(found)
        core.go_idle()
        core.change(step=Step.RECEIPT, found=shown)
        core.ask_for(Mode.RECEIPT, picks=True)
        if refund:
            self._to_refund(shown)

    def _shown(self, found: _Found) -> FoundReceipt:
        sale = found.receipt.kind is ReceiptKind.SALE and not found.undone
        return FoundReceipt(
            receipt=found.receipt,
            refunded_rial=found.refunded_rial,
            left_rial=found.amount_rial - found.refunded_rial if sale else 0,
            undone=found.undone,
            reassignable=sale and not found.refunded_rial and found.day == business_day(self._core.state.now),
        )

    def _to_refund(self, found: FoundReceipt) -> None:
        core, number = self._core, found.receipt.number
        if found.undone:
            core.say_no(Said("already_undone", {"number": number}))
        elif found.receipt.kind is not ReceiptKind.SALE:
            core.say_no(Said("not_a_sale", {"number": number, "kind": found.receipt.kind.value}))
        elif found.left_rial <= 0:
            core.say_no(Said("already_refunded", {"amount_rial": found.refunded_rial}))
        else:
            core.void("receipt")
            core.change(step=Step.REFUND)
            core.ask_for(Mode.REFUND_AMOUNT)

    def _refund(self, approved: Colleague | None = None) -> None:
        core, found = self._core, self._core.state.found
        if found is None:
            return
        text = core.state.box.text
        amount_rial = read_amount(text, core.state.unit) if text.strip() else None
        if text.strip() and amount_rial is None:
            core.say_no(Said("amount_not_read", {"text": text[:40]}))
            return
        number, key, staff = found.receipt.number, self._key, core.state.person.number
        by, desk = approved.number if approved is not None else None, core.desk
        core.change(found=structs.replace(found, refund_rial=amount_rial, sending=True))
        core.put_in_box(no=None)
        core.act(
            "refund",
            lambda: desk.take_back(number, amount_rial=amount_rial, key=key, staff=staff, approved_by=by),
            lambda slip: self._posted.show(slip, approved_by=approved.name if approved is not None else ""),
            lambda no: self._not_refunded(no, approved),
        )

    def _not_refunded(self, no: No, approved: Colleague | None) -> None:
        core, found = self._core, self._core.state.found
        if found is not None:
            core.change(found=structs.replace(found, sending=False))
        if isinstance(no, Trouble):
            core.question(said(no), Place.PAGE, (WayOn.TRY_AGAIN,), lambda _: self._refund(approved))
        elif no.code == "needs_approval":
            refused = said(no)
            core.question(
                refused,
                Place.AMOUNT,
                (WayOn.ASK_APPROVAL,),
                lambda _: self._approval.begin(refused.figures, self._refund),
            )
        elif no.code == "key_reused":
            self._key = core.desk.clock.new_id().hex()
            self.find(found.receipt.number if found is not None else "")
        else:
            core.say_no(said(no))
