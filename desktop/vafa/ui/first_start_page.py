"""The first start: one card, one step, and the shop is there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vafa.domain.units import DisplayUnit
from vafa.ui.first_start_presenter import Field, FirstStartState
from vafa.ui.parts.brand_mark import BrandMark
from vafa.ui.parts.button import Button
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.look import look
from vafa.ui.parts.notice_bar import NoticeBar
from vafa.ui.parts.pattern_panels import GreetingWall
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.ui.parts.text_field import TextField
from vafa.wording.apologies import apology

_WALL_SHARE, _DESK_SHARE, _CARD_PX = 344, 656, 680


class FirstStartPage(QWidget):
    """`go` gives shop, manager, PIN, PIN again; `show_state` shows a state. Enter goes to the next field, then on."""

    go = Signal(str, str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = look().words
        self.setLayoutDirection(look().direction)
        self._fields = {
            Field.SHOP: TextField(_("Name of the shop"), hint=_("As it shall stand on every slip and card.")),
            Field.MANAGER: TextField(_("Your name"), hint=_("You are the first branch manager.")),
            Field.PIN: TextField(_("Your PIN"), kind="secret", hint=_("Four to eight digits; nobody else needs it.")),
            Field.PIN_AGAIN: TextField(_("The same PIN again"), kind="secret"),
        }
        self._notice = NoticeBar(focus=False)
        self._button = Button(_("Open the shop"), "primary", size=64, icon="arrow-right", key="Enter")
        self._button.clicked.connect(self._go)
        for field, following in zip(self._fields.values(), [*list(self._fields.values())[1:], None], strict=True):
            field.accepted.connect(following.take_focus if following is not None else self._go)
        desk = QHBoxLayout()
        desk.addStretch(1)
        desk.addWidget(self._make_card(), 0, Qt.AlignmentFlag.AlignVCenter)
        desk.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(_wall(), _WALL_SHARE)
        row.addLayout(desk, _DESK_SHARE)

    def show_state(self, state: FirstStartState) -> None:
        """Shows what is wrong at its field, or that the shop is being founded."""
        said = apology(state.no.code, state.no.figures, DisplayUnit.TOMAN, look().language) if state.no else None
        for name, field in self._fields.items():
            field.say_error(said.sentence if said is not None and state.wrong is name else "")
            field.set_read_only(state.founding)
        if said is None:
            self._notice.clear()
        elif state.wrong is None:
            self._notice.say("danger", said.sentence, said.way_on)
        else:
            self._notice.say("info", said.way_on)
        if state.wrong is not None:
            self._fields[state.wrong].take_focus()
        self._button.set_busy(state.founding)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fields[Field.SHOP].setFocus()

    def _go(self) -> None:
        texts = [field.text() for field in self._fields.values()]
        self.go.emit(*texts)

    def _make_card(self) -> QWidget:
        _ = look().words
        holder = QWidget()
        holder.setFixedWidth(_CARD_PX)
        column = QVBoxLayout(holder)
        column.setSpacing(14)
        column.addWidget(Text(_("A new shop"), "title"))
        card = Card(padding=(24, 22), spacing=12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        for place, field in enumerate(self._fields.values()):
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place % 2, 1)
        card.body.addLayout(grid)
        card.body.addWidget(self._notice)
        card.body.addWidget(self._button)
        column.addWidget(card)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Icon("shield-check", 18, "ink3"), 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(
            Text(
                _("Everything stays on this computer. Of the PIN only a fingerprint is kept."),
                "caption",
                "ink3",
                wrap=True,
            ),
            1,
        )
        column.addLayout(foot)
        return holder


def _wall() -> GreetingWall:
    _ = look().words
    wall = GreetingWall()
    wall.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    brand = QHBoxLayout()
    brand.setSpacing(16)
    brand.addWidget(BrandMark(72))
    brand.addWidget(Text(_("Vafa"), "hero", "rail_on"))
    brand.addStretch(1)
    wall.body.addLayout(brand)
    wall.body.addStretch(2)
    wall.body.addWidget(Text(_("Welcome"), "hero", "rail_on"))
    wall.body.addWidget(
        Text(_("One step, and the counter is yours."), "body", "balance_ink_soft", wrap=True),
    )
    wall.body.addStretch(3)
    return wall
