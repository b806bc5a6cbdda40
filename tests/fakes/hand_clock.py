"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

from vafa.clock import SeededClock

A_MORNING = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
"""10:00 in Tehran on 30 Aban 1405, a Saturday."""


class HandClock(SeededClock):
    """Starts at `A_MORNING`; identities and digits come from a seed."""

    def __init__(self, moment: datetime = A_MORNING, seed: int = 1) -> None:
        super().__init__(moment, seed)

    def forward(self, **parts: float) -> datetime:
        """Moves on (or back) by the parts of a timedelta; returns the new moment."""
        self.moment += timedelta(**parts)
        return self.moment

    def set(self, moment: datetime) -> None:
        self.moment = moment
