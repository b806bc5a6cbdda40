"""The panels where the shop greets: the idle hero, the member's balance, the sign-in wall."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QRadialGradient
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vafa.ui.parts.brushwork import painter_of
from vafa.ui.parts.look import look
from vafa.ui.parts.painted_once import paint_once
from vafa.ui.parts.star_pattern import paint_stars
from vafa.ui.parts.surface import INSET_RADIUS, Card, card_path

_HERO_OPACITY = {"light": 0.62, "dark": 0.75}


class HeroCard(Card):
    """A card with the pattern at its far end, faded out before it reaches the words."""

    def paint_ground(self, painter: QPainter) -> None:
        rect = self.ground()
        painter.setClipPath(card_path(rect))
        fade = (0.0, 0.5) if self.isRightToLeft() else (1.0, 0.5)
        paint_stars(painter, rect, look().colour("accent_line", _HERO_OPACITY[look().theme]), fade=fade)
        painter.setClipping(False)


class BalancePanel(QWidget):
    """The member's own panel: the one dark block of its column. Put things into `body`; its inks are `balance_ink…`."""

    def __init__(self, *, padding: tuple[int, int] = (18, 12), spacing: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding[0], padding[1], padding[0], padding[1])
        self.body.setSpacing(spacing)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        rect = QRectF(self.rect())
        start, end = rect.topRight(), rect.bottomLeft()
        if not self.isRightToLeft():
            start, end = rect.topLeft(), rect.bottomRight()
        ground = QLinearGradient(start, end)
        ground.setColorAt(0, look().colour("balance_from"))
        ground.setColorAt(1, look().colour("balance_to"))
        with painter_of(self) as painter:
            path = card_path(rect.adjusted(-1, -1, 1, 1), INSET_RADIUS + 1)
            painter.fillPath(path, ground)
            painter.setClipPath(path)
            colour = look().colour("balance_ink", 0.10)
            paint_stars(painter, rect, colour, pitch=64, stroke_px=1.3, tinted=False)


class GreetingWall(QWidget):
    """The dark wall of the sign-in page. Put things into `body`; its inks are `rail_on` and `balance_ink_soft`."""

    def __init__(self, *, padding: int = 48, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            paint_once(painter, QRectF(self.rect()), "greeting wall", _draw_wall)


def _draw_wall(painter: QPainter, rect: QRectF) -> None:
    glow = QRadialGradient(QPointF(rect.width() * 0.5, rect.height() * 0.45), rect.height() * 0.75)
    glow.setColorAt(0, look().colour("balance_from" if look().theme == "light" else "balance_to"))
    glow.setColorAt(1, look().colour("rail"))
    painter.fillRect(rect, glow)
    paint_stars(painter, rect, look().colour("balance_ink", 0.10), pitch=118, stroke_px=1.6)
