"""A column that never scrolls and never cuts: when its height is short, the least needed pieces step back."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

KEPT = 0
"""The rank of what never steps back."""


class FittingColumn(QWidget):
    """Pieces under each other. A piece with a higher rank steps back before one with a lower; `KEPT` stays.

    Show and hide pieces through `want`, not by themselves.
    """

    def __init__(
        self, *, spacing: int = 16, margins: tuple[int, int, int, int] = (0, 0, 0, 0), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(*margins)
        self._room.setSpacing(spacing)
        self._room.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._ranks: dict[QWidget, int] = {}
        self._wanted: dict[QWidget, bool] = {}

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
            self._refit()

    def set_rank(self, piece: QWidget, rank: int) -> None:
        """Makes a piece more or less needed than it was."""
        if self._ranks[piece] != rank:
            self._ranks[piece] = rank
            self._refit()

    def has_room_for(self, piece: QWidget) -> bool:
        """Whether a wanted piece is shown, reckoned now."""
        self._refit()
        return not piece.isHidden()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._refit()
        return super().event(event)

    def resizeEvent(self, event: QEvent) -> None:
        self._refit()
        super().resizeEvent(event)  # type: ignore[arg-type]

    def sizeHint(self) -> QSize:
        shown = [piece for piece, wanted in self._wanted.items() if wanted]
        return QSize(self._widest(shown), self._height_of(shown, self.width()))

    def minimumSizeHint(self) -> QSize:
        kept = [piece for piece, wanted in self._wanted.items() if wanted and self._ranks[piece] == KEPT]
        return QSize(self._widest(kept), self._height_of(kept, self.width()))

    def hasHeightForWidth(self) -> bool:
        return False

    def _refit(self) -> None:
        shown = [piece for piece, wanted in self._wanted.items() if wanted]
        if self.height() > 0:
            by_rank = sorted((piece for piece in shown if self._ranks[piece]), key=lambda piece: -self._ranks[piece])
            while by_rank and self._height_of(shown, self.width()) > self.height():
                shown.remove(by_rank.pop(0))
        for piece in self._ranks:
            visible = piece in shown
            if visible == piece.isHidden():
                piece.setVisible(visible)

    def _height_of(self, pieces: list[QWidget], width: int) -> int:
        edges = self._room.contentsMargins()
        inner = max(0, width - edges.left() - edges.right())
        tall = sum(_least_height(piece, inner) for piece in pieces)
        return tall + self._room.spacing() * max(0, len(pieces) - 1) + edges.top() + edges.bottom()

    def _widest(self, pieces: list[QWidget]) -> int:
        edges = self._room.contentsMargins()
        return max((piece.minimumSizeHint().width() for piece in pieces), default=0) + edges.left() + edges.right()


def _least_height(piece: QWidget, width: int) -> int:
    layout = piece.layout()
    if layout is not None and layout.hasHeightForWidth():
        least = layout.totalMinimumHeightForWidth(width)
    elif piece.hasHeightForWidth():
        least = piece.heightForWidth(width)
    else:
        least = piece.minimumSizeHint().height()
    return max(least, piece.minimumHeight())
