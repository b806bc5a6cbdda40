"""A reason on the counter's card: what it is called, and how it was reckoned. A part of `counter_words`."""

from collections.abc import Mapping
from types import MappingProxyType

from vafa.domain.receipt import Reason
from vafa.wording.catalogue import later
from vafa.wording.reason_figures import UNIT, Told

_ALL = 100


def _multiplier(reason: Reason) -> str:
    return later("{tier} multiplier") if reason.names.get("tier") else later("Multiplier")


def _per_unit(reason: Reason) -> str:
    if reason.figures.get("per_thousandths") == UNIT:
        return later("{quantity}, {points} for each")
    return later("{quantity}, {points} for each {per_thousandths}")


def _limit(reason: Reason) -> str:
    return later("Margin of the shop") if reason.names.get("limited_by") == "guard" else later("Limit of points")


def _anniversary(reason: Reason) -> str:
    return later("“{about}”, {year}") if reason.names.get("about") else later("of joining, {year}")


def _buy_get(reason: Reason) -> str:
    if reason.figures.get("percent") == _ALL:
        return later("buy {buy}, get {get} free: {quantity}")
    return later("buy {buy}, get {get} at {percent} off: {quantity}")


def _tickets(reason: Reason) -> str:
    if reason.figures.get("quantity") == 1:
        return later("one chance in “{id}”")
    return later("{quantity} chances in “{id}”")


def _coupon(reason: Reason) -> str:
    return later("coupon for a later purchase") if reason.names.get("title") else later("“{id}”")


_ABOUT = later("“{about}”")
_THINGS = later("{quantity} of “{id}”")
_FOR_POINTS = later("for {points}")

CARDS: Mapping[str, tuple[Told, Told]] = MappingProxyType(
    {
        "per_amount": (later("Base"), later("{points} for each {money}")),
        "per_unit": (later("Goods"), _per_unit),
        "multiplier": (_multiplier, later("times {factor}")),
        "growing_multiplier": (_multiplier, later("times {factor}, for {reached} so far")),
        "points_fixed": (later("Extra points"), ""),
        "first_purchase": (later("First purchase"), ""),
        "visit": (later("Today's visit"), ""),
        "target_reached": (later("Goal reached"), later("{at_least} {window}")),
        "points_capped": (_limit, later("at most {most}")),
        # occasions
        "occasion_enrolment": (later("Joining the club"), ""),
        "occasion_field_filled": (later("A field filled in"), _ABOUT),
        "occasion_profile_completed": (later("Completed profile"), ""),
        "occasion_interest_told": (later("An interest told"), _ABOUT),
        "occasion_form_completed": (later("A form filled in"), _ABOUT),
        "occasion_survey_answered": (later("A survey answered"), _ABOUT),
        "occasion_referrer": (later("A new customer brought"), ""),
        "occasion_referee": (later("Welcome"), ""),
        "occasion_birthday": (later("Birthday gift"), later("{year}")),
        "occasion_anniversary": (later("Anniversary"), _anniversary),
        "occasion_membership_sold": (later("Membership"), _ABOUT),
        "occasion_tier_reached": (later("Tier reached"), _ABOUT),
        "occasion_manual": (later("Given by hand"), ""),
        # money off and gifts
        "off_percent": (later("Discount"), later("{percent} of {base_rial}")),
        "off_amount": (later("Discount"), later("{rial} off")),
        "off_stepped": (later("Stepped discount"), later("{percent}, from {from_rial} on")),
        "off_free_item": (later("Free"), later("{quantity} of “{sku}”")),
        "off_buy_get": (later("Free with others"), _buy_get),
        "off_cheapest_free": (later("The cheapest free"), later("of {of}")),
        "handed_item": (later("Gift"), _THINGS),
        "handed_service": (later("Service"), later("“{id}”")),
        "handed_gift": (later("Gift"), _THINGS),
        "handed_ticket": (later("Draw"), _tickets),
        "handed_coupon": (later("Coupon"), _coupon),
        "reward_off": (later("Reward"), _FOR_POINTS),
        "reward_item": (later("Reward"), _FOR_POINTS),
        "reward_service": (later("Reward"), _FOR_POINTS),
        "reward_gift": (later("Reward"), _FOR_POINTS),
        "reward_coupon": (later("Reward"), _FOR_POINTS),
        "reward_ticket": (later("Reward"), _FOR_POINTS),
        "money_off": (later("Paid with points"), later("{points}")),
    }
)
"""Name and detail. The shop's own title stands in the place of the name where there is one."""
