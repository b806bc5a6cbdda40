"""A colour that glides to the next one when the state of a part changes."""

from PySide6.QtCore import QEasingCurve, QVariantAnimation
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from vafa.ui.parts.look import look


class ColourFade:
    """Holds what a part paints itself with: `aim` says where to go, `now` where it is. At once when calm or hidden."""

    def __init__(self, part: QWidget, colour: QColor) -> None:
        self._part = part
        self.now = colour
        self._goal = colour
        self._glide: QVariantAnimation | None = None

    def aim(self, colour: QColor, motion: str = "state") -> None:
        """Goes to a colour within a motion of `MOTION_MS`; does nothing when it is on the way there."""
        if colour == self._goal:
            return
        self._goal = colour
        if self._glide is not None:
            self._glide.stop()
        duration_ms = look().ms(motion)
        if duration_ms == 0 or not self._part.isVisible():
            self._shift(colour)
            return
        if self._glide is None:
            self._glide = QVariantAnimation(self._part)
            self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
            self._glide.valueChanged.connect(self._shift)
        self._glide.setDuration(duration_ms)
        self._glide.setStartValue(self.now)
        self._glide.setEndValue(colour)
        self._glide.start()

    def is_gliding(self) -> bool:
        """Whether the colour is only one on the way."""
        return self.now != self._goal

    def _shift(self, colour: QColor) -> None:
        self.now = colour
        self._part.update()
