"""Numbers with their units on one baseline: the unit smaller and lighter, the number never cut."""

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import advance, line_height, painter_of, write_on_baseline
from vafa.ui.parts.look import look
from vafa.ui.parts.painted_once import paint_once
from vafa.ui.parts.text import Side

_DISPLAY_PX = 24
_DISPLAY_LINE, _DISPLAY_RISE = 1.2, 0.90
_SMALLEST_PX, _SMALLEST_SHARE = 13, 0.5


class Run(Struct, frozen=True):
    """A piece of the line: text, role, colour name; the gap before it; `far` begins what stands at the other end."""

    text: str
    role: str = "body"
    tone: str = "ink"
    gap_px: int = 8
    far: bool = False


class Figure(QWidget):
    """Pieces of text in reading order on a common baseline. When the place is too narrow all of them shrink.

    `name` is what a screen reader says before them: «قابل پرداخت».
    """

    def __init__(self, *runs: Run, side: Side = "start", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[Run, ...] = ()
        self._side, self._label = side, name
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_runs(*runs)

    def show_runs(self, *runs: Run) -> None:
        """Shows other pieces; empty ones are left out."""
        wanted = tuple(run for run in runs if run.text)
        if wanted == self._runs:
            return
        self._runs = wanted
        spoken = " ".join(run.text for run in wanted)
        self.setAccessibleName(f"{self._label} {spoken}".strip())
        self.updateGeometry()
        self.update()

    def said(self) -> str:
        """All its text."""
        return " ".join(run.text for run in self._runs)

    def needed_size(self) -> QSize:
        return QSize(round(self._width(_SMALLEST_SHARE)), self._line())

    def sizeHint(self) -> QSize:
        return QSize(round(self._width(1.0)) + 2, self._line())

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._width(_SMALLEST_SHARE)) + 2, self._line())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        if not self._runs:
            return
        key = ("figure", self._runs, self._side, self.isRightToLeft())
        with painter_of(self) as painter:
            paint_once(painter, QRectF(self.rect()), key, self._draw)

    def _draw(self, painter: QPainter, whole: QRectF) -> None:
        share = self._share_that_fits()
        faces = [_face(run, share) for run in self._runs]
        tallest = max(faces, key=QFont.pixelSize)
        line = _line_of(tallest)
        baseline = (whole.height() - line) / 2 + _rise_of(tallest, line)
        x = self._begin(whole.width(), share)
        for place, (run, face) in enumerate(zip(self._runs, faces, strict=True)):
            width = advance(face, run.text)
            if run.far:
                x = whole.width() - self._width(share, self._runs[place:])
            elif place:
                x += run.gap_px * share
            left = whole.width() - x - width if self.isRightToLeft() else x
            write_on_baseline(painter, left, baseline, run.text, face, look().colour(run.tone))
            x += width

    def _begin(self, room: float, share: float) -> float:
        if self._side == "start" or any(run.far for run in self._runs):
            return 0.0
        spare = room - self._width(share)
        return spare if self._side == "end" else spare / 2

    def _share_that_fits(self) -> float:
        share = 1.0
        while share > _SMALLEST_SHARE and self._width(share) > self.width():
            share -= 0.02
        return share

    def _width(self, share: float, runs: tuple[Run, ...] | None = None) -> float:
        chosen = self._runs if runs is None else runs
        gaps = sum(run.gap_px * share for run in chosen[1:])
        return gaps + sum(advance(_face(run, share), run.text) for run in chosen)

    def _line(self) -> int:
        return max((round(_line_of(look().font(run.role))) for run in self._runs), default=0)


def amount(
    number: str, unit: str, role: str = "kpi", tone: str = "ink", unit_role: str = "secondary", unit_tone: str = "ink3"
) -> tuple[Run, Run]:
    """A number and its unit as the two pieces they usually are: `Figure(*amount("۱٬۲۴۰", "امتیاز"))`."""
    return Run(number, role, tone), Run(unit, unit_role, unit_tone)


def _face(run: Run, share: float) -> QFont:
    face = look().font(run.role)
    if share < 1.0:
        smallest = min(face.pixelSize(), _SMALLEST_PX)
        face.setPixelSize(max(smallest, round(face.pixelSize() * share)))
    return face


def _line_of(face: QFont) -> float:
    """Digits of display size need less than a whole line: they have no marks above or below."""
    return face.pixelSize() * _DISPLAY_LINE if face.pixelSize() >= _DISPLAY_PX else line_height(face)


def _rise_of(face: QFont, line: float) -> float:
    if face.pixelSize() >= _DISPLAY_PX:
        return face.pixelSize() * _DISPLAY_RISE
    metrics = QFontMetricsF(face)
    return (line - metrics.height()) / 2 + metrics.ascent()
