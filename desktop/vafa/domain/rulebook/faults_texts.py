"""What is written in a document and could never be read again: empty categories, titles that turn the line around."""

import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct

from vafa.domain.rulebook.category_names import category_key
from vafa.domain.rulebook.conditions import Scope
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.fault import Fault
from vafa.domain.rulebook.plans import MarginGuard
from vafa.domain.rulebook.walking import walk

_TITLES = ("title", "owner", "source")
_UNSHOWN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""What turns the line that a title stands in, on paper too. Joiners are letters of Persian, and stay."""


def text_faults(programme: Programme) -> Iterator[Fault]:
    """Titles with control characters; categories of which nothing is left, and margins of one category named twice."""
    yield from _titles("", programme)
    yield from _categories("excluded_categories", programme.excluded_categories)
    for place, shape in walk(programme):
        yield from _titles(f"{place}.", shape)
        match shape:
            case Scope():
                yield from _categories(f"{place}.categories", shape.categories)
                yield from _categories(f"{place}.except_categories", shape.except_categories)
            case MarginGuard():
                yield from _margins(f"{place}.category_margins", shape.category_margins)
            case _:
                pass


def breaks_line(text: str) -> bool:
    """Whether a text has control characters, breaks of lines, or marks that turn the line that it stands in."""
    return not text.isprintable() and any(
        letter in _TURNING or unicodedata.category(letter) in _UNSHOWN for letter in text
    )


def _titles(before: str, shape: Struct) -> Iterator[Fault]:
    for field in _TITLES:
        if breaks_line(getattr(shape, field, "")):
            yield Fault(f"{before}{field}", "title_letters")


def _categories(place: str, names: Iterable[str]) -> Iterator[Fault]:
    for at, name in enumerate(names):
        if not category_key(name):
            yield Fault(f"{place}[{at}]", "category_blank")


def _margins(place: str, names: Iterable[str]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for name in names:
        folded = category_key(name)
        if not folded:
            yield Fault(place, "category_blank")
        elif folded in seen:
            yield Fault(place, "category_twice", names={"name": name, "other": seen[folded]})
        seen.setdefault(folded, name)
