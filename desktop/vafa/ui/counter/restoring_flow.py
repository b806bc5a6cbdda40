"""What was open when the till went down: finished already, or brought back as it was."""

from msgspec import Struct, structs

from vafa.domain.errors import Refusal, Trouble
from vafa.domain.who import NOBODY
from vafa.services.counter.draft_sale import Draft
from vafa.services.counter.look_up import Glance
from vafa.ui.counter.counter_core import CounterCore, said
from vafa.ui.counter.counter_state import Step, ToastKind
from vafa.ui.counter.desk_services import PostedSlip
from vafa.ui.counter.open_sale import OpenSale
from vafa.ui.counter.posted_flow import PostedFlow
from vafa.ui.counter.till_sale import TillSale
from vafa.ui.parts.runner import No


class _Left(Struct, frozen=True):
    """A draft that was found, and what became of it. `no`: its member cannot be used any more."""

    draft: Draft
    slip: PostedSlip | None = None
    member: Glance | None = None
    no: Refusal | None = None


class RestoringFlow:
    """Runs once, at the start."""

    def __init__(self, core: CounterCore, till: TillSale, posted: PostedFlow) -> None:
        self._core = core
        self._till = till
        self._posted = posted

    def begin(self) -> None:
        """Looks for what was open. Whoever is faster than the answer keeps what he began: then it is parked."""
        desk = self._core.desk

        def work() -> _Left | None:
            draft = desk.draft_sale.read()
            if draft is None:
                return None
            slip = desk.recall.finished(draft.key)
            if slip is not None:
                return _Left(draft, slip=slip)
            who = draft.sale.who
            try:
                return _Left(draft, member=None if who.anonymous else desk.look_up.glance(who))
            except Refusal as no:
                return _Left(draft, no=no)

        self._till.unread = True
        self._core.ask("left", work, self._came, self._failed)

    def _came(self, left: _Left | None) -> None:
        core = self._core
        self._till.unread = False
        now = self._till.open
        # What was asked again in the middle of a purchase may find the draft of that very one.
        if left is None or (now is not None and now.key == left.draft.key):
            return
        if core.state.step is not Step.IDLE or now is not None:
            self._put_away(left)
        elif left.slip is not None:
            self._posted.sold(left.slip, prints=False)
        else:
            draft, member = left.draft, left.member
            self._till.bring_back(
                OpenSale(
                    key=draft.key,
                    who=draft.sale.who if member is not None else NOBODY,
                    amount_rial=draft.sale.amount_rial,
                    wanted=draft.sale.redeem if member is not None else None,
                    parked=draft.parked,
                    first=draft.sale,
                ),
                member,
            )
            core.toast(ToastKind.RESTORED)
            if left.no is not None:
                core.say_no(said(left.no))

    def _put_away(self, left: _Left) -> None:
        core, draft = self._core, left.draft
        if left.slip is not None or draft.parked is not None:
            return
        sale = draft.sale if left.no is None else structs.replace(draft.sale, who=NOBODY, redeem=None)
        desk, staff = core.desk, core.state.person.number

        def work() -> int:
            kept = desk.draft_sale.read()
            was_open = kept is not None and kept.key == draft.key
            return desk.park(sale, key=draft.key, staff=staff, was_open=was_open).number

        core.act(
            "park",
            work,
            lambda number: core.toast(ToastKind.PARKED, parked=number),
            self._failed,
        )

    def _failed(self, no: No) -> None:
        if isinstance(no, Trouble):
            self._core.notice(said(no), "left", self.begin)
