"""Whose purchase it is: a card that is read or a mobile that is typed while a purchase is open."""

from collections.abc import Callable

from vafa.domain.who import NOBODY, Who, by_mobile
from vafa.services.counter.look_up import Glance
from vafa.ui.counter.counter_core import CounterCore, said
from vafa.ui.counter.counter_state import Mode, Place, Said, ToastKind, WayOn
from vafa.ui.counter.enrol_flow import EnrolFlow
from vafa.ui.counter.parking_flow import ParkingFlow
from vafa.ui.counter.till_sale import TillSale
from vafa.ui.parts.runner import No


class MemberFlow:
    """Attaches, switches and detaches members; never without being asked to when another one is there."""

    def __init__(self, core: CounterCore, till: TillSale, parking: ParkingFlow, enrol: EnrolFlow) -> None:
        self._core = core
        self._till = till
        self._parking = parking
        self._enrol = enrol

    def by_mobile(self, mobile: str) -> None:
        """A whole mobile stands in the box where an amount was asked for."""
        core, who = self._core, by_mobile(mobile)

        def came(member: Glance) -> None:
            core.ask_for(Mode.AMOUNT)
            self.came(who, member)

        def failed(no: No) -> None:
            core.say_no(said(no))
            if no.code == "member_unknown":
                ways = (WayOn.ENROL_THIS,)
                core.question(said(no), Place.MEMBER, ways, lambda _: self._enrol.begin(mobile))

        core.put_in_box(busy=True)
        core.ask("attach", lambda: core.desk.look_up.glance(who), came, failed)

    def came(self, who: Who, member: Glance) -> None:
        """A member is here while the purchase is open."""
        core, till, present = self._core, self._till, self._till.shown.member
        if till.open is None:
            return
        if present is None:
            till.set_member(who, member)
        elif present.member.id == member.member.id:
            core.toast(ToastKind.SAME_MEMBER, name=member.member.name, mobile=member.member.mobile)
        else:
            self._ask(who, member, present)

    def detach(self) -> None:
        """The purchase goes on without a member."""
        self._till.set_member(NOBODY, None)

    def refuse(self, no: Said, then: Callable[[], None] | None = None) -> None:
        """The member of the purchase cannot be used any more."""

        def answered(_: WayOn) -> None:
            self.detach()
            if then is not None:
                then()

        self._core.question(no, Place.MEMBER, (WayOn.WITHOUT_MEMBER,), answered)

    def _ask(self, who: Who, member: Glance, present: Glance) -> None:
        both = (WayOn.SWITCH_MEMBER, WayOn.KEEP_MEMBER)
        can_park = self._till.open is not None and self._till.open.amount_rial is not None

        def answered(way: WayOn) -> None:
            if way is WayOn.SWITCH_MEMBER:
                self._till.set_member(who, member)
            elif way is WayOn.PARK_AND_OPEN:
                self._parking.park(lambda: self._till.begin(who, member))

        figures: dict[str, object] = {
            "name": member.member.name or member.member.mobile,
            "present": present.member.name or present.member.mobile,
        }
        ways = (*both, WayOn.PARK_AND_OPEN) if can_park else both
        self._core.question(Said("other_member", figures), Place.MEMBER, ways, answered)
