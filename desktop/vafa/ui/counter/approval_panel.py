"""A second person says yes: who it is, then the PIN; the first one stays signed in."""

from PySide6.QtWidgets import QWidget

from vafa.ui.counter.arranging import boxed, column, paired, row
from vafa.ui.counter.counter_state import Approving, Colleague, CounterState
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.press_card import PressCard
from vafa.ui.counter.question_card import QuestionCard
from vafa.ui.parts.avatar import Avatar
from vafa.ui.parts.icon import IconTile
from vafa.ui.parts.keycap import Keycap
from vafa.ui.parts.keypad import Keypad
from vafa.ui.parts.look import look
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.wording import figures
from vafa.wording.office_answers import role
from vafa.wording.said_words import said

MOST_PEOPLE = 9
WIDTH_PX, _PAD_PX, _TITLE_PX = 620, 300, 42


class ApprovalPanel(Panel):
    """`picked` the person that was pressed; the PIN is typed in the box or on the pad."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = look().words
        self._shown: tuple[object, ...] = ()
        self._card = Card(padding=(28, 22), spacing=14)
        self._title = Text(_("Approval by a colleague"), "title")
        self._title.setMinimumHeight(look().px(_TITLE_PX))
        self._why = Text("", "body", "ink2", wrap=True)
        self._people = [_Person() for _place in range(MOST_PEOPLE)]
        self._ask = Text("", "body_strong", wrap=True)
        self.question = QuestionCard()
        self._pad = Keypad("pin", key_px=54)
        self._pad.pressed.connect(self.padded)
        self._lay_out()

    def show_state(self, state: CounterState) -> None:
        wanted = (state.approving, state.question, state.unit)
        if wanted == self._shown or state.approving is None:
            return
        self._shown = wanted
        approving = state.approving
        asked = state.question.said if state.question else None
        self._why.say(said(asked.code, asked.figures, state.unit, look().language).sentence if asked else "")
        self._why.setVisible(asked is not None)
        for place, (one, person) in enumerate(paired(self._people, approving.people)):
            self._fit.want(one, person is not None and approving.chosen in {None, place})
            if person is not None:
                one.show_person(person, place, chosen=place == approving.chosen)
        self.question.complain(approving.no, state.unit)
        self._fit.want(self.question, approving.no is not None)
        self._fit.want(self._pad_holder, approving.chosen is not None)
        self._ask.say(self._asking(approving))

    def _asking(self, approving: Approving) -> str:
        _ = look().words
        if not approving.people:
            return _("Nobody here may approve this.")
        if approving.chosen is None:
            return _("Who approves? The digit of the name picks.")
        return _("One moment…") if approving.checking else _("Type the PIN and press Enter. Nobody is signed out.")

    def _lay_out(self) -> None:
        words = column(self._title, self._why, spacing=2)
        head = row(IconTile("shield-check", 58), words, spacing=16)
        head.setStretch(1, 1)
        self._pad.setFixedWidth(look().px(_PAD_PX))
        self._pad_holder = boxed(row(1, self._pad, 1))
        self._fit = FittingColumn(spacing=8)
        self._fit.add(boxed(head))
        self._fit.add(self.question)
        self._fit.add(self._ask)
        for place, one in enumerate(self._people):
            self._fit.add(one, rank=place)
            one.struck.connect(lambda place=place: self.picked.emit(place))
        self._fit.add(self._pad_holder, rank=MOST_PEOPLE)
        self._card.body.addWidget(self._fit)
        self._card.setMaximumWidth(look().px(WIDTH_PX))
        line = row(1, self._card, 1, spacing=0)
        line.setStretch(1, 8)
        self.setLayout(column(boxed(line), 1, spacing=0))


class _Person(PressCard):
    def __init__(self) -> None:
        super().__init__("", inset=True, padding=(16, 8))
        self._cap = Keycap("1")
        self._face = Avatar("", 44)
        self._name = Text("", "section", elide=True)
        self._role = Text("", "secondary", "ink3")
        line = row(self._cap, self._face, column(self._name, self._role, spacing=0), spacing=14)
        line.setStretch(2, 1)
        self.body.addLayout(line)

    def show_person(self, person: Colleague, place: int, *, chosen: bool) -> None:
        """Shows somebody who may approve."""
        self._cap.say(figures.number(place + 1, look().language))
        self._face.show_name(person.name)
        self._name.say(person.name)
        self._role.say(role(person.role.value, look().language))
        self.set_chosen(chosen)
        self.setAccessibleName(person.name)
