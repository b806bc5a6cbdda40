"""What all flows of the counter share: the one state, the box, questions, and asking without being fooled by time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from msgspec import structs

from vafa.domain.errors import Trouble
from vafa.ui.counter.counter_state import (
    Box,
    CounterState,
    Mode,
    Place,
    Question,
    Said,
    Step,
    Toast,
    ToastKind,
    WayOn,
)
from vafa.ui.counter.desk_services import Desk
from vafa.ui.counter.lit_keys import lit_keys, strong_key
from vafa.ui.parts.runner import No, Runner

T = TypeVar("T")

Take = Callable[[WayOn], None]

_PAGE_TOPICS = ("open", "hits", "list", "recall", "receipt", "details", "attach", "approvers", "owner", "is_member")
"""What is asked on the way to another page. On that page, or on a third one, nobody waits for it any more."""


class Flow:
    """What one part of the counter does about what the hand did. By itself it does nothing."""

    def typed(self, text: str) -> None:
        """The box holds another text."""

    def accepted(self) -> None:
        """Enter."""

    def went_back(self) -> None:
        """Esc."""

    def key(self, name: str) -> None:
        """A lit key, an arrow, Tab or Delete."""

    def picked(self, place: int) -> None:
        """An item of what is listed, from 0."""

    def way(self, way: WayOn) -> None:
        """A way on that no question offers: one of the page itself."""


class CounterCore:
    """Holds the state and publishes it once for everything that one event changed."""

    def __init__(self, desk: Desk, runner: Runner, show: Callable[[CounterState], None], state: CounterState) -> None:
        self.desk = desk
        self.state = state
        self.undo_s = 0
        """So many seconds the last posting can still be undone."""
        self._runner = runner
        self._show = show
        self._shown: CounterState | None = None
        self._turns = 0
        self._to_ask: list[Callable[[], None]] = []
        """What was asked in this turn. The lanes begin once the turn is shown: they share Python's one lock with it."""
        self._serials: dict[str, int] = {}
        self._take: Take | None = None
        self._again: Callable[[], None] | None = None
        self._notice_about = ""

    # --- showing

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Everything that happens inside is shown at once, at the end of the outermost turn."""
        self._turns += 1
        try:
            yield
        finally:
            self._turns -= 1
            if not self._turns:
                try:
                    self.publish()
                finally:
                    asked, self._to_ask = self._to_ask, []
                    for begin in asked:
                        begin()

    def publish(self) -> None:
        """Shows the state if it is another one than the one shown last."""
        self.change(keys=lit_keys(self.state, self.undo_s), strong_key=strong_key(self.state))
        if self.state != self._shown:
            self._shown = self.state
            self._show(self.state)

    def show_again(self) -> None:
        """Shows the state even if it was shown before."""
        self._shown = None
        self.publish()

    def change(self, **changes: object) -> None:
        self.state = structs.replace(self.state, **changes)

    # --- the box

    def ask_for(self, mode: Mode, text: str = "", *, no: Said | None = None, picks: bool = False) -> None:
        """The box asks for something else, or the text in it is another one than the one typed."""
        self.change(box=Box(mode=mode, text=text, edition=self.state.box.edition + 1, no=no, picks=picks))

    def put_in_box(self, **changes: object) -> None:
        """Changes what is said about the text; the text itself stays as it is typed."""
        self.change(box=structs.replace(self.state.box, **changes))

    def say_no(self, no: Said) -> None:
        """Refuses in place: the text is kept."""
        self.put_in_box(no=no, busy=False)

    def go_idle(self, mode: Mode = Mode.ANYTHING, *, typed: str | None = None) -> None:
        """Nobody stands at the counter. `typed`: what is in the box was typed just now and stays."""
        self.leave_page()
        self.change(
            step=Step.IDLE,
            sale=None,
            hits=None,
            enrolment=None,
            stopped=None,
            posted=None,
            found=None,
            details=None,
            approving=None,
        )
        if typed is None:
            self.ask_for(mode)
        else:
            self.put_in_box(mode=mode, text=typed, no=None, busy=False, found=None, picks=False)

    def leave_page(self) -> None:
        """What was asked on this page, of the cashier or of the shop, is answered on no other one."""
        self.drop_question()
        for topic in _PAGE_TOPICS:
            self.void(topic)

    # --- questions, toasts, notices

    def question(self, said: Said, place: Place, ways: tuple[WayOn, ...], take: Take) -> None:
        """Asks in place; `take` hears which way was chosen, after the question has gone."""
        self._take = take
        self.change(question=Question(said, place, ways))

    def drop_question(self) -> None:
        self._take = None
        if self.state.question is not None:
            self.change(question=None)

    def take_way(self, way: WayOn) -> bool:
        """Goes a way that the question offers. False when there is none such."""
        question, take = self.state.question, self._take
        if question is None or take is None or way not in question.ways:
            return False
        self.drop_question()
        take(way)
        return True

    def move_way(self, by: int) -> None:
        """Another way of the question is Enter's."""
        question = self.state.question
        if question is not None and question.ways:
            chosen = (question.chosen + by) % len(question.ways)
            self.change(question=structs.replace(question, chosen=chosen))

    def toast(self, kind: ToastKind, **figures: object) -> None:
        edition = self.state.toast.edition + 1 if self.state.toast else 1
        self.change(toast=Toast(kind, edition, figures))

    def notice(self, said: Said, about: str, again: Callable[[], None]) -> None:
        """Something that concerns the whole desk: it stays until what it is about succeeds; `again` tries that."""
        self._again, self._notice_about = again, about
        self.change(notice=said)

    def drop_notice(self) -> None:
        self._again, self._notice_about = None, ""
        self.change(notice=None)

    def drop_notice_about(self, about: str) -> None:
        if about == self._notice_about:
            self.drop_notice()

    def try_again(self) -> None:
        """Tries once more what the notice is about."""
        again = self._again
        self.drop_notice()
        if again is not None:
            again()

    # --- asking

    def ask(
        self, topic: str, work: Callable[[], T], then: Callable[[T], None], sorry: Callable[[No], None] | None = None
    ) -> None:
        """Reads. Only the answer to the newest question of a topic is heard. Trouble that nobody else is `sorry` about
        is said in the notice, and asking again is its way on."""
        serial = self.void(topic)

        def failed(no: No) -> None:
            if isinstance(no, Trouble):
                self.notice(said(no), topic, lambda: self.ask(topic, work, then))

        def heard(answer: T) -> None:
            if self._serials[topic] == serial:
                self._succeeded(topic, then, answer)

        def refused(no: No) -> None:
            if self._serials[topic] == serial:
                self._in_turn(sorry or failed, no)

        self._begin(lambda: self._runner.ask(self, topic, work, heard, refused))

    def void(self, topic: str) -> int:
        """Whatever was asked under the topic, nobody listens any more."""
        self._serials[topic] = self._serials.get(topic, 0) + 1
        return self._serials[topic]

    def act(self, topic: str, work: Callable[[], T], then: Callable[[T], None], sorry: Callable[[No], None]) -> None:
        """Writes; always answered."""
        self._begin(
            lambda: self._runner.act(
                self,
                topic,
                work,
                lambda answer: self._succeeded(topic, then, answer),
                lambda no: self._in_turn(sorry, no),
            )
        )

    def send(self, topic: str, work: Callable[[], T], then: Callable[[T], None], sorry: Callable[[No], None]) -> None:
        """Asks a device; always answered."""
        self._begin(
            lambda: self._runner.send(
                self,
                topic,
                work,
                lambda answer: self._succeeded(topic, then, answer),
                lambda no: self._in_turn(sorry, no),
            )
        )

    def _begin(self, asking: Callable[[], None]) -> None:
        if self._turns:
            self._to_ask.append(asking)
        else:
            asking()

    def _succeeded(self, topic: str, then: Callable[[T], None], answer: T) -> None:
        with self.turn():
            self.drop_notice_about(topic)
            then(answer)

    def _in_turn(self, listener: Callable[[T], None], answer: T) -> None:
        with self.turn():
            listener(answer)


def said(no: No) -> Said:
    """A "no" as the state carries it."""
    return Said(no.code, dict(no.figures), trouble=isinstance(no, Trouble))
