"""`desktop/command-line.md` is a promise: every command in it runs, and answers in the shape that is printed there."""

import json
import re
import shlex

import pytest
from tests.house.tree import ROOT

from vafa.commands.command_line import COMMANDS

DOCUMENT = ROOT / "desktop" / "command-line.md"
EXAMPLE = re.compile(r"```console\n\$ ([^\n]+)\n```\n\n```json\n(.+?)\n```", re.DOTALL)


def examples(text):
    return [(command, json.loads(answer)) for command, answer in EXAMPLE.findall(text)]


def differences(printed, given, place="$"):
    """Where an answer has other names, another length or other kinds of value than the printed one."""
    if type(printed) is not type(given):
        return [f"{place}: {type(printed).__name__} is printed, {type(given).__name__} given"]
    if isinstance(printed, dict):
        found = [f"{place}.{name}: only on one side" for name in printed.keys() ^ given.keys()]
        for name in printed.keys() & given.keys():
            found += differences(printed[name], given[name], f"{place}.{name}")
        return found
    if isinstance(printed, list):
        if len(printed) != len(given):
            return [f"{place}: {len(printed)} are printed, {len(given)} given"]
        pairs = enumerate(zip(printed, given, strict=True))
        return [fault for i, (left, right) in pairs for fault in differences(left, right, f"{place}[{i}]")]
    return []


def run(vafa, command, known):
    words = shlex.split(re.sub(r"\$(\w+)", lambda found: known[found[1]], command))
    stdin = ""
    if words[0] == "echo":
        stdin, words = words[1] + "\n", words[3:]
    assert words[0] == "vafa"
    return vafa(*words[1:], stdin=stdin)


def test_every_printed_answer_is_given(vafa):
    known = {}
    for command, printed in examples(DOCUMENT.read_text(encoding="utf-8")):
        said = run(vafa, command, known)
        given = said.json
        assert differences(printed, given) == [], command
        assert given["ok"] is printed["ok"], command
        assert (said.code == 0) is printed["ok"], command
        if "codes" in given:
            known["CARD"] = given["codes"][0]


def test_every_command_is_documented():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"vafa {name}" not in text] == []


@pytest.mark.parametrize(
    ("printed", "given", "count"),
    [
        ({"a": 1}, {"a": 2}, 0),
        ({"a": 1}, {"a": "1"}, 1),
        ({"a": 1}, {"b": 1}, 2),
        ({"a": None}, {"a": 1}, 1),
        ({"a": 1}, {"a": None}, 1),
        ({"a": None}, {"a": None}, 0),
        ({"a": [{"b": 1}]}, {"a": [{"c": 1}]}, 2),
        ({"a": [1, 2]}, {"a": [1, "2"]}, 1),
        ({"a": [{"b": 1}]}, {"a": []}, 1),
        ({"a": []}, {"a": [1]}, 1),
        ({"a": True}, {"a": 1}, 1),
    ],
)
def test_a_different_shape_is_found(printed, given, count):
    assert len(differences(printed, given)) == count
