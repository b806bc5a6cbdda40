"""Reading a programme document strictly, and writing it so that a person can read it."""

from typing import Any

import msgspec
from msgspec import structs

from vafa.domain.errors import Refusal
from vafa.domain.rulebook.decoding import Undecodable, programme_of, tree_of
from vafa.domain.rulebook.document import FORMAT, Programme
from vafa.domain.rulebook.fault import Catalogue, Fault
from vafa.domain.rulebook.faults import faults_of
from vafa.domain.rulebook.format_one import foreign_field, is_format_one, old_place, upgraded

__all__ = ["check_programme", "decode_programme", "read_programme", "write_programme"]

_INDENT = 2


def read_programme(document: bytes, catalogue: Catalogue | None = None) -> Programme:
    """The programme of a JSON document from outside; one of format 1 becomes one of the newest.

    Raises Refusal `programme_too_large`, `programme_newer`, `programme_unreadable` or `programme_invalid`, each with
    the `place` and the `mend` (a code); the last two with `faults`, of which the first is that of place and mend.
    With a catalogue the goods that rules name have to be in it.
    """
    programme = decode_programme(document)
    check_programme(programme, catalogue)
    return programme


def decode_programme(document: bytes) -> Programme:
    """The programme of a document that was published before: no fault that a later version learned to find keeps it
    from being read. Raises Refusal as `read_programme`, but never `programme_invalid`."""
    old = False
    try:
        tree = tree_of(document)
        stated = tree.get("format", FORMAT)
        if type(stated) is int and stated > FORMAT:
            raise Refusal("programme_newer", place="format", mend="newer", format=stated, readable=FORMAT)
        old = is_format_one(tree)
        return programme_of(_of_format_one(tree) if old else tree)
    except Undecodable as error:
        fault = _as_in_format_one(error.fault) if old else error.fault
        raise Refusal("programme_unreadable", place=fault.place, mend=fault.mend, faults=(fault,)) from error


def _of_format_one(tree: dict[str, Any]) -> dict[str, Any]:
    if foreign := foreign_field(tree):
        place, name = foreign
        raise Undecodable(Fault(place, "unknown_field", names={"field": name}))
    return upgraded(tree, FORMAT)


def _as_in_format_one(fault: Fault) -> Fault:
    names = {name: "effect" if text == "give" else text for name, text in fault.names.items()}
    return structs.replace(fault, place=old_place(fault.place), names=names)


def check_programme(programme: Programme, catalogue: Catalogue | None = None) -> None:
    """Raises Refusal `programme_invalid` (place, mend, faults) for a document that could not run."""
    faults = faults_of(programme, catalogue)
    if faults:
        raise Refusal("programme_invalid", place=faults[0].place, mend=faults[0].mend, faults=faults)


def write_programme(programme: Programme) -> bytes:
    """The document as JSON that a person can read, format and version first; what is as usual is left out."""
    first = {"format": programme.format, "version": programme.version}
    return msgspec.json.format(msgspec.json.encode(first | msgspec.to_builtins(programme)), indent=_INDENT)
