"""The floors hold, and every contract bites: each is shown a violation planted in a copy of the package."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.house.tree import PACKAGE, ROOT, package_files

CONTRACTS = {
    contract["name"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}

# contract → the file the line is added to (made when it is missing) and the line
PLANTED = [
    ("The floors: an import goes down, never up, never sideways", "domain/units.py", "import vafa.wording.catalogue"),
    ("The floors: an import goes down, never up, never sideways", "devices/planted.py", "import vafa.store"),
    ("The floors: an import goes down, never up, never sideways", "planted.py", ""),
    ("The floors: an import goes down, never up, never sideways", "ui/planted.py", "import vafa.commands"),
    ("The floors: an import goes down, never up, never sideways", "protocol/planted.py", "import vafa.store"),
    ("No circles among neighbours", "persian/planted.py", "from vafa.persian import planted_too"),
    ("The domain knows no clock, no file and no log", "domain/units.py", "import vafa.clock"),
    ("The domain uses the standard library, msgspec and the language", "domain/units.py", "import numpy"),
    (
        "No service calls another; whoever asks puts acts in a row",
        "services/counter/planted.py",
        "import vafa.services.counter.planted_too",
    ),
    (
        "Inside the services: the verbs, and under them the shapes they share",
        "services/office/planted.py",
        "import vafa.services.counter.planted_too",
    ),
    ("Inside the services: the verbs, and under them the shapes they share", "services/planted.py", ""),
    ("Services reach printers, cameras and the hub through ports only", "services/planted.py", "import vafa.devices"),
    (
        "Services reach printers, cameras and the hub through ports only",
        "services/planted.py",
        "import vafa.link.client",
    ),
    ("Paper knows no store", "documents/planted.py", "import vafa.store"),
    ("A window asks a service; it opens no wall itself", "ui/planted.py", "import vafa.documents"),
    (
        "One file of the window knows the shop; screens are handed what they ask",
        "ui/planted.py",
        "from vafa.shop import Shop",
    ),
    ("The hub knows no counter", "hub/planted.py", "import vafa.services"),
    ("Qt stays in the windows", "documents/planted.py", "from PySide6.QtGui import QImage"),
    ("SQLite and peewee stay in the store", "services/planted.py", "from playhouse import migrate"),
    ("SQLite and peewee stay in the store", "hub/planted.py", "import pysqlite3"),
]

# what a planted line imports has to be there, and for a circle has to lead back
ALSO_THERE = {
    "link/client.py": "",
    "persian/planted_too.py": "from vafa.persian import planted",
    "services/counter/planted_too.py": "",
}


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            Path(sys.executable).with_name("lint-imports"),
            "--no-logo",
            "--no-cache",
            "--config",
            ROOT / "pyproject.toml",
        ],
        cwd=root,
        env=os.environ | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def write(package: Path, file: str, line: str) -> None:
    path = package / file
    path.parent.mkdir(exist_ok=True)
    if path.parent != package:
        (path.parent / "__init__.py").touch()
    with path.open("a") as source:
        source.write(f"\n{line}\n")


def test_the_house_stands_on_its_floors():
    told = lint(PACKAGE.parent)
    assert told.returncode == 0, told.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("contract", "file", "line"), PLANTED)
def test_a_planted_violation_breaks_its_contract(tmp_path, contract, file, line):
    package = tmp_path / "vafa"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    for beside, content in ALSO_THERE.items():
        if Path(beside).stem in line:
            write(package, beside, content)
    write(package, file, line)

    told = lint(tmp_path)

    assert told.returncode != 0
    assert f"{contract} BROKEN" in told.stdout


def test_every_contract_has_a_planted_violation():
    assert {contract for contract, _, _ in PLANTED} == set(CONTRACTS)


def test_the_list_of_what_the_domain_may_not_use_is_whole():
    listed = CONTRACTS["The domain uses the standard library, msgspec and the language"]["forbidden_modules"]
    used = {root for file in package_files() for root in imported_roots(file.read_text(encoding="utf-8"))}
    assert used - sys.stdlib_module_names - {"vafa", "msgspec"} <= set(listed)


def test_imports_are_found_wherever_they_stand():
    source = "import a.b\nfrom c.d import e\ndef f():\n    import g\nfrom . import near\n"
    assert imported_roots(source) == {"a", "c", "g"}


def imported_roots(source: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}
