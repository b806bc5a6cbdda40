"""When points become spendable and when they lapse."""

from datetime import date, datetime, timedelta

from vafa.domain.account import NEVER
from vafa.domain.acts import LotTerms
from vafa.domain.rulebook.document import Expiry, ExpiryMode, Programme
from vafa.persian.jalali import month_end, season_end, year_end
from vafa.persian.tehran import tehran_date


def last_good_day(expiry: Expiry, moment: datetime) -> date | None:
    """The last day on which points earned at `moment` can be spent; None = never lapse. Days turn in Tehran."""
    day = tehran_date(moment)
    match expiry.mode:
        case ExpiryMode.NEVER:
            return None
        case ExpiryMode.DAYS:
            return day + timedelta(days=expiry.days or 0)
        case ExpiryMode.MONTH_END:
            return month_end(day)
        case ExpiryMode.SEASON_END:
            return season_end(day)
        case ExpiryMode.YEAR_END:
            return year_end(day)
        case ExpiryMode.FIXED:
            return expiry.on


def lot_terms(programme: Programme, moment: datetime) -> LotTerms:
    """The terms of points earned at `moment`: spendable at once or after the waiting days, and their last good day."""
    last = last_good_day(programme.expiry, moment)
    waits = programme.pending_days > 0
    first = moment + timedelta(days=programme.pending_days)
    return LotTerms(
        spendable_from_ms=int(first.timestamp() * 1_000) if waits else 0,
        expires_on=NEVER if last is None else last.toordinal(),
    )
