"""How far a member is from the next tier, and what the open purchase adds to it."""

from PySide6.QtWidgets import QWidget

from vafa.domain.rulebook.kinds import Measure
from vafa.domain.units import DisplayUnit
from vafa.persian.tehran import business_day
from vafa.services.counter.look_up import Glance
from vafa.services.counter.quote import Quotation
from vafa.ui.counter.arranging import column, row
from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.look import look
from vafa.ui.parts.progress_bar import Progress
from vafa.ui.parts.text import Text
from vafa.ui.parts.tier_badge import metal_of
from vafa.wording import tier_words


class TierLine(QWidget):
    """The next tier's name, what is missing, a thin bar, and one line below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._goal = Text("", "body_strong", elide=True)
        self._missing = Figure(side="end")
        self._bar = Progress()
        self._below = Text("", "secondary", "accent_ink", elide=True)
        head = row(self._goal, self._missing, spacing=12)
        head.setStretch(0, 1)
        self.setLayout(column(head, self._bar, self._below, spacing=5))

    def show_member(self, member: Glance, unit: DisplayUnit) -> None:
        """Shows how far somebody is who has a tier above him."""
        tier = member.tier
        if tier is None:
            return
        language = look().language
        self._goal.say(tier_words.to_tier(tier.next_title, language))
        number, counted = tier_words.still_missing(tier.measure, tier.missing, unit, language)
        self._missing.show_runs(Run(number, "body_strong"), Run(counted, "secondary", "ink2", gap_px=6))
        self._bar.set_tones(metal_of(tier.rank) if tier.rank >= 0 else "ink3", "accent")

    def show_purchase(self, member: Glance, quotation: Quotation | None, unit: DisplayUnit) -> None:
        """Shows what an open purchase adds; without one, how much there is so far."""
        tier = member.tier
        if tier is None:
            return
        language = look().language
        brought = _added(member, quotation) if quotation is not None else 0
        added = min(tier.missing, brought)
        if added > 0:
            left = tier.missing - added
            reached = [above.title for above in tier.above if above.missing <= brought]
            title = reached[-1] if reached else tier.next_title
            said = tier_words.with_this_purchase(tier.measure, left, title, unit, language)
        else:
            said = tier_words.so_far(tier.measure, tier.reached, unit, language)
        self._below.say(said)
        self._below.tone("accent_ink" if added > 0 else "ink3")
        whole = max(1, tier.reached + tier.missing)
        self._bar.show_value(tier.reached / whole, added / whole, spoken=said)


def has_goal(member: Glance | None) -> bool:
    """Whether there is a tier above the member."""
    return member is not None and member.tier is not None and bool(member.tier.next_title)


def _added(member: Glance, quotation: Quotation) -> int:
    """What a purchase counts for the measure; a visit only the first of a day, a streak is reckoned by the shop."""
    if member.tier is None:
        return 0
    match member.tier.measure:
        case Measure.SPEND:
            return quotation.bill.payable_rial
        case Measure.POINTS:
            return quotation.bill.award.for_tier
        case Measure.VISITS:
            seen = member.last_visit
            return int(seen is None or business_day(seen) < business_day(member.moment))
        case _:
            return 0
