"""A programme as the engine compares it: stock numbers as bills have them, and equal conditions as one."""

from typing import TypeVar

from msgspec import structs

from vafa.domain.rulebook.category_names import category_key
from vafa.domain.rulebook.conditions import Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import FreeItem
from vafa.domain.rulebook.plans import CouponPlan, Reward, Rule
from vafa.persian.folding import display

_Part = TypeVar("_Part", Rule, CouponPlan, Reward)


def made_ready(programme: Programme) -> Programme:
    """The same programme. A document may write a stock number otherwise than a bill carries it (Arabic ي, two spaces):
    here alone it becomes what `texts.clean` makes of that of a line; excluded categories and those of margins become
    their keys, while a scope keeps the names that people gave them. Equal conditions become one and the same, so that
    a case answers each of them once."""
    one = _One()
    guard = programme.guard
    if guard is not None:
        margins = {category_key(name): percent for name, percent in guard.category_margins.items()}
        leaders = _scope(guard.loss_leaders) if guard.loss_leaders is not None else None
        guard = structs.replace(guard, category_margins=margins, loss_leaders=leaders)
    return structs.replace(
        programme,
        rules=tuple(map(one.part, programme.rules)),
        coupons=tuple(map(one.part, programme.coupons)),
        rewards=tuple(map(one.part, programme.rewards)),
        excluded=_written(programme.excluded),
        excluded_categories=tuple(map(category_key, programme.excluded_categories)),
        guard=guard,
    )


class _One:
    def __init__(self) -> None:
        self._whens: dict[When, When] = {}

    def part(self, part: _Part) -> _Part:
        give = part.give
        if isinstance(give, FreeItem):
            give = structs.replace(give, sku=display(give.sku))
        when = self._whens.setdefault(part.when, part.when)
        return structs.replace(part, scope=_scope(part.scope), when=when, give=give)


def _scope(scope: Scope) -> Scope:
    return structs.replace(scope, products=_written(scope.products), except_products=_written(scope.except_products))


def _written(skus: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(display, skus))
