"""A switch: on or off, at once."""

from PySide6.QtCore import QEasingCurve, QRectF, QSize, QVariantAnimation
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import RING_GAP_PX, RING_PX, box, painter_of
from vafa.ui.parts.look import look
from vafa.ui.parts.pressable import Pressable

_WIDTH_PX, _HEIGHT_PX, _KNOB_INSET_PX = 44, 26, 3
_ROOM_PX = RING_PX + RING_GAP_PX


class Switch(Pressable):
    """`toggled` tells. The knob lies at the start when off and at the end when on."""

    def __init__(self, name: str, *, on: bool = False, focus: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(name, focus=focus, parent=parent)
        self.setCheckable(True)
        self.setChecked(on)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._way = 1.0 if on else 0.0
        self._slide = QVariantAnimation(self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._moved)
        self.toggled.connect(self._go)

    def sizeHint(self) -> QSize:
        return QSize(round(_WIDTH_PX + 2 * _ROOM_PX), round(_HEIGHT_PX + 2 * _ROOM_PX))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            track = QRectF(0, 0, _WIDTH_PX, _HEIGHT_PX)
            track.moveCenter(QRectF(self.rect()).center())
            if self.hasFocus():
                around = track.adjusted(-_ROOM_PX, -_ROOM_PX, _ROOM_PX, _ROOM_PX)
                box(painter, around, around.height() / 2, None, look().colour("accent"), RING_PX)
            colour = "accent" if self.isChecked() else "field"
            box(painter, track, _HEIGHT_PX / 2, look().colour(colour if self.isEnabled() else "ink4"))
            side = _HEIGHT_PX - 2 * _KNOB_INSET_PX
            way = 1 - self._way if self.isRightToLeft() else self._way
            x = track.left() + _KNOB_INSET_PX + way * (_WIDTH_PX - 2 * _KNOB_INSET_PX - side)
            knob = QRectF(x, track.top() + _KNOB_INSET_PX, side, side)
            box(painter, knob, side / 2, look().colour("on_accent" if self.isChecked() else "surface"))

    def _go(self, on: bool) -> None:
        goal = 1.0 if on else 0.0
        self._slide.stop()
        if look().ms("state") == 0 or not self.isVisible():
            self._moved(goal)
            return
        self._slide.setDuration(look().ms("state"))
        self._slide.setStartValue(self._way)
        self._slide.setEndValue(goal)
        self._slide.start()

    def _moved(self, way: float) -> None:
        self._way = way
        self.update()
