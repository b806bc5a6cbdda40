"""What concerns the whole page: a lasting notice, a question, or a "no" that has no panel of its own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vafa.ui.counter.arranging import column
from vafa.ui.counter.counter_state import CounterState, Mode, Place, Said, SlipState, Step, WayOn
from vafa.ui.counter.question_card import QuestionCard
from vafa.ui.parts.look import look
from vafa.ui.parts.notice_bar import NoticeBar
from vafa.wording.said_words import said, way_on

_OWN_QUESTION = frozenset({Step.IDLE, Step.STOPPED, Step.ENROL, Step.PARKED, Step.RECEIPT, Step.REFUND, Step.REASSIGN})
_OWN_NO = {Mode.AMOUNT, Mode.POINTS}


class PageNotices(QWidget):
    """`taken` tells a way on. Takes no room while there is nothing to say."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._way: WayOn | None = None
        self._notice = NoticeBar(slim=True, focus=False)
        self._question = QuestionCard(spread=False)
        self._notice.acted.connect(self._act)
        self._question.taken.connect(self.taken)
        pieces = column(self._notice, self._question, spacing=10)
        pieces.setContentsMargins(0, 0, 0, 12)
        self.setLayout(pieces)
        self.setVisible(False)

    def show_state(self, state: CounterState) -> None:
        """Shows its part of a state."""
        question = None if state.step in _OWN_QUESTION or state.approving else state.question
        if question is not None and question.place is not Place.PAGE and state.step is Step.SALE:
            question = None
        no = None if state.step in _OWN_QUESTION or state.box.mode in _OWN_NO or state.approving else state.box.no
        notice = None if _beside_the_slip(state) else state.notice
        wanted = (notice, question, no, state.unit)
        if wanted == self._shown:
            return
        self._shown = wanted
        self._show_notice(notice, state)
        if question is not None:
            self._question.ask(question, state.unit)
        else:
            self._question.complain(no, state.unit)
        self.setVisible(any(part is not None for part in (notice, question, no)))

    def _show_notice(self, notice: Said | None, state: CounterState) -> None:
        self._way = _way_of(notice) if notice else None
        if notice is None:
            self._notice.clear()
            return
        sorry = said(notice.code, notice.figures, state.unit, look().language)
        action = way_on(self._way.value, {}, state.unit, look().language) if self._way else ""
        self._notice.say("warn", sorry.sentence, sorry.way_on, action=action)

    def _act(self) -> None:
        if self._way is not None:
            self.taken.emit(self._way)


def _beside_the_slip(state: CounterState) -> bool:
    """Whether the page of what was posted says the same at its slip, with the same way on."""
    posted = state.posted if state.step is Step.POSTED and state.approving is None and not state.help else None
    return posted is not None and posted.slip is SlipState.WAITING and posted.slip_no == state.notice


def _way_of(notice: Said) -> WayOn | None:
    """What one button can do about it."""
    if notice.code.startswith("clock_"):
        return WayOn.SET_CLOCK
    return WayOn.TRY_AGAIN if notice.trouble else None
