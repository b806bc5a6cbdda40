"""The sign-in page: the greeting, the faces, the PIN pad. Every key works without a click."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vafa.domain.errors import Refusal
from vafa.domain.units import DisplayUnit
from vafa.persian.digits import to_ascii
from vafa.persian.tehran import tehran_date
from vafa.ui.parts.announce import announce
from vafa.ui.parts.brand_mark import BrandMark
from vafa.ui.parts.button import Button
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.keypad import Keypad
from vafa.ui.parts.look import look
from vafa.ui.parts.notice_bar import NoticeBar
from vafa.ui.parts.pattern_panels import GreetingWall
from vafa.ui.parts.person_card import PersonCard
from vafa.ui.parts.pin_dots import PinDots
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.ui.parts.text_button import TextButton
from vafa.ui.sign_in_presenter import Phase, SignInState
from vafa.wording import figures, sign_in_words, times

if TYPE_CHECKING:  # loading the shop's services takes longer than painting this page
    from vafa.services.office.hire import Hired

_SHOWN_PEOPLE = 5
_WALL_SHARE, _DESK_SHARE = 344, 656
_PEOPLE_PX, _PIN_PX = 400, 372
_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SignInPage(QWidget):
    """Signals are what a person did; `show_state` shows a state."""

    digit = Signal(str)
    letter = Signal(str)
    backspace = Signal()
    cleared = Signal()
    entered = Signal()
    moved = Signal(int)
    chosen = Signal(int)
    forgot = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: SignInState | None = None
        self.setLayoutDirection(look().direction)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        _ = look().words
        self.setAccessibleName(_("Sign in"))
        self._wall = _Wall()
        self._people = _People()
        self._pin = _PinCard()
        desk = QHBoxLayout()
        desk.setContentsMargins(24, 0, 40, 0)
        desk.setSpacing(0)
        desk.addStretch(1)
        desk.addWidget(self._people)
        desk.addSpacing(36)
        desk.addWidget(self._pin, 0, Qt.AlignmentFlag.AlignVCenter)
        desk.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._wall, _WALL_SHARE)
        row.addLayout(desk, _DESK_SHARE)
        self._people.chosen.connect(self.chosen)
        self._pin.pad.pressed.connect(self._pad)
        self._pin.enter.clicked.connect(self.entered)
        self._pin.forgotten.clicked.connect(self.forgot)

    def show_state(self, state: SignInState) -> None:
        """Shows a state; what has not changed is left alone."""
        before, self._state = self._state, state
        if state == before:
            return
        self._wall.show_state(state)
        self._people.show_state(state)
        self._pin.show_state(state)
        if state.no is not None and (before is None or before.no != state.no):
            announce(self, _sentence(state))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        signals = {Qt.Key.Key_Backspace: self.backspace, Qt.Key.Key_Escape: self.cleared}
        signals |= dict.fromkeys(_ENTER_KEYS, self.entered)
        key = Qt.Key(event.key())
        text = to_ascii(event.text())
        if key in moves:
            self.moved.emit(moves[key])
        elif key in signals:
            signals[key].emit()
        elif len(text) == 1 and text in "0123456789":
            self.digit.emit(text)
            self._pin.pad.light(text)
        elif text.strip() and text.isprintable():
            self.letter.emit(text)
        else:
            super().keyPressEvent(event)

    def _pad(self, key: str) -> None:
        {"back": self.backspace.emit, "clear": self.cleared.emit}.get(key, lambda: self.digit.emit(key))()


class _Wall(GreetingWall):
    """Whose shop this is, and what time it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        _ = look().words
        brand = QHBoxLayout()
        brand.setSpacing(16)
        brand.addWidget(BrandMark(72))
        brand.addWidget(Text(_("Vafa"), "hero", "rail_on"))
        brand.addStretch(1)
        self._greeting = Text(_("Hello, and strength to you"), "hero", "rail_on", wrap=True)
        self._place = Text("", "body", "balance_ink_soft", wrap=True)
        self._time = Text("", "hero", "rail_on")
        self._day = Text("", "body", "balance_ink_soft")
        self.body.addLayout(brand)
        self.body.addStretch(3)
        for part in (self._greeting, self._place):
            self.body.addWidget(part)
        self.body.addSpacing(18)
        self.body.addWidget(self._time)
        self.body.addWidget(self._day)
        self.body.addStretch(3)

    def show_state(self, state: SignInState) -> None:
        language, today = look().language, tehran_date(state.now)
        self._place.say(sign_in_words.place(state.face, language))
        self._time.say(figures.time_of_day(state.now, language))
        self._day.say(f"{times.weekday(today, language)} {figures.day_in_words(today, language)}")


class _People(QWidget):
    """The faces; with many, those around the chosen one."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        _ = look().words
        self._first = 0
        self.setFixedWidth(_PEOPLE_PX)
        self._title = Text(_("Who is behind the till?"), "section")
        self._cards = [PersonCard(focus=False) for _place in range(_SHOWN_PEOPLE)]
        self._more = Text("", "caption", "ink3")
        self._notice = NoticeBar(focus=False)
        hint = QHBoxLayout()
        hint.setSpacing(8)
        hint.addWidget(Icon("keyboard", 18, "ink3"))
        hint.addWidget(Text(_("First letter of the name, then Enter"), "caption", "ink3"), 1)
        self._hint = QWidget()
        self._hint.setLayout(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(self._title)
        column.addSpacing(6)
        for place, card in enumerate(self._cards):
            card.clicked.connect(lambda _checked=False, place=place: self.chosen.emit(self._first + place))
            column.addWidget(card)
        column.addWidget(self._more)
        column.addStretch(1)
        column.addWidget(self._notice)
        column.addWidget(self._hint)

    def show_state(self, state: SignInState) -> None:
        language = look().language
        people = state.people
        self._first = min(max(0, state.chosen - _SHOWN_PEOPLE + 1), max(0, len(people) - _SHOWN_PEOPLE))
        shown: list[Hired | None] = [*people[self._first : self._first + _SHOWN_PEOPLE]]
        shown += [None] * (_SHOWN_PEOPLE - len(shown))
        for place, (card, hired) in enumerate(zip(self._cards, shown, strict=True)):
            card.setVisible(hired is not None)
            if hired is not None:
                from vafa.wording.office_answers import role  # comes with the shop, after the first picture

                card.show_person(hired.person.name, role(hired.person.role, language))
                card.set_selected(self._first + place == state.chosen)
        hidden = len(people) - _SHOWN_PEOPLE
        self._more.setVisible(hidden > 0)
        self._more.say(sign_in_words.more_people(hidden, language) if hidden > 0 else "")
        self._title.setVisible(bool(people))
        self._hint.setVisible(state.phase is Phase.CHOOSING)
        self._tell(state)

    def _tell(self, state: SignInState) -> None:
        _ = look().words
        if state.phase is Phase.CLOSED and state.no is not None:
            from vafa.wording.apologies import apology

            said = apology(state.no.code, state.no.figures, DisplayUnit.TOMAN, look().language)
            self._notice.say("danger", said.sentence, said.way_on)
        elif state.sale_waits:
            self._notice.say("info", _("A purchase is open; it waits behind the lock."))
        elif state.demo_pin:
            self._notice.say("info", sign_in_words.demo_hint(state.demo_pin, look().language))
        else:
            self._notice.clear()


class _PinCard(Card):
    """The PIN: dots, pad, and what went wrong."""

    def __init__(self) -> None:
        super().__init__(padding=(24, 20), spacing=12)
        _ = look().words
        self.setFixedWidth(_PIN_PX)
        self._title = Text("", "card_title", side="centre", wrap=True)
        self._dots = PinDots()
        self._wrong = Text("", "secondary", "danger_ink", side="centre", wrap=True)
        self.pad = Keypad("pin")
        self.enter = Button(_("Sign in"), "primary", size=64, icon="arrow-right", key="Enter", focus=False)
        self.forgotten = TextButton(_("I forgot my PIN"), focus=False)
        self.body.addWidget(self._title)
        self.body.addWidget(self._dots, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self._wrong, self.pad, self.enter):
            self.body.addWidget(part)
        self.body.addWidget(self.forgotten, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_state(self, state: SignInState) -> None:
        _ = look().words
        person = state.people[state.chosen].person if state.people else None
        self._title.say(sign_in_words.pin_of(person.name, look().language) if person else _("PIN"))
        self._dots.show_count(state.typed)
        self._dots.set_state("error" if state.no is not None else "idle")
        sentence = _sentence(state)
        self._wrong.say(sentence)
        self._wrong.setVisible(bool(sentence))
        self._wrong.tone("danger_ink" if state.no is not None else "ink2")
        self.enter.set_busy(state.checking or state.phase is Phase.OPENING)
        self.enter.say(_("Try again") if state.phase is Phase.CLOSED else _("Sign in"))
        self.forgotten.setVisible(not state.forgotten)


def _sentence(state: SignInState) -> str:
    if state.phase is Phase.CHOOSING and state.no is not None:
        from vafa.wording.apologies import apology

        told = {**state.no.figures, "seconds": state.wait_s}
        said = apology(state.no.code, told, DisplayUnit.TOMAN, look().language)
        return said.text if isinstance(state.no, Refusal) else said.sentence
    if state.forgotten:
        _ = look().words
        return _("The owner of this computer sets a new one: vafa staff reset")
    return ""
