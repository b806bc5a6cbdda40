"""The open purchase on the counter: opened, kept through a kill, worked out anew with every change, closed."""

from collections.abc import Callable

from msgspec import Struct, structs

from vafa.domain.engine.known import Wanted
from vafa.domain.errors import Refusal
from vafa.domain.who import NOBODY, Who
from vafa.services.counter.look_up import Glance
from vafa.services.counter.quote import Quotation
from vafa.ui.counter.counter_core import CounterCore, said
from vafa.ui.counter.counter_state import Mode, Sale, Step
from vafa.ui.counter.open_sale import OpenSale, quick_steps
from vafa.ui.parts.runner import No


class Worked(Struct, frozen=True):
    """A bill worked out. With `no` it is the bill without points: with them the shop refuses."""

    quotation: Quotation
    no: Refusal | None = None


class TillSale:
    """What is open, apart from how the hand changes it. `refused` hears what the shop says no to."""

    def __init__(self, core: CounterCore) -> None:
        self.open: OpenSale | None = None
        self.unread = False
        """Whether what was open at the start has not been read yet: then what is kept must not take its place."""
        self._typed: tuple[int | None, Wanted] = (None, None)
        """The amount or the points that are shown while they are being typed."""
        self._amount_text = ""
        """The text of the box that this amount was read from."""
        self.refused: Callable[[No, Wanted], None] = lambda no, _: core.say_no(said(no))
        self._core = core

    @property
    def shown(self) -> Sale:
        """The purchase as it is shown."""
        return self._core.state.sale or Sale()

    @property
    def busy(self) -> bool:
        """Whether nothing can be changed: none is open, or it is being posted."""
        return self.open is None or self.shown.posting

    def begin(self, who: Who = NOBODY, member: Glance | None = None) -> None:
        """Opens a new purchase in place of none."""
        self.open = OpenSale(key=self._core.desk.clock.new_id().hex(), who=who)
        self._show_new(member)

    def bring_back(self, sale: OpenSale, member: Glance | None) -> None:
        """Opens a purchase that was parked or survived a kill; somebody has stood by its amount."""
        self.open = sale
        if sale.amount_rial is not None:
            sale.sure_rial = frozenset({sale.amount_rial})
        self._show_new(member)
        self.keep()

    def show(self) -> None:
        """Back to the purchase from a sheet that lay over it, and to the amount that was being typed."""
        self._core.leave_page()
        self._core.change(step=Step.SALE, enrolment=None, details=None, hits=None)
        self._core.ask_for(Mode.AMOUNT, self._amount_text)
        self._quote_again()

    def keep(self) -> None:
        """Keeps what is open beside the journal, so that a kill loses nothing of it."""
        draft = self.open.draft if self.open is not None else None
        if draft is not None:
            drafts, unread = self._core.desk.draft_sale, self.unread
            self._core.act("draft", lambda: drafts.save(draft, unread=unread), _nothing, self._not_kept)

    def close(self) -> None:
        """Lets the purchase go, whatever has been accepted of it."""
        kept = self.open is not None and self.open.draft is not None
        self.forget()
        self._core.go_idle()
        if kept:
            self._drop_draft()

    def forget(self) -> None:
        """Nothing is open any more: it was posted or parked."""
        self.open = None
        for topic in ("quote", "points", "member", "details"):
            self._core.void(topic)

    def set_posting(self, *, posting: bool) -> None:
        self._core.change(sale=structs.replace(self.shown, posting=posting))

    def set_member(self, who: Who, member: Glance | None) -> None:
        """The purchase is somebody else's, or nobody's; points that were to be taken off were the other's."""
        sale = self.open
        if sale is None:
            return
        sale.who, sale.wanted, sale.consent = who, None, None
        for topic in ("member", "details"):
            self._core.void(topic)
        self._core.change(sale=structs.replace(self.shown, member=member, points=0))
        if self._core.state.box.mode is Mode.POINTS:
            self._core.ask_for(Mode.AMOUNT)
        self._quote_again()
        self.keep()

    def refresh(self) -> None:
        """Somebody else wrote into the shop: the member and the figures are read anew."""
        sale = self.open
        if sale is None or self.busy:
            return
        who = sale.who
        if self.shown.member is None:
            self._quote_again()
        else:
            self._core.ask("member", lambda: self._core.desk.look_up.glance(who), self._member_read, self._failed)

    def quote(self, amount_rial: int | None = None, wanted: Wanted = None, *, live: bool = False) -> None:
        """Shows an amount and points (without them, those accepted) and has the bill worked out. What the shop says no
        to while one is still typing (`live`) is told beside the text."""
        core, sale = self._core, self.open
        if sale is None:
            return
        self._typed = (amount_rial, wanted) if live else (None, None)
        if core.state.step is Step.SALE:
            self._amount_text = core.state.box.text if live and core.state.box.mode is Mode.AMOUNT else ""
        amount = amount_rial if amount_rial is not None else sale.amount_rial
        points = (wanted or None) if wanted is not None else sale.wanted
        shown = points if isinstance(points, int) else 0
        core.change(sale=structs.replace(self.shown, amount_rial=amount, points=shown, quotation=None))
        if amount is None:
            core.void("quote")
        else:
            self.work_out(
                "quote", amount, points, lambda worked: self._worked_out(worked, points, live=live), self._failed
            )

    def work_out(
        self,
        topic: str,
        amount_rial: int,
        wanted: Wanted,
        then: Callable[[Worked], None],
        sorry: Callable[[No], None],
    ) -> None:
        """Asks for the bill. When points are refused the answer says so, and holds the bill without them."""
        core, sale = self._core, self.open
        if sale is None:
            return
        asked, bare = sale.as_asked(amount_rial, wanted), sale.as_asked(amount_rial, None)
        staff, approved_by = core.state.person.number, sale.consent_to(wanted)
        quote = core.desk.quote

        def work() -> Worked:
            try:
                return Worked(quote(asked, staff=staff, approved_by=approved_by))
            except Refusal as no:
                if wanted is None:
                    raise
                return Worked(quote(bare, staff=staff), no)

        core.ask(topic, work, then, sorry)

    def show_worked(self, worked: Worked) -> None:
        """Shows a bill, and what could be taken off it."""
        quotation = worked.quotation
        bill, worth = quotation.bill, quotation.rial_per_point
        left_rial = bill.payable_rial + bill.money_off_rial
        most = max(0, min(quotation.balance.spendable, -(-left_rial // worth)))
        most = most if quotation.member is not None else 0
        points = self.shown.points if worked.no is not None else bill.points_spent
        sale = structs.replace(
            self.shown, quotation=quotation, points=points, most_points=most, steps=quick_steps(most)
        )
        self._core.change(sale=sale)

    def _worked_out(self, worked: Worked, wanted: Wanted, *, live: bool) -> None:
        self.show_worked(worked)
        if worked.no is None:
            if wanted == "max" and self.open is not None:
                self.open.wanted = worked.quotation.bill.points_spent or None
        elif live:
            self._core.say_no(said(worked.no))
        else:
            self.refused(worked.no, wanted)

    def _show_new(self, member: Glance | None) -> None:
        core, sale = self._core, self.open
        core.go_idle()
        core.change(step=Step.SALE, sale=Sale(member=member, parked=sale.parked if sale else None))
        core.ask_for(Mode.AMOUNT)
        self.quote()

    def _member_read(self, member: Glance) -> None:
        if not self.busy:
            self._core.change(sale=structs.replace(self.shown, member=member))
            self._quote_again()

    def _quote_again(self) -> None:
        """The figures may be others now; what is being typed stays in them."""
        state = self._core.state
        being_typed = state.step is not Step.SALE or bool(state.box.text)
        amount_rial, wanted = self._typed if being_typed else (None, None)
        self.quote(amount_rial, wanted, live=being_typed)

    def _failed(self, no: No) -> None:
        if isinstance(no, Refusal):
            self.refused(no, None)
        else:
            self._core.notice(said(no), "quote", self.refresh)

    def _not_kept(self, no: No) -> None:
        if isinstance(no, Refusal):
            self.refused(no, None)
        else:
            self._core.notice(said(no), "draft", self._keep_again)

    def _keep_again(self) -> None:
        """What is open is kept in place of what was; with nothing open nothing is kept."""
        if self.open is not None and self.open.draft is not None:
            self.keep()
        else:
            self._drop_draft()

    def _drop_draft(self) -> None:
        self._core.act("draft", self._core.desk.draft_sale.drop, _nothing, self._not_kept)


def _nothing(_: object) -> None:
    """The answer says nothing new."""
