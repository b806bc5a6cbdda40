"""A refusal or a question in its place: what happened and why, and up to three ways on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.domain.units import DisplayUnit
from vafa.ui.counter.arranging import column
from vafa.ui.counter.counter_state import Place, Question, Said, WayOn
from vafa.ui.counter.ways_row import WaysRow
from vafa.ui.parts.button import ButtonSize
from vafa.ui.parts.look import look
from vafa.ui.parts.notice_bar import NoticeBar
from vafa.ui.parts.tone import Tone
from vafa.wording.said_words import said

_ASKED = frozenset({WayOn.AMOUNT_MEANT, WayOn.SWITCH_MEMBER, WayOn.DISCARD, WayOn.REFUND_ALL, WayOn.PARK})


class QuestionCard(QWidget):
    """`taken` tells the way that was pressed. Hidden while nothing is asked."""

    taken = Signal(object)

    def __init__(
        self, *, size: ButtonSize = 44, upright: bool = False, spread: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._message = NoticeBar(edge=False, focus=False)
        # A fixed height would be that of unbroken lines; these break.
        self._message.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._ways = WaysRow(size=size, upright=upright, spread=spread)
        self._ways.taken.connect(self.taken)
        self.setLayout(column(self._message, self._ways, spacing=10))
        self.setVisible(False)

    def ask(self, question: Question | None, unit: DisplayUnit, *, tone: Tone | None = None) -> None:
        """Shows a question, or nothing."""
        wanted = (question, unit, tone)
        if wanted == self._shown:
            return
        self._shown = wanted
        # What appears inside a hidden part lays nothing out; shown at the end, all of it is laid out once.
        self.setVisible(False)
        if question is None:
            self._message.clear()
            return
        sorry = said(question.said.code, question.said.figures, unit, look().language)
        self._message.say(tone or tone_of(question), sorry.sentence, sorry.way_on)
        self._ways.show_ways(question.ways, question.said.figures, unit, question.chosen)
        self.setVisible(True)

    def complain(self, no: Said | None, unit: DisplayUnit) -> None:
        """Shows a "no" without ways on, or nothing."""
        self.ask(Question(no, Place.PAGE) if no else None, unit)


def tone_of(question: Question) -> Tone:
    """Whether it stops, warns or only asks."""
    if question.said.trouble:
        return "warn"
    return "info" if _ASKED.intersection(question.ways) else "danger"
