"""The shape of what is coming: still bars in its geometry, shown when reading lasts longer than 150 ms."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import box, painter_of
from vafa.ui.parts.look import SKELETON_AFTER_MS, look


class Bone(Struct, frozen=True):
    """One bar: its share of the width, its height, the gap above it; `disc` begins the line with a round one."""

    share: float = 1.0
    height_px: int = 12
    gap_px: int = 12
    disc_px: int = 0


LINES = (Bone(0.66), Bone(0.44))
MEMBER = (Bone(0.56, 14, 0, 56), Bone(1.0, 104, 14), Bone(0.48, 84, 12), Bone(0.66, 12, 24), Bone(0.44))


class Skeleton(QWidget):
    """`wait` shows it after 150 ms, `done` takes it away. It does not move."""

    def __init__(
        self, bones: Sequence[Bone] = LINES, *, after_ms: int = SKELETON_AFTER_MS, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bones = tuple(bones)
        self._seen = False
        self._after = QTimer(self)
        self._after.setSingleShot(True)
        self._after.setInterval(after_ms)
        self._after.timeout.connect(self._appear)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wait(self) -> None:
        """Something is being read."""
        if not self._seen and not self._after.isActive():
            self._after.start()

    def done(self) -> None:
        """It is there."""
        self._after.stop()
        if self._seen:
            self._seen = False
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, sum(max(bone.height_px, bone.disc_px) + bone.gap_px for bone in self._bones))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        if not self._seen:
            return
        with painter_of(self) as painter:
            y = 0.0
            for bone in self._bones:
                y += bone.gap_px
                tall = max(bone.height_px, bone.disc_px)
                start = bone.disc_px + 12 if bone.disc_px else 0
                places = [QRectF(start, y + (tall - bone.height_px) / 2, self.width() * bone.share, bone.height_px)]
                if bone.disc_px:
                    places.append(QRectF(0, y, bone.disc_px, bone.disc_px))
                for place in places:
                    if self.isRightToLeft():
                        place.moveRight(self.width() - place.left())
                    radius = place.height() / 2 if place.height() <= 20 or bone.disc_px else 12
                    box(painter, place, radius, look().colour("skeleton"))
                y += tall

    def _appear(self) -> None:
        self._seen = True
        self.update()
