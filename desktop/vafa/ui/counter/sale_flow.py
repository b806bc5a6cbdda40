"""The box while a purchase is open: amounts as they are typed, accepted, and doubted once."""

from collections.abc import Callable

from vafa.domain.engine.known import Wanted
from vafa.domain.errors import Refusal, Trouble
from vafa.domain.outlier import far_above, likely_meant
from vafa.domain.purchase import purchase_of
from vafa.ui.counter.clock_flow import ClockFlow
from vafa.ui.counter.counter_core import CounterCore, Flow, said
from vafa.ui.counter.counter_state import Mode, Place, Said, WayOn
from vafa.ui.counter.member_flow import MemberFlow
from vafa.ui.counter.parking_flow import ParkingFlow
from vafa.ui.counter.points_flow import PointsFlow
from vafa.ui.counter.posted_flow import PostedFlow
from vafa.ui.counter.reading_box import opens_at_once, read_amount, read_box
from vafa.ui.counter.till_sale import TillSale
from vafa.ui.parts.runner import No

_SPENDING_STOPS = frozenset({"clock_doubtful", "needs_update", "needs_approval", "points_not_positive"})
_MEMBER_STOPS = frozenset({"member_unknown", "card_unknown", "card_blocked", "redeem_needs_member"})


class SaleFlow(Flow):
    """From the amount to the posting."""

    def __init__(
        self,
        core: CounterCore,
        till: TillSale,
        points: PointsFlow,
        members: MemberFlow,
        parking: ParkingFlow,
        clock: ClockFlow,
        posted: PostedFlow,
    ) -> None:
        self._core = core
        self._till = till
        self._points = points
        self._members = members
        self._parking = parking
        self._clock = clock
        self._posted = posted
        till.refused = self.refuse

    # --- the box

    def typed(self, text: str) -> None:
        core, till = self._core, self._till
        if till.busy or core.state.box.mode is Mode.MOMENT:
            return
        self._points.let_be()
        core.void("attach")
        if core.state.box.mode is Mode.POINTS:
            self._points.typed(text)
            return
        reading = read_box(text)
        if opens_at_once(text, reading):
            till.quote()
            self._members.by_mobile(reading.value)
        else:
            amount_rial = read_amount(text, core.state.unit)
            till.quote(amount_rial if amount_rial is not None and amount_rial > 0 else None, live=True)

    def accepted(self) -> None:
        core = self._core
        if self._till.busy or self._points.settling:
            return
        if core.state.box.mode is Mode.MOMENT:
            self._clock.accepted()
        elif core.state.box.mode is Mode.POINTS:
            self._points.accept(core.state.box.text)
        elif core.state.box.text.strip():
            self._accept_amount(core.state.box.text)

    def went_back(self) -> None:
        core, sale = self._core, self._till.open
        if self._till.busy or sale is None:
            return
        mode, typed = core.state.box.mode, bool(core.state.box.text)
        self._points.let_be()
        core.void("attach")
        if mode is Mode.MOMENT:
            self._clock.went_back()
        elif typed or mode is not Mode.AMOUNT:
            core.ask_for(mode if typed else Mode.AMOUNT)
            self._till.quote()
        elif sale.amount_rial is None:
            self._till.close()
        else:
            figures: dict[str, object] = {"amount_rial": sale.amount_rial}
            core.question(Said("purchase_open", figures), Place.PAGE, (WayOn.PARK, WayOn.DISCARD), self._leave)

    def key(self, name: str) -> None:
        if self._till.busy:
            return
        in_points = self._core.state.box.mode is Mode.POINTS
        match name:
            case "F3" if not in_points:
                self._with_amount(self._points.ask)
            case "F7":
                self._with_amount(self._parking.park)
            case "F10":
                self._finish_as_typed()
            case "Up" | "Down" if in_points:
                self._points.step(1 if name == "Up" else -1)

    # --- the amount

    def _accept_amount(self, text: str, then: Callable[[], None] | None = None) -> None:
        core = self._core
        reading = read_box(text)
        if reading.mode is Mode.MOBILE and reading.whole and text.strip().startswith(("0", "+")):
            self._members.by_mobile(reading.value)
            return
        amount_rial = read_amount(text, core.state.unit)
        if amount_rial is None:
            core.say_no(Said("amount_not_read", {"text": text[:40]}))
            return
        try:
            purchase_of(amount_rial)
        except Refusal as no:
            core.say_no(said(no))
            return
        self._sure_of(amount_rial, lambda: self._take(amount_rial, then))

    def _sure_of(self, amount_rial: int, then: Callable[[], None]) -> None:
        """Goes on with an amount, after a question when it looks like another unit's or lies far above what is usual;
        once for each amount."""
        sale, member, day = self._till.open, self._till.shown.member, self._core.state.day
        if sale is None:
            return
        usual = (member.usual_rial if member else None, day.usual_rial if day else None)
        if amount_rial in sale.sure_rial:
            then()
        elif meant := likely_meant(amount_rial, usual):
            figures = {"amount_rial": amount_rial, "meant_rial": meant}
            self._doubt("amount_unusual", figures, (WayOn.AMOUNT_MEANT, WayOn.AMOUNT_AS_TYPED), then)
        elif times := far_above(amount_rial, usual):
            figures = {"amount_rial": amount_rial, "times": times}
            self._doubt("amount_far", figures, (WayOn.AMOUNT_AS_TYPED,), then)
        else:
            then()

    def _doubt(self, code: str, figures: dict[str, int], ways: tuple[WayOn, ...], then: Callable[[], None]) -> None:
        """Asks about an amount; `then` when it is as it was typed."""

        def answered(way: WayOn) -> None:
            sale = self._till.open
            if sale is None:
                return
            sale.sure_rial |= {figures["amount_rial"], figures.get("meant_rial", figures["amount_rial"])}
            if way is WayOn.AMOUNT_MEANT:
                self._take(figures["meant_rial"], None)
            else:
                then()

        self._core.question(Said(code, figures), Place.AMOUNT, ways, answered)

    def _take(self, amount_rial: int, then: Callable[[], None] | None) -> None:
        sale = self._till.open
        if sale is None:
            return
        changed = amount_rial != sale.amount_rial
        sale.amount_rial = amount_rial
        self._core.ask_for(Mode.AMOUNT)
        self._till.quote()
        if changed:
            self._till.keep()
        if then is not None:
            then()

    def _with_amount(self, then: Callable[[], None]) -> None:
        """Accepts first what stands typed in the box."""
        box = self._core.state.box
        if self._points.settling:
            self._points.after_settling(then)
        elif not box.text.strip():
            then()
        elif box.mode is Mode.POINTS:
            self._points.accept(box.text, then)
        elif box.mode is Mode.AMOUNT:
            self._accept_amount(box.text, then)

    def _leave(self, way: WayOn) -> None:
        parked = self._till.open.parked if self._till.open is not None else None
        if way is WayOn.PARK:
            self._parking.park()
        elif parked is not None:
            self._till.close()
            self._parking.discard(parked, self._parking.read)
        else:
            self._till.close()

    # --- finishing

    def _finish_as_typed(self) -> None:
        question = self._core.state.question
        if question is None or not question.ways:
            self._core.drop_question()
            self._with_amount(self.finish)
        elif WayOn.WITHOUT_POINTS in question.ways:
            self._core.drop_question()
            self._points.take(None, self.finish)
        elif WayOn.TRY_AGAIN in question.ways:
            self._core.take_way(WayOn.TRY_AGAIN)

    def finish(self) -> None:
        """F10: posts the purchase, once."""
        core, sale = self._core, self._till.open
        if sale is None or self._till.busy:
            return
        if sale.amount_rial is None:
            core.say_no(Said("amount_missing"))
            return
        self._sure_of(sale.amount_rial, self._post)

    def _post(self) -> None:
        core, sale = self._core, self._till.open
        asked = sale.sale if sale is not None else None
        if sale is None or asked is None or self._till.busy:
            return
        self._till.set_posting(posting=True)
        core.put_in_box(no=None)
        approved_by, staff = sale.consent_to(asked.redeem), core.state.person.number
        approver = sale.consent.by.name if sale.consent and approved_by is not None else ""
        key, parked, desk = sale.key, sale.parked, core.desk
        core.act(
            "sell",
            lambda: desk.sell(asked, key=key, staff=staff, parked=parked, approved_by=approved_by),
            lambda slip: self._posted.sold(slip, approver),
            lambda no: self._not_posted(no, asked.redeem, key),
        )

    def _not_posted(self, no: No, wanted: Wanted, key: str) -> None:
        core = self._core
        self._till.set_posting(posting=False)
        if isinstance(no, Trouble):
            core.question(said(no), Place.PAGE, (WayOn.TRY_AGAIN,), lambda _: self.finish())
        elif no.code == "key_reused":
            core.ask(
                "finished",
                lambda: core.desk.recall.finished(key),
                lambda slip: self._posted.sold(slip) if slip is not None else None,
                lambda failed: self._not_posted(failed, wanted, key),
            )
        else:
            self.refuse(no, wanted)

    def refuse(self, no: No, wanted: Wanted) -> None:
        """A "no" of the shop to the purchase, shown where the hand is."""
        core = self._core
        if isinstance(no, Refusal) and ("best" in no.figures or no.code in _SPENDING_STOPS):
            self._points.refuse(said(no), wanted)
        elif no.code in _MEMBER_STOPS:
            self._members.refuse(said(no))
        elif no.code.startswith("amount_"):
            core.say_no(said(no))
        elif no.code == "parked_unknown":
            core.question(said(no), Place.PAGE, (WayOn.DISCARD,), lambda _: self._till.close())
        else:
            core.question(said(no), Place.PAGE, (), lambda _: None)
