"""Who somebody is, at a glance: the first letter of the name on a disc. No photographs."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import painter_of, write
from vafa.ui.parts.icon import draw_icon
from vafa.ui.parts.look import font, look
from vafa.ui.parts.painted_once import paint_once


class Avatar(QWidget):
    """Decorative: the name stands beside it. Without a name it shows a person's outline."""

    def __init__(
        self, name: str = "", size_px: int = 44, ground: str = "accent_tint2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._letter = _first_letter(name)
        self._size, self._ground = size_px, ground
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_name(self, name: str) -> None:
        """Shows somebody else."""
        letter = _first_letter(name)
        if letter != self._letter:
            self._letter = letter
            self.update()

    def set_ground(self, colour: str) -> None:
        """Changes the disc's colour, by name: `surface` on a tinted row."""
        if colour != self._ground:
            self._ground = colour
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            key = ("avatar", self._letter, self._ground)
            paint_once(painter, QRectF(0, 0, self._size, self._size), key, self._draw)

    def _draw(self, painter: QPainter, disc: QRectF) -> None:
        ink = look().colour("accent_ink")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour(self._ground))
        painter.drawEllipse(disc)
        if self._letter:
            write(painter, disc, self._letter, font(self._size * 0.42, 700), ink)
        else:
            inset = self._size * 0.26
            draw_icon(painter, "user", disc.adjusted(inset, inset, -inset, -inset), ink)


def _first_letter(name: str) -> str:
    return next((letter.upper() for letter in name if letter.isalpha()), "")
