"""Where a file of the product can be changed in one place so that a good test must notice, and the changed file."""

import ast
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

Put = Callable[[ast.AST], None]
"""Puts another node where a node stands."""

_PAIRS = (
    *((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.In, ast.NotIn), (ast.Is, ast.IsNot)),
    *((ast.And, ast.Or), (ast.Add, ast.Sub)),
)
_OTHER = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
_SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}
_NOT_RUN = {"annotation", "returns", "decorator_list", "type_comment", "format_spec"}


class Place(NamedTuple):
    """One change of one file: its name under `vafa/domain`, the function, what stands there, what becomes of it, and
    which of several such places in the function it is. A place keeps its name when lines above it come or go."""

    file: str
    function: str
    code: str
    change: str
    nth: int
    line: int

    @property
    def name(self) -> tuple[str, str, str, str, int]:
        return self[:5]


def places(file: str, source: str) -> list[Place]:
    """All places of a file in their order."""
    found: list[Place] = []
    seen: dict[tuple[str, str, str], int] = {}
    for function, node, change, _ in _changes(ast.parse(source)):
        what = (function, ast.unparse(node), change)
        seen[what] = seen.get(what, -1) + 1
        found.append(Place(file, *what, seen[what], node.lineno))  # type: ignore[attr-defined]
    return found


def changed(source: str, number: int) -> ast.Module:
    """The file with the change at the place of this number."""
    tree = ast.parse(source)
    make = [make for *_, make in _changes(tree)][number]
    make()
    return ast.fix_missing_locations(tree)


def _changes(tree: ast.Module) -> Iterator[tuple[str, ast.AST, str, Callable[[], None]]]:
    waiting: list[tuple[str, ast.AST, Put]] = [("", tree, lambda _: None)]
    while waiting:
        function, node, put = waiting.pop()
        for change, make in _of(node, put):
            yield function, node, change, make
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            function = f"{function}.{node.name}".strip(".")
        waiting += [(function, child, place) for child, place in reversed(list(_children(node)))]


def _children(node: ast.AST) -> Iterator[tuple[ast.AST, Put]]:
    for name, value in ast.iter_fields(node):
        if name in _NOT_RUN:
            continue
        if isinstance(value, ast.AST):
            yield value, partial(setattr, node, name)
        elif isinstance(value, list):
            for place, item in enumerate(value):
                if isinstance(item, ast.AST):
                    yield item, partial(value.__setitem__, place)


def _of(node: ast.AST, put: Put) -> Iterator[tuple[str, Callable[[], None]]]:
    """The changes of one node itself."""
    match node:
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                yield _told(op), partial(ops.__setitem__, place, _OTHER[type(op)]())
        case ast.BinOp(op=ast.FloorDiv()):
            yield "floor to ceiling", partial(put, _negative(ast.BinOp(_negative(node.left), node.op, node.right)))
            yield "floor to one more", partial(put, ast.BinOp(node, ast.Add(), ast.Constant(1)))
        case ast.BinOp(op=op) | ast.AugAssign(op=op) | ast.BoolOp(op=op) if type(op) in _OTHER:
            yield _told(op), partial(setattr, node, "op", _OTHER[type(op)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield f"{type(node.op).__name__} gone", partial(put, operand)
        case ast.Constant(value=0 | 1 as value) if type(value) is int:
            yield f"{value} to {1 - value}", partial(put, ast.Constant(1 - value))
        case ast.Call(func=ast.Name(id=name)) if name in _SWAPPED:
            yield f"{name} to {_SWAPPED[name]}", partial(setattr, node.func, "id", _SWAPPED[name])
        case ast.Call(func=ast.Name(id="sorted") | ast.Attribute(attr="sort"), keywords=keywords):
            yield "sorted backwards", partial(_backwards, keywords)
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant) or value.value is not None:
            yield "nothing returned", partial(setattr, node, "value", ast.Constant(None))


def _backwards(keywords: list[ast.keyword]) -> None:
    said = next((keyword for keyword in keywords if keyword.arg == "reverse"), None)
    if said is None:
        keywords.append(ast.keyword("reverse", ast.Constant(True)))
    else:
        said.value = ast.UnaryOp(ast.Not(), said.value)


def _told(op: ast.AST) -> str:
    return f"{type(op).__name__} to {_OTHER[type(op)].__name__}"


def _negative(node: ast.expr) -> ast.UnaryOp:
    return ast.UnaryOp(ast.USub(), node)
