"""Hybrid logical time: 48 bits of milliseconds and a 16-bit counter; later acts always get larger values."""

COUNTER_BITS = 16


def next_hlc(last: int, now_ms: int) -> int:
    """The time of the next act after `last`. With a clock that stands or goes back it counts on."""
    return max(last + 1, now_ms << COUNTER_BITS)


def wall_ms(hlc: int) -> int:
    """The milliseconds inside a value."""
    return hlc >> COUNTER_BITS
