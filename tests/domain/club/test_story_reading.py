"""A story file is read strictly: what is wrong in it is named with its place."""

import json

import pytest
from tests.domain.club.played_stories import story

from vafa.domain.club.play import play
from vafa.domain.club.story import read_story, schema
from vafa.domain.errors import Refusal


def refusal(document: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        play(read_story(document))
    return caught.value


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"moment": "1405/12/30 25:00"}, "$.moment"),
        ({"moment": "1406/12/30"}, "$.moment"),
        ({"moment": "2026-12-21T10:00:00"}, "$.moment"),
        ({"moment": 5}, "$.moment"),
        ({"members": [{"id": "a", "lots": [{"points": 0}]}]}, "$.members[0].lots[0].points"),
        ({"members": [{"id": "a", "birthday": "1370/13/01"}]}, "$.members[0].birthday"),
        ({"members": [{"id": "a", "days": [{"on": "1405/07/31", "net_rial": 1}]}]}, "$.members[0].days[0].on"),
        ({"catalogue": {"x": {"colour": "red"}}}, "$.catalogue"),
    ],
)
def test_the_place_is_named(fields, place):
    said = refusal(story(**fields))
    assert said.code == "story_invalid"
    assert place in str(said.figures["place"])


@pytest.mark.parametrize(
    ("event", "place"),
    [
        ({"event": "purchase", "amount_rial": "1000"}, "$.events[1].amount_rial"),
        ({"event": "purchase", "amount": 1_000}, "$.events[1]"),
        ({"event": "buy"}, "$.events[1].event"),
        ({"event": "purchase", "at": "yesterday"}, "$.events[1].at"),
        ({"event": "refund"}, "$.events[1]"),
    ],
)
def test_the_event_is_named(event, place):
    said = refusal(story({"event": "clock"}, event))
    assert said.code == "story_invalid"
    assert place in str(said.figures["place"])


@pytest.mark.parametrize(
    ("document", "mend"),
    [
        (b"", "cut_off"),
        (b"[1]", "wrong_type"),
        (b"{", "cut_off"),
        (b'{"moment": NaN}', "not_json"),
        (story().decode().encode("utf-16"), "not_utf8"),
        (b'{"title": "\xc8"}', "not_utf8"),
        (b"[" * 100_000, "too_deep"),
        (story({"event": "buy"}), "one_of"),
        (story({"event": "clock", "at": "yesterday"}), "pattern"),
        (story({"event": "clock", "at": "2026-12-21T10:00:00"}), "pattern"),
        (story({"event": "clock", "at": "1405/09/30 25:00"}), "pattern"),
        (story({"event": "clock", "at": "1405/13/01"}), "no_such_day"),
        (story({"event": "clock", "at": "1405/12/30 18:00"}), "no_such_day"),
        (story({"event": "clock", "at": "2026-02-30"}), "no_such_day"),
        (story(members=[{"id": "a", "days": [{"on": "1405/12/30", "net_rial": 1}]}]), "no_such_day"),
        (story({"event": "clock", "at": "9999-12-31T23:59:59Z"}), "outside_calendar"),
        (story({"event": "clock", "at": "0001-01-01T00:00:00+14:00"}), "outside_calendar"),
        (story(members=[{"id": "a", "joined": "9999-12-31T23:59:59Z"}]), "outside_calendar"),
        (story(catalogue={"tea": {"kind": "thing"}}), "bad_value"),
    ],
)
def test_what_is_no_story_is_refused_with_what_mends_it(document, mend):
    said = refusal(document)
    assert (said.code, said.figures["mend"]) == ("story_invalid", mend)


def test_the_mark_that_an_editor_puts_before_a_story_does_not_count():
    assert read_story(b"\xef\xbb\xbf" + story()).members == read_story(story()).members


def test_a_newer_story_is_refused():
    assert refusal(story(format=2)).code == "story_newer"


def test_names_stand_once():
    assert refusal(story(members=[{"id": "a"}, {"id": "a"}])).figures["place"] == "$.members[1]"
    twice = refusal(story({"event": "clock", "id": "x"}, {"event": "clock", "id": "x"}))
    assert (twice.code, twice.figures["place"]) == ("story_names_twice", "$.events[1]")


def test_so_do_goods_and_gift_cards_however_they_are_typed():
    twice = refusal(story(catalogue={"rice": {}, "چاي": {"price_rial": 1}, "چای": {"price_rial": 2}}))
    assert (twice.code, twice.figures["place"]) == ("story_names_twice", "$.catalogue[2]")
    twice = refusal(story(gift_cards=[{"number": "12-3", "rial": 1}, {"number": "۱۲۳", "rial": 2}]))
    assert (twice.code, twice.figures["place"]) == ("story_names_twice", "$.gift_cards[1]")


def test_the_programme_is_read_strictly_and_its_place_is_named():
    said = refusal(story(programme={"rules": [{"id": "x", "give": {"type": "points_per_amount", "per_rial": 0}}]}))
    assert said.code == "programme_unreadable"
    assert said.figures["place"].startswith("$.programme.rules[0]")


def test_a_member_at_the_beginning_may_only_name_who_is_there():
    assert refusal(story(members=[{"id": "a", "referrer": "b"}])).code == "story_name_unknown"


def test_moments_are_read_in_both_calendars():
    jalali = play(read_story(story({"event": "clock", "at": "1405/09/30 18:00"})))
    iso = play(read_story(story({"event": "clock", "at": "2026-12-21T14:30:00Z"})))
    assert jalali.results[0].at == iso.results[0].at == "2026-12-21T18:00:00+03:30"


def test_a_clock_stops_where_the_calendar_of_a_story_ends():
    answer = play(read_story(story(*[{"event": "clock", "days": 36_500}] * 100)))
    refused = [result.refused.code if result.refused else "" for result in answer.results]
    assert refused == [""] + ["clock_too_far"] * 99
    assert answer.results[-1].at == answer.results[0].at


def test_the_schema_names_every_event_and_the_programme():
    described = schema()
    assert described["$defs"]["Story"]["properties"]["programme"] == {"$ref": "#/$defs/Programme"}
    tags = set(described["$defs"]["Story"]["properties"]["events"]["items"]["discriminator"]["mapping"])
    assert {"purchase", "quote", "refund", "merge", "publish", "tier_review"} <= tags
    assert json.dumps(described)


@pytest.mark.parametrize(
    ("before", "after", "place", "field"),
    [
        ('"id": "sara"', '"id": "sara", "id": "ali"', "$.members[0]", "id"),
        ('"event": "clock"', '"event": "clock", "days": 1, "days": 2', "$.events[0]", "days"),
        ('"programme": {}', '"programme": {"version": 1, "version": 2}', "$.programme", "version"),
        ('"moment"', '"moment": "1405/09/10", "moment"', "", "moment"),
    ],
)
def test_a_field_that_is_written_twice_is_refused(before, after, place, field):
    said = refusal(story({"event": "clock"}).replace(before.encode(), after.encode()))
    assert (said.code, said.figures["place"], said.figures["mend"]) == ("story_invalid", place, "said_twice")
    assert said.figures["faults"][0].names == {"field": field}


@pytest.mark.parametrize("text", ["a\0b", "a\nb", "a\u2028b", "a\u202eb", "\u2067a"])
def test_names_stay_in_their_line(text):
    enrolled = {"event": "enrol", "member": text, "title": text}
    said = refusal(story(enrolled, title=text, members=[{"id": "a", "title": text}, {"id": text}]))
    assert said.code == "story_invalid"
    assert [(fault.place, fault.mend) for fault in said.figures["faults"]] == [
        ("$.title", "title_letters"),
        ("$.members[0].title", "title_letters"),
        ("$.members[1].id", "title_letters"),
        ("$.events[0].title", "title_letters"),
        ("$.events[0].member", "title_letters"),
    ]


def test_half_spaces_are_letters_of_a_name():
    answer = play(read_story(story(members=[{"id": "علی\u200cرضا", "title": "علی\u200cرضا"}])))
    assert list(answer.state.members) == ["علی\u200cرضا"]


@pytest.mark.parametrize("category", ["//", "/", " ", " / "])
def test_a_category_of_which_nothing_is_left_is_refused(category):
    said = refusal(story(catalogue={"tea": {"category": "food"}, "rice": {"category": category}, "oil": {}}))
    assert (said.code, said.figures["mend"]) == ("story_invalid", "category_blank")
    assert [fault.place for fault in said.figures["faults"]] == ["$.catalogue.rice.category"]


def test_points_do_not_lapse_before_they_are_earned():
    def begun(earned, last):
        return story(
            members=[{"id": "a", "lots": [{"points": 1}, {"points": 5, "earned": earned, "expires_on": last}]}]
        )

    said = refusal(begun("1405/09/05", "1405/09/04"))
    assert (said.code, said.figures["place"]) == ("story_lot_lapsed", "$.members[0].lots[1].expires_on")
    lapsed = play(read_story(begun("1405/09/05", "1405/09/05"))).state.members["a"].account
    assert (lapsed.balance, lapsed.lapsed) == (1, 5)
