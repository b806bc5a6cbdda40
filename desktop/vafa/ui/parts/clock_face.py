"""The clock: time, and the day under it."""

from datetime import datetime
from typing import Literal, TypeAlias

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from vafa.ui.parts.brushwork import sized
from vafa.ui.parts.look import look
from vafa.ui.parts.text import Text
from vafa.wording import calendar_words, figures

FaceSize: TypeAlias = Literal["row", "hero"]


class ClockFace(QWidget):
    """`row` for the top row, `hero` in white for the greeting, where the year is said too."""

    def __init__(self, size: FaceSize = "row", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hero = size == "hero"
        self._with_year = hero
        self._time = Text(role="section", tone="balance_ink" if hero else "ink", parent=self)
        self._time.setFont(sized(44, 800) if hero else sized(20, 700))
        self._day = Text(
            role="card_title" if hero else "minimum", tone="balance_ink_soft" if hero else "ink3", parent=self
        )
        if hero:
            self._day.setFont(sized(16, 400))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8 if hero else 0)
        column.addWidget(self._time)
        column.addWidget(self._day)

    def show_moment(self, moment: datetime) -> None:
        """Shows an aware moment as clocks in Tehran do."""
        self._time.say(figures.time_of_day(moment, look().language))
        self._day.say(calendar_words.clock_day(moment, look().language, with_year=self._with_year))
