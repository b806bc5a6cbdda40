"""What one offer would give on a bill as it stands now, or why it gives nothing."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from vafa.domain.engine.case import Case
from vafa.domain.engine.couponing import lapsed
from vafa.domain.engine.free_goods import Shelf, pick
from vafa.domain.engine.known import GoodsKind
from vafa.domain.engine.meeting import of_lines, standing, unmet
from vafa.domain.engine.offering import (
    FREE_GOODS,
    MONEY_OFF_GOODS,
    Allowance,
    FreeGoods,
    MoneyOffGoods,
    Offer,
    trigger_claims,
)
from vafa.domain.engine.outcome import Handed, HandedKind
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.effects import (
    AmountOff,
    CouponIssued,
    DrawTicket,
    Gift,
    HandingEffect,
    PercentOff,
    PercentStep,
    Service,
    SteppedOff,
)
from vafa.domain.rulebook.kinds import Measure
from vafa.domain.sharing import share_out
from vafa.domain.units import Points, Rial

_OF_LINES = frozenset({"unmet_amount", "unmet_quantity"})


class Proposal(Struct, frozen=True, gc=False):
    """What an offer would give now: Rial off lines by their place, whole units used up by it, things handed over."""

    offer: Offer
    rial: int
    shares: dict[int, int]
    steps: tuple[Reason, ...]
    units: dict[int, int] = {}
    handed: tuple[Handed, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def handed_rial(self) -> int:
        return sum([one.cost_rial for one in self.handed]) if self.handed else 0


class No(Struct, frozen=True, gc=False):
    """Why an offer gives nothing now."""

    reasons: tuple[Reason, ...]


_NO_POINTS = Points(0)
_TAKES_NOTHING = No((Reason("takes_nothing"),))


class Proposer:
    """Looks at offers one by one; `allowance` and `shelf` are for whoever takes a proposal to bring up to date."""

    def __init__(self, case: Case) -> None:
        self.case, self.allowance, self.shelf = case, Allowance(case), Shelf(case)
        self._order = case.order

    def examine(self, offer: Offer, lines: tuple[int, ...]) -> Proposal | No:
        """What an offer would give now for the lines of its scope, or why it gives nothing: of a coupon every reason,
        of a rule the first."""
        claims = trigger_claims(offer, self.case) if offer.triggered else ()
        if claims is None:
            return No(())
        if offer.attached:
            reasons = tuple(self._obstacles(offer, lines))
            if reasons:
                return No(reasons)
        else:
            first = self._first_obstacle(offer, lines)
            if first is not None:
                return No((first,))
        found = self._given(offer, lines)
        return found if isinstance(found, No) or not claims else structs.replace(found, claims=claims)

    def _first_obstacle(self, offer: Offer, lines: tuple[int, ...]) -> Reason | None:
        for reason in standing(offer.when, self.case):
            return reason
        if offer.asks_lines:
            for reason in of_lines(offer.when, lines, self.case):
                return reason
        return self.used_up(offer) if offer.bounded else None

    def _obstacles(self, offer: Offer, lines: Sequence[int]) -> Iterator[Reason]:
        over = lapsed(offer, self.case)
        if over is not None:
            yield over
        for reason in unmet(offer.when, lines, self.case):
            if (over is None or reason.code != "unmet_dates") and (lines or reason.code not in _OF_LINES):
                yield reason
        if not lines:
            yield _nothing_in_scope(offer)
        used_up = self.used_up(offer)
        if used_up is not None:
            yield used_up

    def used_up(self, offer: Offer) -> Reason | None:
        """The claim, limit or budget that leaves nothing for it."""
        if not offer.bounded:
            return None
        return self.allowance.obstacle(offer) or self.allowance.budget_obstacle(offer)

    def _given(self, offer: Offer, lines: tuple[int, ...]) -> Proposal | No:
        give = offer.give
        if isinstance(give, FREE_GOODS):
            return self._free_goods(offer, give, lines)
        if isinstance(give, MONEY_OFF_GOODS):
            return self._money_off(offer, give, lines)
        if isinstance(give, HandingEffect):
            return self._handing(offer, give)
        raise AssertionError(f"no discount: {give}")

    def _free_goods(self, offer: Offer, give: FreeGoods, lines: tuple[int, ...]) -> Proposal | No:
        picked = pick(give, lines, self.shelf, self.case)
        if picked.short is not None:
            return No((picked.short,))
        figures = picked.figures
        shares = self._bounded(offer, picked.rial, figures)
        rial = sum(shares.values())
        steps = (_step(picked.code, offer, rial, figures, picked.names),) if rial else ()
        handed: tuple[Handed, ...] = ()
        if picked.handed:
            sku = picked.names["sku"]
            handed = self._fitting(
                offer,
                Handed(HandedKind.ITEM, sku, offer.id, picked.handed, Rial(self._cost_of(sku)), offer.title),
                rial,
            )
            steps = (*steps, *(_handed_step(offer, one, {}) for one in handed))
        if not steps:
            return _TAKES_NOTHING
        return Proposal(offer, rial, shares, steps, picked.units, handed)

    def _money_off(self, offer: Offer, give: MoneyOffGoods, lines: tuple[int, ...]) -> Proposal | No:
        rest_rial = self.case.rest_rial
        rest = [rest_rial[place] for place in lines]
        base = sum(rest)
        cap_rial: int | None
        if isinstance(give, AmountOff):
            code, off, cap_rial = "off_amount", give.rial, base
            figures = {"base_rial": base, "amount_rial": give.rial}
        elif isinstance(give, PercentOff):
            code, off, cap_rial = "off_percent", base * give.percent // 100, give.cap_rial
            figures = {"base_rial": base, "percent": give.percent}
        else:
            there = base if give.of_period is None else self._period_rial(give)
            step = _highest(give.steps, there)
            if step is None:
                return No((_step_missing(give, there),))
            code, off, cap_rial = "off_stepped", base * step.percent // 100, give.cap_rial
            figures = {"base_rial": base, "percent": step.percent, "from_rial": step.at, "reached_rial": there}
        if cap_rial is not None and off > cap_rial:
            off = cap_rial
            if not isinstance(give, AmountOff):
                figures["cap_rial"] = off
        left = self.allowance.rial_left(offer) if offer.rial_bounded else None
        if left is not None and off > left:
            off = figures["left_rial"] = left
        if not off:
            return _TAKES_NOTHING
        # Of the discounts on the whole bill only the best is shared out, by whoever takes it.
        shares = {} if offer.order_wide else self._shared(off, lines, rest)
        return Proposal(offer, off, shares, (Reason(code, _NO_POINTS, offer.id, figures, Rial(off), offer.names),))

    def shared_out(self, proposal: Proposal) -> Proposal:
        """The proposal with the shares of the lines."""
        lines = self.case.lines_in(proposal.offer.scope)
        rest = [self.case.rest_rial[place] for place in lines]
        return structs.replace(proposal, shares=self._shared(proposal.rial, lines, rest))

    def _period_rial(self, give: SteppedOff) -> int:
        """The member's spend in the period with what this bill costs so far counted in."""
        case = self.case
        spent = case.measure(Measure.SPEND, give.of_period) if give.of_period else 0
        pairs = zip(case.rest_rial, case.goods, strict=True)
        return spent + sum(rial for rial, goods in pairs if goods.kind is GoodsKind.GOODS)

    def _handing(self, offer: Offer, give: HandingEffect) -> Proposal | No:
        figures: dict[str, int] = {}
        match give:
            case Service():
                figures["value_rial"] = give.value_rial
                wanted = Handed(HandedKind.SERVICE, give.service, offer.id, 1, Rial(give.cost_rial), offer.title)
            case Gift():
                wanted = Handed(HandedKind.GIFT, give.gift, offer.id, give.quantity, Rial(give.cost_rial), offer.title)
            case DrawTicket():
                wanted = Handed(HandedKind.TICKET, give.draw, offer.id, give.tickets, title=offer.title)
            case CouponIssued():
                if self.case.member is None:
                    return No((Reason("unmet_member"),))
                plan = self.case.ruleset.coupons.get(give.plan)
                title = plan.title if plan is not None else ""
                wanted = Handed(HandedKind.COUPON, give.plan, offer.id, title=title or offer.title)
        handed = self._fitting(offer, wanted, 0)
        if not handed:
            return _TAKES_NOTHING
        return Proposal(offer, 0, {}, tuple(_handed_step(offer, one, figures) for one in handed), handed=handed)

    def _fitting(self, offer: Offer, wanted: Handed, spent_rial: int) -> tuple[Handed, ...]:
        """As many of a thing (`wanted.cost_rial` is that of one) as the limits pay for; its cost is that of all."""
        quantity, left = wanted.quantity, self.allowance.rial_left(offer)
        if left is not None and wanted.cost_rial:
            quantity = min(quantity, (left - spent_rial) // wanted.cost_rial)
        if quantity <= 0:
            return ()
        return (structs.replace(wanted, quantity=quantity, cost_rial=Rial(quantity * wanted.cost_rial)),)

    def _cost_of(self, sku: str) -> int:
        """What a unit costs the shop; where that is not known, what it is sold for."""
        goods = self.case.around.goods.get(sku)
        if goods is None:
            return 0
        return goods.cost_rial if goods.cost_rial is not None else goods.price_rial or 0

    def _bounded(self, offer: Offer, rial: dict[int, int], figures: dict[str, int]) -> dict[int, int]:
        left = self.allowance.rial_left(offer) if offer.rial_bounded else None
        if left is None or sum(rial.values()) <= left:
            return rial
        figures["left_rial"] = left
        return self._shared(left, list(rial), list(rial.values()))

    def _shared(self, rial: int, places: Sequence[int], weights: Sequence[int]) -> dict[int, int]:
        if len(places) == 1:
            return {places[0]: rial}
        shares = share_out(rial, weights, lambda i: self._order[places[i]])
        return dict(zip(places, shares, strict=True))


def _nothing_in_scope(offer: Offer) -> Reason:
    needs = (*offer.scope.products, *offer.scope.categories)
    return Reason("nothing_in_scope", names={"needs": "\n".join(needs)} if needs else {})


def _highest(steps: Sequence[PercentStep], there: int) -> PercentStep | None:
    """The highest step that is reached."""
    highest = None
    for step in steps:
        if step.at <= there and (highest is None or step.at > highest.at):
            highest = step
    return highest


def _step_missing(give: SteppedOff, there: int) -> Reason:
    """What is missing to the first step."""
    first = min(step.at for step in give.steps)
    return Reason("unmet_step", figures={"at_least_rial": first, "missing_rial": first - there})


def _step(code: str, offer: Offer, rial: int, figures: dict[str, int], names: dict[str, str]) -> Reason:
    names = {**names, **offer.names} if names else offer.names
    return Reason(code, _NO_POINTS, offer.id, figures, Rial(rial), names)


def _handed_step(offer: Offer, handed: Handed, figures: dict[str, int]) -> Reason:
    figures = {"quantity": handed.quantity, **figures}
    titled = {"title": handed.title} if handed.title else {}
    names = {"id": handed.id, **offer.names, **titled}
    return Reason(f"handed_{handed.kind.value}", rule=offer.id, figures=figures, names=names)
