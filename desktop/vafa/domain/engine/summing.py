"""What the recorded terms of an award give, exactly, for a bill or for what is kept of it."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

from msgspec import Struct

from vafa.domain.engine.outcome import Facts, Term, TermKind
from vafa.domain.purchase import PostedLine
from vafa.domain.rulebook.document import Vat
from vafa.domain.units import Points


class Kept(Struct, frozen=True, gc=False):
    """What a customer keeps of one line: the part of its price that earns, its quantity, and its price after all
    discounts (None: what earns, in whole Rial)."""

    earning_rial: Fraction | int
    quantity: int
    net_rial: int | None = None


class Sums:
    """The terms' summands as integers over one `denominator`, in the order of the terms. `kept` are the lines as they
    were posted, or what is left of them; `most` caps the sum."""

    def __init__(
        self,
        terms: Sequence[Term],
        kept: Sequence[Kept | PostedLine],
        vat: Vat,
        vat_percent: int,
        most: int | None = None,
    ) -> None:
        self._kept, self._vat_percent = kept, 0 if vat is Vat.INCLUDED else vat_percent
        self._most = most
        self._bases: dict[tuple[int, ...] | None, int] = {}
        self._amounts: dict[tuple[int, ...] | None, tuple[int, int]] = {}
        self._quantities: dict[tuple[int, ...] | None, int] = {}
        self._gains: dict[tuple[int, ...] | None, int] = {}
        self._groups: dict[tuple[int, ...] | None, _Group] = {}
        by_lines = by_factor = 1
        for term in terms:
            if term.kind is TermKind.MULTIPLIER:
                by_factor = lcm(by_factor, term.denominator)
            elif term.denominator != 1:
                by_lines = lcm(by_lines, term.denominator)
        self.denominator = by_lines * by_factor
        self.values = [0 if term.kind is TermKind.MULTIPLIER else self._own(term) for term in terms]
        for place, term in enumerate(terms):
            if term.kind is TermKind.MULTIPLIER:
                self.values[place] = self._multiplied(term)
        self._judge_goals(terms)
        self.total = sum(self.values)
        self._tier_total = sum([value for term, value in zip(terms, self.values, strict=True) if term.for_tier])
        self._shares: list[int] | None = None

    @property
    def points(self) -> Points:
        """The whole award: floored once, never below zero."""
        return Points(self._capped(self.total))

    @property
    def for_tier(self) -> Points:
        """The part of the award that counts towards a tier, floored once."""
        return Points(min(self.points, self._capped(self._tier_total)))

    def shares(self) -> list[int]:
        """Whole points for each term that add up to the floor of their sum (largest remainder, earlier term first)."""
        if self._shares is None:
            self._shares = self._shared()
        return self._shares

    def _shared(self) -> list[int]:
        # Several multipliers below one may together take more than there is: then nothing was earned, by no term.
        if self.total <= 0:
            return [0] * len(self.values)
        parts = [value // self.denominator for value in self.values]
        missing = self.total // self.denominator - sum(parts)
        if missing:
            by_remainder = sorted([(-(value % self.denominator), i) for i, value in enumerate(self.values)])
            for _, i in by_remainder[:missing]:
                parts[i] += 1
        return parts

    def base(self, lines: tuple[int, ...] | None) -> int:
        """The earn base of these lines in whole Rial."""
        base = self._bases.get(lines)
        if base is None:
            earning = sum([kept.earning_rial for kept in self._of(lines)])
            base = earning.numerator * 100 // (earning.denominator * (100 + self._vat_percent))
            self._bases[lines] = base
        return base

    def earning_quantity(self, lines: tuple[int, ...] | None) -> int:
        """The quantity of those of these lines that earn, in thousandths."""
        quantity = self._quantities.get(lines)
        if quantity is None:
            quantity = sum([kept.quantity for kept in self._of(lines) if kept.earning_rial > 0])
            self._quantities[lines] = quantity
        return quantity

    def _of(self, lines: tuple[int, ...] | None) -> Iterable[Kept | PostedLine]:
        return self._kept if lines is None else [self._kept[place] for place in lines]

    def _counts(self, term: Term) -> bool:
        lines = term.lines if term.least_lines is None else term.least_lines
        if lines not in self._amounts:
            kept = list(self._of(lines))
            self._amounts[lines] = sum(map(_net, kept)), sum(one.quantity for one in kept)
        rial, quantity = self._amounts[lines]
        return rial >= term.least_rial and quantity >= term.least_quantity

    def _own(self, term: Term) -> int:
        """What an amount, unit or fixed term gives; remembered for the multipliers of its lines."""
        if (term.least_rial or term.least_quantity) and not self._counts(term):
            return 0
        rate = term.numerator * (self.denominator // term.denominator)
        if term.kind is TermKind.FIXED:
            value = rate if term.always or self.base(term.lines) > 0 else 0
        else:
            group = self._groups.get(term.lines)
            if group is None:
                group = self._groups[term.lines] = _Group()
            group.take(term, rate)
            value = rate * self._much(term, term.lines)
        return value if term.most is None else self._below(term.most, value)

    def _much(self, term: Term, lines: tuple[int, ...] | None) -> int:
        """What an amount or a unit term counts on these lines."""
        return self.base(lines) if term.kind is TermKind.AMOUNT else self.earning_quantity(lines)

    def _rated(self, term: Term, lines: tuple[int, ...] | None) -> int:
        value = self._much(term, lines) * term.numerator * (self.denominator // term.denominator)
        return value if term.most is None else self._below(term.most, value)

    def _below(self, most: int, value: int) -> int:
        return min(value, most * self.denominator)

    def _multiplied(self, term: Term) -> int:
        if (term.least_rial or term.least_quantity) and not self._counts(term):
            return 0
        value = self._gain(term.lines) * (term.numerator - term.denominator) // term.denominator
        return value if term.most is None else self._below(term.most, value)

    def _gain(self, lines: tuple[int, ...] | None) -> int:
        """What the amount and unit terms give for these lines. It is a multiple of every factor's denominator."""
        if lines not in self._gains:
            inside = None if lines is None else set(lines)
            gain = 0
            for own, group in self._groups.items():
                if inside is None:
                    shared = own
                elif own is None:
                    shared = lines
                else:
                    shared = own if inside.issuperset(own) else tuple(place for place in own if place in inside)
                if shared is None or shared:
                    gain += group.per_rial * self.base(shared) if group.per_rial else 0
                    gain += group.per_thousandth * self.earning_quantity(shared) if group.per_thousandth else 0
                    gain += sum(self._rated(term, shared) for term in group.capped)
            self._gains[lines] = gain
        return self._gains[lines]

    def _judge_goals(self, terms: Sequence[Term]) -> None:
        """Takes away the terms whose goal in points the others do not reach."""
        if not any(term.least_points for term in terms):
            return
        others = sum(
            value for term, value in zip(terms, self.values, strict=True) if term.for_tier and not term.least_points
        )
        reached = self._capped(others)
        for place, term in enumerate(terms):
            if reached < term.least_points:
                self.values[place] = 0

    def _capped(self, total: int) -> int:
        points = max(0, total // self.denominator)
        return points if self._most is None else min(points, self._most)


class _Group:
    """The amount and unit terms of the same lines; those without a cap as one rate."""

    def __init__(self) -> None:
        self.per_rial = 0
        self.per_thousandth = 0
        self.capped: list[Term] = []

    def take(self, term: Term, rate: int) -> None:
        if term.most is not None:
            self.capped.append(term)
        elif term.kind is TermKind.AMOUNT:
            self.per_rial += rate
        else:
            self.per_thousandth += rate


def _net(kept: Kept | PostedLine) -> int:
    return int(kept.earning_rial) if kept.net_rial is None else kept.net_rial


def sums_for(facts: Facts, kept: Sequence[Kept]) -> Sums:
    """The recorded terms for what is kept."""
    return Sums(facts.terms, kept, facts.vat, facts.vat_percent, facts.most)
