"""The top of the page: the box, how fresh the data is, the clock, and who is here."""

from PySide6.QtWidgets import QWidget

from vafa.ui.counter.arranging import row
from vafa.ui.counter.counter_state import CounterState
from vafa.ui.parts.clock_face import ClockFace
from vafa.ui.parts.look import look
from vafa.ui.parts.person_plate import PersonPlate
from vafa.ui.parts.sync_pill import SyncPill
from vafa.ui.parts.unified_box import HALO_PX, UnifiedBox
from vafa.wording import counter_words
from vafa.wording.office_answers import role

_LEAST_BOX_PX = 560


class TopRow(QWidget):
    """`box` is the one box. In a narrow window what is only known anyway steps back: the till, then the clock."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = look().words
        self._shown: tuple[object, ...] = ()
        self.box = UnifiedBox()
        self._pill = SyncPill()
        self._clock = ClockFace()
        self._plate = PersonPlate()
        # A shop alone has nothing to wait for: its data is here.
        self._pill.say("ok", _("This computer"), _("just now"), icon="hard-drive")
        line = row(self.box, self._pill, self._clock, self._plate, spacing=24)
        line.setStretch(0, 1)
        line.setContentsMargins(24, 18 - HALO_PX, 24 - HALO_PX, 14 - HALO_PX)
        self.setLayout(line)

    def show_state(self, state: CounterState) -> None:
        """Shows the time and the person."""
        wanted = (state.now.replace(second=0, microsecond=0), state.face, state.person)
        if wanted == self._shown:
            return
        self._shown = wanted
        language = look().language
        self._clock.show_moment(state.now)
        parts = (counter_words.till(state.face, language), role(state.person.role.value, language))
        self._plate.say(state.person.name, " · ".join(part for part in parts if part))
