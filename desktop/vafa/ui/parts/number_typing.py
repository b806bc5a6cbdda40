"""How typed text is shown and meant: live digits of the language, groups of digits, and the caret among them."""

import re
from typing import Literal, TypeAlias

from msgspec import Struct

from vafa.persian import digits

Kind: TypeAlias = Literal["free", "number", "mobile", "code", "secret", "date", "address"]

LONGEST = 200
"""Letters a field takes; what is pasted beyond them is left out."""

_THOUSANDS = {True: "٬", False: ","}
_DECIMAL = {True: "٫", False: "."}
_SEPARATORS = frozenset(",٬،' \u00a0\u2009\u202f\u200c")
_MINUS_SIGNS = "-\u2212"

_NUMBER = re.compile(r"-?[0-9]*(?:\.[0-9]*)?")
_MOBILE = re.compile(r"\+?[0-9]*")
_CODE = re.compile(r"[0-9]*")
_NO_DIGIT = re.compile(r"[^0-9]+")
_LATIN = re.compile(r"[A-Za-z]")
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_RTL_NUMBERS = re.compile(r"[\u0660-\u0669\u066a-\u066c\u06f0-\u06f9\u060c]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_MARKS = dict.fromkeys(digits.INVISIBLE_MARKS)

# How many digits stand together: a mobile by how it begins, everything else by its kind.
_MOBILE_GROUPS = (("+", (3, 3, 3, 4)), ("0", (4, 3, 4)), ("9", (3, 3, 4)))
_CODE_GROUP, _LEAST_GROUPED_CODE = 4, 8


class Typing(Struct, frozen=True):
    """A text as it is shown, and where the caret stands in it."""

    text: str
    caret: int


def cleaned(text: str) -> str:
    """The first letters of whatever came in: line breaks as spaces, without invisible direction marks."""
    return _CONTROL.sub(" ", text[: LONGEST * 2]).translate(_MARKS)[:LONGEST]


def meant(text: str, kind: Kind) -> str:
    """What was typed, for programmes: ASCII digits, in fields of digits without separators, decimals after a point.

    A text that is no number, mobile or code stays as it is, so that it can be refused in place. A secret is a PIN: of
    it nothing can be seen, so that nothing but its digits is taken.
    """
    plain = digits.to_ascii(cleaned(text))
    return _significant(plain, kind)


def regrouped(text: str, caret: int, kind: Kind, *, persian: bool) -> Typing:
    """The text as it is shown, with the caret after the same figure as before."""
    plain = digits.to_ascii(cleaned(text))
    before = digits.to_ascii(cleaned(text[:caret]))
    if kind == "secret":
        return Typing(_significant(plain, kind), len(_significant(before, kind)))
    if not _is_of_kind(plain, kind):
        return Typing(_in_script(plain, kind, persian=persian), min(len(before), len(plain)))
    figures = _significant(plain, kind)
    passed = len(_without_separators(before))
    if len(figures) < len(_without_separators(plain)):  # a second sign was dropped
        passed = min(passed, len(figures))
    shown = _grouped(figures, kind, _THOUSANDS[persian])
    return Typing(_in_script(shown, kind, persian=persian), _caret_after(shown, passed, kind, _THOUSANDS[persian]))


def over_separator(text: str, caret: int, kind: Kind, *, forward: bool) -> int:
    """Where the caret has to stand so that the next deletion takes a figure and not a separator."""
    separators = _shown_separators(kind)
    if forward:
        while caret < len(text) and text[caret] in separators:
            caret += 1
    else:
        while caret > 0 and text[caret - 1] in separators:
            caret -= 1
    return caret


def reads_right_to_left(text: str, *, otherwise: bool) -> bool:
    """Whether a free text is a right-to-left one: any letter of such a script; `otherwise` for an empty text."""
    letters = _RTL_NUMBERS.sub("", text)
    return bool(_RTL.search(letters)) if text.strip() else otherwise


def _is_of_kind(plain: str, kind: Kind) -> bool:
    bare = _without_separators(plain)
    if kind == "number":
        return bool(_NUMBER.fullmatch(_with_ascii_signs(bare)))
    if kind == "mobile":
        return bool(_MOBILE.fullmatch(bare.replace("-", "")))
    if kind == "code":
        return bool(_CODE.fullmatch(bare))
    return False


def _significant(plain: str, kind: Kind) -> str:
    if kind == "secret":
        return _NO_DIGIT.sub("", plain)
    if not _is_of_kind(plain, kind):
        return plain
    bare = _without_separators(plain)
    return _with_ascii_signs(bare) if kind == "number" else bare.replace("-", "")


def _with_ascii_signs(bare: str) -> str:
    signed = bare.replace("٫", ".")
    return "-" + signed[1:] if signed[:1] and signed[0] in _MINUS_SIGNS else signed


def _without_separators(plain: str) -> str:
    return "".join(letter for letter in plain if letter not in _SEPARATORS)


def _grouped(figures: str, kind: Kind, thousands: str) -> str:
    if kind == "number":
        return _number_grouped(figures, thousands)
    if kind == "code":
        if len(figures) < _LEAST_GROUPED_CODE:
            return figures
        return " ".join(figures[at : at + _CODE_GROUP] for at in range(0, len(figures), _CODE_GROUP))
    sizes = next((sizes for begin, sizes in _MOBILE_GROUPS if figures.startswith(begin)), ())
    if not sizes or len(figures) > sum(sizes):
        return figures
    groups, at = [], 0
    for size in sizes:
        groups.append(figures[at : at + size])
        at += size
    return " ".join(group for group in groups if group)


def _number_grouped(figures: str, thousands: str) -> str:
    sign = "\u2212" if figures.startswith("-") else ""
    whole, point, rest = figures.removeprefix("-").partition(".")
    # A leading zero is no amount (a mobile, a code typed by mistake): it is not dressed up as one.
    if not whole.startswith("0"):
        first = len(whole) % 3 or 3
        whole = thousands.join([whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))])
    return sign + whole + point + rest


def _caret_after(shown: str, passed: int, kind: Kind, thousands: str) -> int:
    separators = thousands if kind == "number" else " "
    for at, letter in enumerate(shown):
        if passed == 0:
            return at
        passed -= letter not in separators
    return len(shown)


def _shown_separators(kind: Kind) -> str:
    if kind == "number":
        return "٬,"
    return " " if kind in {"mobile", "code"} else ""


def _in_script(plain: str, kind: Kind, *, persian: bool) -> str:
    # Codes and addresses are printed in Latin (F-20418, card numbers).
    if not persian or kind in {"code", "address"} or _LATIN.search(plain):
        return plain
    shown = digits.to_persian(plain)
    return shown.replace(".", _DECIMAL[True]) if kind == "number" and _is_of_kind(plain, kind) else shown
