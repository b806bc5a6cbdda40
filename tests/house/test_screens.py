"""A presenter knows no Qt and no page; a screen knows no other screen."""

import ast

from tests.house.tree import PACKAGE, package_files

QT = {"PySide6", "shiboken6"}


def imported(source):
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def presenters():
    return [
        *(PACKAGE / "ui" / "counter").glob("*_flow.py"),
        *(file for file in package_files(PACKAGE / "ui") if file.stem.endswith("_presenter")),
    ]


def test_presenters_know_neither_qt_nor_pages():
    assert len(presenters()) > 4
    wrong = {
        file.name: name
        for file in presenters()
        for name in imported(file.read_text(encoding="utf-8"))
        if name.partition(".")[0] in QT or name.endswith("_page")
    }
    assert wrong == {}


def test_a_page_knows_no_other_screen():
    wrong = {
        file.name: name
        for file in package_files(PACKAGE / "ui")
        if file.stem.endswith("_page")
        for name in imported(file.read_text(encoding="utf-8"))
        if name.endswith(("_page", "_presenter")) and file.stem.removesuffix("_page") not in name
    }
    assert wrong == {}
