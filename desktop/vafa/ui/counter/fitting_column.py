"""A column that never scrolls and never cuts: when its height is short, the least needed pieces step back."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

KEPT = 0
"""The rank of what never steps back."""


class FittingColumn(QWidget):
    """Pieces under each other. A piece with a higher rank steps back before one with a lower; `KEPT` stays.

    Show and hide pieces through `want`, not by themselves: what is wanted is shown before the next painting. It asks
    for no width of its own; whoever holds it gives it one.
    """

    def __init__(self, *, spacing: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(spacing)
        self._room.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._ranks: dict[QWidget, int] = {}
        self._wanted: dict[QWidget, bool] = {}
        self._heights: dict[QWidget, int] = {}
        self._asked = False

    def add(self, piece: QWidget, rank: int = KEPT, stretch: int = 0) -> None:
        """Puts a piece at the bottom."""
        self._ranks[piece] = rank
        self._wanted[piece] = True
        self._room.addWidget(piece, stretch)

    def add_stretch(self, stretch: int = 1) -> None:
        """Room that is left over goes here."""
        self._room.addStretch(stretch)

    def want(self, piece: QWidget, wanted: bool) -> None:
        """Whether a piece has something to show."""
        if self._wanted[piece] != wanted:
            self._wanted[piece] = wanted
            self._ask()

    def set_rank(self, piece: QWidget, rank: int) -> None:
        """Makes a piece more or less needed than it was."""
        if self._ranks[piece] != rank:
            self._ranks[piece] = rank
            self._ask()

    def has_room_for(self, piece: QWidget) -> bool:
        """Whether a wanted piece is shown, reckoned now."""
        self._heights.clear()
        self._refit()
        return not piece.isHidden()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._asked = False
            self._heights.clear()
            self._refit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._heights.clear()
        self._refit()
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(0, self._height_of([piece for piece, wanted in self._wanted.items() if wanted]))

    def minimumSizeHint(self) -> QSize:
        kept = [piece for piece, wanted in self._wanted.items() if wanted and self._ranks[piece] == KEPT]
        return QSize(0, self._height_of(kept))

    def hasHeightForWidth(self) -> bool:
        return False

    def _ask(self) -> None:
        """Several changes at once are fitted once."""
        if not self._asked:
            self._asked = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def _refit(self) -> None:
        shown = [piece for piece, wanted in self._wanted.items() if wanted]
        if self.height() > 0:
            by_rank = sorted((piece for piece in shown if self._ranks[piece]), key=lambda piece: -self._ranks[piece])
            while by_rank and self._height_of(shown) > self.height():
                shown.remove(by_rank.pop(0))
        for piece in self._ranks:
            visible = piece in shown
            if visible == piece.isHidden():
                piece.setVisible(visible)

    def _height_of(self, pieces: list[QWidget]) -> int:
        return sum(map(self._least, pieces)) + self._room.spacing() * max(0, len(pieces) - 1)

    def _least(self, piece: QWidget) -> int:
        if piece not in self._heights:
            self._heights[piece] = _least_height(piece, self.width())
        return self._heights[piece]


def _least_height(piece: QWidget, width: int) -> int:
    layout = piece.layout()
    if layout is not None and layout.hasHeightForWidth():
        least = layout.totalMinimumHeightForWidth(width)
    elif piece.hasHeightForWidth():
        least = piece.heightForWidth(width)
    else:
        least = piece.minimumSizeHint().height()
    return max(least, piece.minimumHeight())
