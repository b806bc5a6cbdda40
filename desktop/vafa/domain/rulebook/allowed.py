"""What may stand at a place of a document: its words, or an example of its form."""

import re
from functools import cache

from msgspec import inspect

from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.kinds import ClockTime, JalaliDay, MonthDay

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_EXAMPLES = ((JalaliDay, "1405/09/30"), (MonthDay, "09/30"), (ClockTime, "18:00"))


@cache
def _kind_of(root: type) -> inspect.Type:
    return inspect.type_info(root)


@cache
def _examples() -> dict[str | None, str]:
    kinds = [(inspect.type_info(kind), example) for kind, example in _EXAMPLES]
    return {kind.pattern: example for kind, example in kinds if isinstance(kind, inspect.StrType)}


def allowed_at(place: str, tree: object, root: type = Programme) -> str:
    """The words of a choice with a comma between them, or an example of a pattern; empty when nothing is known. `root`
    is what the whole tree is."""
    kinds = [_kind_of(root)]
    for number, name in _STEP.findall(place):
        if name and (tags := _tags(kinds, name)):
            return ", ".join(tags)
        kinds = _below(kinds, name, tree)
        tree = _child(tree, number, name)
    for kind in _alternatives(kinds):
        if isinstance(kind, inspect.EnumType):
            return ", ".join(str(member.value) for member in kind.cls)
        if isinstance(kind, inspect.StrType) and kind.pattern:
            return _examples().get(kind.pattern, "")
    return ""


def _below(kinds: list[inspect.Type], name: str, tree: object) -> list[inspect.Type]:
    found: list[inspect.Type] = []
    for kind in _alternatives(kinds):
        if not name and isinstance(kind, inspect.VarTupleType):
            found.append(kind.item_type)
        elif name and isinstance(kind, inspect.StructType) and _is_meant(kind, tree):
            found += [field.type for field in kind.fields if field.encode_name == name]
    return found


def _is_meant(kind: inspect.StructType, tree: object) -> bool:
    return kind.tag is None or not isinstance(tree, dict) or tree.get(kind.tag_field) == kind.tag


def _child(tree: object, number: str, name: str) -> object:
    if isinstance(tree, list) and number and int(number) < len(tree):
        return tree[int(number)]
    return tree.get(name) if isinstance(tree, dict) else None


def _tags(kinds: list[inspect.Type], field: str) -> list[str]:
    tagged = [kind for kind in _alternatives(kinds) if isinstance(kind, inspect.StructType) and kind.tag]
    return [str(kind.tag) for kind in tagged if kind.tag_field == field]


def _alternatives(kinds: list[inspect.Type]) -> list[inspect.Type]:
    flat: list[inspect.Type] = []
    for kind in kinds:
        flat += kind.types if isinstance(kind, inspect.UnionType) else [kind]
    return flat
