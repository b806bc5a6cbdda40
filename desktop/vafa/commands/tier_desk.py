"""`vafa tier pin`, `tiers`, `celebrate`: what the programme does besides bills."""

from datetime import date
from typing import Annotated

import typer

from vafa.commands import options, reading
from vafa.commands.call import Answer, Call
from vafa.commands.reading import Misuse
from vafa.commands.shapes import jalali_day, member_figures, tier_figures
from vafa.wording import tier_answers
from vafa.wording.catalogue import later

NO_TIER = "none"

Tier = Annotated[str, typer.Option("--tier", metavar="TIER|none", help=later("Name of the tier; none takes it away."))]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help=later("Last day of the tier, as 1405/12/29."))
]


def pin_tier(
    call: Call,
    tier: Tier,
    reason: options.Reason,
    until: Until = None,
    card: options.Card = None,
    mobile: options.Mobile = None,
    staff: options.Staff = None,
) -> Answer:
    """Gives a member a tier up to a day, or takes that away."""
    who, by = reading.member(card, mobile), reading.staff_number(staff)
    taken_away = tier == NO_TIER
    if until is None and not taken_away:
        raise Misuse("needs", "--tier", "--until")
    shop = call.shop()
    last = shop.now().date() if until is None else reading.day(until)
    place = shop.pin_tier(who, "" if taken_away else tier, last, reason, staff=by)
    found, unit = shop.look_up(who), call.unit()
    pinned_until = None if taken_away else last
    return Answer(
        {
            **member_figures(found.member),
            "pinned": None if taken_away else tier,
            "until": jalali_day(last) if pinned_until else None,
            "tier": tier_figures(place),
        },
        lambda language: [
            tier_answers.pinned(pinned_until, language),
            *(tier_answers.place(place, unit, language) if place else []),
        ],
    )


def tiers(call: Call) -> Answer:
    """Reviews the tiers of all members."""
    report = call.shop().review_tiers()
    since = None if report.since_day is None else jalali_day(date.fromordinal(report.since_day))
    return Answer(
        {
            "day": jalali_day(date.fromordinal(report.day)),
            "since": since,
            "tiers": [
                {"tier": row.tier or None, "title": row.title or None, "members": row.members} for row in report.tiers
            ],
            "rose": report.rose,
            "fell": report.fell,
            "moved": [
                {**member_figures(one.member), "before": one.before or None, "after": one.after or None}
                for one in report.moved
            ],
        },
        lambda language: tier_answers.reviewed(report, language),
    )


def celebrate(call: Call) -> Answer:
    """Gives the birthday gifts that are due."""
    done = call.shop().celebrate()
    return Answer(
        {"members": [member.hex() for member in done.members], "points": done.points},
        lambda language: tier_answers.celebrated(len(done.members), done.points, language),
    )
