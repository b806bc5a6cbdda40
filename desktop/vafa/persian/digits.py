"""Digits of any script, and the numbers people type with them."""

import re
import unicodedata


class _AsciiDigits(dict[int, str]):
    """A translate table that learns each character on first sight; most of Unicode is never seen."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        value = unicodedata.decimal(character, None)
        self[code] = character if value is None else str(value)
        return self[code]


_TO_ASCII = _AsciiDigits()
_TO_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")

# Direction marks and the byte order mark: they travel along when a figure is copied from a right-to-left page.
INVISIBLE_MARKS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
_WITHOUT_MARKS = dict.fromkeys(INVISIBLE_MARKS)

# Comma, Persian thousands sign, Persian comma, apostrophe, space, no-break space, thin spaces, ZWNJ.
_GROUPED = r"[0-9](?:[,٬،' \u00a0\u2009\u202f\u200c]?[0-9])*"
_INTEGER = re.compile(rf"([+\-\u2212]?)({_GROUPED})")
_DECIMAL = re.compile(rf"([+\-\u2212]?)({_GROUPED})(?:[.٫]([0-9]{{1,3}}))?")
_NOT_A_DIGIT = re.compile(r"[^0-9]")

_MOST_DIGITS = 18
_LONGEST_INPUT = 100


def to_ascii(text: str) -> str:
    """The text with every Unicode decimal digit as 0-9; all else stays."""
    return text if text.isascii() else text.translate(_TO_ASCII)


def to_persian(text: str) -> str:
    """The text with 0-9 as ۰-۹; all else stays."""
    return text.translate(_TO_PERSIAN)


def typed(text: str) -> str:
    """What a person meant to type: ASCII digits, no invisible direction marks, no space around."""
    return to_ascii(text).translate(_WITHOUT_MARKS).strip()


def parse_integer(text: str) -> int | None:
    """A whole number in any digits, or None.

    One separator (`, ٬ ، '`, a space, ZWNJ) may stand between any two digits, so that a field which groups its
    digits while they are typed can be read at every keystroke: "1,5" is 15. Decimals, exponents and more than
    18 digits are None.
    """
    match = _INTEGER.fullmatch(typed(text)) if len(text) <= _LONGEST_INPUT else None
    return match and _signed(match[1], _NOT_A_DIGIT.sub("", match[2]))


def parse_decimal_thousandths(text: str) -> int | None:
    """A quantity in thousandths ("1.25" and "۱٫۲۵" are 1250), or None; at most three decimals.

    The whole part follows the rules of `parse_integer`; the decimal sign is `.` or `٫`.
    """
    match = _DECIMAL.fullmatch(typed(text)) if len(text) <= _LONGEST_INPUT else None
    return match and _signed(match[1], _NOT_A_DIGIT.sub("", match[2]) + (match[3] or "").ljust(3, "0"))


def _signed(sign: str, digits: str) -> int | None:
    if len(digits) > _MOST_DIGITS:
        return None
    return int(digits) if sign in {"", "+"} else -int(digits)
