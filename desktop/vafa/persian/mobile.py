"""Iranian mobile numbers, the key of a membership."""

import re

from vafa.persian import digits

_NOT_A_DIGIT = re.compile(r"\D+")
_NATIONAL = re.compile(r"9[0-9]{9}")
_WITH_COUNTRY = 12


def canonical_mobile(text: str) -> str | None:
    """The number as `09xxxxxxxxx` in ASCII digits, or None when it is no mobile.

    Takes any digits, any punctuation, and +98, 0098, 98, 0 or nothing in front. Operator prefixes are not checked:
    numbers move between operators, and new ranges open.
    """
    number = digits.to_ascii(_NOT_A_DIGIT.sub("", text)).removeprefix("00")
    if len(number) >= _WITH_COUNTRY:
        number = number.removeprefix("98")
    number = number.removeprefix("0")
    return f"0{number}" if _NATIONAL.fullmatch(number) else None
