"""Rial and toman, exactly: 1 toman = 10 Rial, and the ledger knows only integer Rial."""

RIAL_PER_TOMAN = 10


def toman_text(rial: int) -> str:
    """The exact amount in toman, ASCII: 1,234,567 Rial is "123,456.7", 10,000 Rial is "1,000"."""
    toman, tenths = divmod(abs(rial), RIAL_PER_TOMAN)
    sign = "-" if rial < 0 else ""
    return f"{sign}{toman:,}.{tenths}" if tenths else f"{sign}{toman:,}"
