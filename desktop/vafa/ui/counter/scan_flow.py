"""What a scanner or the camera read: who it names, and where that belongs just now. It never disturbs a purchase."""

from collections.abc import Callable

from msgspec import Struct, structs

from vafa.domain.card_code import Code, CodeKind, read_code
from vafa.domain.errors import Refusal, Trouble
from vafa.domain.who import Who, by_card
from vafa.services.counter.look_up import Glance
from vafa.ui.counter.counter_core import CounterCore, said
from vafa.ui.counter.counter_state import Mode, Step, Stopped, ToastKind
from vafa.ui.counter.enrol_flow import EnrolFlow
from vafa.ui.counter.found_flow import FoundFlow
from vafa.ui.counter.member_flow import MemberFlow
from vafa.ui.counter.reassign_flow import ReassignFlow
from vafa.ui.counter.till_sale import TillSale
from vafa.ui.parts.runner import No

LONGEST_CODE = 200
"""Letters of a scan that are looked at; what is longer is no code of ours."""

_FREE = frozenset({Step.IDLE, Step.HITS, Step.STOPPED, Step.POSTED, Step.PARKED, Step.RECEIPT})
"""Steps that a scan may end: nothing in them is lost."""

_STOPS = frozenset({"card_blocked", "card_unknown", "code_version_unknown"})


class _Scanned(Struct, frozen=True):
    """Whose card it is, or why it cannot be used."""

    who: Who
    member: Glance | None = None
    stopped: Stopped | None = None


class ScanFlow:
    """Takes codes to where they belong."""

    def __init__(
        self,
        core: CounterCore,
        till: TillSale,
        members: MemberFlow,
        enrol: EnrolFlow,
        found: FoundFlow,
        reassign: ReassignFlow,
    ) -> None:
        self._core = core
        self._till = till
        self._members = members
        self._enrol = enrol
        self._found = found
        self._reassign = reassign
        self._waiting = ""
        """A code that came while a purchase was being posted."""

    def scanned(self, text: str) -> None:
        """A scan of whatever."""
        core = self._core
        if self._till.shown.posting:
            self._waiting = text[: LONGEST_CODE + 1]
            return
        try:
            code = _read(text)
        except Refusal as no:
            if no.code == "code_version_unknown" and core.state.step in _FREE:
                self._stop(Stopped(said=said(no)))
            else:
                core.toast(ToastKind.NOT_OURS)
            return
        if core.state.approving is not None:
            core.toast(ToastKind.FINISH_FIRST)
        elif code.kind is CodeKind.CARD:
            self._card(code)
        elif core.state.step in _FREE or (core.state.step is Step.REFUND and core.state.found is None):
            self._found.find(code.receipt, refund=core.state.step is Step.REFUND)
        else:
            core.toast(ToastKind.FINISH_FIRST)

    def typed_code(self, digits: str) -> None:
        """A code typed by hand before there is a purchase: what is wrong with it is said in the box."""
        try:
            self._card(_read(digits))
        except Refusal as no:
            self._core.say_no(said(no))

    def after_posting(self) -> None:
        """The purchase is posted, or not: what was read meanwhile has its turn, but answers nobody's question."""
        if self._core.state.question is not None:
            return
        waiting, self._waiting = self._waiting, ""
        if waiting:
            self.scanned(waiting)

    def _card(self, code: Code) -> None:
        core, step = self._core, self._core.state.step
        if step is Step.ENROL:
            self._enrol.referrer_scanned(code.digits)
        elif step is Step.REASSIGN and core.state.box.mode is Mode.NEW_OWNER:
            self._reassign.owner_scanned(code.digits)
        elif step in _FREE or step in {Step.SALE, Step.DETAILS}:
            core.ask("scan", self._look(code), self._came, self._failed(code))
        else:
            core.toast(ToastKind.FINISH_FIRST)

    def _look(self, code: Code) -> Callable[[], _Scanned]:
        desk, who = self._core.desk, by_card(code.digits)

        def work() -> _Scanned:
            try:
                return _Scanned(who, desk.look_up.glance(who))
            except Refusal as no:
                if no.code not in _STOPS:
                    raise
                stopped = Stopped(
                    said=said(no), serial=code.serial, good_serial=str(no.figures.get("replaced_by") or "")
                )
                holder = desk.identify.holder(code.serial)
                if holder is not None:
                    stopped = structs.replace(stopped, holder_name=holder.name, holder_mobile=holder.mobile)
                return _Scanned(who, stopped=stopped)

        return work

    def _came(self, scanned: _Scanned) -> None:
        core, step = self._core, self._core.state.step
        if self._till.shown.posting or core.state.approving is not None:
            core.toast(ToastKind.FINISH_FIRST)
        elif scanned.member is None:
            if step in _FREE and scanned.stopped is not None:
                self._stop(scanned.stopped)
            else:
                said_no = scanned.stopped.said if scanned.stopped is not None else None
                blocked = said_no is not None and said_no.code == "card_blocked"
                figures = said_no.figures if said_no is not None else {}
                core.toast(ToastKind.BLOCKED_SCAN if blocked else ToastKind.UNKNOWN_SCAN, **figures)
        elif step in _FREE:
            self._till.begin(scanned.who, scanned.member)
        elif step in {Step.SALE, Step.DETAILS}:
            if step is Step.DETAILS:
                self._till.show()
            self._members.came(scanned.who, scanned.member)
        else:
            core.toast(ToastKind.FINISH_FIRST)

    def _stop(self, stopped: Stopped) -> None:
        core = self._core
        core.go_idle()
        core.change(step=Step.STOPPED, stopped=stopped)
        core.ask_for(Mode.CARD, no=stopped.said)

    def _failed(self, code: Code) -> Callable[[No], None]:
        def failed(no: No) -> None:
            if isinstance(no, Trouble):
                self._core.notice(said(no), "scan", lambda: self._card(code))
            else:
                self._core.toast(ToastKind.UNKNOWN_SCAN, **said(no).figures)

        return failed


def _read(text: str) -> Code:
    if len(text) > LONGEST_CODE:
        raise Refusal("code_not_ours")
    return read_code(text)
