"""How bodies of older versions are read as today's. Bodies in the journal are never rewritten."""

from collections.abc import Callable
from typing import Any, TypeAlias

Fields: TypeAlias = dict[str, Any]
Upcast: TypeAlias = Callable[[Fields], Fields]


def _award_of_terms(fields: Fields) -> Fields:
    """Version 1 of a purchase recorded the rules themselves; all its points counted towards a tier."""
    facts = fields["facts"]
    terms = [_term(rule["id"], rule["effect"]) for rule in facts["rules"]]
    return {
        **fields,
        "facts": {**{name: facts[name] for name in facts if name != "rules"}, "terms": terms},
        "tier_points": fields.get("points_earned", 0),
    }


def _moved_spend(fields: Fields) -> Fields:
    """Version 1 of a reassignment did not record what had been paid: the money that earned stands for it."""
    facts = fields["facts"]
    percent = 100 + (facts["vat_percent"] if facts["vat"] == "excluded" else 0)
    return {**_award_of_terms(fields), "spend_rial": facts["base_rial"] * percent // 100}


def _claw_of_tier_points(fields: Fields) -> Fields:
    """In version 1 of a refund all points counted towards a tier."""
    return {**fields, "tier_points_clawed": fields.get("points_clawed", 0)}


def _term(rule: str, effect: Fields) -> Fields:
    if effect["type"] == "points_per_amount":
        return {
            "rule": rule,
            "kind": "amount",
            "numerator": effect["points"],
            "denominator": effect["per_rial"],
        }
    return {
        "rule": rule,
        "kind": "multiplier",
        "numerator": effect["numerator"],
        "denominator": effect["denominator"],
    }


UPCASTS: dict[tuple[str, int], Upcast] = {
    ("purchase_posted", 1): _award_of_terms,
    ("purchase_reassigned", 1): _moved_spend,
    ("purchase_refunded", 1): _claw_of_tier_points,
}
"""From a body of (kind, v) to one of (kind, v + 1)."""
