"""Programme documents for tests: a whole one, changed ones, and any that fits the form."""

import copy
import json
from typing import Any

from hypothesis import strategies as st
from msgspec import inspect

from vafa.domain.rulebook.document import Programme

WHOLE: dict[str, Any] = {
    "format": 2,
    "version": 3,
    "title": "باشگاه مشتریان برنج‌فروشی",
    "rules": [
        {"id": "base", "give": {"type": "points_per_amount"}},
        {
            "id": "yalda",
            "title": "شب یلدا",
            "give": {"type": "multiplier", "numerator": 2},
            "scope": {"except_categories": ["food/rice"]},
            "when": {
                "tiers": ["silver", "gold"],
                "yearly": [{"from": "09/30", "to": "09/30"}],
                "hours": [{"from": "18:00", "to": "22:00"}],
                "weekdays": ["mon"],
                "branches": ["tajrish"],
                "tenders": ["cash"],
                "dates": [{"from": "1405/09/30", "to": "1405/10/02"}],
                "reach": [{"measure": "visits", "window": {"kind": "rolling", "days": 90}, "at_least": 2}],
            },
            "limits": [{"of": "points", "most": 500, "per": "member", "window": {"kind": "month"}}],
        },
        {"id": "rice", "give": {"type": "points_per_unit", "points": 2}, "scope": {"categories": ["food/rice"]}},
        {"id": "wedding", "on": "anniversary", "about": "wedding", "give": {"type": "points_fixed", "points": 50}},
        {"id": "friend", "on": "referrer", "give": {"type": "coupon", "plan": "next"}},
        {
            "id": "target",
            "on": "period_target",
            "target": {"measure": "spend", "at_least": 10_000_000, "window": {"kind": "season"}},
            "give": {"type": "draw_ticket", "draw": "nowruz"},
        },
        {"id": "form", "on": "form_completed", "about": "taste", "give": {"type": "points_fixed", "points": 20}},
        {
            "id": "steps",
            "give": {"type": "stepped_off", "steps": [{"from": 0, "percent": 1}, {"from": 5_000_000, "percent": 3}]},
            "when": {"segments": ["neighbours"]},
            "budget": "spring",
        },
    ],
    "excluded": ["gift-card"],
    "tiers": {
        "tiers": [{"id": "bronze", "at_least": 0}, {"id": "silver", "at_least": 50}, {"id": "gold", "at_least": 90}]
    },
    "memberships": [{"id": "plus", "fee_rial": 900_000}],
    "referral": {"min_amount_rial": 500_000},
    "coupons": [
        {"id": "next", "give": {"type": "percent_off", "percent": 10}, "life_days": 30, "automatic": True},
        {"id": "hello", "give": {"type": "amount_off", "rial": 100_000}, "codes": ["HELLO", "SALAM-1405"]},
    ],
    "rewards": [{"id": "tea", "points": 100, "give": {"type": "free_item", "sku": "tea"}}],
    "gates": [{"id": "credit", "when": {"memberships": ["plus"]}}],
    "budgets": [{"id": "spring", "rial": 5_000_000, "from": "1405/01/01", "to": "1406/03/31"}],
    "guard": {"category_margins": {"food": 12}},
    "segments": ["neighbours"],
    "branches": ["tajrish"],
    "forms": ["taste"],
}
"""A document in which every part of a programme stands, and nothing is wrong."""

FORMAT_ONE = b"""{
  "format": 1,
  "version": 2,
  "earn": [
    {"id": "base", "effect": {"type": "points_per_amount", "points": 2, "per_rial": 70000}},
    {"id": "silver", "effect": {"type": "multiplier", "numerator": 5, "denominator": 4}}
  ],
  "excluded_skus": ["gift-card", ""],
  "vat": "excluded",
  "vat_percent": 9,
  "points_paid_earns": true,
  "money_off": {"rial_per_point": 500},
  "expiry": {"mode": "fixed", "days": null, "on": "2027-03-20"},
  "pending_days": 3,
  "refund_grace_days": 14
}"""
"""A document as the first version wrote it."""


def changed(*changes: tuple[str, Any]) -> bytes:
    """The whole document with other values at some paths (`rules.1.when.tiers`); a path that ends in `+` appends."""
    tree = copy.deepcopy(WHOLE)
    for path, value in changes:
        *way, last = path.split(".")
        node: Any = tree
        for step in way:
            node = node[int(step)] if isinstance(node, list) else node.setdefault(step, {})
        if last == "+":
            node.append(value)
        elif isinstance(node, list):
            node[int(last)] = value
        else:
            node[last] = value
    return json.dumps(tree).encode()


def whole() -> bytes:
    return changed()


LETTERS = st.characters(exclude_categories=("Cs",))
TEXTS = st.text(LETTERS, min_size=1, max_size=12)


def any_programme_tree() -> st.SearchStrategy[dict[str, Any]]:
    """Any tree that has the form of a document, sensible or not."""
    return _of(inspect.type_info(Programme))


def _of(kind: inspect.Type) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.StructType():
            return _struct(kind)
        case inspect.UnionType():
            return st.one_of([_of(one) for one in kind.types])
        case inspect.VarTupleType():
            return st.lists(_of(kind.item_type), max_size=2)
        case inspect.EnumType():
            return st.sampled_from([member.value for member in kind.cls])
        case inspect.IntType():
            least = 0 if kind.ge is None else kind.ge
            return st.integers(least, least + 1_000 if kind.le is None else kind.le)
        case inspect.StrType():
            return (
                st.from_regex(kind.pattern, fullmatch=True, alphabet="0123456789/:") if kind.pattern else _texts(kind)
            )
        case inspect.DateType():
            return st.dates().map(str)
        case inspect.BoolType():
            return st.booleans()
        case inspect.DictType():
            return st.dictionaries(TEXTS, _of(kind.value_type), max_size=2)
        case inspect.NoneType():
            return st.none()
    raise AssertionError(kind)


def _texts(kind: inspect.StrType) -> st.SearchStrategy[str]:
    return st.text(LETTERS, min_size=kind.min_length or 0, max_size=12)


def _struct(kind: inspect.StructType) -> st.SearchStrategy[dict[str, Any]]:
    fields = {field.encode_name: _of(field.type) for field in kind.fields}
    needed = {field.encode_name for field in kind.fields if field.required}
    tag = {"type": st.just(kind.tag)} if kind.tag else {}
    return st.fixed_dictionaries(
        {name: fields[name] for name in sorted(needed)} | tag,
        optional={name: fields[name] for name in sorted(fields.keys() - needed)},
    )
