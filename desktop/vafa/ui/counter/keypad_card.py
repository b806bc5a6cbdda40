"""The keypad beside the greeting, for whoever says a number to a finger."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vafa.ui.parts.button import Button
from vafa.ui.parts.keypad import Keypad
from vafa.ui.parts.look import look
from vafa.ui.parts.surface import Card

WIDTH_PX = 460


class KeypadCard(Card):
    """`padded` gives the key, `accepted` comes from the button below."""

    padded = Signal(str)
    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        _ = look().words
        super().__init__(_("Tap the number"), _("eleven digits"), icon="phone", padding=(20, 16), parent=parent)
        self._pad = Keypad("mobile", key_px=88)
        self._pad.pressed.connect(self.padded)
        find = Button(_("Find the member"), "primary", size=64, icon="search", focus=False)
        find.clicked.connect(self.accepted)
        self.body.addStretch()
        self.body.addWidget(self._pad)
        self.body.addStretch()
        self.body.addWidget(find)
        self.setFixedWidth(WIDTH_PX)
