"""Why points were given: the sentences of the codes of awards, a part of `reasons`."""

from collections.abc import Mapping
from types import MappingProxyType

from vafa.domain.receipt import Reason
from vafa.wording.catalogue import later
from vafa.wording.reason_figures import UNIT, Told


def _per_amount(reason: Reason) -> str:
    if reason.names.get("title"):
        each, more = later("“{title}”, each {money}"), later("“{title}”, {points} for each {money}")
    else:
        each, more = later("Base, each {money}"), later("Base, {points} for each {money}")
    return each if reason.figures.get("points") == 1 else more


def _per_unit(reason: Reason) -> str:
    if reason.figures.get("per_thousandths") == UNIT:
        return later("{quantity}, {points} for each")
    return later("{quantity}, {points} for each {per_thousandths}")


def _multiplier(reason: Reason) -> str:
    if reason.names.get("tier"):
        return later("{tier} multiplier {factor}")
    return later("“{title}” multiplier {factor}") if reason.names.get("title") else later("Multiplier {factor}")


def _points_fixed(reason: Reason) -> str:
    return later("{points} for “{title}”") if reason.names.get("title") else later("{points} extra")


def _capped(reason: Reason) -> str:
    if reason.names.get("limited_by") == "guard":
        return later("{given} fewer, to keep the shop's margin: at most {most} on this bill")
    return later("{given} fewer: at most {most} on this bill")


def _anniversary(reason: Reason) -> str:
    if reason.names.get("about"):
        return later("{given} for the anniversary “{about}” in {year}")
    return later("{given} for the anniversary of joining in {year}")


EARNING: Mapping[str, Told] = MappingProxyType(
    {
        "per_amount": _per_amount,
        "per_unit": _per_unit,
        "multiplier": _multiplier,
        "growing_multiplier": later("Multiplier {factor}, for {reached} so far"),
        "points_fixed": _points_fixed,
        "first_purchase": later("{points} for the first purchase"),
        "visit": later("{points} for today's visit"),
        "target_reached": later("{points} for reaching {at_least} {window}"),
        "points_capped": _capped,
        # occasions without a bill
        "occasion_enrolment": later("{given} for joining the club"),
        "occasion_field_filled": later("{given} for filling in “{about}”"),
        "occasion_profile_completed": later("{given} for a completed profile"),
        "occasion_interest_told": later("{given} for telling the interest “{about}”"),
        "occasion_form_completed": later("{given} for the form “{about}”"),
        "occasion_survey_answered": later("{given} for answering the survey “{about}”"),
        "occasion_referrer": later("{given} for bringing a new customer"),
        "occasion_referee": later("{given} as a welcome from whoever brought the customer"),
        "occasion_birthday": later("{given} for the birthday in {year}"),
        "occasion_anniversary": _anniversary,
        "occasion_membership_sold": later("{given} for buying the membership “{about}”"),
        "occasion_tier_reached": later("{given} for reaching the tier “{about}”"),
        "occasion_manual": later("{given} given by hand"),
    }
)
