"""What must not stand in the tree: promises without an issue, places of one machine, and folders outside the floors."""

import re
import tomllib
from pathlib import Path

import pytest
from tests.house.tree import PACKAGE, ROOT, package_files, text_files

FORBIDDEN = {
    "a promise without an issue number": re.compile(r"\b(?:TODO|FIXME|XXX)\b(?!\s*\(?#\d)"),
    "a path of one machine": re.compile(r"(?<![\w.)}$])/(?:roo[t]|home|Users|srv|mnt)/\w|\b[A-Z]:\\Users\\"),
    "the address of a package index": re.compile(
        r"--(?:extra-)?index-url|--find-links|\bindex-url\s*=|\bfile:/{3}\w|\bpypi\.[\w.]+/|[/.]simple/|\bdeb\.debian\.\w"
    ),
}


def faults(text: str) -> list[str]:
    return [
        f"line {number}: {what}"
        for number, line in enumerate(text.splitlines(), 1)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(line)
    ]


def test_nothing_forbidden_stands_in_the_tree():
    found = [
        f"{path.relative_to(ROOT)} {fault}"
        for path, text in text_files()
        if path != Path(__file__)
        for fault in faults(text)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("# TODO: later", "a promise without an issue number"),
        ("x = 1  # FIXME", "a promise without an issue number"),
        ("see /home/ali/vafa", "a path of one machine"),
        ("cd /srv/vafa", "a path of one machine"),
        (r"C:\Users\ali", "a path of one machine"),
        ("pip install --index-url x", "the address of a package index"),
        ("https://pypi.org/simple/", "the address of a package index"),
        ("extra-index-url = x", "the address of a package index"),
        ("file:///wheels", "the address of a package index"),
    ],
)
def test_a_planted_line_is_found(line, what):
    assert faults(f"x = 1\n{line}\n") == [f"line 2: {what}"]


@pytest.mark.parametrize("line", ["# TODO(#12): later", "/tmp/x", "https://example.org/home/page", "a/home/b", "TODOS"])
def test_an_innocent_line_is_not(line):
    assert faults(line) == []


def outside_the_floors(package: Path, layers: list[str]) -> list[str]:
    floors = {name.strip(" ()") for layer in layers for name in re.split(r"[|:]", layer)}
    found = []
    for file in package_files(package):
        inside = file.relative_to(package)
        if not (file.parent / "__init__.py").exists():
            found.append(f"{inside}: its folder is no package, so the contracts do not see it")
        if inside.name != "__init__.py" or len(inside.parts) > 1:
            top = inside.parts[0].removesuffix(".py")
            if top not in floors:
                found.append(f"{inside}: {top} has no floor")
    return found


def test_every_folder_has_a_floor():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert not outside_the_floors(PACKAGE, contracts[0]["layers"])


def test_a_folder_without_a_floor_is_found(tmp_path):
    for name in (
        "__init__.py",
        "clock.py",
        "domain/__init__.py",
        "domain/card.py",
        "attic/__init__.py",
        "domain/cellar/box.py",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert outside_the_floors(tmp_path, ["(ui) | hub", "domain", "clock : paths"]) == [
        "attic/__init__.py: attic has no floor",
        "domain/cellar/box.py: its folder is no package, so the contracts do not see it",
    ]
