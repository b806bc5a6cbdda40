"""The margin guard: what a bill, or a whole stretch of past bills, gives of its gross margin without VAT."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction

from msgspec import Struct, structs

from vafa.domain.engine.case import Case
from vafa.domain.engine.discounting import Taken, take_discounts
from vafa.domain.engine.earning import earn
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import NO_CHOICE, Choices, MemberFacts, Surroundings
from vafa.domain.engine.outcome import Discount, Handed
from vafa.domain.engine.recounting import Recount, owner_of_handed, part_of
from vafa.domain.engine.ruleset import BILL_TRIGGERS, Ruleset
from vafa.domain.purchase import Purchase
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.category_names import categories_above
from vafa.domain.rulebook.effects import AmountOff, PercentOff, SteppedOff
from vafa.domain.rulebook.plans import CouponPlan, MarginGuard, Rule
from vafa.domain.sharing import share_out
from vafa.domain.units import Rial

_PERCENT = 100
_UNIT = 1_000

GUARD = "margin_guard"
GUARD_COST = "margin_guard_cost"
GUARD_HANDED = "margin_guard_handed"
GUARD_LIFTED = "margin_guard_lifted"


class Margin(Struct, frozen=True):
    """The sales of a bill's open lines without VAT, before the programme gives anything, and their gross margin: in
    Rial `sales` over `vat` (100 and its percent), and `margin` over a thousand times that. `floor_rial` is the least
    that each line may cost the customer: its cost with VAT (0 where nothing is guarded)."""

    sales: int
    margin: int
    vat: int
    floor_rial: tuple[int, ...]

    @property
    def sales_rial(self) -> Fraction:
        return Fraction(self.sales, self.vat)

    @property
    def margin_rial(self) -> Fraction:
        return Fraction(self.margin, self.vat * _UNIT)


def margin_of(case: Case, guard: MarginGuard) -> Margin:
    """The margin of a bill of which nothing was taken off yet. The till's own discount has lowered it already."""
    vat = _PERCENT + case.ruleset.programme.vat_percent
    leaders = frozenset(case.lines_in(guard.loss_leaders)) if guard.loss_leaders is not None else frozenset()
    floors = [0] * len(case.rest_rial)
    sales = known_sales = known_cost = guessed = 0
    for place in case.open:
        rest, goods = case.rest_rial[place], case.goods[place]
        sales += rest
        if goods.cost_rial is not None:
            cost = goods.cost_rial * case.purchase.lines[place].quantity
            known_sales += rest
            known_cost += cost
            floor = -(-cost * vat // (_UNIT * _PERCENT))
        else:
            percent = _margin_percent(guard, goods.category)
            guessed += rest * percent
            floor = -(-rest * (_PERCENT - percent) // _PERCENT)
        if place not in leaders:
            floors[place] = floor
    # Sales without VAT, less what is known to have cost, and the margin that is guessed.
    margin = (known_sales * _PERCENT + guessed) * _UNIT - known_cost * vat
    return Margin(sales * _PERCENT, margin, vat, tuple(floors))


def _margin_percent(guard: MarginGuard, category: str) -> int:
    if guard.category_margins:
        for name in categories_above(category):
            if name in guard.category_margins:
                return guard.category_margins[name]
    return guard.margin_percent


class Guard:
    """The guard of one bill; made before anything is taken off. What is paid for with points is not looked at: the
    points were reckoned when they were given. It keeps what is handed over, then order-wide discounts, then the
    others, then points, each as far as the margin reaches.

    `room` is what is left, in whole parts of which one Rial that the shop gives costs `_of_cost`, and one off a price
    with VAT `_off_price`.
    """

    def __init__(self, case: Case, guard: MarginGuard) -> None:
        self._case, self._guard = case, guard
        self.margin = margin_of(case, guard)
        self._before = list(case.rest_rial)
        self._of_cost, self._off_price = self.margin.vat * _UNIT * _PERCENT, _PERCENT * _UNIT * _PERCENT
        self.room = max(0, self.margin.margin * guard.most_percent)

    def curb(self, taken: Taken) -> Taken:
        """The discounts and things that the margin allows; raises `case.rest_rial` and gives back budgets by what was
        cut. With an override nothing is cut, and a step says so. Cuts stand in the steps with negative Rial, so that
        the Rial of the steps still add up to what was taken off."""
        if self._within(taken):
            return taken
        kept_handed, dropped = self._handed(taken.handed)
        shares, cuts = self._discounts(taken.discounts)
        if not dropped and not cuts:
            return taken
        if self._case.choices.override:
            return structs.replace(taken, steps=(*taken.steps, self._lifted(dropped, cuts)))
        return self._curbed(taken, kept_handed, dropped, shares, cuts)

    def _within(self, taken: Taken) -> bool:
        """Whether all that was taken is allowed, seen by the lines alone; then it is charged."""
        lowered = 0
        for was, now, floor in zip(self._before, self._case.rest_rial, self.margin.floor_rial, strict=True):
            if now < was:
                if now < floor:
                    return False
                lowered += was - now
        handed_rial = sum([one.cost_rial for one in taken.handed]) if taken.handed else 0
        left = self.room - lowered * self._off_price - handed_rial * self._of_cost
        if left < 0:
            return False
        self.room = left
        return True

    def _curbed(
        self,
        taken: Taken,
        kept_handed: Sequence[Handed],
        dropped: Sequence[Handed],
        shares: dict[int, tuple[int, ...]],
        cuts: dict[int, tuple[str, int]],
    ) -> Taken:
        ruleset = self._case.ruleset
        recount = Recount(ruleset, taken.counts, self._case.budget_given)
        discounts, steps, declined = list(taken.discounts), list(taken.steps), list(taken.declined)
        for handed in dropped:
            recount.drop(handed)
            declined.append(self._reason(GUARD_HANDED, handed.source, {"cost_rial": int(handed.cost_rial)}))
        for place, (code, cut) in cuts.items():
            discount = discounts[place]
            left = discount.rial - cut
            self._give_back(discount.shares, shares[place])
            recount.cut(discount, cut)
            discounts[place] = structs.replace(discount, rial=Rial(left), shares=shares[place])
            steps.append(self._reason(code, discount.id, {"cut_rial": cut, "left_rial": left}, -cut))
        kept = {f"{one.source.value}:{one.id}" for one in discounts if one.rial}
        kept.update(owner_of_handed(one, ruleset) for one in kept_handed)
        gone = {f"{one.source.value}:{one.id}" for one in discounts if not one.rial}
        gone.update(owner_of_handed(one, ruleset) for one in dropped)
        for owner in gone - kept:
            recount.release_all(owner)
        unused = {one.coupon for one in discounts if not one.rial and one.coupon}
        member = self._case.member
        unused.update(one.id for one in (member.coupons if member else ()) if f"coupon:{one.plan}" in gone - kept)
        for discount in discounts:
            if not discount.rial and f"{discount.source.value}:{discount.id}" in kept:
                recount.release(discount)
        dropped_steps = {one.source for one in dropped}
        return structs.replace(
            taken,
            discounts=tuple(discount for discount in discounts if discount.rial),
            handed=tuple(kept_handed),
            coupons_used=tuple(coupon for coupon in taken.coupons_used if coupon not in unused),
            counts=recount.left(),
            steps=tuple(step for step in steps if not (step.code.startswith("handed_") and step.rule in dropped_steps)),
            declined=tuple(declined),
        )

    def _handed(self, handed: Sequence[Handed]) -> tuple[list[Handed], list[Handed]]:
        kept, dropped = [], []
        for one in handed:
            cost = one.cost_rial * self._of_cost
            if cost <= self.room or not cost:
                self.room -= cost
                kept.append(one)
            else:
                dropped.append(one)
        return kept, dropped

    def _discounts(
        self, discounts: Sequence[Discount]
    ) -> tuple[dict[int, tuple[int, ...]], dict[int, tuple[str, int]]]:
        """The new shares of each discount by its place, and of those that lose something why and how much. Free goods
        are held by the margin of the bill alone: a free unit is below its cost by its nature."""
        line_room = [rest - floor for rest, floor in zip(self._before, self.margin.floor_rial, strict=True)]
        kept: dict[int, tuple[int, ...]] = {}
        cuts: dict[int, tuple[str, int]] = {}
        order = sorted(range(len(discounts)), key=lambda place: not _order_wide(discounts[place], self._case.ruleset))
        for place in order:
            discount = discounts[place]
            code, shares = GUARD, list(discount.shares)
            if not _free_goods(discount, self._case.ruleset):
                shares = [max(0, min(share, room)) for share, room in zip(shares, line_room, strict=True)]
            rial = sum(shares)
            if rial * self._off_price > self.room:
                shares = share_out(self.room // self._off_price, shares, self._case.order.__getitem__)
            elif rial < discount.rial:
                code = GUARD_COST
            rial = sum(shares)
            self.room -= rial * self._off_price
            line_room = [room - share for room, share in zip(line_room, shares, strict=True)]
            kept[place] = tuple(shares)
            if rial < discount.rial:
                cuts[place] = (code, discount.rial - rial)
        return kept, cuts

    def _give_back(self, before: Sequence[int], after: Sequence[int]) -> None:
        rest = self._case.rest_rial
        for place, (was, now) in enumerate(zip(before, after, strict=True)):
            rest[place] += was - now

    def most_points(self) -> int:
        """The points that the rest of the margin pays for, at what the guard says that a point costs; they are the
        first to go."""
        guard, money_off = self._guard, self._case.ruleset.programme.money_off
        of_point = money_off.rial_per_point * guard.cost_percent * guard.used_percent
        return self.room * _PERCENT * _PERCENT // (of_point * self._of_cost)

    def lifted(self, points: int) -> Reason | None:
        """The step that says that an override let more points through than the margin pays for."""
        over = points - self.most_points()
        return self._reason(GUARD_LIFTED, "", {"points": over}) if over > 0 else None

    def _lifted(self, dropped: Sequence[Handed], cuts: dict[int, tuple[str, int]]) -> Reason:
        rial = sum(cut for _, cut in cuts.values())
        return self._reason(GUARD_LIFTED, "", {"over_rial": rial + sum(one.cost_rial for one in dropped)})

    def _reason(self, code: str, rule: str, figures: dict[str, int], rial: int = 0) -> Reason:
        margin = self.margin.margin_rial
        figures = {**figures, "most_percent": self._guard.most_percent, "margin_rial": int(margin // 1)}
        owner = _owner(rule, self._case.ruleset)
        names = {"title": owner.title} if owner is not None and owner.title else {}
        return Reason(code, rule=rule, figures=figures, rial=Rial(rial), names=names)


def _owner(name: str, ruleset: Ruleset) -> Rule | CouponPlan | None:
    return ruleset.rules.get(name) or ruleset.coupons.get(name)


def _free_goods(discount: Discount, ruleset: Ruleset) -> bool:
    part = part_of(discount, ruleset)
    return part is not None and not isinstance(part.give, PercentOff | AmountOff | SteppedOff)


def _order_wide(discount: Discount, ruleset: Ruleset) -> bool:
    part = part_of(discount, ruleset)
    if part is None or not isinstance(part.give, PercentOff | AmountOff | SteppedOff):
        return False
    return not (part.scope.products or part.scope.categories)


class PastBill(Struct, frozen=True, kw_only=True):
    """A bill of the shop's own past, with what was known then."""

    purchase: Purchase
    member: MemberFacts | None
    moment: datetime
    around: Surroundings
    choices: Choices = NO_CHOICE


class GuardReport(Struct, frozen=True, kw_only=True):
    """What a programme would have given of the margin of the bills that it touches, without VAT, before any cut.

    `expected_rial` reckons points at the guard's cost and share of use, `conservative_rial` at their full value; the
    shares are of the margin, None where something is given and there is no margin. `passes`: the conservative one is
    within `most_percent`. `silent` are the rules that gave nothing, of which the report says nothing either.
    """

    bills: int
    sales_rial: Rial
    margin_rial: Rial
    expected_rial: Rial
    conservative_rial: Rial
    expected_share: Fraction | None
    conservative_share: Fraction | None
    most_percent: int
    passes: bool
    silent: tuple[str, ...] = ()


def simulate(ruleset: Ruleset, bills: Iterable[PastBill]) -> GuardReport:
    """Runs a programme over past bills of members, and of others to whom it gives something. Budgets are left aside:
    what they would stop is counted as given."""
    programme = ruleset.programme
    guard = programme.guard or MarginGuard()
    free = Ruleset(structs.replace(programme, budgets=())) if programme.budgets else ruleset
    ex_vat = Fraction(_PERCENT, _PERCENT + programme.vat_percent)
    count = points = off_rial = handed_rial = 0
    sales = margin = Fraction(0)
    spoke: set[str] = set()
    for bill in bills:
        case = Case(free, bill.member, bill.purchase, instant_of(bill.moment), bill.around, bill.choices)
        before = margin_of(case, guard)
        taken = take_discounts(case)
        award, _, _ = earn(case, 0)
        if bill.member is None and not taken.discounts and not taken.handed:
            continue
        count += 1
        sales += before.sales_rial
        margin += before.margin_rial
        points += award.points
        off_rial += sum(discount.rial for discount in taken.discounts)
        handed_rial += sum(handed.cost_rial for handed in taken.handed)
        spoke.update(discount.id for discount in taken.discounts)
        spoke.update(handed.source for handed in taken.handed)
        spoke.update(reason.rule for reason in award.reasons if reason.points)
    at_once = off_rial * ex_vat + handed_rial
    worth = points * programme.money_off.rial_per_point
    conservative = at_once + worth
    expected = at_once + Fraction(worth * guard.cost_percent * guard.used_percent, _PERCENT * _PERCENT)
    return GuardReport(
        bills=count,
        sales_rial=Rial(int(sales // 1)),
        margin_rial=Rial(int(margin // 1)),
        expected_rial=Rial(int(expected // 1)),
        conservative_rial=Rial(int(conservative // 1)),
        expected_share=_share(expected, margin),
        conservative_share=_share(conservative, margin),
        most_percent=guard.most_percent,
        passes=conservative * _PERCENT <= max(Fraction(0), margin) * guard.most_percent,
        silent=tuple(rule.id for rule in programme.rules if rule.trigger in BILL_TRIGGERS and rule.id not in spoke),
    )


def _share(cost: Fraction, margin: Fraction) -> Fraction | None:
    if not cost:
        return Fraction(0)
    return cost / margin if margin > 0 else None
