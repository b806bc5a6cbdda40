"""Names that the document uses and nobody knows."""

from collections.abc import Collection, Iterable, Iterator

from vafa.domain.rulebook.category_names import categories_above, category_key
from vafa.domain.rulebook.conditions import Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import CouponIssued, FreeItem
from vafa.domain.rulebook.fault import Catalogue, Fault
from vafa.domain.rulebook.plans import CouponPlan, MarginGuard, Reward, Rule, Trigger
from vafa.domain.rulebook.walking import walk
from vafa.persian.folding import display, key

_ABOUT_LISTS = {
    Trigger.FIELD_FILLED: "fields",
    Trigger.INTEREST_TOLD: "interests",
    Trigger.FORM_COMPLETED: "forms",
    Trigger.SURVEY_ANSWERED: "surveys",
    Trigger.MEMBERSHIP_SOLD: "memberships",
    Trigger.TIER_REACHED: "tiers",
}


def name_faults(programme: Programme, catalogue: Catalogue | None) -> Iterator[Fault]:
    """Names of parts that the document does not have and, with a catalogue, of goods that the shop does not have."""
    known = _Known(programme)
    for place, shape in walk(programme):
        match shape:
            case When():
                yield from _when(place, shape, known)
            case CouponIssued():
                yield from known.faults(f"{place}.plan", "coupons", shape.plan)
            case Rule() | CouponPlan() | Reward():
                if shape.budget:
                    yield from known.faults(f"{place}.budget", "budgets", shape.budget)
                if isinstance(shape, Rule) and shape.about and shape.trigger in _ABOUT_LISTS:
                    yield from known.faults(f"{place}.about", _ABOUT_LISTS[shape.trigger], shape.about)
            case _:
                pass
    if catalogue is not None:
        yield from _goods(programme, catalogue)


class _Known:
    """The names that each list of the document gives out."""

    def __init__(self, programme: Programme) -> None:
        tiers = programme.tiers.tiers if programme.tiers else ()
        self._lists: dict[str, frozenset[str]] = {
            "tiers": frozenset(tier.id for tier in tiers),
            "memberships": frozenset(plan.id for plan in programme.memberships),
            "coupons": frozenset(plan.id for plan in programme.coupons),
            "budgets": frozenset(budget.id for budget in programme.budgets),
            **{
                of: frozenset(getattr(programme, of))
                for of in ("segments", "interests", "branches", "forms", "surveys", "fields")
            },
        }

    def faults(self, place: str, of: str, name: str) -> Iterator[Fault]:
        if name in self._lists[of]:
            return
        alike = next((known for known in sorted(self._lists[of]) if key(known) == key(name)), "")
        if alike:
            yield Fault(place, "other_letters", names={"name": name, "alike": alike, "list": of})
        else:
            yield Fault(place, "unknown_name", names={"name": name, "list": of})


def _when(place: str, when: When, known: _Known) -> Iterator[Fault]:
    for field, of in (
        ("tiers", "tiers"),
        ("segments", "segments"),
        ("not_segments", "segments"),
        ("memberships", "memberships"),
        ("interests", "interests"),
        ("branches", "branches"),
    ):
        for at, name in enumerate(getattr(when, field)):
            yield from known.faults(f"{place}.{field}[{at}]", of, name)


def _goods(programme: Programme, catalogue: Catalogue) -> Iterator[Fault]:
    products, categories = frozenset(map(display, catalogue.products)), categories_of(catalogue)
    yield from _no_products("excluded", programme.excluded, products)
    yield from _no_categories("excluded_categories", programme.excluded_categories, categories)
    for place, shape in walk(programme):
        match shape:
            case Scope():
                for field in ("products", "except_products"):
                    yield from _no_products(f"{place}.{field}", getattr(shape, field), products)
                for field in ("categories", "except_categories"):
                    yield from _no_categories(f"{place}.{field}", getattr(shape, field), categories)
            case FreeItem() if display(shape.sku) not in products:
                yield Fault(f"{place}.sku", "unknown_product", names={"name": shape.sku})
            case MarginGuard():
                for name in shape.category_margins:
                    if category_key(name) not in categories:
                        yield Fault(f"{place}.category_margins.{name}", "unknown_category", names={"name": name})
            case _:
                pass


def _no_products(place: str, names: Iterable[str], known: Collection[str]) -> Iterator[Fault]:
    for at, name in enumerate(names):
        if display(name) not in known:
            yield Fault(f"{place}[{at}]", "unknown_product", names={"name": name})


def _no_categories(place: str, names: Iterable[str], known: Collection[str]) -> Iterator[Fault]:
    for at, name in enumerate(names):
        if category_key(name) not in known:
            yield Fault(f"{place}[{at}]", "unknown_category", names={"name": name})


def categories_of(catalogue: Catalogue) -> frozenset[str]:
    """The keys of all categories of a catalogue, with those that hold others: `food/rice` is in `food`."""
    named = {*catalogue.products.values(), *catalogue.categories}
    return frozenset(above for category in named for above in categories_above(category))
