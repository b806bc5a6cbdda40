"""The order of Persian names in a list."""

from vafa.persian import folding

# آ stands before ا, as in dictionaries and in the Unicode locale data for Persian.
_ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"

# A key holds no capitals and no punctuation, so the 33 letters fit between the digits and "a".
_PLACES = {letter: chr(ord("@") + index) for index, letter in enumerate(_ALPHABET)}


class _Weights(dict[int, str]):
    """The table of `sort_key`, one character to its places in the order, learnt on first sight."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = character if character in " آ" else folding.key(character)
        self[code] = "".join(map(_place, folded))
        return self[code]


def _place(letter: str) -> str:
    return _PLACES.get(letter, letter if letter.isalnum() or letter == " " else "")


_WEIGHTS = _Weights()


def sort_key(text: str) -> str:
    """A string whose code-point order is the Persian order of the text: words, then digits < Persian < Latin.

    Spellings with one `folding.key` stand together (only آ keeps a place of its own) and differ by their display
    form alone. Symbols and punctuation count for nothing before that.
    """
    shown = folding.display(text)
    return f"{shown.translate(_WEIGHTS)}\0{shown}"
