"""Measuring the review of all members' tiers on a big shop: the first one, and those of the nights after."""

from vafa.commands.bench_counter import working_copy
from vafa.commands.measure import Measure, held, timed_ms
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.plans import Tier, TierPlan
from vafa.domain.rulebook.programme_reading import write_programme
from vafa.services.night.review_tiers import ReviewTiers
from vafa.services.office.publish import Publish

REVIEW_BAR_S = 10.0

TIERS = TierPlan(tiers=(Tier("bronze", 0), Tier("silver", 100_000_000), Tier("gold", 300_000_000)))
"""As shops have them: most members are in the lowest one."""

_SPENT = "UPDATE entry SET spend_rial = points * 100000, tier_points = points WHERE kind = 'earn' AND spend_rial = 0"
_LAST_NIGHT = "UPDATE tier_seen SET hlc = 0 WHERE abs(random()) % 30 = 0"
"""So many members bought something on a day."""


def bench_tiers(members: int) -> list[Measure]:
    """A review in the background, against one plain sum over all entries in the same file."""
    with working_copy(members) as store:
        database = store.database
        database.run(_SPENT)  # a shop that was kept from before entries said what was spent
        Publish(store)(write_programme(Programme(tiers=TIERS)))
        review = ReviewTiers(store)
        floor = timed_ms(lambda: database.value("SELECT sum(spend_rial) FROM entry WHERE kind = 'earn'")) / 1_000
        first = timed_ms(review) / 1_000
        database.run(_LAST_NIGHT)
        nightly = timed_ms(review) / 1_000
        details: dict[str, float | str] = {
            "members": members,
            "entries": int(database.value("SELECT count(*) FROM entry")),
            "reckoned_one_by_one": int(database.value("SELECT count(*) FROM tier_seen")),
            "above_the_lowest": int(database.value("SELECT count(*) FROM tier_seen WHERE tier <> 'bronze'")),
        }
    name = "one sum over all entries"
    return [
        held("tier review, first", "s", first, floor_name=name, floor=floor, details=details),
        held("tier review, nightly", "s", nightly, floor_name=name, floor=floor, most=REVIEW_BAR_S, details=details),
    ]
