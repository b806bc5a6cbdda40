"""The name to greet, the tier, since when, and enough of the mobile to tell people apart."""

from PySide6.QtWidgets import QWidget

from vafa.services.counter.look_up import Glance
from vafa.ui.counter.arranging import column, row
from vafa.ui.parts.avatar import Avatar
from vafa.ui.parts.look import look
from vafa.ui.parts.text import Text
from vafa.ui.parts.tier_badge import TierBadge, metal_of
from vafa.wording import counter_words

_BADGE_PX = 130


class MemberHead(QWidget):
    """The name to greet, since when, and enough of the mobile to tell people apart; the tier where there are any."""

    def __init__(self) -> None:
        super().__init__()
        self._face = Avatar("", 58)
        self._name = Text("", "name", elide=True)
        self._since = Text("", "secondary", "ink2", elide=True)
        words = column(self._name, self._since, spacing=2)
        self._tier = TierBadge()
        self._tier.set_most(look().px(_BADGE_PX))
        head = row(self._face, words, self._tier, spacing=14)
        head.setStretch(1, 1)
        self.setLayout(head)

    def show_member(self, member: Glance) -> None:
        """Shows somebody."""
        _ = look().words
        name = member.member.name or _("no name")
        self._face.show_name(member.member.name)
        self._name.say(name)
        tier = member.tier
        named = tier is not None and bool(tier.title)
        if tier is not None and named:
            self._tier.show_tier(tier.title, metal_of(tier.rank))
        self._tier.setVisible(named)
        self._since.say(counter_words.joined(member.member.joined, member.member.mobile, look().language))
