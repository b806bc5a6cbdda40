"""From when to when points can be spent that are earned under a programme."""

from msgspec import Struct

from vafa.domain.account import NEVER
from vafa.domain.engine.instant import Instant, last_day
from vafa.domain.rulebook.document import ExpiryMode, Programme
from vafa.domain.rulebook.kinds import Window, WindowKind

_DAY_MS = 86_400_000
_ENDS = {
    ExpiryMode.MONTH_END: Window(WindowKind.MONTH),
    ExpiryMode.SEASON_END: Window(WindowKind.SEASON),
    ExpiryMode.YEAR_END: Window(WindowKind.YEAR),
}


class LotTerms(Struct, frozen=True, omit_defaults=True):
    """From when to when a lot can be spent; `expires_on` is its last good day, as `date.toordinal`. Acts record it: its
    fields keep their names, meanings and defaults for ever."""

    spendable_from_ms: int = 0
    expires_on: int = NEVER


def lot_life(programme: Programme, instant: Instant) -> LotTerms:
    """The terms of points earned at an instant. Days turn at midnight in Tehran."""
    wait = programme.pending_days
    return LotTerms(instant.moment_ms + wait * _DAY_MS if wait else 0, _last_good_day(programme, instant.day))


def _last_good_day(programme: Programme, day: int) -> int:
    expiry = programme.expiry
    match expiry.mode:
        case ExpiryMode.NEVER:
            return NEVER
        case ExpiryMode.DAYS:
            return day + (expiry.days or 0)
        case ExpiryMode.FIXED:
            return expiry.on.toordinal() if expiry.on else NEVER
        case _:
            return last_day(_ENDS[expiry.mode], day)
