"""One text, two forms: `display` for eyes and storage, `key` for search and the duplicate check."""

import re
import unicodedata

from vafa.persian import digits

_ZWNJ = "\u200c"
_REPEATED_ZWNJ = re.compile(f"{_ZWNJ}{{2,}}")

# What `display` changes: Arabic and Urdu shapes to the Persian letter; out go direction marks, the byte order mark,
# the soft hyphen, and what no eye sees and no file holds (controls that are not white space, lone surrogates).
_DISPLAY: dict[int, str | None] = {
    ord("ي"): "ی",
    ord("ى"): "ی",
    ord("ك"): "ک",
    ord("ہ"): "ه",
    ord("ھ"): "ه",
    **dict.fromkeys((0x00AD, *digits.INVISIBLE_MARKS)),
    **dict.fromkeys(code for code in (*range(0x20), *range(0x7F, 0xA0)) if not chr(code).isspace()),
    **dict.fromkeys(range(0xD800, 0xE000)),
}

# What `key` changes beyond the Unicode decomposition, which by itself takes the hamza, the madda and every other
# mark off its letter (أ إ آ to ا, ؤ to و, ئ to ي, ۀ to ە). "" removes.
_KEY_LETTERS = {
    "ي": "ی",
    "ى": "ی",
    "ك": "ک",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ة": "ه",
    "ٱ": "ا",
    "ء": "",
    "ـ": "",
}

# Marks, separators, punctuation, controls, format characters and lone surrogates by Unicode category.
_NOT_IN_KEYS = frozenset(
    ["Mn", "Me", "Zs", "Zl", "Zp", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Cc", "Cf", "Cs"],
)

_PILE = re.compile(r"[^\w\s]{31,}")
_MOST_MARKS = 30


class _Keys(dict[int, str]):
    """The table of `key`, one character to its fold, learnt on first sight (Unicode is large, a shop is not)."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        self[code] = "".join(map(_key_of_part, folded))
        return self[code]


def _key_of_part(part: str) -> str:
    if part in _KEY_LETTERS:
        return _KEY_LETTERS[part]
    if unicodedata.category(part) in _NOT_IN_KEYS or unicodedata.combining(part):
        return ""
    digit = unicodedata.decimal(part, None)
    return part if digit is None else str(digit)


_KEYS = _Keys()


def key(text: str) -> str:
    """The text as it is searched for and compared; never shown, never stored in place of the text.

    Two spellings of one name have one key: digits are ASCII; letters are Persian, without hamza, madda, marks and
    case; spaces, ZWNJ and punctuation are gone. Every character folds by itself, whatever stands beside it: the key
    of a joined text is the joined keys, `key(key(x)) == key(x)` and `key(display(x)) == key(x)`. Takes any string.
    """
    return text.translate(_KEYS)


def word_keys(text: str) -> tuple[str, ...]:
    """The keys of the words (split at white space and ZWNJ) in their order, without empty ones."""
    words = display(text).replace(_ZWNJ, " ").split()
    return tuple(folded for word in words if (folded := key(word)))


def display(text: str) -> str:
    """The text as it is stored and shown: NFKC, Persian ی ک ه, nothing invisible but ZWNJ and ZWJ.

    White space (line breaks too) becomes single spaces, none at the ends; ZWNJ is single and never beside a space
    or an end. `display(display(x)) == display(x)`. Takes any string;
    one letter keeps at most 30 marks.
    """
    if not text.isascii():
        text = _normal(_normal(text).translate(_DISPLAY))
    elif not text.isprintable():
        text = text.translate(_DISPLAY)
    text = " ".join(word for part in text.split() if (word := part.strip(_ZWNJ)))
    return _REPEATED_ZWNJ.sub(_ZWNJ, text) if _ZWNJ in text else text


def _normal(text: str) -> str:
    return _without_piles(unicodedata.normalize("NFKC", _without_piles(text)))


def _without_piles(text: str) -> str:
    # Normalising takes the square of the number of marks on one letter, and none carries more than 30 (UAX 15).
    return text if len(text) <= _MOST_MARKS else _PILE.sub(_lower_pile, text)


def _lower_pile(pile: re.Match[str]) -> str:
    kept = []
    height = 0
    for character in pile[0]:
        height = height + 1 if unicodedata.combining(character) else 0
        if height <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
