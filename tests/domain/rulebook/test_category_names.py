"""Categories are the same however they are typed, level by level."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.domain.rulebook.category_names import categories_above, category_key


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("خوراكي/چاي", "خوراکی/چای"),
        ("نوشیدنی‌ها/چای سیاه", "نوشیدنی ها / چایسیاه"),
        ("Food/Rice", "food/rice"),
        (" food//rice/ ", "food/rice"),
        ("کالای ۱۲", "کالاي 12"),
    ],
)
def test_what_typing_makes_different_is_the_same(typed: str, other: str):
    assert category_key(typed) == category_key(other) != ""
    assert categories_above(typed) == categories_above(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("food/rice", "foodrice"),
        ("food", "foods"),
        ("چای", "چای/سیاه"),
        ("*", ""),
        ("آب/1.5 لیتری", "آب/15 لیتری"),
        ("۲ ۱۰", "210"),
    ],
)
def test_levels_and_names_stay_apart(one: str, other: str):
    assert category_key(one) != category_key(other)


def test_a_category_is_in_those_above_it():
    assert categories_above("Food/rice/ long") == ("food/rice/long", "food/rice", "food")
    assert [categories_above(nothing) for nothing in ("", "/", " ")] == [()] * 3


@given(st.text(max_size=20))
def test_the_key_of_a_key_is_itself(name: str):
    assert category_key(category_key(name)) == category_key(name)
