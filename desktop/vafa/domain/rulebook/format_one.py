"""Documents of format 1, which knew points for an amount and multipliers alone."""

import re
from typing import Any

_OLD_FIELDS = frozenset(
    {
        "format",
        "version",
        "earn",
        "excluded_skus",
        "vat",
        "vat_percent",
        "points_paid_earns",
        "money_off",
        "expiry",
        "pending_days",
        "refund_grace_days",
    }
)
_OLD_RULE = frozenset({"id", "effect"})
_MARKS = frozenset({"earn", "excluded_skus"})
_LONGEST_SKU = 64

_PLACES = ((re.compile(r"^rules\b"), "earn"), (re.compile(r"^excluded\b"), "excluded_skus"))
_EFFECT = re.compile(r"^(earn\[\d+\]\.)give\b")


def is_format_one(tree: dict[str, Any]) -> bool:
    """Whether a document is of format 1: it says so, or says no format and has a field that went with it."""
    return tree.get("format") == 1 or ("format" not in tree and not _MARKS.isdisjoint(tree))


def foreign_field(tree: dict[str, Any]) -> tuple[str, str] | None:
    """The place and the name of the first field that format 1 does not have."""
    for name in tree:
        if name not in _OLD_FIELDS:
            return "", name
    rules = tree.get("earn")
    for at, rule in enumerate(rules if isinstance(rules, list) else ()):
        for name in rule if isinstance(rule, dict) else ():
            if name not in _OLD_RULE:
                return f"earn[{at}]", name
    return None


def upgraded(tree: dict[str, Any], to_format: int) -> dict[str, Any]:
    """The same programme in the newest format. An excluded product whose number no line of a bill can have is left
    out: it never did anything."""
    new = {name: value for name, value in tree.items() if name not in _MARKS} | {"format": to_format}
    if "earn" in tree:
        rules = tree["earn"]
        new["rules"] = [_rule(rule) for rule in rules] if isinstance(rules, list) else rules
    if "excluded_skus" in tree:
        skus = tree["excluded_skus"]
        texts = isinstance(skus, list) and all(isinstance(sku, str) for sku in skus)
        new["excluded"] = [sku for sku in skus if 0 < len(sku) <= _LONGEST_SKU] if texts else skus
    return new


def _rule(rule: object) -> object:
    if not isinstance(rule, dict):
        return rule
    return {"give" if name == "effect" else name: value for name, value in rule.items()}


def old_place(place: str) -> str:
    """Where a place of the upgraded document stands in the one of format 1."""
    for pattern, name in _PLACES:
        place = pattern.sub(name, place)
    return _EFFECT.sub(r"\1effect", place)
