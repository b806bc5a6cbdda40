"""What is told of a member who was merged is told of all that he is."""

import pytest
from tests.domain.club.played_stories import BASE, bought, played

SEGMENT = {"id": "vip", "give": {"type": "points_fixed", "points": 100}, "when": {"segments": ["vip"]}}


@pytest.mark.parametrize("told", ["ali", "sara"])
def test_a_segment_that_was_taken_away_does_not_come_back_with_the_next_duplicate(told):
    answer = played(
        {"event": "merge", "member": "ali", "into": "sara"},
        {"event": "profile", "member": told, "segments": []},
        {"event": "merge", "member": "reza", "into": "sara"},
        bought(1_000_000),
        programme={"rules": [BASE, SEGMENT], "segments": ["vip"]},
        members=[{"id": "sara"}, {"id": "ali", "segments": ["vip"]}, {"id": "reza"}],
    )
    assert answer.results[-1].points == 10


def test_a_birthday_that_was_told_under_another_name_stays():
    birthday = {"id": "gift", "on": "birthday", "give": {"type": "points_fixed", "points": 7}}
    answer = played(
        {"event": "merge", "member": "ali", "into": "sara"},
        {"event": "profile", "member": "ali", "birthday": "09/10"},
        {"event": "merge", "member": "reza", "into": "sara"},
        {"event": "birthdays"},
        programme={"rules": [BASE, birthday]},
        members=[{"id": "sara", "birthday": "01/01"}, {"id": "ali"}, {"id": "reza"}],
    )
    assert [award.points for award in answer.results[-1].awards] == [7]


TIERS = {"tiers": [{"id": "blue", "at_least": 0}, {"id": "gold", "at_least": 90_000_000}]}


@pytest.mark.parametrize("pinned", ["ali", "sara"])
def test_a_tier_by_hand_is_kept_by_each_when_they_are_parted(pinned):
    answer = played(
        {"event": "merge", "id": "one", "member": "ali", "into": "sara"},
        {"event": "pin", "member": pinned, "tier": "gold", "until": "1405/12/01"},
        {"event": "unmerge", "of": "one"},
        programme={"rules": [BASE], "tiers": TIERS},
        members=[{"id": "sara"}, {"id": "ali"}],
    )
    assert [answer.state.members[name].account.tier.tier for name in ("sara", "ali")] == ["gold", "gold"]
