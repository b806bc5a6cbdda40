"""The tag inside the unified box: what it asks for."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import advance, box, painter_of, sized, write
from vafa.ui.parts.icon import draw_icon
from vafa.ui.parts.look import look

_TAG_HEIGHT_PX, _TAG_RADIUS_PX, _TAG_ICON_PX = 40, 10, 24


class ModeTag(QWidget):
    """An icon and a word on a tint, red when there is an error; without a word the icon alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label, self._icon, self._error = "", "", False
        self._face = sized(17, 700)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_mode(self, label: str, icon: str, *, error: bool) -> None:
        """Changes what is shown."""
        if (label, icon, error) != (self._label, self._icon, self._error):
            self._label, self._icon, self._error = label, icon, error
            self.updateGeometry()
            self.update()

    def needed_size(self) -> QSize:
        return self.sizeHint()

    def sizeHint(self) -> QSize:
        if not self._label:
            return QSize(_TAG_HEIGHT_PX, _TAG_HEIGHT_PX)
        return QSize(10 + _TAG_ICON_PX + 10 + round(advance(self._face, self._label)) + 14, _TAG_HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        tint, mark, ink = (
            ("danger_tint", "danger", "danger_ink") if self._error else ("accent_tint", "accent", "accent_ink")
        )
        with painter_of(self) as painter:
            rect = QRectF(self.rect())
            box(painter, rect, _TAG_RADIUS_PX, look().colour(tint))
            self._write(painter, rect, mark, ink)

    def _write(self, painter: QPainter, rect: QRectF, mark: str, ink: str) -> None:
        side = (_TAG_HEIGHT_PX - _TAG_ICON_PX) / 2 if not self._label else 10.0
        left = rect.right() - side - _TAG_ICON_PX if look().rtl else rect.left() + side
        top = rect.center().y() - _TAG_ICON_PX / 2
        draw_icon(painter, self._icon, QRectF(left, top, _TAG_ICON_PX, _TAG_ICON_PX), mark)
        if self._label:
            words = rect.adjusted(14, 0, -44, 0) if look().rtl else rect.adjusted(44, 0, -14, 0)
            write(painter, words, self._label, self._face, look().colour(ink), look().start)
