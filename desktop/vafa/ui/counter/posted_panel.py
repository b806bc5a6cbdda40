"""What has just been posted: its story in numbers, a sentence to say, the slip, and the way back while it lasts."""

from PySide6.QtWidgets import QWidget

from vafa.ui.counter.arranging import boxed, column, row
from vafa.ui.counter.counter_state import CounterState, Posted, PostedKind, Step
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.posted_slip import PostedSlip
from vafa.ui.counter.posted_story import Told, story_of, title_of
from vafa.ui.parts.announce import announce
from vafa.ui.parts.button import Button
from vafa.ui.parts.countdown_ring import CountdownRing
from vafa.ui.parts.icon import IconTile
from vafa.ui.parts.look import look
from vafa.ui.parts.stat_tile import StatTile
from vafa.ui.parts.success_mark import SuccessMark
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.ui.parts.tone import Tone
from vafa.wording import posted_words

MOST_FIGURES = 3
SLIP_PX, WIDE_SLIP_PX = 372, 420


class PostedPanel(Panel):
    """The box above is empty already: the next scan or key clears this page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._seen: object = None
        _ = look().words
        self._mark = SuccessMark(112)
        self._title = Text("", "hero")
        self._who = Text("", "card_title", "ink2", elide=True)
        self._line = Text("", "body", "ink3", elide=True)
        self._tiles = [StatTile("", role="kpi") for _place in range(MOST_FIGURES)]
        self._hand_over = _Told("gift", _("Give this to the customer"), "warn")
        self._sentence = _Told("message-circle", _("A sentence for the customer"))
        self._back = _WayBack()
        self._slip = PostedSlip()
        self._back.undo.clicked.connect(lambda: self.key.emit("Ctrl+Z"))
        self._slip.way.connect(self.way)
        self._lay_out()
        self.set_wide(False)

    def show_state(self, state: CounterState) -> None:
        wanted = (state.posted, state.devices, state.keys)
        if wanted == self._shown or state.step is not Step.POSTED or state.posted is None:
            return
        self._shown = wanted
        posted = state.posted
        self._show_story(posted)
        self._back.show_posted(posted)
        self._fit.want(self._back, posted.undo_s is not None)
        self._slip.show_posted(posted, state.unit)
        if (posted.kind, posted.receipt.number) != self._seen:
            self._seen = (posted.kind, posted.receipt.number)
            self._mark.play()
            announce(self, f"{self._title.said()}. {self._who.said()}")

    def set_wide(self, wide: bool) -> None:
        self._slip.setFixedWidth(WIDE_SLIP_PX if wide else SLIP_PX)

    def _lay_out(self) -> None:
        head = row(self._mark, column(1, self._title, self._who, self._line, 1, spacing=2), spacing=22)
        head.setStretch(1, 1)
        tiles = row(*self._tiles, spacing=12)
        for place in range(MOST_FIGURES):
            tiles.setStretch(place, 1)
        card = Card(padding=(28, 20))
        self._fit = FittingColumn(spacing=14)
        self._fit.add(boxed(head))
        self._fit.add(boxed(tiles))
        self._fit.add(self._hand_over)
        self._fit.add(self._sentence, rank=1)
        self._fit.add_stretch()
        self._fit.add(self._back)
        card.body.addWidget(self._fit, 1)
        line = row(card, self._slip, spacing=16)
        line.setStretch(0, 1)
        self.setLayout(line)

    def _show_story(self, posted: Posted) -> None:
        _ = look().words
        language = look().language
        receipt = posted.receipt
        self._title.say(title_of(posted))
        name = _("Passing customer") if receipt.anonymous else receipt.member_name or _("no name")
        self._who.say(name)
        said = [posted_words.receipt_and_time(receipt, language)] if receipt.number else []
        if posted.approved_by:
            said.append(posted_words.approved_by(posted.approved_by, language))
        if posted.repeated:
            said.append(_("This had been posted before; nothing was changed."))
        self._line.say("  ·  ".join(said))
        self._line.setVisible(bool(said))
        told = story_of(posted)
        for place, tile in enumerate(self._tiles):
            tile.setVisible(place < len(told))
            if place < len(told):
                _show_told(tile, told[place])
        hand_over = posted_words.to_hand_over(receipt, language) if posted.kind is PostedKind.SALE else ""
        self._hand_over.say(hand_over)
        self._fit.want(self._hand_over, bool(hand_over))
        spoken = posted_words.to_say(receipt, language)
        if posted.kind is PostedKind.ENROLLED:
            spoken = posted_words.welcome(receipt.member_name, language)
        self._sentence.say(spoken)
        self._fit.want(self._sentence, bool(spoken))


def _show_told(tile: StatTile, told: Told) -> None:
    tile.say_caption(told.caption)
    tile.show_figure(told.number, told.unit, told.line, tone=told.tone)


class _Told(Card):
    """Something for the customer: to say or to hand over."""

    def __init__(self, icon: str, caption: str, tone: Tone = "plain") -> None:
        super().__init__(tone=tone, inset=True, padding=(16, 10))
        ink = "ink" if tone == "plain" else f"{tone}_ink"
        self._text = Text("", "body_strong", ink, wrap=True)
        words = column(Text(caption, "secondary", "ink3" if tone == "plain" else ink), self._text, spacing=2)
        line = row(IconTile(icon, 44, "tint" if tone == "plain" else "warn"), words, spacing=14)
        line.setStretch(1, 1)
        self.body.addLayout(line)

    def say(self, text: str) -> None:
        """Shows a text."""
        self._text.say(text)


class _WayBack(Card):
    """Undo with its seconds; afterwards where else to go."""

    def __init__(self) -> None:
        super().__init__(tone="sunken", inset=True, padding=(16, 10))
        _ = look().words
        self._ring = CountdownRing(_("Seconds to undo"))
        self._title = Text("", "body_strong")
        self._line = Text("", "secondary", "ink3", elide=True)
        self.undo = Button(_("Undo"), size=52, icon="undo-2", key="Ctrl+Z", focus=False)
        words = column(self._title, self._line, spacing=2)
        line = row(self._ring, words, self.undo, spacing=14)
        line.setStretch(1, 1)
        self.body.addLayout(line)

    def show_posted(self, posted: Posted) -> None:
        """How long it can still be taken back."""
        _ = look().words
        left = posted.undo_s or 0
        self._ring.setVisible(left > 0)
        self.undo.setVisible(left > 0)
        self._ring.show_value(left, posted.undo_of_s)
        self._title.say(_("This can still be undone") if left else _("The time to undo is over"))
        self._line.say(
            _("A printed slip is followed by one that says cancelled.")
            if left
            else _("From now on goods come back with F8.")
        )
