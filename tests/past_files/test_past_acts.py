"""Every kind and version of act that was ever shipped is still read, to the same body."""

import json
from pathlib import Path

import msgspec
import pytest

from vafa.domain import acts
from vafa.domain.acts import KINDS, PurchasePosted, read_body
from vafa.domain.envelope import open_envelope, seal

PAST = [
    told for file in sorted(Path(__file__).parent.glob("acts-*.json")) for told in json.loads(file.read_text("utf-8"))
]


def _named(told: dict[str, object]) -> str:
    return f"{told['kind']}-{told['v']}"


@pytest.mark.parametrize("told", PAST, ids=_named)
def test_an_act_of_the_past_is_read_to_the_same_body(told: dict[str, object]):
    data = bytes.fromhex(told["bytes"])
    envelope = open_envelope(data)
    assert (envelope.kind, envelope.v) == (told["kind"], told["v"])
    assert seal(envelope) == data
    body = read_body(envelope.kind, envelope.v, envelope.body)
    assert type(body) is KINDS[told["kind"]][1]
    assert json.loads(msgspec.json.encode(body)) == told["body"]


def test_every_kind_and_version_has_its_bytes():
    shipped = {(kind, v) for kind, (current, _) in KINDS.items() for v in range(1, current + 1)}
    assert {(told["kind"], told["v"]) for told in PAST} == shipped


def test_no_field_of_a_body_is_left_untold():
    """Bytes that leave a field out would not notice that it changed its name."""
    told_fields: dict[str, set[str]] = {}
    for told in PAST:
        told_fields.setdefault(told["kind"], set()).update(told["body"])
    common = {"ask", "personal", "clock_doubt"}
    for kind, (_, shape) in KINDS.items():
        assert set(shape.__struct_fields__) - common <= told_fields[kind], kind
    assert common <= set().union(*told_fields.values())


def test_a_body_of_an_older_version_is_read_through_its_steps(monkeypatch):
    """A planted history after today's: version 3 renamed a field, version 4 counts it in Rial."""
    told = next(told for told in PAST if (told["kind"], told["v"]) == ("purchase_posted", 2))
    envelope = open_envelope(bytes.fromhex(told["bytes"]))
    today = read_body(envelope.kind, 2, envelope.body)
    old = msgspec.msgpack.decode(envelope.body)
    old["toman"] = old.pop("amount_rial") // 10
    monkeypatch.setattr(acts, "KINDS", {**KINDS, "purchase_posted": (4, PurchasePosted)})
    monkeypatch.setitem(
        acts.UPCASTS,
        ("purchase_posted", 2),
        lambda fields: {**{name: fields[name] for name in fields if name != "toman"}, "amount_toman": fields["toman"]},
    )
    monkeypatch.setitem(
        acts.UPCASTS,
        ("purchase_posted", 3),
        lambda fields: {
            **{name: fields[name] for name in fields if name != "amount_toman"},
            "amount_rial": fields["amount_toman"] * 10,
        },
    )
    assert read_body("purchase_posted", 2, msgspec.msgpack.encode(old)) == today
    with pytest.raises(msgspec.DecodeError):
        read_body("purchase_posted", 2, msgspec.msgpack.encode({**old, "mark": 5}))


@pytest.mark.parametrize(
    ("kind", "v"), [("purchase_posted", 3), ("purchase_posted", 0), ("a_new_kind", 1), ("a_new_kind", 0)]
)
def test_what_this_version_does_not_know_is_left_unread(kind: str, v: int):
    assert read_body(kind, v, b"\x80") is None


def test_bytes_of_another_shape_are_an_error_and_not_a_body():
    with pytest.raises(msgspec.DecodeError):
        read_body("points_adjusted", 1, b"\x80")
