"""Pictures are painted once, look like the ones painted directly, and do not pile up."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from vafa.ui.parts import brushwork, painted_once
from vafa.ui.parts.look import Look, wear

pytestmark = pytest.mark.usefixtures("plain_look")

INK, EDGE = QColor("#E2F3F0"), QColor("#0B7A75")


def on_canvas(draw, ratio=1.0):
    image = QImage(round(420 * ratio), round(320 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter)
    return image


def furthest(one, other):
    """The largest difference of any channel of any pixel."""
    first, second = (np.frombuffer(image.constBits(), np.uint8).astype(int) for image in (one, other))
    return np.abs(first - second).max()


@pytest.mark.parametrize("ratio", [1.0, *(pytest.param(ratio, marks=pytest.mark.slow) for ratio in (1.5, 2.0))])
@pytest.mark.parametrize(("radius", "edge", "edge_px"), [(14.0, EDGE, 1.2), (12.0, None, 1.0), (16.0, EDGE, 2.5)])
def test_a_stretched_box_looks_like_a_drawn_one(radius, edge, edge_px, ratio):
    rect = QRectF(8, 8, 390, 290)
    assert not brushwork._is_small(rect, 16)
    stretched = on_canvas(lambda painter: brushwork.box(painter, rect, radius, INK, edge, edge_px), ratio)
    drawn = on_canvas(lambda painter: brushwork._draw_box(painter, rect, radius, INK, edge, edge_px), ratio)
    assert furthest(stretched, drawn) <= 2


def test_a_stretched_foot_looks_like_a_drawn_one():
    rect = QRectF(8, 8, 390, 290)

    def draw(painter):
        brushwork._draw_foot(painter, rect, 14)
        brushwork._draw_box(painter, rect, 14, INK, EDGE, 1.2)

    stretched = on_canvas(lambda painter: brushwork.box(painter, rect, 14, INK, EDGE, 1.2, foot=True))
    assert furthest(stretched, on_canvas(draw)) <= 2


def test_a_picture_is_painted_once_for_a_look():
    painted = []
    place = QRectF(0, 0, 20, 20)
    for _ in range(3):
        on_canvas(lambda painter: painted_once.paint_once(painter, place, "mark", lambda *_: painted.append(1)))
    assert painted == [1]
    wear(Look(theme="dark"))
    on_canvas(lambda painter: painted_once.paint_once(painter, place, "mark", lambda *_: painted.append(1)))
    assert painted == [1, 1]


def test_the_oldest_pictures_go(monkeypatch):
    monkeypatch.setattr(painted_once, "MOST_PIXELS", 50_000)
    for at in range(200):
        key = ("many", at)
        on_canvas(lambda painter, key=key: painted_once.paint_once(painter, QRectF(0, 0, 40, 40), key, lambda *_: None))
    assert painted_once._kept_pixels <= 50_000
    kept = sum(picture.width() * picture.height() for picture in painted_once._pictures.values())
    assert kept == painted_once._kept_pixels
