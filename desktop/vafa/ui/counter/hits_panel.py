"""Members to choose from: names to read out, the typed digits marked, the last visit to tell people apart."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.persian import digits
from vafa.services.counter.find_hits import Hit
from vafa.ui.counter.arranging import column, paired, row
from vafa.ui.counter.counter_state import CounterState, Step
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.press_card import PressCard
from vafa.ui.parts.avatar import Avatar
from vafa.ui.parts.brushwork import advance, box, painter_of, sized, write_on_baseline
from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.keycap import Keycap
from vafa.ui.parts.look import look
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.wording import figures, times

MOST_HITS = 9
_ROW_PX, _DENSE_ROW_PX = 56, 38
_MOST_LOOSE = 7
"""More of them stand closer together, so that every digit that picks is seen."""


class HitsPanel(Panel):
    """`picked` the hit that was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = look().words
        self._shown: tuple[object, ...] = ()
        self._card = Card(_("Read the name and the last four digits to the customer"), padding=(20, 16), spacing=6)
        self._rows = [HitRow() for _place in range(MOST_HITS)]
        self._none = Text("", "body", "ink2", wrap=True)
        self._fit = FittingColumn(spacing=4)
        self._fit.add(self._none)
        for place, one in enumerate(self._rows):
            self._fit.add(one, rank=place)
            one.struck.connect(lambda place=place: self.picked.emit(place))
        self._new = _NobodyOfThem()
        self._new.struck.connect(lambda: self.key.emit("F2"))
        self._fit.add(self._new)
        self._card.body.addWidget(self._fit)
        self.setLayout(column(self._card, 1, spacing=0))

    def show_state(self, state: CounterState) -> None:
        wanted = (state.hits, state.now.replace(second=0, microsecond=0))
        if wanted == self._shown or state.step is not Step.HITS:
            return
        self._shown = wanted
        _ = look().words
        found = state.hits
        hits = found.hits if found else ()
        self._card.say_fact(_("Last purchase") if hits else "")
        self._none.say(_("Nobody fits. The digits may be of another mobile; ask for the whole number."))
        self._fit.want(self._none, not hits)
        for place, (one, hit) in enumerate(paired(self._rows, hits)):
            self._fit.want(one, hit is not None)
            if hit is not None and found is not None:
                one.show_hit(hit, place, found.wanted, state.now, chosen=place == found.chosen)
                one.set_dense(len(hits) > _MOST_LOOSE)
                # Where not all have room, those around the chosen one stay.
                self._fit.set_rank(one, abs(place - found.chosen))
        self._new.say(more=bool(found and found.more))


class HitRow(PressCard):
    """One member who fits."""

    def __init__(self) -> None:
        super().__init__("", inset=True, edge=False, padding=(18, 2))
        self._cap = Keycap("1")
        self._face = Avatar("", 40, "accent_tint")
        self._name = Text("", "section", elide=True)
        self._mobile = MarkedMobile()
        self._balance = Figure(side="end")
        self._visit = Text("", "body", "ink3", side="end")
        self._visit.setMinimumWidth(look().px(96))
        self._balance.setMinimumWidth(look().px(120))
        line = row(self._cap, self._face, self._name, self._mobile, self._balance, self._visit, spacing=14)
        line.setStretch(2, 1)
        self.body.addLayout(line)
        self.set_dense(False)

    def set_dense(self, dense: bool) -> None:
        """Whether many rows have to share the height."""
        self.setFixedHeight(look().px(_DENSE_ROW_PX if dense else _ROW_PX) + 8)

    def show_hit(self, hit: Hit, place: int, wanted: str, now: datetime, *, chosen: bool) -> None:
        """Shows a member at a place of the list."""
        _ = look().words
        language = look().language
        name = hit.member.name or _("no name")
        self._cap.say(figures.number(place + 1, language))
        self._cap.set_kind("strong" if chosen else "quiet")
        self._face.show_name(hit.member.name)
        self._face.set_ground("surface" if chosen else "accent_tint")
        self._name.say(name)
        self._mobile.show_mobile(hit.member.mobile, wanted)
        self._balance.show_runs(
            Run(figures.number(hit.balance, language), "body_strong"), Run(_("points"), "minimum", "ink3", gap_px=6)
        )
        self._visit.say(times.ago(hit.last_visit, now, language) if hit.last_visit else _("not yet"))
        self.set_chosen(chosen)
        self.setAccessibleName(f"{name} {figures.masked_mobile(hit.member.mobile, language)}")


class MarkedMobile(QWidget):
    """A masked mobile whose shown last digits are marked where they are what was typed. Reads left to right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = self._tail = ""
        self._marked = False
        self._face = sized(17, 600, tabular=True)
        self._strong = sized(17, 800, tabular=True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_mobile(self, mobile: str, wanted: str) -> None:
        """Shows a canonical mobile; `wanted` is what was typed."""
        head, tail = f"{mobile[:4]}•••", mobile[-4:]
        marked = bool(wanted) and wanted.isdecimal() and mobile.endswith(wanted[-len(tail) :])
        if look().language == "fa":
            head, tail = digits.to_persian(head), digits.to_persian(tail)
        if (head, tail, marked) != (self._head, self._tail, self._marked):
            self._head, self._tail, self._marked = head, tail, marked
            self.setAccessibleName(figures.latin(f"{head}{tail}"))
            self.updateGeometry()
            self.update()

    def needed_size(self) -> QSize:
        return self.sizeHint()

    def sizeHint(self) -> QSize:
        return QSize(round(advance(self._face, self._head) + advance(self._strong, self._tail)) + 18, look().px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        head, tail = advance(self._face, self._head), advance(self._strong, self._tail)
        with painter_of(self) as painter:
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            left = 2.0
            baseline = self.height() / 2 + self._face.pixelSize() * 0.34
            write_on_baseline(painter, left, baseline, self._head, self._face, look().colour("ink2"))
            mark = QRectF(left + head + 4, 1, tail + 10, self.height() - 2)
            if self._marked:
                box(painter, mark, 7, look().colour("accent_tint2"))
            ink = look().colour("accent_ink" if self._marked else "ink")
            write_on_baseline(painter, mark.left() + 5, baseline, self._tail, self._strong, ink)


class _NobodyOfThem(PressCard):
    """The way to a new member, as the last line of the list."""

    def __init__(self) -> None:
        _ = look().words
        super().__init__(_("New member"), tone="sunken", inset=True, padding=(16, 10))
        self._text = Text("", "body_strong", elide=True)
        line = row(
            Icon("user-plus", 22, "accent"),
            self._text,
            Keycap("F2"),
            Text(_("New member"), "body_strong", "accent_ink"),
        )
        line.setStretch(1, 1)
        self.body.addLayout(line)

    def say(self, *, more: bool) -> None:
        """Whether there are more than the list shows."""
        _ = look().words
        self._text.say(
            _("More than nine fit; type more digits or letters.")
            if more
            else _("None of them? Type the whole number or make a new member.")
        )
