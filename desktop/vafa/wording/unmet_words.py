"""What was asked for or close but not given, and what would make it a yes: a part of `reasons`."""

from collections.abc import Mapping
from types import MappingProxyType

from vafa.domain.receipt import Reason
from vafa.wording.catalogue import later
from vafa.wording.reason_figures import Told


def _named(reason: Reason) -> bool:
    """Whether it has a name that a sentence can speak of."""
    return any(reason.names.get(name) for name in ("title", "code", "coupon"))


def _tier(reason: Reason) -> str:
    """`lowest`: the tiers are this one and all above it."""
    if reason.names.get("lowest"):
        return later("It is for the tier “{lowest}” and above")
    return later("It is for the tier {needs}")


def _amount(reason: Reason) -> str:
    if _named(reason):
        return later("Buy {missing_rial} more for {subject}: {at_least_rial} in all")
    return later("Buy {missing_rial} more, {at_least_rial} in all")


def _step(reason: Reason) -> str:
    if _named(reason):
        return later("Buy {missing_rial} more and {subject} begins, at {at_least_rial}")
    return later("Buy {missing_rial} more: the first discount begins at {at_least_rial}")


def _units(reason: Reason) -> str:
    if _named(reason):
        return later("Take {missing} more of these goods for {subject}: {at_least} in all")
    return later("Take {missing} more of these goods, {at_least} in all")


def _scope(reason: Reason) -> str:
    if reason.names.get("needs"):
        return later("It is for {needs}; add one of them to the bill")
    return later("It is for goods that are not on this bill")


def _birthday(reason: Reason) -> str:
    if reason.figures.get("days"):
        return later("It holds up to {days} before and after the birthday")
    return later("It holds on the birthday")


_USED_UP: Mapping[str, str] = MappingProxyType(
    {
        "uses": later("It has been used as often as its limit allows"),
        "points": later("The limit of its points is reached"),
        "rial": later("The limit of its discount is reached"),
    }
)

_CLUB_USED_UP: Mapping[str, str] = MappingProxyType(
    {
        "uses": later("Points have been given as often as the club's limit allows"),
        "points": later("The club's limit of points is reached"),
    }
)


def _used_up(reason: Reason) -> str:
    """Of no rule at all: the bound on all points together."""
    of = reason.names.get("of", "")
    if not reason.rule and not _named(reason):
        return _CLUB_USED_UP.get(of, _CLUB_USED_UP["points"])
    return _USED_UP.get(of, _USED_UP["uses"])


def _guard_handed(reason: Reason) -> str:
    if reason.names.get("title"):
        return later(
            "“{title}” was not handed over: it costs {cost_rial}, more than is left of {most_percent} of this bill's "
            "margin; a larger bill brings it"
        )
    return later(
        "A gift was not handed over: it costs {cost_rial}, more than is left of {most_percent} of this bill's margin; "
        "a larger bill brings it"
    )


def _already(reason: Reason) -> str:
    if "year" in reason.figures:
        return later("It was given already for {year}; it comes again next year")
    return later("It was given already; it is given once")


def _not_today(reason: Reason) -> str:
    if reason.names.get("occasion") == "birthday":
        return later("Today is not the birthday; it is given on that day")
    if reason.names.get("about"):
        return later("Today is not the anniversary “{about}”; it is given on that day")
    return later("Today is not the anniversary of joining; it is given on that day")


def _profile(reason: Reason) -> str:
    match reason.figures.get("missing"):
        case 0:
            return later("The programme names no fields that make a profile")
        case 1:
            return later("One more field completes the profile: {needs}")
        case _:
            return later("{missing} more fields complete the profile: {needs}")


UNMET: Mapping[str, Told] = MappingProxyType(
    {
        # conditions
        "unmet_member": later("It is for members; read the card or ask for the mobile"),
        "unmet_tier": _tier,
        "unmet_segment": later("It is for the group {needs}"),
        "unmet_not_segment": later("It is not for the group {needs}"),
        "unmet_membership": later("It comes with the membership {needs}"),
        "unmet_interest": later("It is for whoever has told the interest {needs}"),
        "unmet_birthday": _birthday,
        "unmet_reach": later("Needed: {missing} more, {at_least} in all"),
        "unmet_reach_above": later("It is for at most {at_most}"),
        "unmet_weekday": later("It holds on {needs}"),
        "unmet_hours": later("It holds from {needs}"),
        "unmet_dates": later("It holds on these days: {needs}"),
        "unmet_yearly": later("It holds on these days of every year: {needs}"),
        "unmet_branch": later("It holds in the branch {needs}"),
        "unmet_tender": later("It holds when it is paid by {needs}"),
        "unmet_amount": _amount,
        "unmet_amount_above": later("It is for bills of at most {at_most_rial}"),
        "unmet_quantity": _units,
        "unmet_units": _units,
        "unmet_step": _step,
        # codes and coupons
        "coupon_unknown": later("Code {code} is not known; check its letters"),
        "coupon_not_held": later("The member does not hold coupon {coupon}, or has used it; check its number"),
        "coupon_plan_ended": later("The plan of coupon {coupon} has ended; choose another coupon"),
        "coupon_used": later("It is good once and has been used; ask for another code"),
        "coupon_lapsed": later("It was good until {last_day}; ask for a newer one"),
        "coupon_once_a_bill": later("One of this plan is taken on a bill; it stays good for the next purchase"),
        "coupon_not_best": later("It would take {rial} off, “{best}” takes {best_rial}; it stays good for later"),
        "coupon_suggested": later("Instead, the coupon “{coupon_named}” would take {rial} off"),
        # limits, budgets, goods, the margin
        "used_up": _used_up,
        "budget_used_up": later("The budget “{budget}” is spent; whoever runs the programme can raise it"),
        "budget_closed": later("The budget “{budget}” runs from {first_day} to {last_day}"),
        "nothing_in_scope": _scope,
        "takes_nothing": later("There is nothing left to take off; it stays good for another purchase"),
        "margin_guard_handed": _guard_handed,
        # occasions and referrals
        "occasion_unknown": later("The programme does not know {occasion} “{about}”; choose one that it names"),
        "occasion_already": _already,
        "not_today": _not_today,
        "profile_incomplete": _profile,
        "referral_late": later("The first purchase had to be within {within_days} of joining; it is {days_late} late"),
        "referral_amount": later("Buy {missing_rial} more to complete the referral: {at_least_rial} in all"),
    }
)
