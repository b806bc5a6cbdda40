"""What was taken off, handed over or bought with points: the sentences of a bill's steps, a part of `reasons`."""

from collections.abc import Mapping
from types import MappingProxyType

from vafa.domain.receipt import Reason
from vafa.wording.catalogue import later
from vafa.wording.reason_figures import Told

_ALL = 100


def _amount(reason: Reason) -> str:
    """An amount that the goods or a limit do not reach is told beside what it came to."""
    whole = reason.figures.get("amount_rial") == reason.rial
    return later("{rial} off") if whole else later("{rial} off, of {amount_rial}")


def _buy_get(reason: Reason) -> str:
    if reason.figures.get("percent") == _ALL:
        return later("Buy {buy}, get {get} free: {quantity} free, {rial} off")
    return later("Buy {buy}, get {get} at {percent} off: {quantity} cheaper, {rial} off")


def _service(reason: Reason) -> str:
    if reason.figures.get("value_rial"):
        return later("Service “{id}”, worth {value_rial}, without charge")
    return later("Service “{id}” without charge")


def _tickets(reason: Reason) -> str:
    if reason.figures.get("quantity") == 1:
        return later("One chance in the draw “{id}”")
    return later("{quantity} chances in the draw “{id}”")


def _bought_tickets(reason: Reason) -> str:
    if reason.figures.get("quantity") == 1:
        return later("One chance in the draw “{thing}”, for {points}")
    return later("{quantity} chances in the draw “{thing}”, for {points}")


def _reward_item(reason: Reason) -> str:
    """A part of what a reward gives may have been on the bill already."""
    if reason.rial:
        return later("{quantity} of “{thing}” free and {rial} off, for {points}")
    return later("{quantity} of “{thing}” free, for {points}")


def _reward_service(reason: Reason) -> str:
    if reason.figures.get("quantity", 1) == 1:
        return later("Service “{thing}”, for {points}")
    return later("{quantity} times the service “{thing}”, for {points}")


def _reward_coupon(reason: Reason) -> str:
    if reason.figures.get("quantity", 1) == 1:
        return later("Coupon “{thing}”, for {points}")
    return later("{quantity} coupons “{thing}”, for {points}")


def _coupon(reason: Reason) -> str:
    if reason.names.get("title"):
        return later("Coupon “{title}” for a later purchase")
    return later("Coupon “{id}” for a later purchase")


def _reward_off(reason: Reason) -> str:
    if reason.names.get("title"):
        return later("{rial} off by the reward “{title}”, for {points}")
    return later("{rial} off, for {points}")


def _guarded(reason: Reason) -> str:
    if reason.names.get("title"):
        return later(
            "{cut_rial} of “{title}” were not given, so that gifts stay within {most_percent} of this bill's margin; "
            "{left_rial} are left"
        )
    return later(
        "{cut_rial} of the discount were not given, so that gifts stay within {most_percent} of this bill's margin; "
        "{left_rial} are left"
    )


def _guarded_cost(reason: Reason) -> str:
    if reason.names.get("title"):
        return later(
            "{cut_rial} of “{title}” were not given, so that no goods are sold below their cost; {left_rial} are left"
        )
    return later(
        "{cut_rial} of the discount were not given, so that no goods are sold below their cost; {left_rial} are left"
    )


def _guard_lifted(reason: Reason) -> str:
    if "points" in reason.figures:
        return later("By leave, {points} more were given than {most_percent} of this bill's margin allow")
    return later("By leave, {over_rial} more were given than {most_percent} of this bill's margin allow")


DISCOUNTS: Mapping[str, Told] = MappingProxyType(
    {
        "off_percent": later("{percent} of {base_rial}, {rial} off"),
        "off_amount": _amount,
        "off_stepped": later("Purchases of {reached_rial} reach {from_rial}: {percent} of {base_rial}, {rial} off"),
        "off_free_item": later("{quantity} of “{sku}” free: {rial} off"),
        "off_buy_get": _buy_get,
        "off_cheapest_free": later("The cheapest of {of} free: {rial} off"),
        "handed_item": later("{quantity} of “{id}” as a gift with the purchase"),
        "handed_service": _service,
        "handed_gift": later("Gift: {quantity} of “{id}”"),
        "handed_ticket": _tickets,
        "handed_coupon": _coupon,
        # with points
        "reward_off": _reward_off,
        "reward_item": _reward_item,
        "reward_service": _reward_service,
        "reward_gift": later("{quantity} of the gift “{thing}”, for {points}"),
        "reward_coupon": _reward_coupon,
        "reward_ticket": _bought_tickets,
        "money_off": later("{rial} paid with {points}"),
        # the margin and the budgets
        "margin_guard": _guarded,
        "margin_guard_cost": _guarded_cost,
        "margin_guard_lifted": _guard_lifted,
        "budget_lifted": later("By leave, {over_rial} more were given than the budget “{rule}” of {budget_rial} has"),
        "budget_low": later("{percent} of the budget “{rule}” are spent; {left_rial} of {budget_rial} are left"),
        "budget_spent": later("The budget “{rule}” of {budget_rial} is spent"),
    }
)
