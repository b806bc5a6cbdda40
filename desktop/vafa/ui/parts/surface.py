"""The white surface things stand on: an edge, a soft foot, and often a title line."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vafa.ui.parts.brushwork import FOOT_PX, box, painter_of
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.keycap import Keycap
from vafa.ui.parts.look import look
from vafa.ui.parts.text import Text
from vafa.ui.parts.tone import Tone, colours_of

CARD_RADIUS, INSET_RADIUS = 14, 12
_HEAD_PX, _HEAD_AIR_PX, _TITLE_GAP_PX, _EDGE_PX = 28, 6, 8, 1.2
_RIM_PX = 4
"""Within so much of its outline a card has its edge."""


class Card(QWidget):
    """A container: put things into `body`. `tone` colours it; `inset` is a panel inside a card, without a foot.

    A danger card keeps its white ground and gets a red edge; every other tone tints the ground.
    """

    def __init__(
        self,
        title: str = "",
        fact: str = "",
        *,
        icon: str = "",
        key: str = "",
        tone: Tone = "plain",
        inset: bool = False,
        padding: int | tuple[int, int] = 18,
        spacing: int = 10,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone: Tone = tone
        self._short_fact = ""
        self._inset = inset
        self._padding = padding if isinstance(padding, tuple) else (padding, padding)
        self._room = QVBoxLayout(self)
        self._room.setSpacing(_TITLE_GAP_PX)
        self._title = Text(title, "card_title")
        self._fact = Text(fact, "secondary", "ink3", side="end")
        self._icon = Icon(icon, 22, "ink2")
        self._key = Keycap(key)
        self._head = QWidget()
        self._room.addWidget(self._lay_head())
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(spacing)
        self._room.addLayout(self.body, 1)
        self._icon.setVisible(bool(icon))
        self._key.setVisible(bool(key))
        self._show_head()

    def say_title(self, title: str, fact: str = "") -> None:
        """Changes the title line: title at the start, a fact about it at the end."""
        self._title.say(title)
        self._fact.say(fact)
        self._show_head()

    def say_fact(self, fact: str, tone: str = "ink3") -> None:
        """Changes the fact at the end of the title line; `tone` is a colour name."""
        self._fact.say(fact)
        self._fact.tone(tone)
        self._show_head()

    def say_short_fact(self, fact: str) -> None:
        """Says a fact that may be left out: it is, as long as the title line has no room for the whole of it."""
        self._short_fact = fact
        room = self.width() - 2 * self._padding[0] - self._title.sizeHint().width() - 4 * _TITLE_GAP_PX
        self.say_fact(fact if self._fact.fontMetrics().horizontalAdvance(fact) <= room else "")

    def set_key(self, key: str) -> None:
        """Shows another key beside the title; none for an empty name."""
        self._key.say(key)
        self._key.setVisible(bool(key))

    def set_tone(self, tone: Tone) -> None:
        """Colours the card by what it has to say."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def add_to_head(self, part: QWidget) -> None:
        """Puts a part at the end of the title line of a card that has a title."""
        layout = self._head.layout()
        if layout is not None:
            layout.addWidget(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._short_fact and event.size().width() != event.oldSize().width():
            self.say_short_fact(self._short_fact)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painter_of(self) as painter:
            paint_card(painter, self.ground(), self._tone, inset=self._inset, only=QRectF(event.rect()))
            self.paint_ground(painter)

    def ground(self) -> QRectF:
        """The card itself, without its foot."""
        return QRectF(self.rect()).adjusted(0, 0, 0, 0 if self._inset else -FOOT_PX)

    def paint_ground(self, painter: QPainter) -> None:
        """For cards that show something behind their contents."""

    def _below(self) -> int:
        return self._padding[1] + (0 if self._inset else FOOT_PX)

    def _lay_head(self) -> QWidget:
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addStrut(_HEAD_PX)
        self._head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for part in (self._icon, self._title, self._key):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._fact)
        return self._head

    def _show_head(self) -> None:
        titled = bool(self._title.said() or self._fact.said())
        self._fact.setVisible(bool(self._fact.said()))
        self._head.setVisible(titled)
        across, down = self._padding
        # The title line brings some air of its own.
        self._room.setContentsMargins(across, down - (_HEAD_AIR_PX if titled else 0), across, self._below())


def paint_card(
    painter: QPainter,
    rect: QRectF,
    tone: Tone,
    *,
    inset: bool = False,
    edge_px: float = _EDGE_PX,
    only: QRectF | None = None,
) -> None:
    """Paints the ground of a card: its foot, fill and edge. `only`: no more than this part of it need be painted."""
    radius = INSET_RADIUS if inset else CARD_RADIUS
    colours = colours_of(tone)
    fill, edge = look().colour(colours.fill), None if inset else look().colour(colours.edge)
    if tone == "danger" and not inset:
        fill, edge_px = look().colour("surface"), 1.5
    elif tone == "plain":
        edge = look().colour("line2" if inset else "line")
    # What changes upon a card mostly lies where there is nothing but its fill.
    if only is not None and rect.adjusted(radius, _RIM_PX, -radius, -_RIM_PX).contains(only):
        painter.fillRect(only, fill)
        return
    box(painter, rect, radius, fill, edge, edge_px, foot=not inset)


def card_path(rect: QRectF, radius: float = CARD_RADIUS) -> QPainterPath:
    """The outline of a card, to clip what is painted inside its edge."""
    path = QPainterPath()
    path.addRoundedRect(rect.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
    return path
