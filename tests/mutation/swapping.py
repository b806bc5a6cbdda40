"""Tries changes against tests that are collected once: only a function's code is swapped, in a fork, and only the tests
that reach the changed statement run, the fastest first.

What a module does while it is imported (its constants, its classes' defaults) has happened by then: such a change needs
a fresh start, and `swapped` says so.
"""

import ast
import functools
import gc
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest
from tests.mutation.mutants import Place, changed

Key = tuple[str, int]
"""A function's qualified name and its first line."""

_IN_FUNCTION = 1  # CO_OPTIMIZED: the code of a function, not of a class or a module


def swapped(path: Path, number: int) -> dict[Key, CodeType] | None:
    """The functions of a file that the change of this number gives other code; None when it is not in functions
    alone."""
    source = path.read_text(encoding="utf-8")
    before = compile(source, str(path), "exec")
    after = compile(changed(source, number), str(path), "exec")
    was, becomes = dict(_codes(before)), dict(_codes(after))
    if was.keys() != becomes.keys():
        return None
    other = {key: code for key, code in becomes.items() if code != was[key]}
    alone = all(
        code.co_flags & _IN_FUNCTION and code.co_freevars == was[key].co_freevars for key, code in other.items()
    )
    return other if other and alone else None


def _codes(outer: CodeType) -> Iterator[tuple[Key, CodeType]]:
    """A module's functions, and its own code and its classes' without the functions in them."""
    yield (outer.co_qualname, outer.co_firstlineno), _alone(outer)
    for inner in outer.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_flags & _IN_FUNCTION:
                yield (inner.co_qualname, inner.co_firstlineno), inner
            else:
                yield from _codes(inner)


def _alone(code: CodeType) -> CodeType:
    return code.replace(co_consts=tuple(None if isinstance(one, CodeType) else one for one in code.co_consts))


def swap(module: str, codes: Mapping[Key, CodeType]) -> None:
    """Gives the loaded functions of a module other code. Raises LookupError when one of them is not there."""
    names = vars(sys.modules[module])
    there: dict[Key, list[FunctionType]] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__globals__ is names:
            there.setdefault((one.__code__.co_qualname, one.__code__.co_firstlineno), []).append(one)
    for key, code in codes.items():
        for function in there[key]:
            function.__code__ = code


def statement_lines(source: str, line: int) -> range:
    """The lines of the smallest statement around a line."""
    statements = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt)]
    around = [range(one.lineno, (one.end_lineno or one.lineno) + 1) for one in statements]
    return min((lines for lines in around if line in lines), key=len)


def forked(work: Callable[[], int]) -> int:
    """The number of a child that does this work in silence and ends with its answer."""
    child = os.fork()
    if child:
        return child
    code = int(pytest.ExitCode.INTERNAL_ERROR)
    aloud = os.dup(2)
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        code = work()
    except BaseException:
        os.dup2(aloud, 2)
        traceback.print_exc()
        raise
    finally:
        os._exit(code)


class Collected:
    """The tests of one session: which lines of the watched files each reaches and how long it takes."""

    def __init__(self, session: pytest.Session, watched: Sequence[Path], notes: Path) -> None:
        self._session = session
        forget()
        child = forked(lambda: self._watch({str(path) for path in watched}, notes))
        if os.waitpid(child, 0)[1]:
            raise RuntimeError(f"without any change fails {notes.read_text(encoding='utf-8')}")
        told = json.loads(notes.read_text(encoding="utf-8"))
        self._seconds: list[float] = [seconds for seconds, _ in told]
        self._reached = [{(file, line) for file, line in lines} for _, lines in told]

    def reaching(self, path: Path, lines: range) -> list[pytest.Item]:
        """The tests that reach one of these lines of a file, the fastest first."""
        wanted = {(str(path), line) for line in lines}
        chosen = [place for place, reached in enumerate(self._reached) if wanted & reached]
        return [self._session.items[place] for place in sorted(chosen, key=self._seconds.__getitem__)]

    def run(self, items: Sequence[pytest.Item]) -> int:
        """Runs tests up to the first failure; whether one failed. For a child alone."""
        for item, following in pairwise([*items, None]):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._session.testsfailed:
                return 1
        return 0

    def _watch(self, watched: set[str], notes: Path) -> int:
        told: list[tuple[float, list[tuple[str, int]]]] = []
        for item in self._session.items:
            forget()
            lines: set[tuple[str, int]] = set()
            began = time.process_time()
            sys.settrace(_watching(watched, lines))
            failed = self.run([item])
            sys.settrace(None)
            if failed and self._fails(item):
                notes.write_text(item.nodeid, encoding="utf-8")
                return 1
            told.append((time.process_time() - began, sorted(lines)))
        notes.write_text(json.dumps(told), encoding="utf-8")
        return 0

    def _fails(self, item: pytest.Item) -> bool:
        """Whether a test fails unwatched too: one that measures time may not."""
        self._session.testsfailed = 0
        failed = self.run([item])
        self._session.testsfailed = 0
        return bool(failed)


def _watching(watched: set[str], lines: set[tuple[str, int]]) -> Callable[[FrameType, str, Any], Any]:
    def in_file(frame: FrameType, event: str, _: object) -> Any:
        lines.add((frame.f_code.co_filename, frame.f_lineno))
        return in_file

    def calls(frame: FrameType, event: str, _: object) -> Any:
        return in_file if frame.f_code.co_filename in watched else None

    return calls


def forget() -> None:
    """Empties what functions remember, or a test would be answered by what another one, or no change, brought."""
    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper) and one.__module__.startswith("vafa."):
            one.cache_clear()


def reached_lines(path: Path, place: Place) -> range:
    """The lines one of which a test must reach to notice a change at a place."""
    return statement_lines(path.read_text(encoding="utf-8"), place.line)
