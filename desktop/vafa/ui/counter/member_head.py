"""The name to greet, since when, and enough of the mobile to tell people apart."""

from PySide6.QtWidgets import QWidget

from vafa.services.counter.look_up import Glance
from vafa.ui.counter.arranging import column, row
from vafa.ui.parts.avatar import Avatar
from vafa.ui.parts.look import look
from vafa.ui.parts.text import Text
from vafa.wording import counter_words


class MemberHead(QWidget):
    """The name to greet, since when, and enough of the mobile to tell people apart."""

    def __init__(self) -> None:
        super().__init__()
        self._face = Avatar("", 58)
        self._name = Text("", "name", elide=True)
        self._since = Text("", "secondary", "ink2", elide=True)
        words = column(self._name, self._since, spacing=2)
        head = row(self._face, words, spacing=14)
        head.setStretch(1, 1)
        self.setLayout(head)

    def show_member(self, member: Glance) -> None:
        """Shows somebody."""
        _ = look().words
        name = member.member.name or _("no name")
        self._face.show_name(member.member.name)
        self._name.say(name)
        self._since.say(counter_words.joined(member.member.joined, member.member.mobile, look().language))
