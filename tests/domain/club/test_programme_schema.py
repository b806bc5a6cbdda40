"""The form of a programme document as other programs read it in that of a story."""

import json
import re
from typing import Any

import pytest
from tests.domain.rulebook.documents_made import WHOLE

from vafa.domain.club.story import schema

SCHEMA = schema()
PROGRAMME = SCHEMA["$defs"]["Programme"]


def resolved(form: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in form:
        form = SCHEMA["$defs"][form["$ref"].removeprefix("#/$defs/")]
    return form


def wrong(value: Any, form: dict[str, Any]) -> str:
    """Where a value does not fit; this much of a schema is used by ours."""
    form = resolved(form)
    if "anyOf" in form:
        return "" if any(not wrong(value, one) for one in form["anyOf"]) else f"none fits: {value}"
    if "enum" in form:
        return "" if value in form["enum"] else f"not one of them: {value}"
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    if not isinstance(value, kinds[form["type"]]):
        return f"not {form['type']}: {value}"
    match value:
        case dict():
            properties, others = form.get("properties", {}), form.get("additionalProperties", True)
            if missing := set(form.get("required", ())) - value.keys():
                return f"missing: {missing}"
            if others is False and (unknown := value.keys() - properties.keys()):
                return f"unknown: {unknown}"
            return next(filter(None, (wrong(v, properties.get(k, others)) for k, v in value.items())), "")
        case list():
            return next(filter(None, (wrong(item, form["items"]) for item in value)), "")
        case str():
            return "" if re.search(form.get("pattern", ""), value) else f"pattern: {value}"
        case int() if not form.get("minimum", value) <= value <= form.get("maximum", value):
            return f"range: {value}"
    return ""


def test_it_names_its_dialect_and_can_be_written():
    written = json.loads(json.dumps(SCHEMA))
    assert written["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert written["$defs"].keys() == SCHEMA["$defs"].keys()


def test_every_reference_leads_somewhere():
    for name in re.findall(r'"\$ref": "#/\$defs/([^"]+)"', json.dumps(SCHEMA)):
        assert name in SCHEMA["$defs"]


def test_a_good_document_fits():
    assert wrong(WHOLE, PROGRAMME) == ""
    assert wrong({}, PROGRAMME) == ""


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"surprise": 1},
        {"rules": [{"id": "a"}]},
        {"rules": [{"id": "a", "give": {"type": "gold"}}]},
        {"rules": [{"id": "a", "give": {"type": "multiplier", "numerator": 0}}]},
        {
            "rules": [
                {"id": "a", "give": {"type": "gift", "gift": "x"}, "when": {"hours": [{"from": "18", "to": "22:00"}]}}
            ]
        },
        {"vat": "sometimes"},
    ],
)
def test_a_bad_one_does_not(document):
    assert wrong(document, PROGRAMME) != ""
