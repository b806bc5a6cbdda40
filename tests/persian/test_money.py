import json
from pathlib import Path

import pytest

from vafa.persian import money

ROWS = [
    row
    for row in json.loads((Path(__file__).parent.parent / "vectors.json").read_text("utf-8"))["currency"]["rows"]
    if "toman_exact" in row
]


@pytest.mark.parametrize("row", ROWS)
def test_toman_is_exact(row: dict) -> None:
    assert money.toman_text(row["rial"]).replace(",", "") == row["toman_exact"]


def test_toman_text_by_example() -> None:
    assert money.toman_text(1_234_567) == "123,456.7"
    assert money.toman_text(-5) == "-0.5"
    assert money.toman_text(0) == "0"
