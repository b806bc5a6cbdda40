"""Moving a receipt to the member it belongs to: who it is, and why."""

from msgspec import structs

from vafa.domain.errors import Trouble
from vafa.domain.who import NOBODY, Who, by_card, by_mobile
from vafa.services.counter.find_hits import Hits
from vafa.services.counter.look_up import Glance
from vafa.ui.counter.counter_core import CounterCore, Flow, said
from vafa.ui.counter.counter_state import FoundReceipt, HitList, Mode, Place, PostedKind, Said, Step, WayOn
from vafa.ui.counter.posted_flow import PostedFlow
from vafa.ui.counter.reading_box import read_box
from vafa.ui.parts.runner import No


class ReassignFlow(Flow):
    """The box asks for the right member, then for the reason."""

    def __init__(self, core: CounterCore, posted: PostedFlow) -> None:
        self._core = core
        self._posted = posted
        self._owner: Who = NOBODY
        self._key = ""
        self._enter_waits = False
        """Enter came before the answer."""

    def begin(self, found: FoundReceipt) -> None:
        """Asks for the member that the receipt belongs to."""
        self._owner, self._key = NOBODY, self._core.desk.clock.new_id().hex()
        self._core.void("receipt")
        self._core.change(step=Step.REASSIGN, found=structs.replace(found, new_owner=None, reason=""), hits=None)
        self._core.ask_for(Mode.NEW_OWNER)

    def typed(self, text: str) -> None:
        core = self._core
        if core.state.box.mode is Mode.REASON:
            self._set(reason=text)
            return
        reading, self._enter_waits = read_box(text), False
        core.void("owner")
        if not reading.searchable:
            core.void("hits")
            core.change(hits=None)
            core.put_in_box(picks=False, found=None, busy=False)
            return

        def came(found: Hits) -> None:
            core.change(hits=HitList(hits=found.hits, more=found.more, chosen=0, wanted=reading.value))
            picks = reading.mode is Mode.NAME and bool(found.hits)
            core.put_in_box(busy=False, found=len(found.hits), picks=picks)
            if self._enter_waits and len(found.hits) < 2:
                self.accepted()

        core.put_in_box(busy=True, picks=False, found=None)
        core.ask("hits", lambda: core.desk.find_hits(reading.value), came, self._not_found)

    def accepted(self) -> None:
        core, found, hits = self._core, self._core.state.found, self._core.state.hits
        if found is None or found.sending:
            return
        text = core.state.box.text
        reading = read_box(text)
        if core.state.box.mode is Mode.REASON:
            self._reassign()
        elif reading.mode is Mode.MOBILE and reading.whole:
            self._find(by_mobile(reading.value))
        elif hits is not None and hits.hits and hits.wanted == reading.value:
            self._find(by_mobile(hits.hits[hits.chosen].member.mobile))
        elif core.state.box.busy:
            self._enter_waits = True
        elif text.strip():
            core.say_no(Said("nobody_found", {"text": text[:40]}))

    def went_back(self) -> None:
        core, found = self._core, self._core.state.found
        if found is None or found.sending:
            return
        for topic in ("hits", "owner"):
            core.void(topic)
        core.change(hits=None)
        if core.state.box.text:
            core.ask_for(core.state.box.mode)
            self.typed("")
        elif core.state.box.mode is Mode.REASON:
            self.begin(found)
        else:
            core.change(step=Step.RECEIPT, found=structs.replace(found, new_owner=None, reason=""))
            core.ask_for(Mode.RECEIPT, picks=True)

    def key(self, name: str) -> None:
        hits = self._core.state.hits
        steps = {"Up": -1, "Down": 1}
        if hits is not None and hits.hits and name in steps:
            chosen = max(0, min(len(hits.hits) - 1, hits.chosen + steps[name]))
            self._core.change(hits=structs.replace(hits, chosen=chosen))
            self._core.put_in_box(picks=True)

    def picked(self, place: int) -> None:
        hits = self._core.state.hits
        if hits is not None and 0 <= place < len(hits.hits):
            self._find(by_mobile(hits.hits[place].member.mobile))

    def owner_scanned(self, digits: str) -> None:
        """The right member's card was read."""
        self._find(by_card(digits))

    def _find(self, who: Who) -> None:
        core = self._core

        def came(member: Glance) -> None:
            self._owner = who
            core.void("hits")
            core.change(hits=None)
            self._set(new_owner=member)
            core.ask_for(Mode.REASON)

        core.ask("owner", lambda: core.desk.look_up.glance(who), came, self._not_found)

    def _reassign(self) -> None:
        core, found = self._core, self._core.state.found
        if found is None:
            return
        number, owner, reason, key = found.receipt.number, self._owner, core.state.box.text, self._key
        staff, desk = core.state.person.number, core.desk
        self._set(sending=True, reason=reason)
        core.put_in_box(no=None)
        core.act(
            "reassign",
            lambda: desk.reassign(number, owner, reason, key=key, staff=staff),
            lambda slip: self._posted.show(slip, kind=PostedKind.REASSIGNED),
            self._not_reassigned,
        )

    def _not_reassigned(self, no: No) -> None:
        core = self._core
        self._set(sending=False)
        if isinstance(no, Trouble):
            core.question(said(no), Place.PAGE, (WayOn.TRY_AGAIN,), lambda _: self._reassign())
            return
        if no.code == "key_reused":
            self._key = core.desk.clock.new_id().hex()
        core.say_no(said(no))

    def _set(self, **changes: object) -> None:
        found = self._core.state.found
        if found is not None:
            self._core.change(found=structs.replace(found, **changes))

    def _not_found(self, no: No) -> None:
        told = said(no)
        unknown = no.code == "member_unknown"
        self._core.say_no(structs.replace(told, code="mobile_of_nobody") if unknown else told)
