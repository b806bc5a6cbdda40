"""Documents from outside: what is read, what is refused, and where."""

import json
import random
from datetime import date

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.domain.rulebook.documents_made import FORMAT_ONE, WHOLE, any_programme_tree, changed, whole

from vafa.domain.errors import Refusal
from vafa.domain.rulebook.document import (
    FORMAT,
    MAX_DOCUMENT_BYTES,
    Expiry,
    ExpiryMode,
    MoneyOff,
    Programme,
    Vat,
)
from vafa.domain.rulebook.effects import Multiplier, PointsPerAmount
from vafa.domain.rulebook.fault import Catalogue, Fault
from vafa.domain.rulebook.plans import Rule
from vafa.domain.rulebook.programme_reading import check_programme, decode_programme, read_programme, write_programme
from vafa.wording.programme_words import FAULTS, fault_line

NOES = {"programme_too_large", "programme_newer", "programme_unreadable", "programme_invalid"}


def refusal_of(document: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_programme(document)
    return caught.value


def first_fault(document: bytes) -> Fault:
    refusal = refusal_of(document)
    fault = refusal.figures["faults"][0]
    assert (refusal.figures["place"], refusal.figures["mend"]) == (fault.place, fault.mend)
    return fault


def test_an_empty_document_is_the_programme_of_a_fresh_shop():
    assert read_programme(b"{}") == Programme()


def test_the_mark_that_some_editors_put_before_a_file_does_not_count():
    assert read_programme(b"\xef\xbb\xbf{}") == Programme()


def test_a_whole_document_is_read_and_comes_back():
    programme = read_programme(whole())
    assert programme.rules[1].when.tiers == ("silver", "gold")
    assert read_programme(write_programme(programme)) == programme


def test_what_is_written_can_be_read_by_a_person():
    lines = write_programme(read_programme(whole())).decode("utf-8").splitlines()
    assert lines[:3] == ["{", '  "format": 2,', '  "version": 3,']
    assert '  "title": "باشگاه مشتریان برنج‌فروشی",' in lines
    assert write_programme(Programme()) == b'{\n  "format": 2,\n  "version": 1\n}'


def test_a_document_of_format_one_is_one_of_the_newest():
    assert read_programme(FORMAT_ONE) == Programme(
        version=2,
        rules=(Rule("base", PointsPerAmount(2, 70_000)), Rule("silver", Multiplier(5, 4))),
        excluded=("gift-card",),
        vat=Vat.EXCLUDED,
        vat_percent=9,
        points_paid_earns=True,
        money_off=MoneyOff(500),
        expiry=Expiry(ExpiryMode.FIXED, on=date(2027, 3, 20)),
        pending_days=3,
        refund_grace_days=14,
    )


def test_format_one_is_known_by_its_fields_too():
    document = b'{"earn": [{"id": "a", "effect": {"type": "points_per_amount", "points": 1, "per_rial": 9}}]}'
    assert read_programme(document).rules == (Rule("a", PointsPerAmount(1, 9)),)
    assert read_programme(b'{"format": 1, "earn": []}').rules == ()
    assert read_programme(b'{"format": 1}') == Programme()


@pytest.mark.parametrize(
    ("document", "place", "mend"),
    [
        (b'{"format": 1, "coupons": []}', "", "unknown_field"),
        (b'{"format": 1, "rules": []}', "", "unknown_field"),
        (
            b'{"earn": [{"id": "a", "effect": {"type": "multiplier", "numerator": 0}}]}',
            "earn[0].effect.numerator",
            "at_least",
        ),
        (b'{"earn": [{"id": "a", "effect": 1, "budget": "b"}]}', "earn[0]", "unknown_field"),
        (b'{"earn": [{"id": "a"}]}', "earn[0]", "missing"),
        (b'{"earn": [3]}', "earn[0]", "wrong_type"),
        (b'{"earn": 3}', "earn", "wrong_type"),
        (b'{"excluded_skus": ["a", 3]}', "excluded_skus[1]", "wrong_type"),
        (b'{"excluded_skus": 3}', "excluded_skus", "wrong_type"),
    ],
)
def test_a_bad_document_of_format_one_is_refused_at_its_own_places(document: bytes, place: str, mend: str):
    fault = first_fault(document)
    assert (fault.place, fault.mend) == (place, mend)


def test_what_is_missing_has_the_name_of_its_format():
    assert first_fault(b'{"earn": [{"id": "a"}]}').names == {"field": "effect"}
    assert first_fault(b'{"rules": [{"id": "a"}]}').names == {"field": "give"}


EFFECT = {"type": "multiplier", "numerator": 2}


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (b"", Fault("", "cut_off", {"byte": 0, "line": 1, "column": 1})),
        (b'{\n "version": 1', Fault("", "cut_off", {"byte": 15, "line": 2, "column": 14})),
        (b'{"version": NaN}', Fault("", "not_json", {"byte": 12, "line": 1, "column": 13})),
        ('{"title": "یلدا"\n,,'.encode(), Fault("", "not_json", {"byte": 22, "line": 2, "column": 2})),
        (b"{} {}", Fault("", "not_json", {"byte": 3, "line": 1, "column": 4})),
        (b'{"title": "\xff"}', Fault("", "not_utf8", {"byte": 11, "line": 1, "column": 12})),
        ("{}".encode("utf-16"), Fault("", "not_utf8", {"byte": 0, "line": 1, "column": 1})),
        (b"\xfe\xff\x00{\x00}", Fault("", "not_utf8", {"byte": 0, "line": 1, "column": 1})),
        (b'{"title": "\\ud800"}', Fault("", "not_json", {"byte": 11, "line": 1, "column": 12})),
        (b'{"title": "\\ud800 and more"}', Fault("", "not_json", {"byte": 17, "line": 1, "column": 18})),
        (b"[]", Fault("", "wrong_type", names={"want": "object", "got": "array"})),
        (b"null", Fault("", "wrong_type", names={"want": "object", "got": "null"})),
        (b"true", Fault("", "wrong_type", names={"want": "object", "got": "bool"})),
        (b"3", Fault("", "wrong_type", names={"want": "object", "got": "int"})),
        (b"3.5", Fault("", "wrong_type", names={"want": "object", "got": "float"})),
        (b'"a"', Fault("", "wrong_type", names={"want": "object", "got": "str"})),
        (b"[" * 100_000, Fault("", "too_deep")),
        (b'{"rules":' + b"[" * 100_000 + b"]" * 100_000 + b"}", Fault("", "too_deep")),
        (
            b'{"version": ' + b"9" * 5_000 + b"}",
            Fault("", "number_too_large", {"byte": 12, "line": 1, "column": 13}),
        ),
        (
            b'{"title": "1e999",\n"version": 1e400}',
            Fault("", "number_too_large", {"byte": 30, "line": 2, "column": 12}),
        ),
        (b'{"version": 1.0}', Fault("version", "wrong_type", names={"want": "int", "got": "float"})),
        (b'{"version": 1, "version": 2}', Fault("", "said_twice", names={"field": "version"})),
        (
            b'{"rules": [{"id": "a", "give": {"type": "gift", "gift": "x", "gift": "y"}}]}',
            Fault("rules[0].give", "said_twice", names={"field": "gift"}),
        ),
        (b'{"surprise": 1}', Fault("", "unknown_field", names={"field": "surprise"})),
        (changed(("rules.1.when.dayes", [])), Fault("rules[1].when", "unknown_field", names={"field": "dayes"})),
        (changed(("rules.0.id", "")), Fault("rules[0].id", "too_short", {"least": 1})),
        (changed(("rules.0.id", "x" * 65)), Fault("rules[0].id", "too_long", {"most": 64})),
        (
            changed(("rules.1.give", {**EFFECT, "numerator": -1})),
            Fault("rules[1].give.numerator", "at_least", {"least": 1}),
        ),
        (
            changed(("rules.1.give", {**EFFECT, "numerator": 10**30})),
            Fault("rules[1].give.numerator", "at_most", {"most": 10**12}),
        ),
        (changed(("rules.1.give", {"numerator": 2})), Fault("rules[1].give", "missing", names={"field": "type"})),
        (
            changed(("coupons.0.give", EFFECT)),
            Fault(
                "coupons[0].give.type",
                "one_of",
                names={
                    "value": "multiplier",
                    "allowed": "percent_off, amount_off, stepped_off, free_item, buy_get, cheapest_free, service, gift",
                },
            ),
        ),
        (
            changed(("rules.1.when.weekdays", ["mon", "yek"])),
            Fault(
                "rules[1].when.weekdays[1]",
                "one_of",
                names={"value": "yek", "allowed": "sat, sun, mon, tue, wed, thu, fri"},
            ),
        ),
        (
            changed(("rules.5.target.window.kind", "decade")),
            Fault(
                "rules[5].target.window.kind",
                "one_of",
                names={"value": "decade", "allowed": "rolling, day, week, month, season, year, always"},
            ),
        ),
        (
            changed(("rules.1.when.hours", [{"from": "18:00", "to": "22"}])),
            Fault("rules[1].when.hours[0].to", "pattern", names={"like": "18:00"}),
        ),
        (
            changed(("rules.1.when.dates", [{"from": "05/09/30", "to": "1405/10/02"}])),
            Fault("rules[1].when.dates[0].from", "pattern", names={"like": "1405/09/30"}),
        ),
        (
            changed(("rules.1.when.yearly", [{"from": "9/30", "to": "09/30"}])),
            Fault("rules[1].when.yearly[0].from", "pattern", names={"like": "09/30"}),
        ),
        (
            changed(("guard.category_margins", {"a": 5, "b": 500})),
            Fault("guard.category_margins.b", "at_most", {"most": 100}),
        ),
        (changed(("expiry", {"mode": "fixed", "on": "2027-02-30"})), Fault("expiry.on", "no_such_date")),
        (changed(("referral", [])), Fault("referral", "wrong_type", names={"want": "object / null", "got": "array"})),
        (changed(("coupons.0.life_days", 0)), Fault("coupons[0].life_days", "at_least", {"least": 1})),
        (
            changed(("budgets", [{"id": "spring", "rial": 5, "from": "1405/01/01"}])),
            Fault("budgets[0]", "missing", names={"field": "to"}),
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place_and_what_mends_it(document: bytes, fault: Fault):
    refusal = refusal_of(document)
    assert refusal.code == "programme_unreadable"
    assert refusal.figures == {"place": fault.place, "mend": fault.mend, "faults": (fault,)}


def test_a_document_of_a_newer_version_says_so_before_anything_else():
    refusal = refusal_of(b'{"format": 3, "surprise": 1}')
    assert refusal.code == "programme_newer"
    assert refusal.figures == {"place": "format", "mend": "newer", "format": 3, "readable": FORMAT}


@pytest.mark.parametrize("document", [b"[" + b"0," * 5_000_000 + b"0]", b" " * (MAX_DOCUMENT_BYTES + 1)])
def test_a_document_that_is_too_large_is_not_looked_at(document: bytes):
    refusal = refusal_of(document)
    assert refusal.code == "programme_too_large"
    assert refusal.figures == {
        "place": "",
        "mend": "too_large",
        "bytes": len(document),
        "limit": MAX_DOCUMENT_BYTES,
    }


def test_the_largest_document_is_still_read():
    assert read_programme(b" " * (MAX_DOCUMENT_BYTES - 2) + b"{}") == Programme()


def test_what_was_published_once_is_read_for_ever():
    document = changed(("rules.0.id", "yalda"))
    assert refusal_of(document).code == "programme_invalid"
    assert decode_programme(document).rules[0].id == "yalda"


def test_goods_are_looked_up_where_a_catalogue_is_given():
    assert read_programme(whole(), None)
    with pytest.raises(Refusal) as caught:
        read_programme(whole(), Catalogue())
    assert caught.value.figures["place"] == "rules[1].scope.except_categories[0]"


def test_all_faults_are_found_in_one_pass():
    document = changed(("rules.0.id", "yalda"), ("rules.3.about", ""), ("rules.6.about", "x"), ("version", 0))
    faults = refusal_of(document).figures["faults"]
    assert [(fault.place, fault.mend) for fault in faults] == [
        ("version", "between"),
        ("rules[1].id", "unique"),
        ("rules[6].about", "unknown_name"),
    ]


def test_a_programme_made_in_code_is_checked_alike():
    check_programme(Programme())
    with pytest.raises(Refusal):
        check_programme(Programme(version=0))


_QUIET = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=40
)


@_QUIET
@given(any_programme_tree())
def test_whatever_fits_the_form_comes_back_as_it_was_written(tree: dict[str, object]):
    programme = msgspec.convert({**tree, "format": FORMAT}, Programme)
    assert decode_programme(write_programme(programme)) == programme


def _only_refused(document: bytes) -> None:
    try:
        programme = read_programme(document)
    except Refusal as answer:
        refusal = answer
    else:
        assert read_programme(write_programme(programme)) == programme
        return
    assert refusal.code in NOES
    assert isinstance(refusal.figures["place"], str)
    for fault in refusal.figures.get("faults", ()):
        assert fault.mend in FAULTS.keys() - {"bad_value"}
        assert fault_line(fault, "en")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
)


@_QUIET
@given(JSON)
def test_any_json_is_read_or_refused(tree: object):
    _only_refused(json.dumps(tree).encode("utf-8", "surrogatepass"))


@_QUIET
@given(any_programme_tree())
def test_any_document_of_the_form_is_read_or_refused(tree: dict[str, object]):
    _only_refused(json.dumps(tree).encode())


@_QUIET
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(document: bytes):
    _only_refused(document)


@_QUIET
@given(st.integers(0, len(whole()) - 1), st.binary(max_size=4), st.integers(0, 6))
def test_a_damaged_document_is_read_or_refused(at: int, new: bytes, gone: int):
    document = whole()
    _only_refused(document[:at] + new + document[at + gone :])


@_QUIET
@given(st.integers(0), JSON)
def test_a_foreign_value_anywhere_is_read_or_refused(seed: int, value: object):
    tree = json.loads(whole())
    places = list(_places(tree))
    node, key = random.Random(seed).choice(places)
    node[key] = value
    _only_refused(json.dumps(tree).encode("utf-8", "surrogatepass"))


def _places(node):
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        yield node, key
        if isinstance(value, dict | list):
            yield from _places(value)


def test_the_whole_document_of_the_tests_has_every_part():
    assert set(WHOLE) >= {
        "rules",
        "tiers",
        "memberships",
        "referral",
        "coupons",
        "rewards",
        "gates",
        "budgets",
        "guard",
    }
