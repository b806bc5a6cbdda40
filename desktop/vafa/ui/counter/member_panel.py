"""Who stands at the counter: name, balance, what can be used, what lapses, and what to know."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.domain.units import DisplayUnit, Rial
from vafa.persian import tehran
from vafa.services.counter.look_up import Glance
from vafa.ui.counter.arranging import boxed, column, row
from vafa.ui.counter.counter_state import CounterState, Place, Sale, Step
from vafa.ui.counter.fitting_column import KEPT, FittingColumn
from vafa.ui.counter.member_head import MemberHead
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.purchase_line import LastPurchases
from vafa.ui.counter.question_card import QuestionCard
from vafa.ui.counter.state_dot import StateDot
from vafa.ui.counter.tier_line import TierLine, has_goal
from vafa.ui.parts.divider import Divider
from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.icon import Icon, IconTile
from vafa.ui.parts.look import look
from vafa.ui.parts.pattern_panels import BalancePanel
from vafa.ui.parts.stat_tile import StatTile
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.wording import counter_words, figures, times

BIRTHDAY_SOON_DAYS = 14
_PAIR_RANK, _TIER_RANK, _PURCHASES_RANK = 2, 3, 4
_PURCHASES_SHARE = 100
_LEAST_SHARE = 0.75
"""The balance and its worth share a line as long as they need not shrink below this."""


class MemberPanel(Panel):
    """The member's column. Without a member it says how one can still come in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._counted: tuple[object, ...] = (None,)
        self._wide = False
        self._card = Card(padding=(18, 16), spacing=0)
        self._head = MemberHead()
        self._balance = _BalanceOfMember()
        _ = look().words
        self._usable = StatTile(_("Usable now"))
        self._notes = MemberNotes()
        self._last = LastPurchases()
        self._purchases = boxed(column(Divider(), self._last, spacing=14))
        self._nobody = _Nobody()
        self.question = QuestionCard(size=44, upright=True)
        self._soon = StatTile("", tone="warn")
        self._debt = StatTile("", tone="danger")
        self._tier = TierLine()
        self._pair = boxed(row(self._usable, self._soon, spacing=10))
        self._fit = FittingColumn(spacing=10)
        self._lay_out()
        self.question.taken.connect(self.way)

    def show_state(self, state: CounterState) -> None:
        if state.step is not Step.SALE or state.sale is None:
            return
        self._show_purchase(state.sale, state.unit)
        minute = state.now.replace(second=0, microsecond=0)
        question = state.question if state.question and state.question.place is Place.MEMBER else None
        wanted = (state.sale.member, minute, question, state.unit, self._wide)
        if wanted == self._shown:
            return
        self._shown = wanted
        member = state.sale.member
        self.question.ask(question, state.unit)
        self._fit.want(self.question, question is not None)
        # While something is asked the smaller figures may wait.
        self._fit.set_rank(self._pair, KEPT if question is None else _PAIR_RANK)
        for piece in (self._head, self._balance, self._pair):
            self._fit.want(piece, member is not None)
        self._fit.want(self._nobody, member is None)
        self._fit.want(self._debt, member is not None and bool(member.balance.debt))
        self._fit.want(self._tier, has_goal(member))
        self._fit.want(self._notes, False)
        self._fit.want(self._purchases, False)
        if member is not None:
            self._show_member(member, state.now, state.unit)

    def set_wide(self, wide: bool) -> None:
        self._wide = wide

    def _lay_out(self) -> None:
        self._fit.add(self.question)
        self._fit.add(self._head)
        self._fit.add(self._nobody)
        self._fit.add(self._balance)
        self._fit.add(self._pair)
        self._fit.add(self._debt)
        self._fit.add(self._tier, rank=_TIER_RANK)
        # In a narrow window nothing but the empty room may grow; in a wide one the purchases take nearly all of it.
        self._fit.add(self._purchases, rank=_PURCHASES_RANK, stretch=_PURCHASES_SHARE)
        self._fit.add_stretch(1)
        self._fit.add(self._notes, rank=1)
        self._card.body.addWidget(self._fit, 1)
        self.setLayout(column(self._card, spacing=0))

    def _show_purchase(self, sale: Sale, unit: DisplayUnit) -> None:
        """While a bill is being worked out the last one stays: the line must not blink with every digit."""
        member = sale.member
        waits = sale.quotation is None and sale.amount_rial is not None
        wanted = (member, sale.quotation, unit)
        if member is None or wanted == self._counted or (waits and member is self._counted[0]):
            return
        self._counted = wanted
        if has_goal(member):
            self._tier.show_purchase(member, sale.quotation, unit)

    def _show_member(self, member: Glance, now: datetime, unit: DisplayUnit) -> None:
        _ = look().words
        language = look().language
        self._head.show_member(member)
        if has_goal(member):
            self._tier.show_member(member, unit)
        self._balance.show_member(member, now, unit)
        balance = member.balance
        waiting = counter_words.pending(balance.pending, language)
        usable = figures.money(Rial(balance.spendable * member.rial_per_point), unit, language)
        points = _("points")
        self._usable.show_figure(
            figures.number(balance.spendable, language),
            points,
            waiting or counter_words.worth_in_words(usable, language),
        )
        self._show_soon(member, now)
        if balance.debt:
            owed = figures.money(Rial(balance.debt * member.rial_per_point), unit, language)
            self._debt.say_caption(_("Points debt"))
            self._debt.show_figure(
                figures.number(balance.debt, language), points, counter_words.worth_in_words(owed, language)
            )
        self._notes.show_member(member, now)
        self._last.show_purchases(member.purchases, unit)
        self._fit.want(self._purchases, self._wide and bool(member.purchases))
        self._fit.want(self._notes, self._notes.has_something())

    def _show_soon(self, member: Glance, now: datetime) -> None:
        _ = look().words
        language = look().language
        soon = member.expiring_soon
        first = member.standing.next_expiry
        if soon is not None and soon.points:
            self._soon.say_caption(_("Expiring soon"))
            number = figures.number(soon.points, language)
            self._soon.show_figure(number, _("points"), counter_words.good_until(soon.on, now, language), tone="warn")
        elif first is not None:
            self._soon.say_caption(_("Next expiry"))
            number = figures.number(first.points, language)
            until = counter_words.good_until(first.on, now, language)
            self._soon.show_figure(number, _("points"), until, tone="sunken")
        else:
            self._soon.say_caption(_("Expiring soon"))
            self._soon.show_figure(figures.number(0, language), _("points"), _("nothing expires"), tone="sunken")


class _BalanceOfMember(BalancePanel):
    """The one dark block: points, their worth in money, and how old the figure is."""

    def __init__(self) -> None:
        super().__init__()
        _ = look().words
        self._age = Text("", "secondary", "balance_ink_soft", side="end")
        self._points = Figure(name=_("Points balance"))
        age = row(StateDot("balance_ink_soft", 8), self._age, spacing=8)
        head = row(Text(_("Points balance"), "body", "balance_ink_soft"), 1, age)
        self.body.addLayout(head)
        self._worth = Figure(name=_("Worth"))
        self.body.addWidget(self._points)
        self.body.addWidget(self._worth)

    def show_member(self, member: Glance, now: datetime, unit: DisplayUnit) -> None:
        """Shows a balance; its worth stands below where it has no room beside the points."""
        _ = look().words
        language = look().language
        balance = member.balance.spendable + member.balance.pending
        worth = figures.money(Rial(balance * member.rial_per_point), unit, language, with_unit=False)
        points = (
            Run(figures.number(balance, language), "balance", "balance_ink"),
            Run(_("points"), "body", "balance_ink_soft", gap_px=10),
        )
        money = (
            Run("=", "name", "balance_ink", gap_px=24),
            Run(worth, "name", "balance_ink"),
            Run(figures.money_unit(unit, language), "body", "balance_ink_soft", gap_px=6),
        )
        self._points.show_runs(*points, *money)
        beside = self._points.sizeHint().width() * _LEAST_SHARE <= self._points.width()
        if not beside:
            self._points.show_runs(*points)
        self._worth.show_runs(*(() if beside else money))
        self._worth.setVisible(not beside)
        self._age.say(times.ago(member.moment, now, language))


class MemberNotes(Card):
    """At most three things worth knowing, each with its sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(inset=True, padding=(14, 10), spacing=6, parent=parent)
        self._birthday, self._note, self._visit = (
            _NoteLine("cake", "accent"),
            _NoteLine("sticky-note"),
            _NoteLine("history"),
        )
        for line in (self._birthday, self._note, self._visit):
            self.body.addWidget(line)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Maximum)
        self.setSizePolicy(policy)

    def show_member(self, member: Glance, now: datetime) -> None:
        """Shows what is known."""
        language = look().language
        days = member.days_to_birthday
        soon = days is not None and days <= BIRTHDAY_SOON_DAYS
        self._birthday.say(counter_words.birthday_soon(tehran.tehran_date(now), days or 0, language) if soon else "")
        self._note.say(member.note)
        self._visit.say(counter_words.last_visit(member.last_visit, now, language) if member.last_visit else "")

    def has_something(self) -> bool:
        """Whether there is anything to show."""
        return any(line.says() for line in (self._birthday, self._note, self._visit))


class _NoteLine(QWidget):
    def __init__(self, icon: str, tone: str = "ink2") -> None:
        super().__init__()
        self._text = Text("", "body", elide=True)
        line = row(Icon(icon, 18, tone), self._text, spacing=10)
        line.setStretch(1, 1)
        self.setLayout(line)

    def say(self, text: str) -> None:
        """Shows a line; an empty one is hidden."""
        self._text.say(text)
        self.setVisible(bool(text))

    def says(self) -> bool:
        """Whether it has something."""
        return bool(self._text.said())


class _Nobody(QWidget):
    """No member: the purchase counts for nobody until a card or mobile comes."""

    def __init__(self) -> None:
        super().__init__()
        _ = look().words
        words = column(
            Text(_("Without a member"), "name"),
            Text(_("Read a card now and the purchase becomes the member's."), "body", "ink2", wrap=True),
            spacing=4,
        )
        line = row(spacing=14)
        line.addWidget(IconTile("shopping-basket", 58, "quiet"), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.setLayout(line)
