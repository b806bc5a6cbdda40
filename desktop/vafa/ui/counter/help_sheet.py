"""What every key of the counter does; Esc closes it."""

from PySide6.QtWidgets import QGridLayout, QWidget

from vafa.ui.counter.arranging import boxed, column, row
from vafa.ui.counter.counter_state import CounterState
from vafa.ui.counter.panel import Panel
from vafa.ui.parts.icon import IconTile
from vafa.ui.parts.keycap import Keycap
from vafa.ui.parts.look import look
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text

COLUMNS = 2


class HelpSheet(Panel):
    """The sheet holds nothing to press: whatever is typed goes to the box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = look().words
        card = Card(padding=(28, 22), spacing=16)
        words = column(
            Text(_("Keys of the counter"), "title"),
            Text(_("They work on every keyboard layout. Esc closes this sheet."), "body", "ink2"),
            spacing=2,
        )
        head = row(IconTile("keyboard", 58), words, spacing=16)
        head.setStretch(1, 1)
        card.body.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(36)
        grid.setVerticalSpacing(8)
        entries = _entries()
        deep = -(-len(entries) // COLUMNS)
        for place, (keys, meaning) in enumerate(entries):
            grid.addWidget(_Line(keys, meaning), place % deep, place // deep)
        for place in range(COLUMNS):
            grid.setColumnStretch(place, 1)
        card.body.addLayout(grid)
        self.setLayout(column(card, 1, spacing=0))

    def show_state(self, state: CounterState) -> None:
        """The same for every state."""


class _Line(QWidget):
    def __init__(self, keys: str, meaning: str) -> None:
        super().__init__()
        caps = boxed(row(*(Keycap(key) for key in keys.split(" ")), 1, spacing=6))
        caps.setFixedWidth(look().px(112))
        line = row(caps, Text(meaning, "body", elide=True), spacing=12)
        line.setStretch(1, 1)
        self.setLayout(line)


def _entries() -> list[tuple[str, str]]:
    _ = look().words
    return [
        ("Enter", _("Accept")),
        ("Esc", _("One step back; the purchase stays")),
        ("F2", _("New member; the mobile is enough")),
        ("F3", _("Spend points; Enter alone takes the most allowed")),
        ("F7", _("Keep the purchase, or bring one back")),
        ("F8", _("Return of goods by receipt number")),
        ("F9", _("Details of the member")),
        ("F10", _("Finish and post")),
        ("Ctrl+Z", _("Undo the last posting, for half a minute")),
        ("Ctrl+Space", _("Go on without a member")),
        ("1 9", _("Pick from a list")),
        ("Up Down", _("Move in a list")),
        ("Tab", _("Next field, next way on")),
        ("F1", _("This sheet")),
    ]
