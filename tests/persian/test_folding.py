import json
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.persian import folding

VECTORS = json.loads((Path(__file__).parent.parent / "vectors.json").read_text("utf-8"))["text_key"]

# Letters that compose, join, vanish or fold, so that random texts meet the rules and not only the alphabet.
AWKWARD = (
    "يىكہھةۀۂأإآٱؤئءـەیکها eEﻋﷲßİſ´가ﷺ…۱٢2²\x00\n\ud800"
    "\u200c\u200d\u200e\u200f\u2067\ufeff\u00ad\u0654\u0653\u064e\u0301"
)
anything = st.text() | st.text(alphabet=AWKWARD) | st.text(alphabet=st.characters(categories=["Mn", "Cs", "Cc", "Cf"]))


@pytest.mark.parametrize(("one", "other"), VECTORS["equal"])
def test_spellings_of_one_name_share_their_key(one: str, other: str) -> None:
    assert folding.key(one) == folding.key(other) != ""


@pytest.mark.parametrize(("one", "other"), VECTORS["not_equal"])
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert folding.key(one) != folding.key(other)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("أ إ آ ٱ ا", "ااااا"),
        ("ۀ ة ه ھ ہ", "ههههه"),
        ("جزء", "جز"),
        ("مـحَمّد", "محمد"),
        ("کارت ۱۲-٣4", "کارت1234"),
        ("(Gold) «طلا»، A.B!", "goldطلاab"),
        ("José STRASSE ß", "josestrassess"),
        ("\x00\u200f\u202a\ud800 \u00ad", ""),
        ("", ""),
    ],
)
def test_key_by_example(text: str, key: str) -> None:
    assert folding.key(text) == key


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  علي\t كريم\n", "علی کریم"),
        ("می\u200c\u200cخرم", "می\u200cخرم"),
        ("\u200cمی \u200c خرم\u200c", "می خرم"),
        ("\u202bعلی\u202c\ufeff\u00ad\u200e", "علی"),
        ("ﻋﻠﯽ", "علی"),
        ("ھمہ", "همه"),
        ("فاطمة مؤمن ۀ آرش", "فاطمة مؤمن ۀ آرش"),
        ("رَضا ۱۲", "رَضا ۱۲"),
        ("a\x00b\x1bc\ud800", "abc"),
        ("  ", ""),
    ],
)
def test_display_by_example(text: str, shown: str) -> None:
    assert folding.display(text) == shown


@given(anything)
def test_folding_twice_is_folding_once(text: str) -> None:
    key = folding.key(text)
    shown = folding.display(text)
    assert folding.key(key) == key
    assert folding.display(shown) == shown
    assert folding.key(shown) == key
    shown.encode()
    key.encode()


@given(anything, anything)
def test_the_key_of_a_joined_text_is_the_joined_keys(head: str, tail: str) -> None:
    assert folding.key(head + tail) == folding.key(head) + folding.key(tail)


@given(anything)
def test_word_keys_make_up_the_key(text: str) -> None:
    words = folding.word_keys(text)
    assert "".join(words) == folding.key(text)
    assert "" not in words
    assert folding.word_keys(folding.display(text)) == words


def test_words_split_at_space_and_zwnj() -> None:
    assert folding.word_keys(" علي\u00a0رضا\u200cزاده - (Ali) ") == ("علی", "رضا", "زاده", "ali")


@pytest.mark.slow
def test_every_character_of_unicode_folds_once() -> None:
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        key = folding.key(character)
        assert folding.key(key) == key
        assert folding.key(folding.display(character)) == key


@pytest.mark.parametrize("piece", ["علي رضائي ", "\u0301\u0316", "\u200c", " \u200c", "!", "\u200f", "\u0344"])
def test_time_grows_with_the_length_alone(piece: str) -> None:
    text = "é" + piece * (200_000 // len(piece))
    started = time.thread_time()
    shown = folding.display(text)
    assert folding.key(shown) == folding.key(text)
    assert folding.display(shown) == shown
    assert time.thread_time() - started < 5


@pytest.mark.slow
def test_ten_megabytes_fold() -> None:
    text = "علي رضائي\u200c" * 1_000_000
    assert folding.key(text) == "علیرضایی" * 1_000_000
    assert len(folding.word_keys(text)) == 2_000_000
