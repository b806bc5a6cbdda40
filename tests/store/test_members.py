"""Finding members by what a cashier hears or reads."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.little_shop import LittleShop

from vafa.persian.folding import key, word_keys

NAMES = (
    "مریم رضایی‌نژاد",
    "علي رضائي",
    "نازنین‌زهرا پورمحمد‌علی",
    "رؤیا خسروی",
    "Sara O'Neil",
    "آرش ثریا",
    "گلناز ژیان",
    "محمد محمدی",
)


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LittleShop]:
    with LittleShop(Path(tmp_path_factory.mktemp("shop")), create=True) as little:
        for i, name in zip(count(), NAMES, strict=False):
            little.shop.enrol(f"0912{i}34567{i}", name=name)
        yield little


def found(little: LittleShop, text: str) -> set[str]:
    return {member.name for member in little.store.members.search(text)}


def shown(*names: str) -> set[str]:
    return {name.replace("ي", "ی") for name in names}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("رضا", shown(NAMES[0], NAMES[1])),
        ("علی‌رضایی", shown(NAMES[1])),
        ("پور محمد", shown(NAMES[2])),
        ("رويا", shown(NAMES[3])),
        ("oneil", shown(NAMES[4])),
        ("ثر", shown(NAMES[5])),
        ("ارش", shown(NAMES[5])),
        ("محمد", shown(NAMES[2], NAMES[7])),
        ("مد", set()),
        ("هیچ‌کس", set()),
        ('رضا" OR "', set()),
        ("%", set()),
        ("***", set()),
        ("0912", shown(*NAMES)),
        ("۴۵۶۷۲", shown(NAMES[2])),
    ],
)
def test_parts_of_names_and_numbers_find_their_members(little: LittleShop, text: str, names: set[str]):
    assert found(little, text) == names


@given(st.integers(0, len(NAMES) - 1), st.data())
def test_any_part_of_a_name_finds_it(little: LittleShop, i: int, data: st.DataObject):
    folded = key(NAMES[i])
    start = data.draw(st.integers(0, len(folded) - 3))
    part = folded[start : data.draw(st.integers(start + 3, len(folded)))]
    expected = {name for name in shown(*NAMES) if part in key(name)}
    assert found(little, part) == expected


@given(st.text(max_size=30))
def test_whatever_is_typed_is_only_looked_for(little: LittleShop, text: str):
    little.store.members.search(text)


@given(st.text(alphabet="علیرضا مه\u200cي ؤآ-ـَO'n1", max_size=20))
def test_words_together_are_the_whole_key(text: str):
    """The search picks its trigrams from the words."""
    assert "".join(word_keys(text)) == key(text)
