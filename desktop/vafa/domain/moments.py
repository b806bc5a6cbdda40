"""When an act may count."""

from datetime import datetime, timedelta

from vafa.domain.errors import Refusal

LATEST = timedelta(minutes=10)
EARLIEST = timedelta(days=3_660)


def moment_or_now(at: datetime | None, now: datetime) -> datetime:
    """The moment of an act that may be dated back. Raises Refusal `moment_in_future` or `moment_too_old`."""
    if at is None:
        return now
    if at > now + LATEST:
        raise Refusal("moment_in_future", at=at, now=now)
    if at < now - EARLIEST:
        raise Refusal("moment_too_old", at=at, earliest=now - EARLIEST)
    return at
