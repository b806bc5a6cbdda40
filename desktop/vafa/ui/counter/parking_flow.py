"""Parking the open purchase, and the list of those that wait."""

from collections.abc import Callable

from vafa.domain.errors import Refusal, Trouble
from vafa.domain.who import NOBODY
from vafa.services.counter.look_up import Glance
from vafa.services.counter.park import ParkedSale, ParkedView
from vafa.ui.counter.counter_core import CounterCore, Flow, said
from vafa.ui.counter.counter_state import Mode, Place, Said, Step, ToastKind, WayOn
from vafa.ui.counter.open_sale import OpenSale
from vafa.ui.counter.till_sale import TillSale
from vafa.ui.parts.runner import No

_PAGE = 5
"""So many purchases PgUp and PgDn go over."""


class ParkingFlow(Flow):
    """F7, in a purchase and without one."""

    def __init__(self, core: CounterCore, till: TillSale) -> None:
        self._core = core
        self._till = till

    # --- parking what is open

    def park(self, then: Callable[[], None] | None = None) -> None:
        """Parks the open purchase; `then` once that is done."""
        core, sale = self._core, self._till.open
        asked = sale.sale if sale is not None else None
        if sale is None or asked is None:
            core.say_no(Said("park_needs_amount"))
            return
        self._till.set_posting(posting=True)
        number, key, staff = sale.parked, sale.key, core.state.person.number

        def work() -> int:
            return core.desk.park(asked, key=key, staff=staff, replaces=number, was_open=True).number

        core.act("park", work, lambda parked: self._parked(parked, then), lambda no: self._not_parked(no, then))

    def _parked(self, number: int, then: Callable[[], None] | None) -> None:
        self._till.forget()
        self._core.go_idle()
        self._core.toast(ToastKind.PARKED, parked=number)
        self.read()
        if then is not None:
            then()

    def _not_parked(self, no: No, then: Callable[[], None] | None) -> None:
        self._till.set_posting(posting=False)
        if isinstance(no, Trouble):
            self._core.question(said(no), Place.PAGE, (WayOn.TRY_AGAIN,), lambda _: self.park(then))
        else:
            self._till.refused(no, None)

    # --- the list

    def read(self) -> None:
        """What waits, for the quiet corner of the page."""
        self._core.ask("parked", lambda: tuple(self._core.desk.recall.all()), self._came)

    def begin(self) -> None:
        """F7 without an open purchase: the list, or that there is nothing in it. What is known already shows at once,
        so that whoever presses on picks from what stood there."""
        if self._core.state.parked:
            self._listed(self._core.state.parked)
            self.read()
        else:
            self._core.ask("list", lambda: tuple(self._core.desk.recall.all()), self._listed)

    def typed(self, text: str) -> None:
        del text  # digits pick, and nothing else is meant here

    def accepted(self) -> None:
        state = self._core.state
        if 0 <= state.parked_chosen < len(state.parked):
            self._recall(state.parked[state.parked_chosen].number)

    def went_back(self) -> None:
        self._core.go_idle()

    def picked(self, place: int) -> None:
        if 0 <= place < len(self._core.state.parked):
            self._core.change(parked_chosen=place)
            self.accepted()

    def key(self, name: str) -> None:
        state = self._core.state
        steps = {"Up": -1, "Down": 1, "PgUp": -_PAGE, "PgDn": _PAGE}
        if name == "F7":
            self._core.go_idle()
        elif name in steps and state.parked:
            chosen = state.parked_chosen + steps[name]
            self._core.change(parked_chosen=max(0, min(len(state.parked) - 1, chosen)))
        elif name in {"Delete", "Ctrl+Delete"} and 0 <= state.parked_chosen < len(state.parked):
            self._ask_discard(state.parked[state.parked_chosen])

    def discard(self, number: int, then: Callable[[], None]) -> None:
        """Throws a parked purchase away; one that is gone already is gone."""

        def failed(no: No) -> None:
            if isinstance(no, Refusal):
                then()
            else:
                self._core.question(said(no), Place.PAGE, (WayOn.TRY_AGAIN,), lambda _: self.discard(number, then))

        def gone(_: None) -> None:
            self._core.toast(ToastKind.DISCARDED, parked=number)
            then()

        self._core.act("discard", lambda: self._core.desk.recall.discard(number), gone, failed)

    def _ask_discard(self, parked: ParkedView) -> None:
        figures = {"parked": parked.number, "amount_rial": parked.amount_rial, "name": parked.name}
        self._core.question(
            Said("discard_parked", figures),
            Place.PAGE,
            (WayOn.DISCARD,),
            lambda _: self.discard(parked.number, self.read),
        )

    def _came(self, parked: tuple[ParkedView, ...]) -> None:
        state = self._core.state
        there = [sale.number for sale in parked]
        meant = state.parked[state.parked_chosen].number if state.parked_chosen < len(state.parked) else None
        chosen = there.index(meant) if meant in there else max(0, min(state.parked_chosen, len(parked) - 1))
        self._core.change(parked=parked, parked_chosen=chosen)
        if self._core.state.step is Step.PARKED and not parked:
            self._core.go_idle()

    def _listed(self, parked: tuple[ParkedView, ...]) -> None:
        core = self._core
        core.change(parked=parked, parked_chosen=0)
        if self._till.open is not None:
            return
        if not parked:
            core.say_no(Said("nothing_parked"))
            return
        core.go_idle()
        core.change(step=Step.PARKED)
        core.ask_for(Mode.ANYTHING, picks=True)

    def _recall(self, number: int) -> None:
        core = self._core

        def work() -> tuple[ParkedSale, Glance | None, Refusal | None]:
            parked = core.desk.recall(number)
            who = parked.sale.who
            try:
                return parked, None if who.anonymous else core.desk.look_up.glance(who), None
            except Refusal as no:
                return parked, None, no

        core.ask("recall", work, lambda found: self._recalled(*found), self._not_recalled)

    def _recalled(self, parked: ParkedSale, member: Glance | None, no: Refusal | None) -> None:
        if self._till.open is not None or self._core.state.step is not Step.PARKED:
            return
        asked = parked.sale
        self._till.bring_back(
            OpenSale(
                key=self._core.desk.clock.new_id().hex(),
                who=asked.who if member is not None else NOBODY,
                amount_rial=asked.amount_rial,
                wanted=asked.redeem if member is not None else None,
                parked=parked.number,
                first=asked,
                parked_as=asked,
            ),
            member,
        )
        self._core.toast(ToastKind.RECALLED, parked=parked.number)
        if no is not None:
            self._core.say_no(said(no))

    def _not_recalled(self, no: No) -> None:
        self._core.say_no(said(no))
        self.read()
