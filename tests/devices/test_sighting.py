"""A card before a camera is believed after several looks and told once, as long as it stays in view."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.devices.sighting import AWAY_MS, MOST_LOOKS, WITHIN_MS, Sightings

FRAME_MS = 33
A, B = "1" * 34, "2" * 34


def show(sightings: Sightings, from_ms: int, frames: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """What is told, and when."""
    told = [(at_ms, sightings.look(texts, at_ms)) for at_ms, texts in zip(times(from_ms), frames, strict=False)]
    return [(at_ms, text) for at_ms, text in told if text is not None]


def times(from_ms: int) -> range:
    return range(from_ms, 10**9, FRAME_MS)


def test_one_look_is_not_believed_and_the_second_is() -> None:
    sightings = Sightings()
    assert show(sightings, 0, [[A]]) == []
    assert show(sightings, FRAME_MS, [[A]]) == [(FRAME_MS, A)]


def test_looks_far_apart_do_not_add_up() -> None:
    sightings = Sightings()
    assert sightings.look([A], 0) is None
    assert sightings.look([A], WITHIN_MS + 1) is None
    assert sightings.look([A], WITHIN_MS + 2) == A


def test_a_card_that_stays_is_told_once_even_if_many_frames_miss_it() -> None:
    frames = [[A] if frame % 10 < 3 else [] for frame in range(1_000)]
    assert len(show(Sightings(), 0, frames)) == 1


def test_a_card_that_went_and_came_is_told_again() -> None:
    sightings = Sightings()
    assert len(show(sightings, 0, [[A]] * 5)) == 1
    assert sightings.look([], AWAY_MS) is None
    assert len(show(sightings, 10 * AWAY_MS, [[A]] * 5)) == 1


def test_a_short_absence_is_none() -> None:
    sightings = Sightings()
    show(sightings, 0, [[A]] * 5)
    assert show(sightings, 5 * FRAME_MS + AWAY_MS - 200, [[A]] * 5) == []


@pytest.mark.parametrize("frames", [[[A, B]] * 60, [[A], [B]] * 30, [[A], [A, B], [B, A], []] * 15])
def test_of_two_cards_in_view_none_is_told(frames: list[list[str]]) -> None:
    assert show(Sightings(), 0, frames) == []


def test_the_card_that_is_left_of_two_is_told() -> None:
    told = show(Sightings(), 0, [[A, B]] * 10 + [[B]] * 30)
    assert [text for _, text in told] == [B]
    assert told[0][0] > 9 * FRAME_MS + WITHIN_MS


def test_a_second_card_within_a_second_is_told_when_the_first_has_left() -> None:
    told = show(Sightings(), 0, [[A]] * 5 + [[]] * 5 + [[B]] * 30)
    assert [text for _, text in told] == [A, B]
    assert told[1][0] < 1_000


def test_after_the_camera_was_off_the_same_card_is_news() -> None:
    sightings = Sightings()
    show(sightings, 0, [[A]] * 5)
    sightings.forget()
    assert len(show(sightings, 5 * FRAME_MS, [[A]] * 5)) == 1


@given(st.lists(st.tuples(st.lists(st.sampled_from("abc"), max_size=2), st.integers(0, 2_000)), max_size=80))
def test_whatever_is_shown_one_stay_is_told_at_most_once(looks: list[tuple[list[str], int]]) -> None:
    sightings, at_ms, last_ms, told_in_stay = Sightings(), 0, {}, {}
    for texts, gap_ms in looks:
        at_ms += gap_ms
        for text in texts:
            if at_ms - last_ms.get(text, -AWAY_MS - 1) > AWAY_MS:
                told_in_stay[text] = 0
            last_ms[text] = at_ms
        told = sightings.look(texts, at_ms)
        if told is not None:
            assert told in texts
            told_in_stay[told] += 1
            assert told_in_stay[told] == 1
        assert len(sightings._looks) <= MOST_LOOKS
        assert len(sightings._told) <= 3
