"""The worked examples that ship with the product give what stands beside them."""

import json
from typing import Any, get_args

import msgspec
import pytest
from tests.house.tree import ROOT

from vafa.commands.shapes import plain
from vafa.domain.club.happenings import Happening
from vafa.domain.club.play import play
from vafa.domain.club.story import MemberAtFirst, Story, read_story
from vafa.domain.club.telling import AccountTold, Result, State

FOLDER = ROOT / "resources" / "examples"
EXAMPLES = ("cafe", "supermarket", "boutique")


def without_nothing(value: Any) -> Any:
    """Leaves out what says nothing: zero, empty, false, null."""
    if isinstance(value, dict):
        kept = {name: without_nothing(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner not in (0, "", None, [], {})}
    return [without_nothing(inner) for inner in value] if isinstance(value, list) else value


def answer_to(name: str) -> Any:
    played = play(read_story((FOLDER / f"{name}.json").read_bytes()))
    return without_nothing(json.loads(msgspec.json.encode(played, enc_hook=plain)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_what_stands_beside_it(name):
    expected = json.loads((FOLDER / f"{name}.expected.json").read_text(encoding="utf-8"))
    given = answer_to(name)
    for told, found in zip(expected["results"], given["results"], strict=True):
        assert found == told
    assert given["state"] == expected["state"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_speaks_persian(name):
    story = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert all("\u0600" < event["title"][0] < "\u06ff" for event in story["events"])


def test_every_event_and_field_is_documented():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    events = get_args(Happening)
    names = {str(event.__struct_config__.tag) for event in events}
    for shape in (*events, Story, MemberAtFirst, Result, AccountTold, State):
        names.update(shape.__struct_encode_fields__)
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []
