"""A new member: eleven digits are enough, everything else can be left out."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from vafa.domain.acts import Channel
from vafa.ui.counter.arranging import column, row
from vafa.ui.counter.counter_state import CONSENTS, CounterState, Enrolment, Mode, Said, Step
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.question_card import QuestionCard
from vafa.ui.parts.button import Button
from vafa.ui.parts.icon import Icon, IconTile
from vafa.ui.parts.keycap import Keycap
from vafa.ui.parts.look import look
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.ui.parts.text_field import TextField
from vafa.ui.parts.tick_box import TickBox
from vafa.wording import counter_words
from vafa.wording.said_words import said

FIELD_MODES = (Mode.NEW_NAME, Mode.NEW_BIRTHDAY, Mode.NEW_REFERRER)


class EnrolPanel(Panel):
    """`picked` counts the fields from 0, the mobile first. Consents are told by their keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._asked: frozenset[Channel] | None = None
        _ = look().words
        self._card = Card(padding=(24, 20), spacing=16)
        self._done = _EnoughBar()
        self._done.button.clicked.connect(self.accepted)
        self.question = QuestionCard()
        self.question.taken.connect(self.way)
        self._name = TextField(
            _("Name and family name"), placeholder=_("optional"), hint=_("It stands on the receipt"), focus=False
        )
        self._birthday = TextField(
            _("Birthday"), icon="calendar-days", placeholder=_("optional"), hint=_("also without the year"), focus=False
        )
        self._referrer = TextField(
            _("Who brought the customer"),
            icon="handshake",
            placeholder=_("mobile, or read the card"),
            hint=_("optional"),
            focus=False,
        )
        self._fields = (self._name, self._birthday, self._referrer)
        for place, field in enumerate(self._fields, start=1):
            field.clicked.connect(lambda place=place: self.picked.emit(place))
        self._ticks = {channel: TickBox(_consent(channel), framed=True, focus=False) for channel in CONSENTS}
        self._lay_out()

    def show_state(self, state: CounterState) -> None:
        wanted = (state.enrolment, state.box.mode, state.box.no, state.question, state.person)
        if wanted == self._shown or state.step is not Step.ENROL or state.enrolment is None:
            return
        self._shown = wanted
        new = state.enrolment
        self._done.show_enrolment(new)
        if state.question is not None:
            self.question.ask(state.question, state.unit)
        else:
            no = state.box.no if state.box.mode not in FIELD_MODES else None
            self.question.complain(no, state.unit)
        self._show_fields(new, state)
        self._show_consents(new, state.now, state.person.name)

    def _lay_out(self) -> None:
        _ = look().words
        fields = row(*self._fields, spacing=20)
        for place in range(len(self._fields)):
            fields.setStretch(place, 1)
            # What is wrong with one may take two lines; the others stay where they are.
            fields.setAlignment(self._fields[place], Qt.AlignmentFlag.AlignTop)
        ticks = row(*self._ticks.values(), spacing=12)
        for place, tick in enumerate(self._ticks.values()):
            ticks.setStretch(place, 1)
            tick.clicked.connect(lambda _on=False, place=place: self.key.emit(f"Ctrl+{place + 1}"))
        promise = row(Icon("shield-check", 18, "ink3"), spacing=8)
        promise.addWidget(
            Text(
                _("The number stays masked for cashiers; with “cancel 11” the member can always say no."),
                "secondary",
                "ink3",
            ),
            1,
        )
        self._card.body.addWidget(self._done)
        self._card.body.addWidget(self.question)
        self._card.body.addLayout(fields)
        ask = row(
            Text(_("May we write or call?"), "secondary", "ink2"), 1, Keycap("Ctrl+1"), Keycap("Ctrl+2"), spacing=8
        )
        self._card.body.addLayout(column(ask, ticks, spacing=8))
        self._card.body.addLayout(promise)
        self.setLayout(column(self._card, 1, spacing=0))

    def _show_fields(self, new: Enrolment, state: CounterState) -> None:
        _ = look().words
        for field, mode, text in zip(self._fields, FIELD_MODES, (new.name, new.birthday, new.referrer), strict=True):
            field.set_text(text)
            wrong = state.box.no if state.box.mode is mode else None
            field.say_error(_sentence(wrong, state) if wrong else "")
            field.set_active(state.box.mode is mode)
        self._referrer.say_hint(new.referrer_name or _("optional"))

    def _show_consents(self, new: Enrolment, now: datetime, person: str) -> None:
        """When somebody said yes is the time of the tick, not of the present second."""
        if new.consents == self._asked:
            return
        _ = look().words
        before, self._asked = self._asked or frozenset(), new.consents
        for channel, tick in self._ticks.items():
            given = channel in new.consents
            tick.set_ticked(given)
            if not given:
                tick.say_line(_("Ask; without a yes it stays silent"))
            elif channel not in before:
                tick.say_line(counter_words.consent_given(now, person, look().language))


class _EnoughBar(Card):
    """That the mobile is enough, and the button that goes on."""

    def __init__(self) -> None:
        super().__init__(tone="accent", inset=True, padding=(18, 14))
        _ = look().words
        self._title = Text("", "section", "accent_ink")
        self._line = Text(_("The name can be added later."), "secondary", "accent_ink")
        self.button = Button(_("Make a member and go on"), "primary", size=52, icon="check", key="Enter", focus=False)
        line = row(
            IconTile("sparkles", 48, "solid"), column(self._title, self._line, spacing=2), 1, self.button, spacing=14
        )
        self.body.addLayout(line)

    def show_enrolment(self, new: Enrolment) -> None:
        """How far the mobile is."""
        _ = look().words
        self._title.say(
            _("That is enough; press Enter and go on")
            if new.mobile_good
            else _("Eleven digits of the mobile are enough")
        )
        self.button.setEnabled(new.mobile_good)
        self.button.set_busy(new.sending)


def _consent(channel: Channel) -> str:
    _ = look().words
    match channel:
        case Channel.SMS:
            return _("Text messages about points and their expiry")
        case Channel.CALL:
            return _("Calls about offers and discounts")
        case _:
            return _("E-mails about offers and discounts")


def _sentence(no: Said, state: CounterState) -> str:
    return said(no.code, no.figures, state.unit, look().language).text
