"""Changes the engine one place at a time and counts how many of the changes its tests notice.

    python -m tests.mutation.mutation_run --seed 1 --count 300             a sample of 300 places over all files
    python -m tests.mutation.mutation_run --seed 1 --first 300 --count 500 the next 500 of the same order
    python -m tests.mutation.mutation_run --file summing.py                all places of one file
    python -m tests.mutation.mutation_run --file summing.py:76             those of one line

Of the tests in `TESTED` those that reach the changed statement run, the fastest first (a change of what a module does
while it is loaded: the tests of its file, then all); a failure, or no end within `LIMIT_S` of work, means that the
change was noticed. Places in `equivalent.json` were judged by hand:
their change makes no difference, for the reason that stands there. The answer is JSON; its `survivors` need a test or a
reason. Every change lives in a fork alone: no file is written.
"""

import argparse
import ast
import importlib.util
import json
import os
import random
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from functools import partial
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType

import hypothesis
import pytest
from tests.mutation.mutants import Place, changed, places
from tests.mutation.swapping import Collected, forked, reached_lines, swap, swapped

ROOT = Path(__file__).parents[2]
DOMAIN = ROOT / "desktop" / "vafa" / "domain"
TESTED = tuple(ROOT / "tests" / "domain" / name for name in ("engine", "club", "test_sharing.py", "test_expiry.py"))
EQUIVALENT = Path(__file__).with_name("equivalent.json")
ENGINE = """
    earning earn_index summing targets discounting proposing offering free_goods couponing rewarding guarding reckoning
    refunding tendering tiering occasions referring membership_terms limits meeting instant case undoing history
    earn_reasons scope_index making_ready recounting lot_life gates
"""
FILES = (*(f"engine/{name}.py" for name in ENGINE.split()), "sharing.py")
OPTIONS = (
    "-x -q -s -p no:cacheprovider -W ignore::pytest.PytestAssertRewriteWarning -W ignore::pytest.PytestConfigWarning"
)
ROOM = "PYTEST_DEBUG_TEMPROOT"  # where pytest puts folders, or those of some thousand children would stay
EXAMPLES = 30
LIMIT_S = 90
MEMORY_BYTES = 2_000_000_000
NOTICED, SURVIVED, TIMED_OUT = "noticed", "survived", "timed out"


def every_place(files: Iterable[str] = FILES) -> list[tuple[int, Place]]:
    """The places of these files, each with its number in its file."""
    return [
        numbered for file in files for numbered in enumerate(places(file, (DOMAIN / file).read_text(encoding="utf-8")))
    ]


def module_of(file: str) -> str:
    """The name under which a file is imported."""
    return f"vafa.domain.{file[:-3].replace('/', '.')}"


def own_tests(file: str) -> tuple[list[str], list[str]]:
    """The tests that belong to a file, and the others."""
    stem = Path(file).stem
    module = module_of(file)
    every = sorted(test for folder in TESTED for test in (folder.rglob("test_*.py") if folder.is_dir() else [folder]))
    named = [test for test in every if stem in test.stem]
    asking = [test for test in every if test not in named and f"from {module} import" in test.read_text("utf-8")]
    own = [*named, *asking]
    return [str(test) for test in own], [str(test) for test in every if test not in own]


class _Changed(SourceFileLoader):
    """Loads one module from a changed tree, all others as they are."""

    def __init__(self, module: str, path: str, tree: ast.Module) -> None:
        super().__init__(module, path)
        self._tree = tree

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._tree, self.path, "exec")


class _Quickly:
    """Single cases first, then the laws (if asked for), with fewer examples: most changes are noticed at once."""

    def __init__(self, *, laws: bool = True) -> None:
        self._laws = laws

    def pytest_collection_modifyitems(self, items: list[pytest.Function]) -> None:
        if not self._laws:
            items[:] = [item for item in items if not getattr(item.obj, "is_hypothesis_test", False)]
        items.sort(key=lambda item: getattr(item.obj, "is_hypothesis_test", False))
        for test in {item.obj for item in items if getattr(item.obj, "is_hypothesis_test", False)}:
            asked = test._hypothesis_internal_use_settings
            fewer = hypothesis.settings(asked, max_examples=min(EXAMPLES, asked.max_examples), deadline=None)
            test._hypothesis_internal_use_settings = fewer


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_S, LIMIT_S))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _start_afresh(number: int, place: Place, tests: Sequence[str]) -> int:
    """Collects and runs tests against one change in a child; its number. No module of the product is loaded yet."""

    def work() -> int:
        _limited()
        path = DOMAIN / place.file
        tree = changed(path.read_text(encoding="utf-8"), number)
        sys.meta_path.insert(0, _Changed(module_of(place.file), str(path), tree))
        return pytest.main(
            [*OPTIONS.split(), "-x", "-m", "not slow", f"--rootdir={ROOT}", *tests], plugins=[_Quickly()]
        )

    return forked(work)


def _answer(status: int) -> str:
    if os.WIFSIGNALED(status):
        return TIMED_OUT if os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL) else NOTICED
    code = os.WEXITSTATUS(status)
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED):
        raise RuntimeError(f"pytest ended with {code}")
    return NOTICED if code else SURVIVED


def prepare() -> None:
    """The same examples in every child, and no other plugins: windows are no part of this, and take long to load."""
    quiet = hypothesis.Phase.explicit, hypothesis.Phase.generate
    hypothesis.settings.register_profile("mutation", derandomize=True, database=None, phases=quiet)
    hypothesis.settings.load_profile("mutation")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"


def try_afresh(chosen: Sequence[tuple[int, Place]]) -> Iterator[tuple[Place, str]]:
    """What the tests say to changes of what a module does while it is loaded: its own tests, then the others."""
    for number, place in chosen:
        answer = SURVIVED
        for tests in own_tests(place.file):
            if tests and answer == SURVIVED:
                answer = _answer(os.waitpid(_start_afresh(number, place, tests), 0)[1])
        yield place, answer


class Tries:
    """Takes the place of pytest's own loop: tries every change against the tests that are collected. `answers` come in
    the order in which the children end. Raises RuntimeError when a test fails without any change."""

    def __init__(self, chosen: Sequence[tuple[int, Place]], jobs: int, tell: Callable[[Place, str], None]) -> None:
        self._waiting = list(reversed(chosen))
        self._jobs, self._tell = jobs, tell

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        watched = sorted({DOMAIN / place.file for _, place in self._waiting})
        collected = Collected(session, watched, Path(os.environ[ROOM]) / "reached.json")
        running: dict[int, Place] = {}
        while self._waiting or running:
            while self._waiting and len(running) < self._jobs:
                number, place = self._waiting.pop()
                running[forked(partial(_try, collected, number, place))] = place
            child, status = os.wait()
            self._tell(running.pop(child), _answer(status))
        return True


def _try(collected: Collected, number: int, place: Place) -> int:
    _limited()
    path = DOMAIN / place.file
    swap(module_of(place.file), swapped(path, number) or {})
    return collected.run(collected.reaching(path, reached_lines(path, place)))


def try_places(
    chosen: Sequence[tuple[int, Place]], jobs: int, tell: Callable[[Place, str], None], *, laws: bool = True
) -> None:
    """Tells what the tests say to each change."""
    swappable = [one for one in chosen if swapped(DOMAIN / one[1].file, one[0])]
    for place, answer in try_afresh([one for one in chosen if one not in swappable]):
        tell(place, answer)
    if swappable:
        tests = [str(test) for test in TESTED]
        asked = [*OPTIONS.split(), "-m", "not slow", f"--rootdir={ROOT}", *tests]
        code = pytest.main(asked, plugins=[_Quickly(laws=laws), Tries(swappable, jobs, tell)])
        if code != pytest.ExitCode.OK and code != pytest.ExitCode.NO_TESTS_COLLECTED:
            raise RuntimeError(f"pytest ended with {code}")


def judged() -> dict[tuple[str, str, str, str, int], str]:
    """The reasons of the places whose change makes no difference."""
    told = json.loads(EQUIVALENT.read_text(encoding="utf-8"))
    return {(one["file"], one["function"], one["code"], one["change"], one["nth"]): one["reason"] for one in told}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", action="append", help="part of a file's name (and :line); all without it")
    parser.add_argument("--seed", type=int, help="mixes the places; in their order without it")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="without the laws: what survives may still be noticed")
    asked = parser.parse_args()
    parts = [part.partition(":") for part in asked.file or [""]]
    every = [
        (number, place)
        for number, place in every_place()
        if any(name in place.file and line in ("", str(place.line)) for name, _, line in parts)
    ]
    if asked.seed is not None:
        random.Random(asked.seed).shuffle(every)
    chosen = every[asked.first : asked.first + asked.count]
    reasons = judged()
    left = [place for place in chosen if place[1].name not in reasons]
    answers: list[tuple[Place, str]] = []

    def tell(place: Place, answer: str) -> None:
        answers.append((place, answer))
        said = f"{len(answers)}/{len(left)} {answer}: {place.file}:{place.line} {place.change}"
        print(said, file=sys.stderr, flush=True)

    prepare()
    with TemporaryDirectory() as room, redirect_stdout(sys.stderr):
        os.environ[ROOM] = room
        try_places(left, asked.jobs, tell, laws=not asked.quick)
    counts = {kind: sum(answer == kind for _, answer in answers) for kind in (NOTICED, TIMED_OUT, SURVIVED)}
    survivors = [place._asdict() for place, answer in sorted(answers) if answer == SURVIVED]
    told = {"places": len(every), "tried": len(chosen), "equivalent": len(chosen) - len(left), **counts}
    print(json.dumps({**told, "survivors": survivors}, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
