"""The counters of a bill while the margin guard takes some of it back: what was not given was not used."""

from collections.abc import Sequence

from vafa.domain.engine.limits import budget_key, claim_key
from vafa.domain.engine.outcome import Count, CountWay, Discount, DiscountSource, Handed
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.rulebook.plans import CouponPlan, Rule


def part_of(discount: Discount, ruleset: Ruleset) -> Rule | CouponPlan | None:
    """The rule or coupon plan of a discount."""
    if discount.source is DiscountSource.COUPON:
        return ruleset.coupons.get(discount.id)
    return ruleset.rules.get(discount.id)


def owner_of_handed(handed: Handed, ruleset: Ruleset) -> str:
    """The name that a handed thing's counters are kept under."""
    return f"{'rule' if handed.source in ruleset.rules else 'coupon'}:{handed.source}"


class Recount:
    """Counters that are lowered by what is taken back; `budget_given` of the bill goes with them."""

    def __init__(self, ruleset: Ruleset, counts: Sequence[Count], budget_given: dict[str, int]) -> None:
        self._ruleset, self._budget_given = ruleset, budget_given
        self._amounts = {(count.key, count.shop, count.way): count.amount for count in counts}

    def cut(self, discount: Discount, rial: int) -> None:
        """A discount gives so much less."""
        self._less(f"{discount.source.value}:{discount.id}|rial|", CountWay.SHARE, rial)
        self._budget_less(part_of(discount, self._ruleset), CountWay.SHARE, rial)

    def drop(self, handed: Handed) -> None:
        """A thing is not handed over."""
        owner, name = owner_of_handed(handed, self._ruleset), handed.source
        self._less(f"{owner}|rial|", CountWay.WHOLE, handed.cost_rial)
        part = self._ruleset.rules.get(name) or self._ruleset.coupons.get(name)
        self._budget_less(part, CountWay.WHOLE, handed.cost_rial)

    def release(self, discount: Discount) -> None:
        """A discount of which nothing is left was not used, though others of the same part were."""
        owner = f"{discount.source.value}:{discount.id}"
        self._less(f"{owner}|uses|", CountWay.WHOLE, 1)
        if discount.code:
            for key in [key for key in self._amounts if key[0] == claim_key(owner, discount.code)]:
                del self._amounts[key]

    def release_all(self, owner: str) -> None:
        """A part that gives nothing any more was not used."""
        for key in [key for key in self._amounts if key[0].startswith(f"{owner}|")]:
            del self._amounts[key]

    def _budget_less(self, part: Rule | CouponPlan | None, way: CountWay, rial: int) -> None:
        budget = self._ruleset.budgets.get(part.budget) if part is not None else None
        if budget is not None:
            self._less(budget_key(budget), way, rial)
            self._budget_given[budget.id] = max(0, self._budget_given.get(budget.id, 0) - rial)

    def _less(self, prefix: str, way: CountWay, amount: int) -> None:
        for key in self._amounts:
            if key[0].startswith(prefix) and key[2] is way:
                self._amounts[key] -= min(amount, self._amounts[key])

    def left(self) -> tuple[Count, ...]:
        """What is still counted."""
        return tuple(Count(key, amount, shop, way) for (key, shop, way), amount in self._amounts.items() if amount)
