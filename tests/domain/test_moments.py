from datetime import UTC, datetime, timedelta

import pytest

from vafa.domain.errors import Refusal
from vafa.domain.hlc import next_hlc, wall_ms
from vafa.domain.moments import EARLIEST, LATEST, moment_or_now

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
_MOMENT = timedelta(microseconds=1)


def test_a_moment_may_lie_years_back_and_minutes_ahead():
    assert moment_or_now(None, NOW) == NOW
    for at in (NOW - EARLIEST, NOW, NOW + LATEST):
        assert moment_or_now(at, NOW) == at
    with pytest.raises(Refusal, match="moment_in_future"):
        moment_or_now(NOW + LATEST + _MOMENT, NOW)
    with pytest.raises(Refusal, match="moment_too_old"):
        moment_or_now(NOW - EARLIEST - _MOMENT, NOW)


def test_logical_time_follows_the_clock_and_never_goes_back():
    first = next_hlc(0, 1_000)
    assert wall_ms(first) == 1_000
    second = next_hlc(first, 1_000)
    third = next_hlc(second, 400)
    assert first < second < third
    assert wall_ms(third) == 1_000
    assert wall_ms(next_hlc(third, 1_001)) == 1_001


def test_more_acts_than_a_millisecond_counts_run_into_the_next():
    full = (1_000 << 16) | 0xFFFF
    assert wall_ms(next_hlc(full, 1_000)) == 1_001
