import pytest

from vafa.documents.icons import icon
from vafa.documents.scene import BLACK


@pytest.mark.parametrize("name", ["qr-code", "shield-check", "phone"])
def test_an_icon_fills_its_place_and_no_more(name: str):
    shapes = list(icon(name, 100, 200, 48, BLACK))
    points = [point for shape in shapes for contour in shape.contours for point in contour]
    assert all(shape.stroke_width == 4 for shape in shapes)
    assert all(100 <= x <= 148 and 200 <= y <= 248 for x, y in points)
    assert max(x for x, _ in points) - min(x for x, _ in points) > 28
    assert max(y for _, y in points) - min(y for _, y in points) > 28


def test_an_icon_that_is_not_shipped_is_an_error():
    with pytest.raises(FileNotFoundError):
        list(icon("no-such-icon", 0, 0, 24, BLACK))
