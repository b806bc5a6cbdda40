"""Every code of the engine has one sentence in each language, and each sentence tells its figures and names."""

import re

import pytest
from msgspec import structs
from tests.house.tree import PACKAGE, package_files
from tests.wording.reason_codes import Source
from tests.wording.reason_samples import SAMPLES

from vafa.domain.receipt import Reason
from vafa.domain.units import DisplayUnit
from vafa.wording.card_words import CARDS
from vafa.wording.catalogue import LANGUAGES
from vafa.wording.counter_words import reason_parts
from vafa.wording.discount_words import DISCOUNTS
from vafa.wording.earning_words import EARNING
from vafa.wording.reasons import SENTENCES, reason_line

TOMAN = DisplayUnit.TOMAN
ENGINE = [file for floor in ("engine", "club") for file in package_files(PACKAGE / "domain" / floor)]

UNSAID_FIGURES = {
    # a slip tells the rate; `award_sentence` tells its base
    "per_amount": {"base_rial"},
    "off_amount": {"base_rial"},
    "off_cheapest_free": {"quantity"},
    "handed_service": {"quantity"},
    "handed_coupon": {"quantity"},
    "reward_off": {"times"},
    "money_off": {"rial_per_point"},
    # what the shop earns is not for the customer's ears
    "margin_guard": {"margin_rial"},
    "margin_guard_cost": {"margin_rial", "most_percent"},
    "margin_guard_lifted": {"margin_rial"},
    "margin_guard_handed": {"margin_rial"},
    "budget_low": {"given_rial"},
    "budget_spent": {"given_rial", "left_rial", "percent"},
    **{f"reward_{kind}": {"times"} for kind in ("item", "service", "gift", "coupon", "ticket")},
}
UNSAID_NAMES = {"occasion", "best"}
"""Kinds of occasions are in the sentence by its code; the title of the best one stands for it."""


def codes():
    sources = [file.read_text(encoding="utf-8") for file in ENGINE]
    carried = {text for source in sources for text in Source(source).carried()}
    found = set()
    for file, source in zip(ENGINE, sources, strict=True):
        for texts in Source(source, carried).codes():
            assert texts, f"{file.name}: a reason whose code cannot be followed"
            found |= texts
    # A discount of which no step is known has no code: its title stands for it.
    return found - {""}


def bare(text: str) -> str:
    return "".join(letter for letter in text if letter not in "\u2066\u2067\u2068\u2069")


def said(reason: Reason, language="fa", unit=TOMAN) -> str:
    return bare(reason_line(reason, unit, language))


def named(reason: Reason) -> str:
    return f"{reason.code}-{'-'.join([*reason.figures, *reason.names])}"


def test_the_search_follows_literals_choices_names_tables_and_families():
    source = """
TABLE = {1: "tabled"}
LOW = "constant"
def told(kind):
    if kind:
        return "returned", {}
    return TABLE.get(kind, "fallback"), {}
def needs(code, names):
    return Reason(code, names=names)
def all():
    code, figures = told(1)
    yield Reason(code, figures)
    yield needs("handed_in", [])
    yield Reason("yes" if code else LOW)
    yield Reason(f"handed_{kind}")
    yield Reason(picked.code) if Picked({}, {}, 0, "handed_on") else Reason(nowhere)
"""
    assert Source(source).carried() == {"handed_on"}
    found = list(Source(source, {"carried"}).codes())
    assert {"returned", "tabled", "fallback"} in found
    assert {"handed_in"} in found
    assert {"yes", "constant"} in found
    assert {"carried"} in found
    assert {"handed_item", "handed_coupon"} < {code for texts in found for code in texts}
    assert set() in found


def test_every_code_has_a_sentence():
    assert sorted(codes() - SENTENCES.keys()) == []


def test_every_sentence_can_be_said():
    assert sorted(SENTENCES.keys() - codes()) == []


def test_every_code_has_a_sample():
    assert {reason.code for reason in SAMPLES} == set(SENTENCES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", SAMPLES, ids=named)
def test_a_sentence_is_whole(reason, language):
    line = said(reason, language)
    assert line
    assert "{" not in line
    assert "…" not in line
    assert not re.search(r"[a-z]_[a-z]", line)
    assert "qanun" not in line
    if language == "fa":
        assert not re.search(r"[a-z0-9]", line.replace("YALDA1405", "").replace("K7", ""))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", SAMPLES, ids=named)
def test_a_sentence_tells_its_figures(reason, language):
    for name, figure in reason.figures.items():
        if name in UNSAID_FIGURES.get(reason.code, ()) or (reason.code == "unmet_birthday" and not figure):
            continue
        other = structs.replace(reason, figures={**reason.figures, name: figure + 1_000})
        assert said(other, language) != said(reason, language), name
    if reason.rial > 0:
        other = structs.replace(reason, rial=reason.rial + 10)
        assert said(other, language) != said(reason, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", SAMPLES, ids=named)
def test_a_sentence_tells_the_shops_own_words(reason, language):
    for name in ("title", "about", "id", "sku", "budget", "source", "tier", "code", "best_title"):
        text = reason.names.get(name)
        if not text or (name == "about" and "title" in reason.names):
            continue
        if (name, reason.code) == ("about", "occasion_already"):
            continue
        if (name, reason.code) == ("id", "handed_coupon") and "title" in reason.names:
            continue
        assert text in said(reason, language), name
    if reason.names.get("title"):
        quotes = ("«", "»") if language == "fa" else ("“", "”")
        assert f"{quotes[0]}{reason.names['title']}{quotes[1]}" in said(reason, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", SENTENCES)
def test_without_figures_and_names_there_still_is_a_sentence(code, language):
    line = said(Reason(code), language)
    parts = reason_parts(Reason(code), TOMAN, language)
    assert line
    assert parts.name
    assert "{" not in line + parts.name + parts.detail


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", SAMPLES, ids=named)
def test_every_reason_has_its_parts_on_the_card(reason, language):
    parts = reason_parts(reason, TOMAN, language)
    text = bare(f"{parts.name} {parts.detail}")
    assert parts.name
    assert "{" not in text
    assert "…" not in text
    assert not re.search(r"[a-z]_[a-z]", text)


def test_awards_and_discounts_have_cards():
    guards = {code for code in DISCOUNTS if code.startswith(("margin_guard", "budget_"))}
    assert set(CARDS) == EARNING.keys() | (DISCOUNTS.keys() - guards)
