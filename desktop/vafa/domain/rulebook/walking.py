"""Every shape of a document with its place."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct, structs

from vafa.domain.rulebook.document import Programme


def walk(programme: Programme) -> Iterator[tuple[str, Struct]]:
    """All structs of a document, the outer ones first, with their places; the document itself is left out."""
    yield from _below(programme, "")


def _below(shape: Struct, before: str) -> Iterator[tuple[str, Struct]]:
    for name, key in _keys(type(shape)):
        value = getattr(shape, name)
        if isinstance(value, Struct):
            yield (place := before + key), value
            yield from _below(value, f"{place}.")
        elif isinstance(value, tuple) and value and isinstance(value[0], Struct):
            for at, item in enumerate(value):
                yield (place := f"{before}{key}[{at}]"), item
                yield from _below(item, f"{place}.")


@cache
def _keys(kind: type[Struct]) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, field.encode_name) for field in structs.fields(kind))


def keys_of(kind: type[Struct]) -> tuple[str, ...]:
    """What the fields of a struct are called in the document, in order."""
    return tuple(key for _, key in _keys(kind))
