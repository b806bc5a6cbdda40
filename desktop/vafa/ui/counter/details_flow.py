"""The whole account of the open purchase's member, and the note about him."""

from collections.abc import Callable

from vafa.domain.errors import Trouble
from vafa.services.counter.look_up import Overview
from vafa.services.counter.note import Noted
from vafa.ui.counter.counter_core import CounterCore, Flow, said
from vafa.ui.counter.counter_state import Mode, Place, Step, ToastKind, WayOn
from vafa.ui.counter.till_sale import TillSale
from vafa.ui.parts.runner import No


class DetailsFlow(Flow):
    """F9. Enter edits the note, Esc goes back to the purchase."""

    def __init__(self, core: CounterCore, till: TillSale) -> None:
        self._core = core
        self._till = till

    def begin(self) -> None:
        """Opens the sheet over the purchase."""
        if self._till.open is not None and self._till.shown.member is not None:
            self._read(self._opened)

    def refresh(self) -> None:
        """Somebody else wrote into the shop."""
        if self._core.state.step is Step.DETAILS:
            self._read(lambda overview: self._core.change(details=overview))

    def key(self, name: str) -> None:
        if name == "F9":
            self._till.show()

    def typed(self, text: str) -> None:
        if text and self._core.state.box.mode is Mode.ANYTHING:
            self._core.put_in_box(mode=Mode.NOTE)

    def accepted(self) -> None:
        core, details = self._core, self._core.state.details
        if details is None:
            return
        if core.state.box.mode is Mode.NOTE:
            self._keep(core.state.box.text)
        else:
            core.ask_for(Mode.NOTE, details.note)

    def went_back(self) -> None:
        if self._core.state.box.mode is Mode.NOTE:
            self._core.ask_for(Mode.ANYTHING)
        else:
            self._till.show()

    def _read(self, then: Callable[[Overview], None]) -> None:
        who = self._till.open.who if self._till.open is not None else None
        if who is not None:
            self._core.ask("details", lambda: self._core.desk.look_up(who), then, self._failed)

    def _opened(self, overview: Overview) -> None:
        core = self._core
        if self._till.open is None or core.state.step is not Step.SALE or self._till.busy:
            return
        core.drop_question()
        core.change(step=Step.DETAILS, details=overview)
        core.ask_for(Mode.ANYTHING)

    def _keep(self, text: str) -> None:
        core, sale = self._core, self._till.open
        if sale is None:
            return
        who, key, staff = sale.who, core.desk.clock.new_id().hex(), core.state.person.number
        core.put_in_box(busy=True, no=None)
        core.act(
            "note",
            lambda: core.desk.note(who, text, key=key, staff=staff),
            self._kept,
            lambda no: self._not_kept(no, text),
        )

    def _kept(self, noted: Noted) -> None:
        self._core.toast(ToastKind.NOTE_KEPT, name=noted.member.name)
        if self._core.state.step is Step.DETAILS:
            self._core.ask_for(Mode.ANYTHING)
        self.refresh()
        self._till.refresh()

    def _not_kept(self, no: No, text: str) -> None:
        if isinstance(no, Trouble):
            self._core.put_in_box(busy=False)
            self._core.question(said(no), Place.PAGE, (WayOn.TRY_AGAIN,), lambda _: self._keep(text))
        else:
            self._core.say_no(said(no))

    def _failed(self, no: No) -> None:
        if isinstance(no, Trouble):
            self._core.notice(said(no), "details", self.begin)
        else:
            self._core.say_no(said(no))
