"""`vafa try`: one file in, one JSON object out; no shop is opened."""

import json

from vafa.commands.trying import SAID_EVENTS

STORY = {
    "moment": "1405/09/30 18:00",
    "programme": {},
    "members": [{"id": "sara"}],
    "events": [
        {"event": "purchase", "member": "sara", "amount_rial": 1_250_000},
        {"event": "redeem", "member": "sara", "points": 500},
    ],
}


def test_a_story_is_played_and_no_shop_is_made(vafa, tmp_path):
    (tmp_path / "story.json").write_text(json.dumps(STORY), encoding="utf-8")
    said = vafa("try", "story.json", "--json")
    assert said.code == 0
    first, second = said.json["results"]
    assert (first["points"], first["payable_rial"], first["account"]["balance"]) == (12, 1_250_000, 12)
    assert first["reasons"][0]["fa"]
    assert first["reasons"][0]["en"]
    assert first["why"]["en"] == "12 points: 1,250,000 Rial, one point for each 100,000 Rial"
    assert "۱٬۲۵۰٬۰۰۰ ریال" in first["why"]["fa"]
    assert "why" not in second
    assert second["refused"]["code"] == "not_enough_points"
    assert second["refused"]["figures"]["best"] == 12
    assert "12" in second["refused"]["en"]
    assert said.json["state"]["members"]["sara"]["account"]["lots"][0]["points"] == 12
    assert not (tmp_path / "shop").exists()


def test_a_story_comes_by_standard_input(vafa):
    said = vafa("try", "-", "--json", stdin=json.dumps(STORY))
    assert (said.code, len(said.json["results"])) == (0, 2)


def test_people_are_told_in_lines(vafa):
    said = vafa("try", "-", stdin=json.dumps(STORY))
    assert said.code == 0
    lines = said.out.splitlines()
    assert len(lines) == 2
    assert "۱۲ امتیاز" in lines[0]
    assert "امتیاز کافی نیست" in lines[1]


def test_a_long_story_carries_codes_alone_and_its_refusals_speak(vafa, tmp_path):
    def results_of(*events):
        (tmp_path / "long.json").write_text(json.dumps({**STORY, "events": events}), encoding="utf-8")
        return vafa("try", "long.json", "--json").json["results"]

    quote = {"event": "quote", "member": "sara", "amount_rial": 100_000}
    results = results_of(*[quote] * SAID_EVENTS, STORY["events"][1])
    assert "fa" not in results[0]["reasons"][0]
    assert "why" not in results[0]
    assert results[-1]["refused"]["fa"]
    assert results_of(*[quote] * SAID_EVENTS)[-1]["reasons"][0]["fa"]


def test_what_is_wrong_is_refused_with_its_place(vafa):
    wrong = {**STORY, "events": [{"event": "purchase", "amount_rial": "1"}]}
    said = vafa("try", "-", "--json", stdin=json.dumps(wrong))
    assert (said.code, said.json["code"]) == (2, "story_invalid")
    assert (said.json["place"], said.json["mend"]) == ("$.events[0].amount_rial", "wrong_type")
    assert "$.events[0].amount_rial" in vafa("try", "-", stdin=json.dumps(wrong)).err
    programme = {**STORY, "programme": {"rules": [{"id": "x"}]}}
    said = vafa("try", "-", "--json", stdin=json.dumps(programme))
    assert (said.code, said.json["place"][:20]) == (2, "$.programme.rules[0]")


def test_a_missing_file_is_trouble(vafa):
    said = vafa("try", "nowhere.json", "--json")
    assert (said.code, said.json["code"]) == (3, "file_missing")


def test_a_folder_is_no_story(vafa, tmp_path):
    (tmp_path / "stories").mkdir()
    said = vafa("try", "stories", "--json")
    assert (said.code, said.json["code"], said.json["path"]) == (2, "file_not_regular", "stories")
    assert "یک پرونده برگزینید، نه پوشه." in vafa("try", "stories").err
    assert "Choose a file, not a folder." in vafa("try", "stories", "--lang", "en").err


def test_the_schema_or_a_file_but_not_both(vafa):
    said = vafa("try", "--schema", "--json")
    assert said.code == 0
    assert "Programme" in said.json["schema"]["$defs"]
    assert vafa("try", "--json").code == 64
    assert vafa("try", "x.json", "--schema", "--json").code == 64


def test_a_published_programme_is_refused_with_place_and_mend(vafa):
    publish = {"event": "publish", "programme": {"segments": ["vip", "vip"]}}
    said = vafa("try", "-", "--json", stdin=json.dumps({**STORY, "events": [publish]})).json["results"][0]["refused"]
    assert said["figures"]["place"] == "$.events[0].programme.segments[1]"
    assert said["en"].startswith("\u2066$.events[0].programme.segments[1]\u2069: the name “\u2068vip\u2069” stands")


def test_people_are_told_what_came_besides(vafa):
    programme = {
        "rules": [{"id": "b", "on": "birthday", "give": {"type": "points_fixed", "points": 50}}],
        "gates": [{"id": "credit", "when": {"weekdays": ["fri"]}}],
    }
    buy = {"event": "purchase", "member": "sara", "amount_rial": 700, "key": "k", "id": "p"}
    events = [buy, buy, {"event": "refund", "of": "p"}, {"event": "birthdays"}, {"event": "gate", "gate": "credit"}]
    members = [{"id": "sara", "birthday": "09/30"}]
    told = {**STORY, "programme": programme, "members": members, "events": events}
    lines = vafa("try", "-", "--lang", "en", stdin=json.dumps(told)).out.splitlines()
    assert [line.split("\t")[4] for line in lines] == [
        "",
        "the first answer once more",
        "700 Rial given back",
        "\u2068sara\u2069: 50 points",
        "no, It is for members; read the card or ask for the mobile, It holds on Friday",
    ]


def test_people_are_told_titles_where_the_story_has_them(vafa):
    programme = {"rules": [{"id": "b", "on": "birthday", "give": {"type": "points_fixed", "points": 50}}]}
    members = [{"id": "m1", "title": "سارا", "birthday": "09/30"}, {"id": "m2", "birthday": "09/30"}]
    merge = {"event": "merge", "member": "m1", "into": "m2"}
    told = {**STORY, "programme": programme, "members": members, "events": [{"event": "birthdays"}, merge, merge]}
    lines = vafa("try", "-", "--lang", "en", stdin=json.dumps(told)).out.splitlines()
    assert lines[0].split("\t")[4] == "\u2068سارا\u2069: 50 points, \u2068m2\u2069: 50 points"
    assert lines[2].split("\t")[5].startswith("\u2068سارا\u2069 has been merged into \u2068m2\u2069 already.")
    plain = vafa("try", "-", "--json", stdin=json.dumps(told)).json["results"]
    assert plain[0]["awards"][0]["member"] == plain[2]["refused"]["figures"]["member"] == "m1"


def test_a_story_speaks_of_names_where_it_knows_nobody(vafa):
    told = {**STORY, "events": [{"event": "purchase", "member": "sarah", "amount_rial": 1}]}
    refused = vafa("try", "-", "--json", stdin=json.dumps(told)).json["results"][0]["refused"]
    assert refused["code"] == "member_unknown"
    assert refused["en"].startswith("No member of the story is named “\u2068sarah\u2069”.")
    assert refused["fa"].startswith("هیچ عضوی در این ماجرا «\u2068sarah\u2069» نام ندارد.")


def test_a_field_written_twice_and_a_lapsed_lot_are_told_with_their_place(vafa):
    twice = json.dumps(STORY).replace('"id": "sara"', '"id": "sara", "id": "ali"')
    assert "members[0]" in vafa("try", "-", "--lang", "en", stdin=twice).err
    assert "“\u2066id\u2069” is written twice" in vafa("try", "-", "--lang", "en", stdin=twice).err
    lot = {"points": 5, "earned": "1405/09/05", "expires_on": "1405/09/04"}
    lapsed = json.dumps({**STORY, "members": [{"id": "sara", "lots": [lot]}]})
    said = vafa("try", "-", "--lang", "en", stdin=lapsed)
    assert said.code == 2
    assert "members[0].lots[0].expires_on" in said.err
    assert "would have lapsed before they were earned" in said.err
