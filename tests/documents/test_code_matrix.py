import pytest
from PIL import Image
from tests.documents.paper_reading import codes_in
from tests.documents.paper_samples import CODE

from vafa.documents.code_matrix import QUIET_CELLS, qr_matrix


def _picture(digits: str, cell: int = 4) -> Image.Image:
    matrix = qr_matrix(digits)
    side = len(matrix) + 2 * QUIET_CELLS
    picture = Image.new("L", (side, side), 255)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            picture.putpixel((x + QUIET_CELLS, y + QUIET_CELLS), 0 if dark else 255)
    return picture.resize((side * cell, side * cell), Image.Resampling.NEAREST)


def test_a_card_code_is_25_cells_wide():
    matrix = qr_matrix(CODE)
    assert len(matrix) == 25
    assert {len(row) for row in matrix} == {25}


@pytest.mark.parametrize("digits", [CODE, "0" * 34, "9" * 34, "7", "1" * 100])
def test_a_code_is_read_back(digits: str):
    assert codes_in(_picture(digits)) == [digits]


def test_the_same_digits_give_the_same_code():
    assert qr_matrix(CODE) == qr_matrix(CODE)


@pytest.mark.parametrize("text", ["", "12a", "۱۲", "-1"])
def test_only_digits_are_printed(text: str):
    with pytest.raises(ValueError, match="digits"):
        qr_matrix(text)
