import pypdfium2
import pytest
from tests.documents.paper_reading import pages_of, words_of

from vafa.documents.pdf_painter import PdfPaper, Placed
from vafa.documents.scene import BLACK, Box, Code, Gradient, Rule, Scene, Shape, Text, colour
from vafa.documents.typesetting import Weight, typeset

_RED, _BLUE = colour("FF0000"), colour("0000FF")


def _page(*items) -> pypdfium2.PdfDocument:
    paper = PdfPaper("آزمون", "fa")
    paper.page(100, 100, [Placed(Scene(100, 100, 72, items))])
    return pypdfium2.PdfDocument(paper.finish())


def _pixel(document, x: int, y: int) -> tuple[int, ...]:
    return document[0].render().to_pil().convert("RGB").getpixel((x, y))


def test_y_grows_downwards():
    document = _page(Box(0, 0, 100, 10, _RED))
    assert _pixel(document, 50, 5) == (255, 0, 0)
    assert _pixel(document, 50, 95) == (255, 255, 255)


def test_corners_are_rounded_and_middles_are_not():
    document = _page(Box(10, 10, 80, 80, BLACK, 30))
    assert _pixel(document, 12, 12) == (255, 255, 255)
    assert _pixel(document, 50, 11) == (0, 0, 0)


def test_opacity_and_its_end():
    half = Shape((((0, 0), (50, 0), (50, 100), (0, 100)),), BLACK, opacity=0.5)
    document = _page(half, Box(60, 0, 40, 100, BLACK))
    assert _pixel(document, 25, 50) == pytest.approx((128, 128, 128), abs=2)
    assert _pixel(document, 80, 50) == (0, 0, 0)


def test_a_gradient_stays_in_its_rectangle():
    document = _page(Gradient(0, 0, 100, 50, (0, 0), (100, 0), (_RED, _BLUE)))
    assert _pixel(document, 2, 25)[0] > 240
    assert _pixel(document, 97, 25)[2] > 240
    assert _pixel(document, 50, 75) == (255, 255, 255)


def test_rules_strokes_and_codes_leave_ink_where_they_are():
    document = _page(
        Rule(0, 10, 100, 4),
        Shape((((10, 40), (90, 40)),), BLACK, stroke_width=6, closed=False),
        Code(((True, False), (False, True)), 10, 60, 10),
    )
    assert [_pixel(document, x, y) for x, y in ((50, 12), (50, 40), (15, 65), (25, 75))] == [(0, 0, 0)] * 4
    assert [_pixel(document, x, y) for x, y in ((50, 20), (50, 50), (25, 65), (15, 75))] == [(255, 255, 255)] * 4


def test_a_stamp_is_stored_once_and_shown_where_it_is_put():
    paper = PdfPaper("t", "en")
    stamp = paper.stamp(Scene(10, 10, 72, (Box(0, 0, 30, 30, BLACK),)))
    paper.page(100, 100, [Placed(stamp, 0, 0), Placed(stamp, 50, 50)])
    (page,) = pages_of(paper.finish(), 72)
    assert page.getpixel((5, 95)) == page.getpixel((55, 45)) == (0, 0, 0)
    assert page.getpixel((20, 95)) == (255, 255, 255)


@pytest.mark.parametrize("text", ["کلهٔ مورچه", "لالهٔ پلاک", "می‌شود", "پرداخت‌شده", "۱٬۲۸۰٬۰۰۰", "مؤسسهٔ آیینه"])
def test_words_are_found_as_they_were_written(text: str):
    paper = PdfPaper("t", "fa")
    line = typeset(text, Weight.MEDIUM, rtl=True)
    paper.page(300, 40, [Placed(Scene(300, 40, 72, (Text(line, 20, 30, 20),)))])
    assert words_of(paper.finish()).strip() == text
