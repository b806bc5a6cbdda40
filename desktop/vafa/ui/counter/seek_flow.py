"""Finding who stands at the counter: by card, mobile, last digits or part of a name; or a receipt by its number."""

from collections.abc import Callable

from msgspec import structs

from vafa.domain.errors import Trouble
from vafa.domain.who import NOBODY, by_mobile
from vafa.persian.keyboard import as_persian
from vafa.services.counter.find_hits import Hits
from vafa.services.counter.look_up import Glance
from vafa.ui.counter.counter_core import CounterCore, Flow, said
from vafa.ui.counter.counter_state import HitList, Mode, Said, Step, WayOn
from vafa.ui.counter.enrol_flow import EnrolFlow
from vafa.ui.counter.found_flow import FoundFlow
from vafa.ui.counter.reading_box import Reading, opens_at_once, read_box
from vafa.ui.counter.scan_flow import ScanFlow
from vafa.ui.counter.till_sale import TillSale
from vafa.ui.parts.runner import No

_SEEKING = frozenset({Step.IDLE, Step.HITS})


class SeekFlow(Flow):
    """The box before there is a purchase."""

    def __init__(self, core: CounterCore, till: TillSale, enrol: EnrolFlow, found: FoundFlow, scans: ScanFlow) -> None:
        self._core = core
        self._till = till
        self._enrol = enrol
        self._found = found
        self._scans = scans
        self._reading = Reading(Mode.ANYTHING)
        self._enter_waits = False
        """Enter came before the answer."""

    # --- typing

    def typed(self, text: str) -> None:
        core = self._core
        reading = read_box(text)
        self._reading, self._enter_waits = reading, False
        if core.state.step not in _SEEKING:
            core.go_idle(typed=text)
        mode = reading.mode if text else Mode.ANYTHING
        core.put_in_box(mode=mode, found=None, no=None, picks=False, busy=reading.searchable)
        core.leave_page()
        if reading.searchable:
            core.ask("hits", self._search(reading), self._hits_came, self._no_hits)
        else:
            core.change(step=Step.IDLE, hits=None)
        if opens_at_once(text, reading):
            self._open(reading.value, missing=lambda: None)

    def accepted(self) -> None:
        core, reading, hits = self._core, self._reading, self._core.state.hits
        if not core.state.box.text.strip() and core.state.step is Step.IDLE:
            return
        match reading.mode:
            case Mode.MOBILE if reading.whole:
                self._open(reading.value, missing=self.enrol)
            case Mode.CARD:
                self._scans.typed_code(reading.value)
            case Mode.RECEIPT:
                self._found.find(reading.value)
            case _ if hits is not None and hits.hits and hits.wanted == reading.value:
                self._open(hits.hits[hits.chosen].member.mobile)
            case _ if core.state.box.busy:
                self._enter_waits = True
            case Mode.MOBILE:
                core.say_no(Said("mobile_invalid", {"mobile": core.state.box.text[:30]}))
            case _:
                core.say_no(Said("nobody_found", {"text": core.state.box.text[:40]}))

    def went_back(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Nothing is looked for any more."""
        self._reading, self._enter_waits = Reading(Mode.ANYTHING), False
        self._core.go_idle()

    def key(self, name: str) -> None:
        hits = self._core.state.hits
        if hits is None or not hits.hits:
            return
        places = {"Up": hits.chosen - 1, "Down": hits.chosen + 1, "PgUp": 0, "PgDn": len(hits.hits) - 1}
        if name in places:
            chosen = max(0, min(len(hits.hits) - 1, places[name]))
            self._core.change(hits=structs.replace(hits, chosen=chosen))
            self._core.put_in_box(picks=True)

    def picked(self, place: int) -> None:
        hits = self._core.state.hits
        if hits is not None and 0 <= place < len(hits.hits):
            self._core.change(hits=structs.replace(hits, chosen=place))
            self._open(hits.hits[place].member.mobile)

    def way(self, way: WayOn) -> None:
        if way is WayOn.BY_MOBILE:
            self._core.go_idle(Mode.MOBILE)
        elif way is WayOn.WITHOUT_MEMBER:
            self.without_member()
        elif way is WayOn.ENROL_THIS:
            self.enrol()

    def without_member(self) -> None:
        """Ctrl+Space: a purchase of somebody who is no member."""
        self.clear()
        self._till.begin(NOBODY, None)

    def enrol(self) -> None:
        """F2, with the mobile that stands in the box."""
        reading = self._reading if self._core.state.step in _SEEKING else Reading(Mode.ANYTHING)
        typed = self._core.state.box.text if reading.mode is Mode.MOBILE else ""
        self.clear()
        self._enrol.begin(reading.value if reading.whole else typed)

    def _open(self, mobile: str, missing: Callable[[], None] | None = None) -> None:
        core, who = self._core, by_mobile(mobile)

        def opened(member: Glance) -> None:
            if core.state.step not in _SEEKING:
                return
            self._reading = Reading(Mode.ANYTHING)
            if self._till.open is None:
                self._till.begin(who, member)

        def failed(no: No) -> None:
            if core.state.step not in _SEEKING:
                return
            if isinstance(no, Trouble):
                core.put_in_box(busy=False)
                core.notice(said(no), "open", lambda: self._open(mobile, missing))
            elif missing is not None and no.code == "member_unknown":
                missing()
            else:
                core.say_no(said(no))

        core.ask("open", lambda: core.desk.look_up.glance(who), opened, failed)

    def _search(self, reading: Reading) -> Callable[[], Hits]:
        find, text = self._core.desk.find_hits, reading.value

        def work() -> Hits:
            found = find(text)
            if not found.hits and reading.mode is Mode.NAME and text.isascii():
                return find(as_persian(text))
            return found

        return work

    def _hits_came(self, found: Hits) -> None:
        core, reading = self._core, self._reading
        if self._till.open is not None or core.state.step not in _SEEKING:
            return
        hits = HitList(hits=found.hits, more=found.more, chosen=0, wanted=reading.value)
        core.change(step=Step.HITS, hits=hits)
        picks = reading.mode is Mode.NAME and bool(found.hits)
        core.put_in_box(busy=False, found=len(found.hits), picks=picks)
        if self._enter_waits:
            self._enter_waits = False
            if len(found.hits) == 1:
                self._open(found.hits[0].member.mobile)
            elif not found.hits:
                self.accepted()

    def _no_hits(self, no: No) -> None:
        self._core.put_in_box(busy=False)
        if isinstance(no, Trouble):
            self._core.notice(said(no), "hits", lambda: self.typed(self._core.state.box.text))
