"""A club looks again only at what may have changed: reviews and merges answer as if it looked at everything."""

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.domain.club.played_stories import BASE, bought, played, refusals, story

from vafa.domain.club.checking import ruleset_of
from vafa.domain.club.play import _answer
from vafa.domain.club.state import Club
from vafa.domain.club.story import read_story
from vafa.domain.club.telling import TierChange
from vafa.domain.club.written import day_text
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.tiering import tier_changes

TIERS = {
    "tiers": [{"id": "a", "at_least": 0}, {"id": "b", "at_least": 1_000_000}, {"id": "c", "at_least": 3_000_000}],
    "window": {"kind": "rolling", "days": 60},
    "holds": {"kind": "rolling", "days": 30},
    "grace_days": 5,
}
PLAINER = {**TIERS, "tiers": TIERS["tiers"][:2]}
NAMES = ("ali", "reza", "sara")
EVENTS = st.lists(
    st.one_of(
        st.builds(bought, st.sampled_from([150_000, 1_000_000, 3_000_000]), st.sampled_from(NAMES)),
        st.builds(lambda of: {"event": "refund", "of": f"#{of}"}, st.integers(1, 20)),
        st.builds(lambda days: {"event": "clock", "days": days}, st.sampled_from([1, 30, 36, 70])),
        st.builds(
            lambda name, tier, until: {"event": "pin", "member": name, "tier": tier, "until": until},
            st.sampled_from(NAMES),
            st.sampled_from(["b", "c"]),
            st.sampled_from(["1405/09/20", "1405/11/01"]),
        ),
        st.builds(lambda name: {"event": "pin", "member": name}, st.sampled_from(NAMES)),
        st.builds(
            lambda tiers: {"event": "publish", "programme": {"tiers": tiers}}, st.sampled_from([None, TIERS, PLAINER])
        ),
        st.just({"event": "tier_review"}),
    ),
    max_size=25,
)


def log_of(club: Club, first: int, today: int) -> list[TierChange]:
    """Every change of a tier after `first`, by the members' whole days."""
    return [
        TierChange(name, day_text(change.day), change.before, change.after, change.why.value)
        for name, book in club.own.items()
        for change in tier_changes(club.tier_plans, book.days, book.pins, today)
        if first < change.day <= today
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EVENTS)
def test_a_review_tells_all_that_the_log_has_since_the_last_one(events):
    whole = [*events, {"event": "clock", "days": 20}, {"event": "tier_review"}]
    told = read_story(story(*whole, programme={"tiers": TIERS}, members=[{"id": name} for name in NAMES]))
    club = Club(told, ruleset_of(told.programme, {}, "$.programme"))
    for n, happens in enumerate(told.events, 1):
        before, known = club.review_from - 1, club.reviewed
        result = _answer(club, n, happens, {})
        if result.event == "tier_review":
            found = log_of(club, before, instant_of(club.now).business_day)
            assert list(result.tier_changes) == [change for change in found if change not in known]


MERGES = (("a", "b"), ("b", "c"), ("c", "d"))
POINTS = {"a": 1, "b": 10, "c": 100, "d": 1_000}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_chain_of_merges_parts_in_any_order(order):
    merges = [
        {"event": "merge", "member": member, "into": into, "id": f"{n}"} for n, (member, into) in enumerate(MERGES)
    ]
    buy = [bought(points * 100_000, name) for name, points in POINTS.items()]
    for parted in range(4):
        apart = [{"event": "unmerge", "of": f"{n}"} for n in order[:parted]]
        answer = played(
            *buy, *merges, *apart, *buy, programme={"rules": [BASE]}, members=[{"id": name} for name in POINTS]
        )
        assert set(refusals(answer)) == {None}
        joined = {name: {name} for name in POINTS}
        for n in order[parted:]:
            one = joined[MERGES[n][0]] | joined[MERGES[n][1]]
            joined.update(dict.fromkeys(one, one))
        for name, group in joined.items():
            assert answer.state.members[name].account.balance == 2 * sum(POINTS[one] for one in group)


def test_a_pin_that_ended_stays_ended_when_one_more_duplicate_is_found():
    """The pin was set for one duplicate and ended for the other; neither merging on nor parting brings it back."""
    answer = played(
        {"event": "pin", "member": "ali", "tier": "c", "until": "1406/09/01"},
        {"event": "merge", "member": "ali", "into": "reza", "id": "one"},
        {"event": "clock", "days": 1},
        {"event": "pin", "member": "reza"},
        {"event": "merge", "member": "sara", "into": "reza"},
        {"event": "clock", "days": 1},
        {"event": "unmerge", "of": "one"},
        {"event": "clock", "days": 1},
        programme={"tiers": TIERS},
        members=[{"id": name} for name in NAMES],
    )
    assert set(refusals(answer)) == {None}
    tiers = {name: told.account.tier and told.account.tier.tier for name, told in answer.state.members.items()}
    assert tiers == {"ali": "a", "reza": "a", "sara": "a"}


def test_a_review_tells_what_came_after_the_last_one_of_the_same_day():
    """And nothing twice."""
    look, buy = {"event": "tier_review"}, bought(1_500_000, "ali")
    later = {"event": "clock", "days": 1}
    answer = played(
        *(look, bought(1_000_000, "sara"), look, buy, later, look, look),
        programme={"tiers": TIERS},
        members=[{"id": name} for name in NAMES],
    )
    told = [[change.member for change in result.tier_changes] for result in answer.results if not result.posted]
    assert told == [[], ["sara"], [], ["ali"], []]
