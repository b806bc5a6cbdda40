"""A second person's consent to what the first one may not do alone, without signing the first one out."""

from collections.abc import Callable, Mapping

from msgspec import structs

from vafa.domain.pin import PIN_DIGITS
from vafa.domain.roles import Deed, approvers
from vafa.services.counter.sign_in import SignedIn
from vafa.services.office.hire import Hired
from vafa.ui.counter.counter_core import CounterCore, Flow, said
from vafa.ui.counter.counter_state import Approving, Box, Colleague, Mode, Said, Step
from vafa.ui.parts.runner import No

Approved = Callable[[Colleague], None]


class ApprovalFlow(Flow):
    """Picks a person and checks the PIN. The PIN stands in no state."""

    def __init__(self, core: CounterCore) -> None:
        self._core = core
        self._asked_rial = 0
        self._pin = ""
        self._wait_s = 0
        self._round = 0
        self._box = Box()
        self._where: tuple[Step, int, str] | None = None
        self._approved: Approved | None = None

    def begin(self, figures: Mapping[str, object], approved: Approved) -> None:
        """Asks for somebody who may do what a `needs_approval` with these figures is about; on Esc the box asks again
        for what it asked before."""
        core, asked = self._core, figures.get("asked_rial")
        deed = Deed(str(figures["deed"]))
        self._asked_rial = asked if isinstance(asked, int) else 0
        self._approved, self._box, self._pin, self._wait_s = approved, core.state.box, "", 0
        self._round += 1
        self._where = self._here()
        roles, own = approvers(deed, self._asked_rial), core.state.person.number

        def colleagues() -> tuple[tuple[Colleague, ...], dict[int, int]]:
            hired = [one for one in core.desk.list_staff() if one.has_pin and one.person.role in roles]
            others = [one for one in hired if one.person.number != own]
            return tuple(_colleague(one) for one in others), {one.person.number: one.wait_s for one in others}

        core.ask("approvers", colleagues, lambda found: self._choose(deed, *found))

    def typed(self, text: str) -> None:
        self._pin = text[: PIN_DIGITS[-1]]

    def accepted(self) -> None:
        core, state = self._core, self._core.state.approving
        person = self._person()
        if state is None or person is None or state.checking or self._wait_s or not self._pin:
            return
        pin, self._pin, this_round = self._pin, "", self._round
        asked_rial, own = self._asked_rial, core.state.person.number
        core.change(approving=structs.replace(state, checking=True, no=None))
        core.ask_for(Mode.PIN)
        core.act(
            "approve",
            lambda: core.desk.sign_in.approve(person.number, pin, state.deed, asked=asked_rial, staff=own),
            lambda signed_in: self._agreed(signed_in, this_round),
            lambda no: self._refused(no, this_round),
        )

    def went_back(self) -> None:
        state = self._core.state.approving
        if state is None:
            return
        if state.chosen is not None and len(state.people) > 1:
            self._show(structs.replace(state, chosen=None, no=None, checking=False))
        else:
            self.cancel()

    def picked(self, place: int) -> None:
        state = self._core.state.approving
        if state is not None and state.chosen is None and 0 <= place < len(state.people):
            self._show(structs.replace(state, chosen=place))

    def cancel(self) -> None:
        """Lets it be: nothing was approved."""
        self._round += 1
        self._pin, self._approved = "", None
        self._core.void("approvers")
        if self._core.state.approving is not None:
            self._core.change(approving=None)
            self._core.ask_for(self._box.mode, self._box.text, no=self._box.no, picks=self._box.picks)

    def tick(self) -> None:
        """A second of the pause after wrong PINs has gone."""
        state = self._core.state.approving
        if state is None or not self._wait_s:
            return
        self._wait_s -= 1
        no = None
        if self._wait_s and state.no is not None:
            no = Said(state.no.code, {**state.no.figures, "seconds": self._wait_s})
        self._core.change(approving=structs.replace(state, no=no))

    def _choose(self, deed: Deed, people: tuple[Colleague, ...], waits_s: Mapping[int, int]) -> None:
        if self._where != self._here():
            return
        if not people:
            self._core.say_no(Said("nobody_may_approve"))
            return
        chosen = 0 if len(people) == 1 else None
        seconds = waits_s[people[0].number] if chosen == 0 else 0
        no = Said("pin_wait", {"seconds": seconds}) if seconds else None
        self._show(Approving(deed=deed, people=people, chosen=chosen, no=no))
        self._wait_s = seconds

    def _show(self, state: Approving) -> None:
        self._pin, self._wait_s = "", 0
        self._core.change(approving=state)
        self._core.ask_for(Mode.PIN, picks=state.chosen is None)

    def _here(self) -> tuple[Step, int, str]:
        """What the hand is at: whoever has gone on to something else is not asked for a PIN there."""
        state = self._core.state
        return state.step, state.box.edition, state.box.text

    def _person(self) -> Colleague | None:
        state = self._core.state.approving
        return state.people[state.chosen] if state is not None and state.chosen is not None else None

    def _agreed(self, signed_in: SignedIn, of_round: int) -> None:
        approved = self._approved
        if of_round != self._round or approved is None:
            return
        self.cancel()
        person = signed_in.person
        approved(Colleague(person.number, person.name, person.role))

    def _refused(self, no: No, of_round: int) -> None:
        state = self._core.state.approving
        if of_round != self._round or state is None:
            return
        seconds = no.figures.get("seconds")
        self._wait_s = seconds if isinstance(seconds, int) else 0
        self._core.change(approving=structs.replace(state, checking=False, no=said(no)))


def _colleague(hired: Hired) -> Colleague:
    return Colleague(hired.person.number, hired.person.name, hired.person.role)
