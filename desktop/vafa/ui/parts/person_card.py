"""A person to choose: first letter, name and role on a card."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.avatar import Avatar
from vafa.ui.parts.brushwork import advance, box, line_height, mirrored, painter_of, sized, write
from vafa.ui.parts.icon import draw_icon
from vafa.ui.parts.keycap import cap_size, paint_cap
from vafa.ui.parts.look import look
from vafa.ui.parts.pressable import Pressable

_HEIGHT_PX, _RADIUS_PX, _SIDE_PX, _DISC_PX, _GAP_PX, _MARK_PX = 66, 12, 14, 46, 12, 24
_WORDS_PX = 200
"""A longer name is cut with an ellipsis; the whole of it is the tool tip."""


class PersonCard(Pressable):
    """`clicked` tells. The chosen one has a ring and a tick. `key`: the key that chooses this person."""

    def __init__(
        self, name: str = "", role: str = "", *, key: str = "", focus: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, focus=focus, parent=parent)
        self._role, self._key = role, key
        self._face, self._role_face = sized(15.5, 700), look().font("secondary")
        self.setText(name)
        self.setAccessibleDescription(role)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._avatar = Avatar(name, _DISC_PX, "accent_tint", parent=self)
        self._avatar.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(lambda on: self._avatar.set_ground("surface" if on else "accent_tint"))

    def show_person(self, name: str, role: str) -> None:
        """Shows somebody else."""
        if (name, role) != (self.text(), self._role):
            self._role = role
            self.setText(name)
            self.setAccessibleName(name)
            self.setAccessibleDescription(role)
            self._avatar.show_name(name)
            self.updateGeometry()
            self.update()

    def set_selected(self, selected: bool) -> None:
        """Shows whether it is this person."""
        self.setChecked(selected)

    def nextCheckState(self) -> None:
        """Who is chosen is said by whoever listens to `clicked`."""

    def needed_size(self) -> QSize:
        words = min(max(advance(self._face, self.text()), advance(self._role_face, self._role)), look().px(_WORDS_PX))
        return QSize(round(words) + _DISC_PX + 2 * (_SIDE_PX + _GAP_PX) + _MARK_PX, self._high())

    def sizeHint(self) -> QSize:
        return self.needed_size()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        x = self.width() - _SIDE_PX - _DISC_PX if self.isRightToLeft() else _SIDE_PX
        self._avatar.setGeometry(x, (self.height() - _DISC_PX) // 2, _DISC_PX, _DISC_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            rect = self.ringed(painter, _RADIUS_PX)
            radius = self.inside(_RADIUS_PX) if self.hasFocus() else float(_RADIUS_PX)
            if self.isChecked():
                box(painter, rect, radius, look().colour("accent_tint"), look().colour("accent"), 2)
            else:
                fill = "sunken" if self.is_pointed_at() else "surface"
                box(painter, rect, radius, look().colour(fill), look().colour("line2"), 1.3)
            self._paint_words(painter)
            self._paint_mark(painter)

    def _high(self) -> int:
        return max(_HEIGHT_PX, round(line_height(self._face) + line_height(self._role_face)) + 16)

    def _paint_words(self, painter: QPainter) -> None:
        whole = QRectF(self.rect())
        name, role = line_height(self._face), line_height(self._role_face)
        left = _SIDE_PX + _DISC_PX + _GAP_PX
        top = whole.center().y() - (name + role) / 2
        above = QRectF(left, top, whole.width() - left - _SIDE_PX - _MARK_PX, name)
        below = QRectF(left, top + name, above.width(), role)
        if self.isRightToLeft():
            above, below = mirrored(above, whole), mirrored(below, whole)
        shown = QFontMetricsF(self._face).elidedText(self.text(), Qt.TextElideMode.ElideRight, above.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        write(painter, above, shown, self._face, look().colour("ink"), look().start)
        tone = "ink2" if self.isChecked() else "ink3"
        write(painter, below, self._role, self._role_face, look().colour(tone), look().start)

    def _paint_mark(self, painter: QPainter) -> None:
        whole = QRectF(self.rect())
        if self.isChecked():
            place = QRectF(whole.right() - _SIDE_PX - _MARK_PX, 0, _MARK_PX, _MARK_PX)
            place.moveTop(whole.center().y() - _MARK_PX / 2)
            draw_icon(painter, "circle-check", mirrored(place, whole) if self.isRightToLeft() else place, "accent")
        elif self._key:
            cap = cap_size(self._key)
            place = QRectF(whole.right() - _SIDE_PX - cap.width(), 0, cap.width(), cap.height())
            place.moveTop(whole.center().y() - cap.height() / 2)
            paint_cap(painter, mirrored(place, whole) if self.isRightToLeft() else place, self._key, "quiet")
