from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from vafa.domain.account import NEVER
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.lot_life import LotTerms, lot_life
from vafa.domain.rulebook.document import Expiry, ExpiryMode, Programme

LATE_ON_THE_LAST_EVENING = datetime(2027, 3, 20, 20, 29, 59, tzinfo=UTC)
"""One second before the Tehran midnight that ends 29 Esfand 1405."""


def _terms(programme: Programme, moment: datetime) -> LotTerms:
    return lot_life(programme, instant_of(moment))


def _last_good_day(expiry: Expiry, moment: datetime) -> date | None:
    day = _terms(Programme(expiry=expiry), moment).expires_on
    return None if day == NEVER else date.fromordinal(day)


@pytest.mark.parametrize(
    ("expiry", "evening", "after_midnight"),
    [
        (Expiry(), None, None),
        (Expiry(ExpiryMode.DAYS, days=1), date(2027, 3, 21), date(2027, 3, 22)),
        (Expiry(ExpiryMode.MONTH_END), date(2027, 3, 20), date(2027, 4, 20)),
        (Expiry(ExpiryMode.SEASON_END), date(2027, 3, 20), date(2027, 6, 21)),
        (Expiry(ExpiryMode.YEAR_END), date(2027, 3, 20), date(2028, 3, 19)),
        (Expiry(ExpiryMode.FIXED, on=date(2027, 9, 1)), date(2027, 9, 1), date(2027, 9, 1)),
    ],
)
def test_the_last_good_day_turns_at_midnight_in_tehran(
    expiry: Expiry, evening: date | None, after_midnight: date | None
):
    assert _last_good_day(expiry, LATE_ON_THE_LAST_EVENING) == evening
    assert _last_good_day(expiry, LATE_ON_THE_LAST_EVENING + timedelta(seconds=1)) == after_midnight


def test_points_are_spendable_at_once_unless_they_wait():
    moment = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
    now = _terms(Programme(), moment)
    assert (now.spendable_from_ms, now.expires_on) == (0, NEVER)
    waiting = _terms(Programme(pending_days=14, expiry=Expiry(ExpiryMode.DAYS, days=30)), moment)
    assert waiting.spendable_from_ms == int((moment + timedelta(days=14)).timestamp()) * 1_000
    assert waiting.expires_on == date(2026, 12, 21).toordinal()


def test_an_act_that_says_nothing_of_its_points_gave_them_at_once_and_for_ever():
    plain = _terms(Programme(), LATE_ON_THE_LAST_EVENING)
    assert msgspec.json.encode(plain) == b"{}"
    assert msgspec.json.decode(b"{}", type=LotTerms) == plain == LotTerms(0, NEVER)
