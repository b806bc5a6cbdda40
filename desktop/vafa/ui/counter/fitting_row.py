"""A row that never cuts: when its width is short, the least needed parts step back."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QWidget

from vafa.ui.counter.fitting_column import KEPT


class FittingRow(QWidget):
    """Parts side by side. A part with a higher rank steps back before one with a lower; `KEPT` stays.

    Show and hide parts through `want`, not by themselves.
    """

    def __init__(self, *, spacing: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = QHBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(spacing)
        self._room.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._ranks: dict[QWidget, int] = {}
        self._wanted: dict[QWidget, bool] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, part: QWidget, rank: int = KEPT, stretch: int = 0) -> None:
        """Puts a part at the end."""
        self._ranks[part] = rank
        self._wanted[part] = True
        self._room.addWidget(part, stretch)

    def add_stretch(self) -> None:
        """Room that is left over goes here."""
        self._room.addStretch(1)

    def want(self, part: QWidget, wanted: bool) -> None:
        """Whether a part has something to show."""
        if self._wanted[part] != wanted:
            self._wanted[part] = wanted
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._refit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._refit()
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        return self._size_of([part for part, wanted in self._wanted.items() if wanted])

    def minimumSizeHint(self) -> QSize:
        return self._size_of([part for part, wanted in self._wanted.items() if wanted and self._ranks[part] == KEPT])

    def _refit(self) -> None:
        shown = [part for part, wanted in self._wanted.items() if wanted]
        optional = sorted((part for part in shown if self._ranks[part]), key=lambda part: -self._ranks[part])
        while self.width() > 0 and optional and self._size_of(shown).width() > self.width():
            shown.remove(optional.pop(0))
        for part in self._ranks:
            visible = part in shown
            if visible == part.isHidden():
                part.setVisible(visible)

    def _size_of(self, parts: list[QWidget]) -> QSize:
        hints = {part: part.minimumSizeHint() for part in self._wanted}
        widths = [max(hints[part].width(), part.minimumWidth()) for part in parts]
        tall = max((hint.height() for hint in hints.values()), default=0)
        return QSize(sum(widths) + self._room.spacing() * max(0, len(widths) - 1), tall)
