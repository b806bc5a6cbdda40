"""Time and chance, as arguments: the only place that asks the machine for either."""

import os
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What a service may ask of the world: the moment, fresh identities and random digits."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        ...

    def new_id(self) -> bytes:
        """A fresh 16-byte identity (UUIDv7: sorts by the moment it was made)."""
        ...

    def random_bytes(self, count: int) -> bytes:
        """Unguessable bytes: salts and stream identities."""
        ...

    def random_digits(self, count: int) -> str:
        """Unguessable decimal digits: card serials and card secrets."""
        ...


def uuid7(moment_ms: int, noise: bytes) -> bytes:
    """UUIDv7 (RFC 9562 §5.7) from Unix milliseconds and ten random bytes."""
    body = bytearray(moment_ms.to_bytes(6, "big") + noise[:10])
    body[6] = 0x70 | (body[6] & 0x0F)
    body[8] = 0x80 | (body[8] & 0x3F)
    return bytes(body)


def to_ms(moment: datetime) -> int:
    """Unix milliseconds of an aware moment, rounded down."""
    delta = moment - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1_000 + delta.microseconds // 1_000


def from_ms(moment_ms: int) -> datetime:
    """The aware UTC moment of Unix milliseconds."""
    return datetime.fromtimestamp(moment_ms // 1_000, UTC).replace(microsecond=moment_ms % 1_000 * 1_000)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class SystemClock:
    """The machine's own clock and its source of randomness."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def new_id(self) -> bytes:
        return uuid7(time.time_ns() // 1_000_000, os.urandom(10))

    def random_bytes(self, count: int) -> bytes:
        return os.urandom(count)

    def random_digits(self, count: int) -> str:
        import secrets  # the window is painted with a clock, and before anybody draws digits

        return f"{secrets.randbelow(10**count):0{count}d}"


class SeededClock:
    """A clock that is set by hand and draws from a seed: the same seed makes the same shop (demo, bench)."""

    def __init__(self, moment: datetime, seed: int) -> None:
        self.moment = moment
        import random

        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose

    def now(self) -> datetime:
        return self.moment

    def new_id(self) -> bytes:
        return uuid7(to_ms(self.moment), self._random.randbytes(10))

    def random_bytes(self, count: int) -> bytes:
        return self._random.randbytes(count)

    def random_digits(self, count: int) -> str:
        return f"{self._random.randrange(10**count):0{count}d}"
