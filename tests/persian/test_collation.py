import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.persian import folding
from vafa.persian.collation import sort_key

ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"


def test_letters_stand_in_the_order_of_the_alphabet() -> None:
    shuffled = random.Random(7).sample(ALPHABET, len(ALPHABET))
    assert "".join(sorted(shuffled, key=sort_key)) == ALPHABET


def test_digits_then_persian_then_latin() -> None:
    assert sorted(["زهرا", "Zoe", "۷ تیر", "adam", "آرش", "12"], key=sort_key) == [
        "12",
        "۷ تیر",
        "آرش",
        "زهرا",
        "adam",
        "Zoe",
    ]


@pytest.mark.parametrize(
    "ordered",
    [
        ["آرش", "ابراهیم", "ارسلان"],
        ["پرویز", "تارا", "چنگیز", "حامد"],
        ["ژاله", "سارا", "کامران", "گلی", "لاله"],
        ["وحید", "هادی", "یاسر"],
        ["علی", "علی رضا", "علیا", "علیرضا"],
        ["كريم", "کریما", "گل"],
        ["رضایی", "رضائی", "رضایی فر"],
    ],
)
def test_names_by_example(ordered: list[str]) -> None:
    shuffled = random.Random(3).sample(ordered, len(ordered))
    assert [folding.key(name) for name in sorted(shuffled, key=sort_key)] == [folding.key(name) for name in ordered]


def test_spellings_of_one_name_stand_together() -> None:
    assert [folding.key(name) for name in sorted(["رضائی ب", "رضایی آ", "رضائی آ", "رضایی ب"], key=sort_key)] == [
        "رضاییا",
        "رضاییا",
        "رضاییب",
        "رضاییب",
    ]


@given(st.text(), st.text())
def test_only_one_display_form_has_one_place(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (folding.display(one) == folding.display(other))


@given(st.text())
def test_a_name_stands_before_its_longer_forms(name: str) -> None:
    assert sort_key(name) <= sort_key(f"{name} ب")
