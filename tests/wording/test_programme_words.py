"""What is wrong with a programme, said in a sentence."""

from string import Formatter

import pytest
from tests.domain.rulebook.documents_made import changed

from vafa.domain.errors import Refusal
from vafa.domain.rulebook.fault import Fault
from vafa.domain.rulebook.programme_reading import read_programme
from vafa.domain.units import DisplayUnit
from vafa.wording.apologies import apology
from vafa.wording.catalogue import LANGUAGES
from vafa.wording.programme_words import FAULTS, fault_line


def said(fault: Fault, language="fa") -> str:
    return bare(fault_line(fault, language))


def bare(text: str) -> str:
    return "".join(letter for letter in text if letter not in "\u2066\u2067\u2068\u2069")


OVERLAP = Fault("tiers.tiers[2].at_least", "tiers_overlap", {"above": 1_500}, {"tier": "طلا", "below": "silver"})


def test_a_fault_says_where_and_what_helps():
    assert said(OVERLAP) == (
        "tiers.tiers[2].at_least: سطح‌های «silver» و «طلا» هر دو از ۱٬۵۰۰ آغاز می‌شوند؛ "
        "سطح بالاتر را از بیش از آن آغاز کنید."
    )
    assert said(OVERLAP, "en") == (
        "tiers.tiers[2].at_least: the tiers “silver” and “طلا” begin at the same 1,500; "
        "let the higher one begin above it."
    )


def test_the_whole_document_is_named_as_such():
    fault = Fault("", "unknown_field", names={"field": "surprise"})
    assert said(fault) == "سند: «surprise» اینجا شناخته نیست؛ املای آن را بررسی یا آن را حذف کنید."
    assert said(fault, "en").startswith("the document: ")


def test_kinds_of_values_are_words():
    fault = Fault("referral", "wrong_type", names={"want": "object / null", "got": "array"})
    assert said(fault, "en") == "referral: this has to be an object in { } / null, not a list in [ ]."
    assert "چیز دیگر" in said(Fault("a", "wrong_type", names={"want": "str", "got": ""}))


def test_a_place_stands_by_itself_in_a_persian_sentence():
    assert fault_line(OVERLAP, "fa").startswith("\u2066tiers.tiers[2].at_least\u2069")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mend", FAULTS)
def test_every_fault_has_a_sentence_with_its_figures(mend, language):
    names = {name for _, name, _, _ in Formatter().parse(FAULTS[mend]) if name} - {"place"}
    line = said(Fault("rules[3]", mend, dict.fromkeys(names, 7)), language)
    assert "{" not in line.replace("{ }", "")
    assert "…" not in line
    assert not names or "7" in line or "۷" in line
    assert said(Fault("rules[3]", mend), language)


def test_a_mend_that_nobody_knows_is_still_a_sentence():
    assert said(Fault("rules[3]", "brand_new"), "en").startswith("rules[3]: this value is not possible here")


def told(document: bytes, language) -> str:
    with pytest.raises(Refusal) as caught:
        read_programme(document)
    return bare(apology(caught.value.code, caught.value.figures, DisplayUnit.TOMAN, language).text)


def test_a_refused_programme_is_told_with_its_first_fault_and_the_number_of_the_others():
    one, two = ("tiers.tiers.2.at_least", 50), ("rules.1.id", "base")
    assert told(changed(one), "en") == (
        "tiers.tiers[2].at_least: the tiers “silver” and “gold” begin at the same 50; "
        "let the higher one begin above it. "
        "Correct the file; the running programme stays."
    )
    assert "Besides, 1 more." in told(changed(one, two), "en")
    assert told(changed(one, two), "fa").startswith("rules[1].id: نام «base» پیش‌تر در rules[0].id آمده است؛")
    assert "و ۱ مورد دیگر" in told(changed(one, two), "fa")


def test_other_refusals_keep_their_sentences():
    assert (
        told(b'{"format": 9}', "en") == "The programme is of format 9; this program reads up to 2. Update the program."
    )
    assert "at most 1,000,000 are allowed" in told(b" " * 1_000_001, "en")
