"""Discounts of a bill: free goods, the best order-wide one, then the specific ones on what is left.

Rules come before coupons, coupons that were asked for before those that come by themselves; of the latter the one
that takes most off goes first. Things that are handed over come last, by what the bill has become.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct, structs

from vafa.domain.engine.case import Case
from vafa.domain.engine.couponing import asked_coupons, named, other_coupons
from vafa.domain.engine.offering import FreeGoods, MoneyOffGoods, Offer, OfferIndex, OnBill, rule_offers
from vafa.domain.engine.outcome import Count, Discount, DiscountSource, Handed
from vafa.domain.engine.proposing import No, Proposal, Proposer
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.effects import HandingEffect
from vafa.domain.units import Rial

MOST_HINTS = 3
"""So many rules that are nearly reached are named; more would not be read at a counter."""

MOST_MISSING_PERCENT = 50
"""A rule is nearly reached when at most this part of its goal is missing."""

MOST_TRIALS = 12
"""So many other coupons of the member are tried when one was declined."""


class Taken(Struct, frozen=True):
    """What was taken off the bill and handed over, and why what was asked for was not. `declined` names the code or
    the coupon; without either it is a rule that is nearly reached, or a coupon that is suggested. `units` are the whole
    units by the place of their line that free goods have used up."""

    discounts: tuple[Discount, ...] = ()
    coupons_used: tuple[str, ...] = ()
    handed: tuple[Handed, ...] = ()
    counts: tuple[Count, ...] = ()
    steps: tuple[Reason, ...] = ()
    declined: tuple[Reason, ...] = ()
    units: dict[int, int] = {}


def take_discounts(case: Case) -> Taken:
    """Takes every discount that rules and coupons give on this bill, and lowers `case.rest_rial` by them."""
    before = _State.of(case)
    taken = _Taking(case).run()
    if any("code" in reason.names or "coupon" in reason.names for reason in taken.declined):
        suggestion = _suggestion(case, before, taken)
        taken = structs.replace(taken, declined=(*taken.declined, *suggestion))
    return taken


class _State(Struct, frozen=True):
    rest_rial: list[int]
    budget_given: dict[str, int]

    @staticmethod
    def of(case: Case) -> "_State":
        return _State(list(case.rest_rial), dict(case.budget_given))

    def restore(self, case: Case) -> None:
        case.rest_rial, case.budget_given = list(self.rest_rial), dict(self.budget_given)


def _suggestion(case: Case, before: _State, taken: Taken) -> Iterator[Reason]:
    """The coupon in the member's hands that would take most off this bill besides."""
    plans: dict[str, Offer] = {}
    for offer in other_coupons(case, [], automatic=False):
        if offer.coupon not in taken.coupons_used and offer.coupon not in case.choices.coupons:
            plans.setdefault(offer.id, offer)
    if not plans:
        return
    after, choices = _State.of(case), case.choices
    there = sum(discount.rial for discount in taken.discounts)
    best, best_rial = None, 0
    for offer in list(plans.values())[:MOST_TRIALS]:
        before.restore(case)
        case.choices = structs.replace(choices, coupons=(*choices.coupons, offer.coupon))
        gain = sum(discount.rial for discount in _Taking(case).run().discounts) - there
        if gain > best_rial:
            best, best_rial = offer, gain
    after.restore(case)
    case.choices = choices
    if best is not None:
        names = {"suggested": best.coupon, "title": best.title}
        yield Reason("coupon_suggested", rule=best.id, rial=Rial(best_rial), names=names)


class _Taking:
    """One pass over the bill."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.offers = rule_offers(case.ruleset)
        self.proposer = Proposer(case)
        self.asked = asked_coupons(case)
        self.automatic = other_coupons(case, self.asked.offers, automatic=True)
        self.discounts: list[Discount] = []
        self.coupons_used: list[str] = []
        self.units: dict[int, int] = {}
        self.handed: list[Handed] = []
        self.steps: list[Reason] = []
        self.declined = list(self.asked.declined)
        self.hints: list[tuple[int, Reason, Offer]] = []

    def run(self) -> Taken:
        self._all(self.offers.free, lambda offer: isinstance(offer.give, FreeGoods))
        self._best()
        self._all(self.offers.specific, lambda offer: isinstance(offer.give, MoneyOffGoods) and not offer.order_wide)
        self._in_order(
            self._on_bill((*self.asked.offers, *self.automatic), lambda offer: isinstance(offer.give, HandingEffect))
        )
        self._in_order(self.offers.handing.on(self.case))
        closest = sorted(self.hints, key=lambda hint: hint[0])[:MOST_HINTS]
        return Taken(
            tuple(self.discounts),
            tuple(self.coupons_used),
            tuple(self.handed),
            self.proposer.allowance.counts,
            tuple(self.steps),
            (*self.declined, *(hint for _, reason, offer in closest for hint in named([reason], offer))),
            self.units,
        )

    def _all(self, rules: OfferIndex, wanted: Callable[[Offer], bool]) -> None:
        self._in_order(rules.on(self.case))
        self._in_order(self._on_bill(self.asked.offers, wanted))
        waiting = self._on_bill(self.automatic, wanted)
        while waiting:
            found = [self.proposer.examine(offer, lines) for offer, lines in waiting]
            proposals = [one for one in found if isinstance(one, Proposal)]
            if not proposals:
                break
            best = max(proposals, key=lambda proposal: (proposal.rial, proposal.handed_rial))
            self._take(best)
            waiting = [(offer, lines) for offer, lines in waiting if offer is not best.offer]

    def _on_bill(self, coupons: Iterable[Offer], wanted: Callable[[Offer], bool]) -> list[OnBill]:
        """Those of the coupons that are wanted, with the lines of their scopes."""
        return [(offer, self.case.lines_in(offer.scope)) for offer in coupons if wanted(offer)]

    def _in_order(self, offers: Iterable[OnBill]) -> None:
        for offer, lines in offers:
            found = self.proposer.examine(offer, lines)
            if isinstance(found, Proposal):
                self._take(found)
            else:
                self._decline(offer, found)

    def _best(self) -> None:
        """The best of the discounts on the whole bill; of equals a rule, then a code, then the first."""
        case = self.case
        coupons = self._on_bill((*self.asked.offers, *self.automatic), lambda offer: offer.order_wide)
        proposals: list[Proposal] = []
        for offer, lines in (*self.offers.wide.on(case), *coupons):
            found = self.proposer.examine(offer, lines)
            if isinstance(found, Proposal):
                proposals.append(found)
            else:
                self._decline(offer, found)
        if not proposals:
            return
        best = max(proposals, key=lambda proposal: proposal.rial)
        self._take(self.proposer.shared_out(best))
        for proposal in proposals:
            if proposal is not best and proposal.offer in self.asked.offers:
                self._decline(proposal.offer, No((_beaten(proposal, best),)))

    def _take(self, proposal: Proposal) -> None:
        case, offer = self.case, proposal.offer
        if proposal.rial:
            rest = case.rest_rial
            shares = [0] * len(rest)
            for place, rial in proposal.shares.items():
                shares[place] = rial
                rest[place] -= rial
            taken = tuple(shares)
            self.discounts.append(
                Discount(offer.source, offer.id, Rial(proposal.rial), taken, offer.title, offer.coupon, offer.code)
            )
        if proposal.units:
            self.proposer.shelf.take(proposal.units)
            for place, units in proposal.units.items():
                self.units[place] = self.units.get(place, 0) + units
        if proposal.handed:
            self.handed.extend(proposal.handed)
        self.steps.extend(proposal.steps)
        if offer.coupon:
            self.coupons_used.append(offer.coupon)
        if offer.bounded or proposal.claims:
            self.proposer.allowance.record(offer, proposal.rial, proposal.handed_rial, proposal.claims)

    def _decline(self, offer: Offer, no: No) -> None:
        """Answers whoever asked; names a rule only when the goods for it are nearly there, or its budget is spent."""
        if offer.source is DiscountSource.COUPON:
            if offer in self.asked.offers:
                self.declined.extend(named(no.reasons, offer))
            return
        for reason in no.reasons:
            if reason.code == "budget_used_up":
                self.declined.extend(named([reason], offer))
            elif reason.code in _NEARLY:
                missing, at_least = _missing(reason)
                if missing * 100 <= at_least * MOST_MISSING_PERCENT and self.proposer.used_up(offer) is None:
                    self.hints.append(((missing << _EXACT_BITS) // at_least, reason, offer))


_EXACT_BITS = 128
"""So many bits of a share tell any two of them apart that figures of less than half as many bits can make."""

_NEARLY = frozenset({"unmet_amount", "unmet_quantity", "unmet_units", "unmet_step"})


def _missing(reason: Reason) -> tuple[int, int]:
    """How much is missing, and of how much."""
    unit = "_rial" if "missing_rial" in reason.figures else ""
    return reason.figures[f"missing{unit}"], reason.figures[f"at_least{unit}"]


def _beaten(proposal: Proposal, best: Proposal) -> Reason:
    """Why a discount on the whole bill gives way to the best one."""
    if proposal.offer.owner == best.offer.owner:
        return Reason("coupon_once_a_bill")
    names = {"best": best.offer.id, "best_title": best.offer.title}
    return Reason("coupon_not_best", figures={"best_rial": best.rial, "rial": proposal.rial}, names=names)
