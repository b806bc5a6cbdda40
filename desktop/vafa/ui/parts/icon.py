"""Line icons: sharp at every scale, in any colour, turned round where reading direction turns them."""

from functools import cache, lru_cache
from typing import Literal

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa import paths
from vafa.ui.parts.brushwork import box, painter_of
from vafa.ui.parts.look import look

# Names are those of a left-to-right window: back is `arrow-left`, forward is `arrow-right`, in Persian as well.
MIRRORED = frozenset({"arrow-left", "arrow-right", "chevron-left", "chevron-right", "undo-2", "log-out", "list-checks"})

_CACHED_ICONS = 400

TileKind = Literal["tint", "solid", "quiet", "warn", "danger"]
_TILES: dict[TileKind, tuple[str, str]] = {
    "tint": ("accent_tint", "accent"),
    "solid": ("accent", "on_accent"),
    "quiet": ("sunken", "ink2"),
    "warn": ("warn_tint", "warn"),
    "danger": ("danger_tint", "danger"),
}


def icon(
    name: str, size_px: int = 20, colour: str | QColor = "ink2", *, turned: bool | None = None, ratio: float = 1.0
) -> QPixmap:
    """A picture of an icon; `colour` is a name of the theme or a colour; `ratio` is the screen's pixels per pixel.

    `turned` None: turned round when the language reads from the right and the icon is one that turns. OSError when
    there is no icon of that name.
    """
    chosen = look().colour(colour) if isinstance(colour, str) else colour
    turn = (look().rtl and name in MIRRORED) if turned is None else turned
    return _drawn(name, size_px, chosen.name(QColor.NameFormat.HexArgb), turn, ratio)


def draw_icon(painter: QPainter, name: str, rect: QRectF, colour: str | QColor) -> None:
    """Paints an icon in the middle of a rectangle, as large as its shorter side."""
    size = int(min(rect.width(), rect.height()))
    ratio = painter.device().devicePixelRatio()
    place = rect.center()
    painter.drawPixmap(round(place.x() - size / 2), round(place.y() - size / 2), icon(name, size, colour, ratio=ratio))


class Icon(QWidget):
    """An icon as a part: decorative, without name or focus. An empty name shows nothing and keeps the place."""

    def __init__(self, name: str, size_px: int = 20, colour: str = "ink2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._size, self._colour = name, size_px, colour
        self.setFixedSize(size_px, size_px)

    def show_icon(self, name: str) -> None:
        """Shows another icon."""
        if name != self._name:
            self._name = name
            self.update()

    def tone(self, colour: str) -> None:
        """Changes the colour."""
        if colour != self._colour:
            self._colour = colour
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        if self._name:
            with painter_of(self) as painter:
                draw_icon(painter, self._name, QRectF(self.rect()), self._colour)


class IconTile(QWidget):
    """An icon on a rounded tile of its tone: `tint`, `solid`, `quiet`, `warn` or `danger`."""

    def __init__(self, name: str, size_px: int = 44, kind: TileKind = "tint", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._size, self._kind = name, size_px, kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, kind: TileKind | None = None) -> None:
        """Shows another icon, on another kind of tile if one is given."""
        wanted = (name, kind or self._kind)
        if wanted != (self._name, self._kind):
            self._name, self._kind = wanted
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        fill, ink = _TILES[self._kind]
        with painter_of(self) as painter:
            rect = QRectF(0, 0, self._size, self._size)
            box(painter, rect, round(self._size * 0.24), look().colour(fill))
            inset = round(self._size * 0.26)
            draw_icon(painter, self._name, rect.adjusted(inset, inset, -inset, -inset), ink)


@cache
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(_CACHED_ICONS)
def _drawn(name: str, size_px: int, argb: str, turned: bool, ratio: float) -> QPixmap:
    colour = QColor(argb)
    source = _source(name).replace("currentColor", colour.name())
    side = round(size_px * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(colour.alphaF())
        if turned:
            painter.setTransform(QTransform(-1, 0, 0, 1, side, 0))
        QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
    drawn = QPixmap.fromImage(image)
    drawn.setDevicePixelRatio(ratio)
    return drawn
