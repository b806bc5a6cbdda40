"""Changes the engine one place at a time and counts how many of the changes its tests notice.

    python -m tests.mutation.mutation_run --seed 1 --count 300             a sample of 300 places over all files
    python -m tests.mutation.mutation_run --seed 1 --first 300 --count 500 the next 500 of the same order
    python -m tests.mutation.mutation_run --file summing.py                all places of one file

The tests of the changed file run first (those named after it, those that import it), then all of `TESTED`; a failure,
or no end within `LIMIT_S` of work, means that the change was noticed. Places in `equivalent.json` were judged by hand:
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
from collections.abc import Iterable, Iterator, Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType

import hypothesis
import pytest
from tests.mutation.mutants import Place, changed, places

ROOT = Path(__file__).parents[2]
DOMAIN = ROOT / "desktop" / "vafa" / "domain"
TESTED = tuple(ROOT / "tests" / "domain" / name for name in ("engine", "club", "test_sharing.py"))
EQUIVALENT = Path(__file__).with_name("equivalent.json")
ENGINE = """
    earning earn_index summing targets discounting proposing offering free_goods couponing rewarding guarding reckoning
    refunding tendering tiering occasions referring membership_terms limits meeting instant case undoing history
"""
FILES = (*(f"engine/{name}.py" for name in ENGINE.split()), "sharing.py")
OPTIONS = "-x -q -p no:cacheprovider -W ignore::pytest.PytestAssertRewriteWarning -W ignore::pytest.PytestConfigWarning"
EXAMPLES = 30
LIMIT_S = 90
MEMORY_BYTES = 2_000_000_000
NOTICED, SURVIVED, TIMED_OUT = "noticed", "survived", "timed out"


def every_place(files: Iterable[str] = FILES) -> list[tuple[int, Place]]:
    """The places of these files, each with its number in its file."""
    return [
        numbered for file in files for numbered in enumerate(places(file, (DOMAIN / file).read_text(encoding="utf-8")))
    ]


def own_tests(file: str) -> tuple[list[str], list[str]]:
    """The tests that belong to a file, and the others."""
    stem = Path(file).stem
    module = f"vafa.domain.{file[:-3].replace('/', '.')}"
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
    """Single cases first, then the laws, with fewer examples: most changes are noticed within a second."""

    @staticmethod
    def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
        items.sort(key=lambda item: getattr(item.obj, "is_hypothesis_test", False))
        for test in {item.obj for item in items if getattr(item.obj, "is_hypothesis_test", False)}:
            asked = test._hypothesis_internal_use_settings
            fewer = hypothesis.settings(asked, max_examples=min(EXAMPLES, asked.max_examples))
            test._hypothesis_internal_use_settings = fewer


def _start(place: tuple[int, Place] | None, tests: Sequence[str]) -> int:
    """Runs tests against one change in a child; its number."""
    child = os.fork()
    if child:
        return child
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_S, LIMIT_S))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # windows are no part of this, and take long to load
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    if place is not None:
        number, (file, *_) = place
        path = DOMAIN / file
        tree = changed(path.read_text(encoding="utf-8"), number)
        sys.meta_path.insert(0, _Changed(f"vafa.domain.{file[:-3].replace('/', '.')}", str(path), tree))
    code: int = pytest.ExitCode.USAGE_ERROR
    try:
        code = pytest.main([*OPTIONS.split(), "-m", "not slow", f"--rootdir={ROOT}", *tests], plugins=[_Quickly])
    finally:
        os._exit(code)


def _answer(status: int) -> str:
    if os.WIFSIGNALED(status):
        return TIMED_OUT if os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL) else NOTICED
    code = os.WEXITSTATUS(status)
    if code in (pytest.ExitCode.NO_TESTS_COLLECTED, pytest.ExitCode.USAGE_ERROR):
        raise RuntimeError(f"pytest ended with {code}")
    return NOTICED if code else SURVIVED


def prepare() -> None:
    """The same examples in every child. Raises RuntimeError when a test fails, or is not found, without any change."""
    quiet = hypothesis.Phase.explicit, hypothesis.Phase.generate
    hypothesis.settings.register_profile("mutation", derandomize=True, database=None, phases=quiet)
    hypothesis.settings.load_profile("mutation")
    _, status = os.waitpid(_start(None, [str(test) for test in TESTED]), 0)
    if _answer(status) != SURVIVED:
        raise RuntimeError("the tests fail without any change")


def try_places(chosen: Sequence[tuple[int, Place]], jobs: int = 1) -> Iterator[tuple[Place, str]]:
    """What the tests say to each change, in the order in which they end."""
    waiting = list(reversed(chosen))
    running: dict[int, tuple[tuple[int, Place], list[str]]] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            place = waiting.pop()
            own, others = own_tests(place[1].file)
            running[_start(place, own or others)] = (place, others if own else [])
        child, status = os.wait()
        place, others = running.pop(child)
        answer = _answer(status)
        if answer == SURVIVED and others:
            running[_start(place, others)] = (place, [])
        else:
            yield place[1], answer


def judged() -> dict[tuple[str, str, str, str, int], str]:
    """The reasons of the places whose change makes no difference."""
    told = json.loads(EQUIVALENT.read_text(encoding="utf-8"))
    return {(one["file"], one["function"], one["code"], one["change"], one["nth"]): one["reason"] for one in told}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", action="append", help="part of a file's name; all files without it")
    parser.add_argument("--seed", type=int, help="mixes the places; in their order without it")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    files = [file for file in FILES if not asked.file or any(part in file for part in asked.file)]
    every = every_place(files)
    if asked.seed is not None:
        random.Random(asked.seed).shuffle(every)
    chosen = every[asked.first : asked.first + asked.count]
    reasons = judged()
    left = [place for place in chosen if place[1].name not in reasons]
    prepare()
    answers = []
    for place, answer in try_places(left, asked.jobs):
        answers.append((place, answer))
        said = f"{len(answers)}/{len(left)} {answer}: {place.file}:{place.line} {place.change}"
        print(said, file=sys.stderr, flush=True)
    counts = {kind: sum(answer == kind for _, answer in answers) for kind in (NOTICED, TIMED_OUT, SURVIVED)}
    survivors = [place._asdict() for place, answer in sorted(answers) if answer == SURVIVED]
    told = {"places": len(every), "tried": len(chosen), "equivalent": len(chosen) - len(left), **counts}
    print(json.dumps({**told, "survivors": survivors}, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
