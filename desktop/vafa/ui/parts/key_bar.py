"""The row of keys at the foot of the counter: always the same keys at the same places, only their emphasis changes."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from vafa.ui.parts.brushwork import advance, line_height, mirrored, painter_of, sized, write
from vafa.ui.parts.keycap import CapKind, cap_size, paint_cap
from vafa.ui.parts.look import look
from vafa.ui.parts.painted_once import paint_once

KeyState: TypeAlias = Literal["lit", "strong", "faded"]

_HEIGHT_PX, _MARGIN_PX, _CAP_GAP_PX, _TALL_ENOUGH_PX = 48, 24, 8, 14
_WIDEST_GAP_PX, _NARROWEST_GAP_PX = 30, 10
_CAPS: dict[KeyState, CapKind] = {"lit": "quiet", "strong": "strong", "faded": "faded"}
_INKS: dict[KeyState, tuple[str, int]] = {"lit": ("ink2", 600), "strong": ("accent_ink", 700), "faded": ("ink4", 500)}


class KeyBar(QWidget):
    """`pressed(key)` when a key's place is clicked; a faded key cannot be. Nothing in it takes the focus."""

    pressed = Signal(str)

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`keys`: the name on the cap and the label, in reading order."""
        super().__init__(parent)
        self._places = [_KeyPlace(key, label, self) for key, label in keys]
        for place in self._places:
            place.clicked.connect(lambda _=False, key=place.key: self.pressed.emit(key))
        self.setFixedHeight(max(_HEIGHT_PX, max((p.sizeHint().height() for p in self._places), default=0)))

    def set_states(self, states: Mapping[str, KeyState]) -> None:
        """Which keys are lit, strong or faded; a key that is not named is faded."""
        for place in self._places:
            place.set_state(states.get(place.key, "faded"))

    def sizeHint(self) -> QSize:
        return QSize(self._wide(_WIDEST_GAP_PX), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._spread()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            painter.fillRect(self.rect(), look().colour("surface"))
            painter.fillRect(QRectF(0, 0, self.width(), 1), look().colour("line"))

    def _wide(self, gap_px: int) -> int:
        return sum(place.full_width() for place in self._places) + gap_px * len(self._places) + 2 * _MARGIN_PX

    def _spread(self) -> None:
        """Gives every key its place; in a narrow window the gaps close first, then the longest labels are cut."""
        count = len(self._places)
        if not count:
            return
        room = self.width() - 2 * _MARGIN_PX
        widths = [place.full_width() for place in self._places]
        gap = max(_NARROWEST_GAP_PX, min(_WIDEST_GAP_PX, (room - sum(widths)) // max(1, count - 1)))
        too_much = sum(widths) + gap * (count - 1) - room
        while too_much > 0:
            longest = max(range(count), key=lambda at: widths[at] - self._places[at].cap_width())
            cut = min(too_much, 8)
            if widths[longest] - cut < self._places[longest].cap_width():
                break
            widths[longest] -= cut
            too_much -= cut
        x = _MARGIN_PX
        for place, width in zip(self._places, widths, strict=True):
            left = self.width() - x - width if self.isRightToLeft() else x
            place.setGeometry(left, 1, width, self.height() - 1)
            x += width + gap


class _KeyPlace(QAbstractButton):
    """One key and what it does."""

    def __init__(self, key: str, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._state: KeyState = "lit"
        self.setText(label)
        self.setAccessibleName(f"{label}, {key}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_state(self, state: KeyState) -> None:
        if state != self._state:
            self._state = state
            self.setEnabled(state != "faded")
            self.update()

    def is_faded(self) -> bool:
        return self._state == "faded"

    def cap_width(self) -> int:
        return cap_size(self.key).width()

    def full_width(self) -> int:
        # As wide as at its boldest, so that nothing moves when the emphasis does.
        return self.cap_width() + _CAP_GAP_PX + round(advance(_face(700), self.text())) + 2

    def needed_size(self) -> QSize:
        return QSize(self.cap_width(), cap_size(self.key).height()) if self.toolTip() else self.sizeHint()

    def sizeHint(self) -> QSize:
        return QSize(self.full_width(), round(line_height(_face(700))) + _TALL_ENOUGH_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.cap_width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        cut = self.width() < self.full_width()
        self.setToolTip(self.text() if cut else "")
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        hovered = self._state == "lit" and self.underMouse()
        key = ("key", self.key, self.text(), self._state, hovered, self.isRightToLeft())
        with painter_of(self) as painter:
            paint_once(painter, QRectF(self.rect()), key, self._draw)

    def _draw(self, painter: QPainter, rect: QRectF) -> None:
        tone, weight = _INKS[self._state]
        if self._state == "lit" and self.underMouse():
            tone = "ink"
        face, cap = _face(weight), cap_size(self.key)
        place = QRectF(0, (rect.height() - cap.height()) // 2, cap.width(), cap.height())
        words = QRectF(cap.width() + _CAP_GAP_PX, 0, rect.width() - cap.width() - _CAP_GAP_PX, rect.height())
        side = Qt.AlignmentFlag.AlignLeft
        if self.isRightToLeft():
            place, words, side = mirrored(place, rect), mirrored(words, rect), Qt.AlignmentFlag.AlignRight
        shown = self.text()
        if self.toolTip():
            shown = QFontMetricsF(face).elidedText(shown, Qt.TextElideMode.ElideRight, words.width())
        paint_cap(painter, place, self.key, _CAPS[self._state])
        write(painter, words, shown, face, look().colour(tone), side | Qt.AlignmentFlag.AlignAbsolute)


def _face(weight: int) -> QFont:
    return sized(14, weight)
