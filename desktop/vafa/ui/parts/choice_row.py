"""A choice of a few: segments in a row, of which exactly one is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from vafa.ui.parts.brushwork import advance, box, line_height, mirrored, painter_of, sized, write
from vafa.ui.parts.icon import draw_icon
from vafa.ui.parts.look import look
from vafa.ui.parts.pressable import Pressable

_HEIGHT_PX, _RADIUS_PX, _SIDE_PX, _ICON_PX, _ICON_GAP_PX = 44, 10, 16, 18, 8


class ChoiceRow(QWidget):
    """Choices are (value, label) or (value, label, icon); `chosen` gives the value a person picked, never what was set.

    One segment takes the focus; the arrows move the choice.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, ...]],
        value: str,
        *,
        focus: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._segments: dict[str, _Segment] = {}
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(3)
        for choice in choices:
            own, label, *icon = choice
            segment = _Segment(name, own, label, *icon, focus=focus, parent=self)
            segment.picked.connect(self._picked)
            segment.moved.connect(self._moved)
            self._segments[own] = segment
            row.addWidget(segment, 1)
        self._value = ""
        self.set_value(value)

    def value(self) -> str:
        """What is chosen."""
        return self._value

    def set_value(self, value: str) -> None:
        """Shows what is chosen."""
        self._value = value
        for own, segment in self._segments.items():
            segment.setChecked(own == value)
            if segment.takes_focus:
                one = own == value or (value not in self._segments and segment is next(iter(self._segments.values())))
                segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one else Qt.FocusPolicy.ClickFocus)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            box(painter, QRectF(self.rect()), _RADIUS_PX + 2, look().colour("sunken"), look().colour("line2"))

    def _picked(self, value: str) -> None:
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.chosen.emit(value)

    def _moved(self, steps: int) -> None:
        values = list(self._segments)
        at = values.index(self._value) if self._value in values else 0
        value = values[max(0, min(at + steps, len(values) - 1))]
        self._picked(value)
        self._segments[value].setFocus(Qt.FocusReason.TabFocusReason)


class _Segment(Pressable):
    picked = Signal(str)
    moved = Signal(int)

    def __init__(self, name: str, value: str, label: str, icon: str = "", *, focus: bool, parent: QWidget) -> None:
        super().__init__(f"{name}: {label}", focus=focus, parent=parent)
        self.takes_focus = focus
        self._icon = icon
        self._face = sized(15, 600)
        self.setText(label)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.picked.emit(value))

    def nextCheckState(self) -> None:
        self.setChecked(True)

    def needed_size(self) -> QSize:
        return QSize(self._content_width() + 12, round(line_height(self._face)))

    def sizeHint(self) -> QSize:
        return QSize(self._content_width() + 2 * _SIDE_PX, max(_HEIGHT_PX - 6, round(line_height(self._face)) + 8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = -1 if self.isRightToLeft() else 1
        steps = {Qt.Key.Key_Right: forward, Qt.Key.Key_Left: -forward, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if (step := steps.get(Qt.Key(event.key()))) is not None:
            self.moved.emit(step)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            rect = self.ringed(painter, _RADIUS_PX)
            radius = self.inside(_RADIUS_PX) if self.hasFocus() else float(_RADIUS_PX)
            if self.isChecked():
                box(painter, rect, radius, look().colour("accent_tint"), look().colour("accent"), 2)
            elif self.is_pointed_at():
                box(painter, rect, radius, look().colour("surface"))
            ink = "ink4" if not self.isEnabled() else "accent_ink" if self.isChecked() else "ink2"
            width = self._content_width()
            place = QRectF((self.width() - width) / 2, 0, width, self.height())
            words = QRectF(place)
            if self._icon:
                spot = QRectF(place.left(), place.center().y() - _ICON_PX / 2, _ICON_PX, _ICON_PX)
                words.setLeft(spot.right() + _ICON_GAP_PX)
                if self.isRightToLeft():
                    spot, words = mirrored(spot, place), mirrored(words, place)
                draw_icon(painter, self._icon, spot, ink)
            write(painter, words, self.text(), self._face, look().colour(ink))

    def _content_width(self) -> int:
        return round(advance(self._face, self.text())) + 2 + (_ICON_PX + _ICON_GAP_PX if self._icon else 0)
