"""One bill while it is being worked out: everything that rules read, measured once."""

from collections.abc import Iterable

from vafa.domain.engine.instant import Instant, first_day, jalali_of, weekday_of
from vafa.domain.engine.known import NO_CHOICE, Choices, Goods, GoodsKind, MemberFacts, Surroundings
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.purchase import Purchase, line_order
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.category_names import categories_above, category_key
from vafa.domain.rulebook.conditions import Scope, When
from vafa.domain.rulebook.kinds import Measure, Weekday, Window

_UNKNOWN = Goods()


class Case:
    """`rest_rial` is what each line still costs: the price less the bill's own discount, and less every discount that
    was taken since (whoever takes one lowers it). `open` are the places of the lines that take part at all.
    `open_bits`, `by_sku` and `by_category` (keys, with those above) hold lines as the bits of a number, so that a
    scope is a few operations however many lines and rules there are; `places` tells which lines those are. `order`
    settles ties. `budget_given` is what this bill has taken so far of each budget, in Rial (whoever takes adds to it).
    `standing` is for `meeting.standing` alone, which keeps what it knows of conditions by their identity, and them
    with it.
    """

    def __init__(
        self,
        ruleset: Ruleset,
        member: MemberFacts | None,
        purchase: Purchase,
        instant: Instant,
        around: Surroundings,
        choices: Choices = NO_CHOICE,
    ) -> None:
        self.ruleset, self.member, self.purchase = ruleset, member, purchase
        self.instant, self.around, self.choices = instant, around, choices
        self.tenders = frozenset(tender.kind for tender in choices.tenders)
        self.goods = [around.goods.get(line.sku, _UNKNOWN) for line in purchase.lines]
        self.rest_rial = purchase.net_rial()
        self.by_sku: dict[str, int] = {}
        self.by_category: dict[str, int] = {}
        self.open: tuple[int, ...] = tuple(self._index())
        self.open_bits = sum([1 << place for place in self.open])
        self.places = _Places({self.open_bits: self.open})
        self._measured: dict[tuple[Measure, Window], int] = {}
        self.budget_given: dict[str, int] = {}
        self.order = [line_order(line) for line in purchase.lines]
        self.standing: dict[int, tuple[When, tuple[Reason, ...]]] = {}

    def _index(self) -> Iterable[int]:
        shut = self.ruleset.excluded_categories
        for place, (line, goods) in enumerate(zip(self.purchase.lines, self.goods, strict=True)):
            above = categories_above(goods.category)
            if line.sku in self.ruleset.excluded or not shut.isdisjoint(above) or goods.kind is not GoodsKind.GOODS:
                continue
            self.by_sku[line.sku] = self.by_sku.get(line.sku, 0) | 1 << place
            for category in above:
                self.by_category[category] = self.by_category.get(category, 0) | 1 << place
            yield place

    def lines_in(self, scope: Scope) -> tuple[int, ...]:
        """The places of the open lines in a scope, in order."""
        inside = self._bits(scope.products, scope.categories) if scope.products or scope.categories else self.open_bits
        return self.places[inside & ~self._bits(scope.except_products, scope.except_categories)]

    def _bits(self, skus: tuple[str, ...], categories: tuple[str, ...]) -> int:
        """The open lines of these products and categories."""
        bits = 0
        for sku in skus:
            bits |= self.by_sku.get(sku, 0)
        for name in categories:
            bits |= self.by_category.get(category_key(name), 0)
        return bits

    def rest_of(self, lines: Iterable[int]) -> int:
        """What these lines still cost, in Rial."""
        rest = self.rest_rial
        return sum([rest[place] for place in lines])

    def quantity_of(self, lines: Iterable[int]) -> int:
        """The quantity of these lines, in thousandths."""
        bought = self.purchase.lines
        return sum([bought[place].quantity for place in lines])

    def measure(self, measure: Measure, window: Window) -> int:
        """The member's measure in the window that ends today, this bill not counted in; 0 without a member. For a
        streak: the unbroken months or weeks up to the last one, the present one counted if it already has a visit."""
        key = (measure, window)
        if key not in self._measured:
            self._measured[key] = measured(self.member, measure, window, self.instant.business_day)
        return self._measured[key]


class _Places(dict[int, tuple[int, ...]]):
    """The places that the bits of a number stand for, in order: the same ones are the same tuple."""

    def __missing__(self, bits: int) -> tuple[int, ...]:
        left, places = bits, []
        while left:
            place = (left & -left).bit_length() - 1
            places.append(place)
            left &= left - 1
        self[bits] = answer = tuple(places)
        return answer


def measured(member: MemberFacts | None, measure: Measure, window: Window, today: int) -> int:
    """A measure of a member in the window that ends on a business day."""
    if member is None:
        return 0
    if measure is Measure.MONTH_STREAK or measure is Measure.WEEK_STREAK:
        return _streak(member, today, monthly=measure is Measure.MONTH_STREAK)
    first = first_day(window, today)
    days = [total for total in member.days if first <= total.day <= today]
    match measure:
        case Measure.SPEND:
            return sum(total.net_rial for total in days)
        case Measure.POINTS:
            return sum(total.points for total in days)
        case _:
            return sum(total.net_rial > 0 for total in days)


def _streak(member: MemberFacts, today: int, *, monthly: bool) -> int:
    number = _month_number if monthly else _week_number
    seen = {number(total.day) for total in member.days if total.net_rial > 0 and total.day <= today}
    now = number(today)
    last = now if now in seen else now - 1
    length = 0
    while last - length in seen:
        length += 1
    return length


def _month_number(day: int) -> int:
    jalali = jalali_of(day)
    return jalali.year * 12 + jalali.month


def _week_number(day: int) -> int:
    return (day - tuple(Weekday).index(weekday_of(day))) // 7
