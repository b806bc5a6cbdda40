"""Rows and columns of parts without margins, the way every panel of the counter is put together."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias, TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

Piece: TypeAlias = QWidget | QBoxLayout | int
"""A part, a row or column of parts, or a stretch of this weight."""


Layout = TypeVar("Layout", bound=QBoxLayout)
Part = TypeVar("Part", bound=QWidget)
Item = TypeVar("Item")


def row(*pieces: Piece, spacing: int = 10) -> QHBoxLayout:
    """Pieces side by side, in reading order."""
    return _filled(QHBoxLayout(), pieces, spacing)


def column(*pieces: Piece, spacing: int = 8) -> QVBoxLayout:
    """Pieces under each other."""
    return _filled(QVBoxLayout(), pieces, spacing)


def boxed(layout: QBoxLayout, parent: QWidget | None = None) -> QWidget:
    """A part that holds a row or column, so that it can be hidden as a whole."""
    holder = QWidget(parent)
    holder.setLayout(layout)
    return holder


def paired(parts: Sequence[Part], items: Sequence[Item]) -> Iterator[tuple[Part, Item | None]]:
    """Each part with the item it shows; None for parts that have nothing to show."""
    for place, part in enumerate(parts):
        yield part, items[place] if place < len(items) else None


def _filled(layout: Layout, pieces: tuple[Piece, ...], spacing: int) -> Layout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for piece in pieces:
        if isinstance(piece, QWidget):
            layout.addWidget(piece)
        elif isinstance(piece, QBoxLayout):
            layout.addLayout(piece)
        else:
            layout.addStretch(piece)
    return layout
