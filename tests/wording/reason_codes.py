"""The codes of all reasons that a source can make: followed from `Reason(...)` back to where the text stands."""

import ast
from collections.abc import Iterable, Iterator

from vafa.domain.engine.outcome import HandedKind
from vafa.domain.engine.ruleset import BILL_TRIGGERS
from vafa.domain.rulebook.plans import Trigger

FAMILIES = {
    "handed_": {kind.value for kind in HandedKind},
    "reward_": {kind.value for kind in HandedKind},
    "occasion_": {trigger.value for trigger in Trigger} - {one.value for one in BILL_TRIGGERS} - {"period_target"},
}
"""What follows the beginning of a code that is put together."""

CARRIED_BY = {"Picked": 3, "Told": 0}
"""What carries a code from one file to another, in its field `code`, and the place of that field."""


class Source:
    """One file: where its names get their values. `carried`: the codes that come from other files."""

    def __init__(self, source: str, carried: Iterable[str] = ()) -> None:
        self.from_elsewhere = set(carried)
        tree = ast.parse(source)
        self.nodes = list(ast.walk(tree))
        self.functions = {node.name: node for node in self.nodes if isinstance(node, ast.FunctionDef)}
        self.within = {id(node): function for function in self.functions.values() for node in ast.walk(function)}

    def codes(self) -> Iterator[set[str]]:
        """For each reason that is made the codes that it can have; an empty set where that cannot be followed."""
        for call in self._calls("Reason"):
            if call.args:
                yield self.values(call.args[0])

    def carried(self) -> set[str]:
        """The codes that this file hands on."""
        return {text for called, place in CARRIED_BY.items() for text in self._given_to(called, place)}

    def values(self, node: ast.expr, at: int | None = None) -> set[str]:
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.IfExp():
                return self.values(node.body, at) | self.values(node.orelse, at)
            case ast.Tuple() if at is not None:
                return self.values(node.elts[at])
            case ast.JoinedStr(values=[ast.Constant(value=str(first)), *_]):
                return {first + rest for rest in FAMILIES.get(first, ())}
            case ast.Name():
                return self._named(node)
            case ast.Attribute(attr="code"):
                return self.from_elsewhere
            case ast.Call():
                return self._called(node, at)
            case _:
                return set()

    def _called(self, call: ast.Call, at: int | None) -> set[str]:
        match call.func:
            case ast.Name(id=name) if name in self.functions:
                returns = [node for node in ast.walk(self.functions[name]) if isinstance(node, ast.Return)]
                return {text for node in returns if node.value for text in self.values(node.value, at)}
            case ast.Attribute(attr="get", value=ast.Name(id=table)):
                tables = [value for value, _ in self._assigned(table) if isinstance(value, ast.Dict)]
                texts = {text for found in tables for value in found.values for text in self.values(value)}
                return texts | self.values(call.args[1])
            case _:
                return set()

    def _named(self, node: ast.Name) -> set[str]:
        function = self.within.get(id(node))
        if function is not None:
            parameters = [one.arg for one in function.args.args if one.arg != "self"]
            if node.id in parameters:
                return self._given_to(function.name, parameters.index(node.id))
        return {text for value, at in self._assigned(node.id) for text in self.values(value, at)}

    def _assigned(self, name: str) -> Iterator[tuple[ast.expr, int | None]]:
        for node in self.nodes:
            if not isinstance(node, ast.Assign):
                continue
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    yield node.value, None
                elif isinstance(target, ast.Tuple):
                    places = [one.id if isinstance(one, ast.Name) else "" for one in target.elts]
                    if name in places:
                        yield node.value, places.index(name)

    def _given_to(self, called: str, place: int) -> set[str]:
        return {
            text for call in self._calls(called) if place < len(call.args) for text in self.values(call.args[place])
        }

    def _calls(self, name: str) -> Iterator[ast.Call]:
        for node in self.nodes:
            if isinstance(node, ast.Call):
                called = node.func
                if (isinstance(called, ast.Name) and called.id == name) or (
                    isinstance(called, ast.Attribute) and called.attr == name
                ):
                    yield node
