"""What parts are measured and painted with: measured once, painted no more than needed."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from vafa.ui.parts import brushwork
from vafa.ui.parts.brushwork import advance
from vafa.ui.parts.look import font
from vafa.ui.parts.surface import paint_card


def test_a_text_is_measured_once_for_each_font(qapp, monkeypatch):
    measured = []

    def metrics(face):
        measured.append(face.pixelSize())
        return QFontMetricsF(face)

    monkeypatch.setattr(brushwork, "QFontMetricsF", metrics)
    text = "measured once, here and nowhere else"
    wide = advance(font(15, 600), text)
    assert advance(font(15, 600), text) == wide
    assert measured == [15]
    assert advance(font(30, 600), text) > wide
    assert measured == [15, 30]


def test_a_font_that_was_changed_is_measured_anew(qapp):
    face, text = font(15, 600), "a font that changes"
    narrow = advance(face, text)
    face.setPixelSize(30)
    assert advance(face, text) == advance(font(30, 600), text) > narrow
    assert advance(font(15, 600), text) == narrow


def _painted(part: QRectF, *, only: QRectF | None, tone="sunken") -> QImage:
    image = QImage(200, 120, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setClipRect(part)
        paint_card(painter, QRectF(0, 0, 200, 117), tone, only=only)
    return image


@pytest.mark.parametrize("tone", ["plain", "sunken", "danger", "warn"])
@pytest.mark.parametrize(
    "part", [QRectF(20, 20, 60, 30), QRectF(14, 4, 30, 30), QRectF(0, 30, 40, 30), QRectF(120, 80, 80, 40)]
)
def test_a_part_of_a_card_looks_as_it_does_in_the_whole(qapp, part, tone):
    assert _painted(part, only=part, tone=tone) == _painted(part, only=None, tone=tone)
