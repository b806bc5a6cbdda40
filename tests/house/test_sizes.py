"""A newcomer finds his way: short files, short functions, and every file name once in the house."""

import ast
import statistics
from collections import Counter
from pathlib import Path

from tests.house.tree import PACKAGE, package_files

FILE_LINES = 400
FUNCTION_LINES = 70
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "base", "tools"}


def long_files(package: Path) -> list[str]:
    return [
        f"{file.relative_to(package)}: {lines} lines"
        for file in package_files(package)
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > FILE_LINES
    ]


def long_functions(package: Path) -> list[str]:
    return [
        f"{file.relative_to(package)}: {node.name} has {lines} lines"
        for file in package_files(package)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and (lines := node.end_lineno - node.lineno + 1) > FUNCTION_LINES
    ]


def bad_names(package: Path) -> list[str]:
    files = [file for file in package_files(package) if not file.stem.startswith("__")]
    count = Counter(file.name for file in files)
    folders = {file.parent for file in files}
    twice = [f"{file.relative_to(package)}: the name is taken" for file in files if count[file.name] > 1]
    empty = [f"{path.relative_to(package)}: says nothing" for path in [*files, *folders] if path.stem in SAY_NOTHING]
    return twice + sorted(empty)


def test_files_are_short():
    lines = [len(file.read_text(encoding="utf-8").splitlines()) for file in package_files()]
    print(f"{len(lines)} files, {sum(lines)} lines, median {statistics.median(lines):.0f}")
    assert not long_files(PACKAGE)


def test_functions_are_short():
    assert not long_functions(PACKAGE)


def test_every_file_name_is_unique_and_says_something():
    assert not bad_names(PACKAGE)


def test_what_is_too_long_is_found(tmp_path):
    body = "    pass\n" * 70
    (tmp_path / "long.py").write_text("x = 1\n" * 401)
    (tmp_path / "edge.py").write_text("x = 1\n" * 400)
    (tmp_path / "tall.py").write_text(
        f"class A:\n    async def deed(self):\n    {body.replace(chr(10), chr(10) + '    ')}\n"
    )
    assert long_files(tmp_path) == ["long.py: 401 lines"]
    assert long_functions(tmp_path) == ["tall.py: deed has 71 lines"]


def test_a_bad_name_is_found(tmp_path):
    for name in ("sell.py", "domain/sell.py", "domain/__init__.py", "__init__.py", "helpers.py", "common/till.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert bad_names(tmp_path) == [
        "domain/sell.py: the name is taken",
        "sell.py: the name is taken",
        "common: says nothing",
        "helpers.py: says nothing",
    ]
