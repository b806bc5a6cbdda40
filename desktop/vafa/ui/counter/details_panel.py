"""Everything the shop knows of the member's account: lots, statement, receipts, cards, the note."""

from datetime import date, datetime

from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.clock import from_ms
from vafa.domain.account import NEVER, Lot, StatementLine
from vafa.persian import tehran
from vafa.ui.counter.arranging import column, paired, row
from vafa.ui.counter.counter_state import CounterState, Mode, Step
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.counter.member_head import MemberHead
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.purchase_line import LastPurchases
from vafa.ui.parts.divider import Divider
from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.look import look
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.wording import counter_words, figures
from vafa.wording.answers import movement
from vafa.wording.office_answers import block_reason

PAGE_LINES = 12
_NUMBER_PX = 76
MOST_LOTS, KEPT_LOTS, MOST_CARDS = 8, 3, 5


class DetailsPanel(Panel):
    """PgUp and PgDn turn the statement's pages, Enter writes the note, Esc goes back to the purchase."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._head = MemberHead()
        self._lots = _Lots()
        self._statement = _Statement()
        self._note = _Note()
        self._cards = _Cards()
        self._receipts = LastPurchases()
        _ = look().words
        member = Card(padding=(18, 16), spacing=14)
        receipts = Card(padding=(18, 13), spacing=0)
        receipts.body.addWidget(self._receipts, 1)
        member.body.addWidget(self._head)
        member.body.addWidget(self._note)
        member.body.addWidget(self._cards)
        member.body.addStretch()
        line = row(member, self._statement, column(self._lots, receipts, spacing=16), spacing=16)
        line.setStretch(0, 5)
        line.setStretch(1, 6)
        line.setStretch(2, 5)
        self.setLayout(line)

    def show_state(self, state: CounterState) -> None:
        wanted = (state.details, state.box.mode, state.unit)
        if wanted == self._shown or state.step is not Step.DETAILS or state.details is None:
            return
        if self._shown[:1] != wanted[:1]:
            self._statement.turn_to(0)
        self._shown = wanted
        member = state.details
        self._head.show_member(member)
        self._lots.show_lots(member.lots, state.now)
        self._statement.show_lines(member.lines)
        self._note.say(member.note, writing=state.box.mode is Mode.NOTE)
        self._cards.show_cards([(card.serial, card.blocked) for card in member.cards])
        self._receipts.show_purchases(member.purchases, state.unit)

    def turn(self, pages: int) -> None:
        """Turns the statement's pages."""
        self._statement.turn_to(self._statement.page + pages)


class _Lots(Card):
    """The lots that still have points, the soonest expiry first; together they are the balance."""

    def __init__(self) -> None:
        _ = look().words
        super().__init__(_("Lots of points"), icon="coins", padding=(18, 13), spacing=0)
        self._lines = [_Pair() for _place in range(MOST_LOTS)]
        self._fit = FittingColumn(spacing=0)
        self._none = Text(_("There are no points."), "body", "ink2")
        self._fit.add(self._none)
        for place, line in enumerate(self._lines):
            self._fit.add(line, rank=max(0, place - KEPT_LOTS))
        self._fit.add_stretch()
        self.body.addWidget(self._fit, 1)

    def show_lots(self, lots: list[Lot], now: datetime) -> None:
        """Shows those that have not lapsed."""
        _ = look().words
        language = look().language
        today = tehran.tehran_date(now)
        alive = [lot for lot in lots if lot.alive(today.toordinal())]
        self.say_fact(figures.number(sum(lot.points for lot in alive), language))
        self._fit.want(self._none, not alive)
        for line, lot in paired(self._lines, alive):
            self._fit.want(line, lot is not None)
            if lot is not None:
                never = lot.expires_on == NEVER
                until = (
                    _("never expire")
                    if never
                    else counter_words.good_until(date.fromordinal(lot.expires_on), now, language)
                )
                line.say(until, figures.number(lot.points, language), "ink")


class _Statement(Card):
    """The account's story, the newest line first, a page at a time."""

    def __init__(self) -> None:
        _ = look().words
        super().__init__(_("Statement"), icon="history", padding=(18, 13), spacing=0)
        self.page = 0
        self._entries: list[StatementLine] = []
        self._lines = [_StatementRow() for _place in range(PAGE_LINES)]
        self._fit = FittingColumn(spacing=0)
        self._none = Text(_("Nothing has been posted yet."), "body", "ink2")
        self._fit.add(self._none)
        for place, line in enumerate(self._lines):
            self._fit.add(line, rank=place)
        self._fit.add_stretch()
        self.body.addWidget(self._fit, 1)

    def show_lines(self, lines: list[StatementLine]) -> None:
        """Shows a statement from its present page."""
        self._entries = lines[::-1]
        self.turn_to(self.page)

    def turn_to(self, page: int) -> None:
        """Shows a page, counted from 0; there is none before the first or after the last."""
        pages = max(1, -(-len(self._entries) // PAGE_LINES))
        self.page = min(max(0, page), pages - 1)
        shown = self._entries[self.page * PAGE_LINES : (self.page + 1) * PAGE_LINES]
        self._fit.want(self._none, not self._entries)
        for line, entry in paired(self._lines, shown):
            self._fit.want(line, entry is not None)
            if entry is not None:
                line.show_entry(entry)
        self.say_fact(counter_words.page_of(self.page + 1, pages, look().language) if pages > 1 else "")


class _StatementRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._day = Text("", "secondary", "ink3", tabular=True)
        self._what = Text("", "body", elide=True)
        self._change = Text("", "body_strong", tabular=True)
        self._net = Text("", "body", "ink2", tabular=True)
        self._change.setFixedWidth(look().px(_NUMBER_PX))
        self._net.setFixedWidth(look().px(_NUMBER_PX))
        line = row(self._day, self._what, self._change, self._net, spacing=10)
        line.setStretch(1, 1)
        line.setContentsMargins(0, 6, 0, 6)
        self.setLayout(column(line, Divider(), spacing=0))

    def show_entry(self, entry: StatementLine) -> None:
        """Shows a line of the story."""
        language = look().language
        self._day.say(figures.day(tehran.tehran_date(from_ms(entry.moment_ms)), language))
        self._what.say(movement(entry, "", language))
        self._change.say(figures.signed(entry.points, language))
        self._change.tone("accent_ink" if entry.points > 0 else "danger_ink" if entry.points < 0 else "ink2")
        self._net.say(figures.number(entry.net, language))


class _Note(Card):
    """The note about the member, and how it is changed."""

    def __init__(self) -> None:
        super().__init__(tone="sunken", inset=True, padding=(14, 10), spacing=4)
        _ = look().words
        self._note = Text("", "body_strong", wrap=True)
        self._how = Text("", "secondary", "ink3", wrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.body.addLayout(row(Icon("sticky-note", 18), Text(_("Note"), "body", "ink2"), 1))
        self.body.addWidget(self._note)
        self.body.addWidget(self._how)

    def say(self, note: str, *, writing: bool) -> None:
        """Shows a note."""
        _ = look().words
        self._note.say(note or _("No note yet."))
        self._how.say(_("Write it in the box; empty takes it away.") if writing else _("Enter writes the note."))


class _Cards(QWidget):
    """The member's cards, the newest first."""

    def __init__(self) -> None:
        super().__init__()
        _ = look().words
        self._lines = [_Pair() for _place in range(MOST_CARDS)]
        self._none = Text(_("No card has been issued."), "body", "ink2")
        title = Text(_("Cards"), "card_title")
        self.setLayout(column(Divider(), title, self._none, *self._lines, spacing=6))

    def show_cards(self, cards: list[tuple[str, str | None]]) -> None:
        """Shows serials and why some are blocked."""
        _ = look().words
        self._none.setVisible(not cards)
        for line, card in paired(self._lines, cards[::-1]):
            line.setVisible(card is not None)
            if card is not None:
                serial, blocked = card
                state = block_reason(blocked, look().language) if blocked else _("good")
                line.say(figures.latin(serial), state, "danger_ink" if blocked else "accent_ink")


class _Pair(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._label = Text("", "body", elide=True)
        self._value = Figure(side="end")
        line = row(self._label, self._value, spacing=10)
        line.setStretch(0, 1)
        line.setContentsMargins(0, 5, 0, 5)
        self.setLayout(line)

    def say(self, label: str, value: str, tone: str) -> None:
        """Shows a label and what it is."""
        self._label.say(label)
        self._value.show_runs(Run(value, "body_strong", tone))
