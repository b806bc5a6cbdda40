import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.persian.mobile import canonical_mobile

VECTORS = json.loads((Path(__file__).parent.parent / "vectors.json").read_text("utf-8"))["mobile"]


@pytest.mark.parametrize(
    "written", [*VECTORS["same"], "٠٩١٢-١٢٣-٤٥٦٧", "\u20660912 123 4567\u2069", "0098 (0)912 1234567"]
)
def test_every_way_of_writing_one_number(written: str) -> None:
    assert canonical_mobile(written) == VECTORS["canonical"]


@pytest.mark.parametrize(
    "written", [*VECTORS["invalid"], "", "علی", "091212345678", "08121234567", "0999", "+1 912 123 4567", "²" * 11]
)
def test_no_mobile(written: str) -> None:
    assert canonical_mobile(written) is None


def test_a_number_that_starts_with_the_country_code_of_iran_is_not_cut() -> None:
    assert canonical_mobile("09812345678") == "09812345678"
    assert canonical_mobile("9812345678") == "09812345678"


@given(st.integers(9_000_000_000, 9_999_999_999), st.sampled_from(["", "0", "98", "+98", "0098", "+98 0", "00980"]))
def test_any_prefix_may_be_new(number: int, front: str) -> None:
    assert canonical_mobile(f"{front}{number}") == f"0{number}"


@given(st.text() | st.text(alphabet="0۹89٠- +"))
def test_the_canonical_form_is_its_own(text: str) -> None:
    mobile = canonical_mobile(text)
    assert mobile is None or canonical_mobile(mobile) == mobile
