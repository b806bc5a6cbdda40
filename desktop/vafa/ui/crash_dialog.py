"""The one dialog that opens by itself: something unforeseen happened, the sale is safe, and work goes on."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from vafa.domain.units import DisplayUnit
from vafa.ui.parts.brushwork import painter_of
from vafa.ui.parts.button import Button
from vafa.ui.parts.icon import IconTile
from vafa.ui.parts.look import look
from vafa.ui.parts.text import Text
from vafa.wording.apologies import apology

_WIDTH = 520
_EDGE_PX = 1.5


class CrashDialog(QDialog):
    """Says what happened, that the open purchase is kept, and where the report lies. Enter and Esc go on."""

    def __init__(self, report: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = look().words
        sorry = apology("bug", {"report": None if report is None else str(report)}, DisplayUnit.TOMAN, look().language)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Vafa"))
        self.setAccessibleName(sorry.sentence)
        self.setLayoutDirection(look().direction)
        self.setFixedWidth(look().px(_WIDTH))
        self._go_on = Button(_("Continue"), "primary", size=52, key="Enter")
        self._go_on.clicked.connect(self.accept)

        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(IconTile("triangle-alert", 50, "warn"), 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(8)
        said.addWidget(Text(sorry.sentence, "section", wrap=True))
        said.addWidget(Text(_("The open purchase and everything posted are safe."), "body", "ink2", wrap=True))
        said.addWidget(Text(sorry.way_on if report else "", "secondary", "ink3", wrap=True))
        row.addLayout(said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(20)
        column.addLayout(row)
        column.addWidget(self._go_on, 0, Qt.AlignmentFlag.AlignTrailing)
        self._go_on.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painter_of(self) as painter:
            painter.fillRect(event.rect(), look().colour("surface"))
            # Not every desktop draws a frame around a dialog, and it lies over cards of its own colour.
            painter.setPen(QPen(look().colour("field"), 2 * _EDGE_PX))
            painter.drawRect(self.rect())
