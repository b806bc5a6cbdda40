"""The counter: what the one box, the keys and the scanner do. Knows no widget and no database."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from msgspec import structs

from vafa.domain.receipt import ShopFace
from vafa.domain.units import DisplayUnit
from vafa.persian.tehran import business_day
from vafa.ui.counter.approval_flow import ApprovalFlow
from vafa.ui.counter.clock_flow import ClockFlow
from vafa.ui.counter.counter_core import CounterCore, Flow, said
from vafa.ui.counter.counter_state import (
    Colleague,
    CounterState,
    Devices,
    Mode,
    PrinterState,
    Step,
    ToastKind,
    WayOn,
)
from vafa.ui.counter.desk_services import Desk
from vafa.ui.counter.details_flow import DetailsFlow
from vafa.ui.counter.enrol_flow import EnrolFlow
from vafa.ui.counter.found_flow import FoundFlow
from vafa.ui.counter.lit_keys import lit_keys
from vafa.ui.counter.member_flow import MemberFlow
from vafa.ui.counter.parking_flow import ParkingFlow
from vafa.ui.counter.points_flow import PointsFlow
from vafa.ui.counter.posted_flow import PostedFlow
from vafa.ui.counter.reading_box import MAX_TYPED
from vafa.ui.counter.reassign_flow import ReassignFlow
from vafa.ui.counter.restoring_flow import RestoringFlow
from vafa.ui.counter.sale_flow import SaleFlow
from vafa.ui.counter.scan_flow import ScanFlow
from vafa.ui.counter.seek_flow import SeekFlow
from vafa.ui.counter.till_sale import TillSale
from vafa.ui.parts.runner import No, Runner

_ONE_SECOND = timedelta(seconds=1)

_TELLING = {Step.SALE: frozenset({"F3", "F7", "F10"}), Step.POSTED: frozenset({"Ctrl+Z"})}
"""Keys that say what they lack instead of doing nothing."""

_IN_MONEY = frozenset({Mode.AMOUNT, Mode.REFUND_AMOUNT})

_DIGITS = frozenset("123456789")

_MOVES = {"Tab": 1, "Down": 1, "Backtab": -1, "Up": -1}


class CounterPresenter:
    """Hears what happens at the counter and shows one state after the other. Every method returns at once."""

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        show: Callable[[CounterState], None],
        *,
        person: Colleague,
        face: ShopFace,
        unit: DisplayUnit,
    ) -> None:
        printer = PrinterState.READY if desk.printer_set() else PrinterState.NONE
        now = desk.clock.now()
        state = CounterState(face=face, unit=unit, person=person, now=now, devices=Devices(printer=printer))
        core = self._core = CounterCore(desk, runner, show, state)
        self._ticked = now
        self._till = TillSale(core)
        self._approval = ApprovalFlow(core)
        clock = ClockFlow(core)
        self._parking = ParkingFlow(core, self._till)
        points = PointsFlow(core, self._till, self._approval, clock)
        self._enrol = EnrolFlow(core, self._till)
        members = MemberFlow(core, self._till, self._parking, self._enrol)
        self._posted = PostedFlow(core, self._till, self._after_posting)
        self._sale = SaleFlow(core, self._till, points, members, self._parking, clock, self._posted)
        self._reassign = ReassignFlow(core, self._posted)
        self._found = FoundFlow(core, self._approval, self._posted, self._reassign)
        self._details = DetailsFlow(core, self._till)
        self._scans = ScanFlow(core, self._till, members, self._enrol, self._found, self._reassign)
        self._seek = SeekFlow(core, self._till, self._enrol, self._found, self._scans)
        self._restoring = RestoringFlow(core, self._till, self._posted)
        self._flows: Mapping[Step, Flow] = {
            Step.IDLE: self._seek,
            Step.HITS: self._seek,
            Step.STOPPED: self._seek,
            Step.ENROL: self._enrol,
            Step.SALE: self._sale,
            Step.POSTED: self._posted,
            Step.PARKED: self._parking,
            Step.RECEIPT: self._found,
            Step.REFUND: self._found,
            Step.REASSIGN: self._reassign,
            Step.DETAILS: self._details,
        }

    @property
    def state(self) -> CounterState:
        """What is shown."""
        return self._core.state

    @property
    def sale_open(self) -> bool:
        """Whether a purchase is open, also under a sheet."""
        return self._till.open is not None

    def begin(self) -> None:
        """At the start: what was open before a kill comes back, and the day's figures arrive."""
        with self._core.turn():
            self._core.publish()
            self._restoring.begin()
            self._refresh_desk()

    # --- the hand

    def typed(self, text: str) -> None:
        """The whole text of the box, after each change by hand."""
        core, text = self._core, text[:MAX_TYPED]
        with core.turn():
            core.change(help=False)
            if core.state.approving is not None:
                self._approval.typed(text)
                return
            if text == core.state.box.text:
                return
            core.drop_question()
            core.put_in_box(text=text, no=None)
            if core.state.step in {Step.POSTED, Step.RECEIPT, Step.PARKED} and text:
                self._seek.typed(text)
            else:
                self._flow.typed(text)

    def accepted(self) -> None:
        """Enter."""
        core = self._core
        with core.turn():
            question = core.state.question
            if core.state.help:
                core.change(help=False)
            elif core.state.approving is not None:
                self._approval.accepted()
            elif question is not None and question.ways:
                core.take_way(question.ways[question.chosen])
            elif core.state.step is Step.STOPPED:
                self._seek.way(WayOn.BY_MOBILE)
            elif core.state.step is Step.POSTED:
                self._leave_posted()
            else:
                core.drop_question()
                self._flow.accepted()

    def went_back(self) -> None:
        """Esc."""
        core = self._core
        with core.turn():
            if core.state.help:
                core.change(help=False)
            elif core.state.approving is not None:
                self._approval.went_back()
            elif core.state.question is not None:
                core.drop_question()
                core.put_in_box(no=None)
            else:
                self._flow.went_back()

    def key(self, name: str) -> None:
        """The keys "F1" … "F12", "Up", "Down", "PgUp", "PgDn", "Tab", "Backtab", "Delete", "Ctrl+Z", "Ctrl+Space",
        "Ctrl+1", "Ctrl+2", and "1" … "9" where digits pick."""
        core = self._core
        with core.turn():
            if name == "F1":
                core.change(help=not core.state.help)
                return
            core.change(help=False)
            if name in _DIGITS:
                self._pick(int(name) - 1)
            elif core.state.approving is not None:
                return
            elif core.state.question is not None and name in _MOVES:
                core.move_way(_MOVES[name])
            elif self._does_something(name):
                self._press(name)

    def picked(self, place: int) -> None:
        """A listed item (hit, parked purchase, thing to do with a receipt, person, field of a new member's sheet),
        counted from 0, by digit or click."""
        with self._core.turn():
            self._pick(place)

    def way(self, way: WayOn) -> None:
        """One of the ways on that the state offers."""
        with self._core.turn():
            if self._core.take_way(way) or self._core.state.approving is not None:
                return
            if way is WayOn.TRY_AGAIN and self._core.state.notice is not None:
                self._core.try_again()
            else:
                self._flow.way(way)

    # --- the desk

    def scanned(self, text: str) -> None:
        """What a scanner or the camera read."""
        with self._core.turn():
            self._core.change(help=False)
            self._scans.scanned(text)

    def garbage(self, count: int) -> None:
        """A scanner sent `count` characters that make no code."""
        with self._core.turn():
            self._core.toast(ToastKind.GARBAGE, count=count)

    def devices_changed(self, devices: Devices) -> None:
        """The frame learnt something about printer, scanner or camera."""
        before = self._core.state.devices
        with self._core.turn():
            self._core.change(devices=structs.replace(devices, waiting_slips=before.waiting_slips))
            if devices.printer is not before.printer:
                self._posted.count_waiting()

    def tick(self, now: datetime) -> None:
        """Once a second, with the shop's time, which may jump."""
        passed, day_before = now - self._ticked, business_day(self._ticked)
        self._ticked = now
        with self._core.turn():
            self._core.change(now=now)
            self._posted.tick(passed if passed >= _ONE_SECOND else _ONE_SECOND)
            self._approval.tick()
            self._scans.after_posting()
            if business_day(now) != day_before:
                self._refresh_desk()

    def outside_change(self) -> None:
        """Another process wrote into the shop."""
        with self._core.turn():
            self._refresh_desk()
            self._till.refresh()
            self._details.refresh()
            self._found.refresh()

    def shop_changed(self, face: ShopFace, unit: DisplayUnit) -> None:
        """Somebody changed how the shop shows itself. What is being typed in another unit is not taken for this one."""
        core = self._core
        with core.turn():
            mode, in_another = core.state.box.mode, unit is not core.state.unit
            core.change(face=face, unit=unit)
            if in_another and mode in _IN_MONEY:
                core.ask_for(mode)
                self._flow.typed("")

    def troubled(self, no: No, about: str, again: Callable[[], None]) -> None:
        """What the frame does for the whole desk has failed; `again` tries it once more."""
        with self._core.turn():
            self._core.notice(said(no), about, again)

    def mended(self, about: str) -> None:
        """It has succeeded."""
        with self._core.turn():
            self._core.drop_notice_about(about)

    def signed_in(self, person: Colleague) -> None:
        """Somebody is behind the till, perhaps somebody else than before. The open purchase stays."""
        with self._core.turn():
            self._core.change(person=person)
            self._till.refresh()

    def locked(self) -> None:
        """Nobody is behind the till any more: a PIN that was asked for is let be."""
        with self._core.turn():
            self._core.change(help=False)
            self._approval.cancel()

    def refresh(self) -> None:
        """Shows the present state again, to a page that was built anew, with the text that is in the box."""
        box = self._core.state.box
        with self._core.turn():
            self._core.change(box=structs.replace(box, edition=box.edition + 1))
            self._core.show_again()

    # --- inside

    @property
    def _flow(self) -> Flow:
        return self._flows[self._core.state.step]

    def _pick(self, place: int) -> None:
        if self._core.state.approving is not None:
            self._approval.picked(place)
        elif self._core.state.question is None:
            self._flow.picked(place)

    def _does_something(self, name: str) -> bool:
        if not name.startswith(("F", "Ctrl+")) or name in {"Ctrl+1", "Ctrl+2", "Ctrl+Delete"}:
            return True
        state = self._core.state
        return name in lit_keys(state, self._core.undo_s) or name in _TELLING.get(state.step, frozenset())

    def _press(self, name: str) -> None:
        core, step = self._core, self._core.state.step
        if not (step is Step.SALE and name == "F10"):
            core.drop_question()
        match name:
            case "Ctrl+Z":
                self._posted.undo()
            case "Ctrl+Space":
                self._seek.without_member()
            case "F2" if step is Step.SALE:
                self._enrol.begin()
            case "F2" if step is not Step.ENROL:
                self._seek.enrol()
            case "F7" if step not in {Step.SALE, Step.PARKED}:
                self._parking.begin()
            case "F8":
                self._found.begin()
            case "F9" if step is Step.SALE:
                self._details.begin()
            case _:
                self._flow.key(name)

    def _leave_posted(self) -> None:
        """Enter: the next customer's text, when some was typed already, counts."""
        text = self._core.state.box.text
        if text.strip():
            self._seek.typed(text)
            self._seek.accepted()
        else:
            self._core.go_idle()

    def _refresh_desk(self) -> None:
        core = self._core
        core.ask("day", core.desk.read_day, lambda day: core.change(day=day))
        self._parking.read()
        self._posted.count_waiting()

    def _after_posting(self) -> None:
        self._refresh_desk()
        self._scans.after_posting()
