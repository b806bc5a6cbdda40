"""From bytes to a tree of JSON, and from a tree to the document: what goes wrong is a fault with its place."""

import json
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from math import isinf
from typing import Any

import msgspec

from vafa.domain.errors import Refusal
from vafa.domain.rulebook.allowed import allowed_at
from vafa.domain.rulebook.document import MAX_DOCUMENT_BYTES, Programme
from vafa.domain.rulebook.fault import Fault

_LONGEST_NAME = 64
_ROOT = "$"
_KEY_OF_MAPPING = "[...]"
_TRAILING = "trailing"
"""What stands after the document; the decoder counts one byte too far there."""

_OTHER_MARKS = (BOM_UTF16_LE, BOM_UTF16_BE)
"""How the same editors mark a file that is not UTF-8."""

_AT = re.compile(r"(?s)(.*?)(?: - at `(\$.*)`)?")
_BYTE = re.compile(r"\(byte (\d+)\)$")
_HALF_CHARACTER = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])")
_TYPE = re.compile(r"Expected `([^`]+)`(?:, got `([^`]+)`)?")
_MISSING = re.compile(r"Object missing required field `([^`]*)`")
_UNKNOWN = re.compile(r"(?s)Object contains unknown field `(.*)`")
_BOUND = re.compile(r"Expected `(int|str|array)`( of length)? (>=|<=) (\d+)")
_PATTERN = re.compile(r"Expected `str` matching regex .*")
_LIKE = re.compile(r"Expected an? [^`]*? such as `([^`]+)`.*")
_CHOICE = re.compile(r"(?s)Invalid (?:enum )?value (.*)")
_DATE = re.compile(r"Invalid RFC3339 encoded date")
_NO_DAY = re.compile(r"No such day `([^`]*)`")
_OUTSIDE = re.compile(r"Outside the calendar `([^`]*)`")
_LITERAL = re.compile(rb'"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*')
"""A text or a number, as they follow each other in JSON: a number within a text is none."""

_RANGE = re.compile(r"(Integer value|Number) out of range")


class Undecodable(Exception):
    """The bytes are no document; the fault says where and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def tree_of(document: bytes) -> dict[str, Any]:
    """The JSON object as it stands; the mark that some editors put before it does not count. Raises Undecodable, and
    Refusal `programme_too_large`."""
    if len(document) > MAX_DOCUMENT_BYTES:
        raise Refusal("programme_too_large", place="", mend="too_large", bytes=len(document), limit=MAX_DOCUMENT_BYTES)
    document = document.removeprefix(BOM_UTF8)
    try:
        tree = msgspec.json.decode(document)
        refuse_twins(document)
    except (ValueError, RecursionError) as error:
        raise Undecodable(fault_of_bytes(document, error)) from error
    if not isinstance(tree, dict):
        raise Undecodable(Fault("", "wrong_type", names={"want": "object", "got": _kind(tree)}))
    return tree


def programme_of(tree: dict[str, Any]) -> Programme:
    """The document of a tree of the newest format. Raises Undecodable."""
    try:
        return msgspec.convert(tree, Programme)
    except RecursionError as error:
        raise Undecodable(Fault("", "too_deep")) from error
    except msgspec.ValidationError as error:
        raise Undecodable(translated(str(error), tree)) from error


def fault_of_bytes(document: bytes, error: Exception) -> Fault:
    """What is wrong with bytes that are no JSON, by what the decoder said."""
    if document.startswith(_OTHER_MARKS):
        return _at_byte(document, "not_utf8", 0)
    match error:
        case UnicodeDecodeError():
            return _at_byte(document, "not_utf8", _first_bad_byte(document))
        case RecursionError():
            return Fault("", "too_deep")
        case msgspec.DecodeError():
            return _syntax(document, str(error))
        case _:
            return _too_large(document)


def _syntax(document: bytes, message: str) -> Fault:
    if found := _BYTE.search(message):
        return _at_byte(document, "not_json", int(found[1]) - (_TRAILING in message))
    if _RANGE.match(message):
        return _too_large(document)
    if found_half := _HALF_CHARACTER.search(document):
        return _at_byte(document, "not_json", found_half.start())
    return _at_byte(document, "cut_off", len(document))


def _too_large(document: bytes) -> Fault:
    """The first number that no computer's number holds."""
    for found in _LITERAL.finditer(document):
        if not found[0].startswith(b'"') and _is_endless(found[0]):
            return _at_byte(document, "number_too_large", found.start())
    return Fault("", "out_of_range")


def _is_endless(number: bytes) -> bool:
    try:
        return isinf(float(number))
    except ValueError:
        return False


def _at_byte(document: bytes, mend: str, byte: int) -> Fault:
    before = document[:byte].decode("utf-8", "replace")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return Fault("", mend, figures={"byte": byte, "line": line, "column": column})


def _first_bad_byte(document: bytes) -> int:
    try:
        document.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


class _Twins(dict[str, object]):
    """An object with a name that stands in it twice."""

    twice = ""


def refuse_twins(document: bytes) -> None:
    """Raises Undecodable for a name twice in one object: programs read the first or the last, so that nobody knows what
    is meant. What is no JSON raises the errors of `json.loads`."""
    found: list[_Twins] = []

    def collected(pairs: list[tuple[str, object]]) -> dict[str, object]:
        whole = _Twins(pairs)
        if len(whole) == len(pairs):
            return whole
        count = Counter(name for name, _ in pairs)
        whole.twice = next(name for name, times in count.items() if times > 1)
        found.append(whole)
        return whole

    tree = json.loads(document, object_pairs_hook=collected)
    if found:
        raise Undecodable(Fault(_place_of(tree, found[-1]), "said_twice", names={"field": _short(found[-1].twice)}))


def _place_of(tree: object, wanted: object) -> str:
    waiting = [("", tree)]
    while waiting:
        place, node = waiting.pop()
        if node is wanted:
            return place
        if isinstance(node, dict):
            waiting.extend((f"{place}.{_short(name)}".lstrip("."), value) for name, value in node.items())
        elif isinstance(node, list):
            waiting.extend((f"{place}[{at}]", value) for at, value in enumerate(node))
    return ""


def translated(message: str, tree: dict[str, Any], root: type = Programme) -> Fault:
    """The fault that a message of the decoder means; the text of the decoder is shown nowhere. `root` is what the tree
    was to be."""
    parts = _AT.fullmatch(message)
    what, path = (parts[1], parts[2] or _ROOT) if parts else (message, _ROOT)
    place = path.removeprefix(_ROOT).removeprefix(".")
    if _KEY_OF_MAPPING in place and root is Programme:
        place = _with_key(place, tree)
    if found := _MISSING.fullmatch(what):
        return Fault(place, "missing", names={"field": found[1]})
    if found := _UNKNOWN.fullmatch(what):
        return Fault(place, "unknown_field", names={"field": _short(found[1])})
    if found := _BOUND.fullmatch(what):
        return _bound(place, found)
    if _PATTERN.fullmatch(what):
        return Fault(place, "pattern", names={"like": allowed_at(place, tree, root)})
    if found := _LIKE.fullmatch(what):
        return Fault(place, "pattern", names={"like": found[1]})
    if found := _CHOICE.fullmatch(what):
        names = {"value": _short(found[1].strip("'")), "allowed": allowed_at(place, tree, root)}
        return Fault(place, "one_of", names=names) if names["allowed"] else Fault(place, "bad_value")
    if said := _about_days(place, what):
        return said
    if _RANGE.fullmatch(what):
        return Fault(place, "out_of_range")
    if found := _TYPE.fullmatch(what):
        return Fault(place, "wrong_type", names={"want": found[1].replace(" | ", " / "), "got": found[2] or ""})
    return Fault(place, "bad_value")


def _about_days(place: str, what: str) -> Fault | None:
    if found := _NO_DAY.fullmatch(what):
        return Fault(place, "no_such_day", names={"text": _short(found[1])})
    if found := _OUTSIDE.fullmatch(what):
        return Fault(place, "outside_calendar", names={"text": _short(found[1])})
    return Fault(place, "no_such_date") if _DATE.fullmatch(what) else None


def _bound(place: str, found: re.Match[str]) -> Fault:
    below = found[3] == ">="
    bound = {"least" if below else "most": int(found[4])}
    if found[1] == "int":
        return Fault(place, "at_least" if below else "at_most", figures=bound)
    return Fault(place, "too_short" if below else "too_long", figures=bound)


def _with_key(place: str, tree: dict[str, Any]) -> str:
    """The decoder does not say which entry of a mapping it means: the first one that fails alone."""
    mapping: Any = tree
    for name in place.partition(_KEY_OF_MAPPING)[0].removesuffix(".").split("."):
        mapping = mapping[name]
    for name, value in mapping.items():
        guard = {**tree["guard"], "category_margins": {name: value}}
        try:
            msgspec.convert({"guard": guard}, Programme)
        except msgspec.ValidationError:
            return place.replace(_KEY_OF_MAPPING, f".{_short(name)}")
    return place


def _short(text: str) -> str:
    """A text of the document as it may stand in a sentence: one line, not too long."""
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[: _LONGEST_NAME - 1]}…"


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "bool"
        case int():
            return "int"
        case float():
            return "float"
        case str():
            return "str"
        case _:
            return "array"
