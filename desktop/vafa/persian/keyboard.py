"""The same key under two layouts: what was typed with the keyboard switched to the other one."""

from vafa.persian.digits import to_ascii

# The keys of the Persian layout (ISIRI 9147) under the Latin ones, row by row.
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,"
_PERSIAN = "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو"

_TO_PERSIAN = str.maketrans(_LATIN, _PERSIAN)
_TO_LATIN = str.maketrans(_PERSIAN, _LATIN) | str.maketrans("ئيك", "mdl")


def as_persian(text: str) -> str:
    """Latin letters as the Persian ones on the same keys: "shvh" is «سارا» typed in the other layout."""
    return text.casefold().translate(_TO_PERSIAN)


def as_latin(text: str) -> str:
    """Persian letters as the Latin ones on the same keys, in capitals, digits in ASCII: «ب-۲۰۴۱۸» is "F-20418"."""
    return to_ascii(text).translate(_TO_LATIN).upper()
