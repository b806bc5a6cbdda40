"""Rial and toman, exactly: 1 toman = 10 Rial, and the ledger knows only integer Rial."""

from persiantools.digits import to_word

from vafa.persian import digits

RIAL_PER_TOMAN = 10

_TRILLION = 10**12
_THOUSANDTHS_PER_RIAL = 1_000 // RIAL_PER_TOMAN


def toman_and_tenths(rial: int) -> tuple[int, int]:
    """Whole toman and left-over Rial (0 to 9, the tenths of a toman) of the amount without its sign."""
    return divmod(abs(rial), RIAL_PER_TOMAN)


def toman_text(rial: int) -> str:
    """The exact amount in toman, ASCII: 1,234,567 Rial is "123,456.7", 10,000 Rial is "1,000"."""
    toman, tenths = toman_and_tenths(rial)
    sign = "-" if rial < 0 else ""
    return f"{sign}{toman:,}.{tenths}" if tenths else f"{sign}{toman:,}"


def rial_from_toman(text: str) -> int | None:
    """Rial of an amount typed in toman, any digits; None when it is no number or finer than one Rial."""
    thousandths = digits.parse_decimal_thousandths(text)
    if thousandths is None or thousandths % _THOUSANDTHS_PER_RIAL:
        return None
    return thousandths // _THOUSANDTHS_PER_RIAL


def number_in_words(number: int) -> str:
    """A whole number of any size in Persian words."""
    if number < 0:
        return f"منفی {number_in_words(-number)}"
    trillions, rest = divmod(number, _TRILLION)
    below: str = to_word(rest)
    if not trillions:
        return below
    # The library stops at a thousand trillions; from there on trillions are counted like anything else.
    above = f"{number_in_words(trillions)} تریلیون"
    return f"{above} و {below}" if rest else above


def rial_in_words(rial: int) -> str:
    """The amount in Persian words with its unit: «ده هزار ریال»."""
    return f"{number_in_words(rial)} ریال"


def toman_in_words(rial: int) -> str:
    """The amount in Persian words in toman, left-over Rial named apart: «یک تومان و پنج ریال»."""
    toman, tenths = toman_and_tenths(rial)
    named = [f"{number_in_words(toman)} تومان"] if toman or not tenths else []
    if tenths:
        named.append(f"{number_in_words(tenths)} ریال")
    return ("منفی " if rial < 0 else "") + " و ".join(named)
