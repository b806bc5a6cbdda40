"""How coupon codes are compared."""

from vafa.persian.digits import typed

_YEH, _KAF = (0x64A, 0x6CC), (0x643, 0x6A9)

# Spaces, every dash a phone or a page may put for one, and the joiners that nobody sees go; the Arabic letters of a
# foreign keyboard become the Persian ones.
_FOLDED: dict[int, int | None] = {
    **dict.fromkeys(map(ord, " \u00a0\u202f-_\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u0640\u200c\u200d")),
    **dict([_YEH, _KAF]),
}


def folded_code(code: str) -> str:
    """A coupon's code as it is compared: digits of any script, capitals, Persian letters, without spaces and dashes."""
    return typed(code).upper().translate(_FOLDED)
