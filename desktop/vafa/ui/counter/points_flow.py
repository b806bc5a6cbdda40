"""Taking points off: typed live, accepted, or refused in place with the best that is allowed."""

from collections.abc import Callable

from vafa.domain.engine.known import Wanted
from vafa.domain.errors import Trouble
from vafa.domain.who import Who
from vafa.persian import digits
from vafa.services.counter.quote import Quotation
from vafa.ui.counter.approval_flow import ApprovalFlow
from vafa.ui.counter.clock_flow import ClockFlow
from vafa.ui.counter.counter_core import CounterCore, said
from vafa.ui.counter.counter_state import Colleague, Mode, Place, Said, WayOn
from vafa.ui.counter.open_sale import Consented
from vafa.ui.counter.till_sale import TillSale, Worked
from vafa.ui.parts.runner import No


class PointsFlow:
    """The box while it asks for points, and the questions in the panel of the points."""

    def __init__(self, core: CounterCore, till: TillSale, approval: ApprovalFlow, clock: ClockFlow) -> None:
        self._core = core
        self._till = till
        self._approval = approval
        self._clock = clock
        self._settling: tuple[str, Who] | None = None
        """The purchase and its member whose points were accepted and are being worked out."""
        self._afterwards: Callable[[], None] | None = None

    @property
    def settling(self) -> bool:
        """Whether points were accepted and are being worked out, of this purchase and for this member."""
        sale = self._till.open
        return sale is not None and self._settling == (sale.key, sale.who)

    def ask(self) -> None:
        """F3."""
        shown = self._till.shown
        if self._till.open is None or shown.member is None:
            return
        if shown.amount_rial is None:
            self._core.say_no(Said("amount_missing"))
        elif self._core.state.box.mode is not Mode.POINTS:
            self._core.ask_for(Mode.POINTS)

    def typed(self, text: str) -> None:
        """Shows what the points would do as they are typed."""
        points = digits.parse_integer(text)
        self._till.quote(wanted=points if text.strip() else None, live=True)

    def accept(self, text: str, then: Callable[[], None] | None = None) -> None:
        """Enter: the number typed, or as many as are allowed."""
        if not text.strip():
            self.take("max", then)
            return
        points = digits.parse_integer(text)
        if points is None:
            self._core.say_no(Said("points_not_a_number", {"text": text[:40]}))
        else:
            self.take(points or None, then)

    def step(self, by: int) -> None:
        """To the next of the quick choices, up or down, in the box."""
        shown = self._till.shown
        ladder = sorted({0, *shown.steps, shown.most_points})
        above = [points for points in ladder if points > shown.points]
        below = [points for points in ladder if points < shown.points]
        to = min(above, default=shown.points) if by > 0 else max(below, default=shown.points)
        if to != shown.points:
            self._core.ask_for(Mode.POINTS, str(to))
            self._till.quote(wanted=to, live=True)

    def take(self, wanted: Wanted, then: Callable[[], None] | None = None) -> None:
        """Accepts points once the shop has worked them out, and goes on; or asks what to do about its refusal."""
        sale = self._till.open
        if sale is None or sale.amount_rial is None:
            self._core.say_no(Said("amount_missing"))
            return
        self._settling, self._afterwards = (sale.key, sale.who), then
        self._core.put_in_box(busy=True, no=None)
        self._core.void("quote")
        self._till.work_out(
            "points",
            sale.amount_rial,
            wanted,
            lambda worked: self._settled(worked, wanted),
            lambda no: self._failed(no, wanted, self._afterwards),
        )

    def after_settling(self, then: Callable[[], None]) -> None:
        """Goes on with something else as soon as the points being worked out are accepted; not when refused."""
        self._afterwards = then

    def let_be(self) -> None:
        """What was about to be accepted is not."""
        self._settling, self._afterwards = None, None
        self._core.void("points")
        self._core.put_in_box(busy=False)

    def refuse(self, no: Said, wanted: Wanted) -> None:
        """Asks in the panel of the points what to do; first, where there is one, the best that is allowed."""
        self.let_be()
        if self._core.state.box.mode is Mode.POINTS:
            self._core.say_no(no)
        best, quotation = no.figures.get("best"), self._till.shown.quotation
        takes_best = (WayOn.TAKE_BEST,) if isinstance(best, int) and best > 0 else ()
        ways: tuple[WayOn, ...] = (*takes_best, WayOn.WITHOUT_POINTS)
        if no.code == "needs_approval":
            ways = (*takes_best, WayOn.ASK_APPROVAL, WayOn.WITHOUT_POINTS)
        elif no.code == "clock_doubtful":
            ways = (WayOn.SET_CLOCK, WayOn.CLOCK_IS_RIGHT, WayOn.WITHOUT_POINTS)

        def answered(way: WayOn) -> None:
            if way is WayOn.TAKE_BEST:
                self.take(best if isinstance(best, int) else None)
            elif way is WayOn.WITHOUT_POINTS:
                self.take(None)
            elif way is WayOn.ASK_APPROVAL:
                self._approval.begin(no.figures, lambda person: self._consented(person, no, wanted, quotation))
            else:
                self._clock.answer(way, self._till.show)

        self._core.question(no, Place.POINTS, ways, answered)

    def _settled(self, worked: Worked, wanted: Wanted) -> None:
        sale, afterwards, overtaken = self._till.open, self._afterwards, not self.settling
        self.let_be()
        if sale is None or overtaken:
            return
        self._till.show_worked(worked)
        if worked.no is not None:
            self.refuse(said(worked.no), wanted)
            return
        sale.wanted = worked.quotation.bill.points_spent or None
        self._core.ask_for(Mode.AMOUNT)
        self._till.keep()
        if afterwards is not None:
            afterwards()

    def _failed(self, no: No, wanted: Wanted, then: Callable[[], None] | None) -> None:
        overtaken = not self.settling
        self.let_be()
        if overtaken:
            return
        if isinstance(no, Trouble):
            self._core.question(said(no), Place.PAGE, (WayOn.TRY_AGAIN,), lambda _: self.take(wanted, then))
        else:
            self._till.refused(no, None)

    def _consented(self, person: Colleague, no: Said, wanted: Wanted, quotation: Quotation | None) -> None:
        sale, asked_rial = self._till.open, no.figures.get("asked_rial")
        if sale is None or quotation is None or not isinstance(asked_rial, int):
            return
        points = wanted if isinstance(wanted, int) else -(-asked_rial // quotation.rial_per_point)
        sale.consent = Consented(person, points)
        self.take(points)
