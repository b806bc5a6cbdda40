"""The tree that the house tests look at."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "desktop" / "vafa"
_MADE = {".git", ".venv", ".venvs", ".hypothesis", "__pycache__", "build", "demo", "dist"}
_CACHES = "_cache"


def package_files(package: Path = PACKAGE) -> list[Path]:
    """Every Python file of the package."""
    return sorted(package.rglob("*.py"))


def text_files(root: Path = ROOT) -> Iterator[tuple[Path, str]]:
    """Every file that people write, with its text; what tools make and what is not UTF-8 is left out."""
    for path in sorted(root.iterdir()):
        if path.name in _MADE or path.name.endswith(_CACHES):
            continue
        if path.is_dir():
            yield from text_files(path)
            continue
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def docstrings(tree: ast.Module) -> set[ast.AST]:
    """The nodes that are documentation, not text of the program."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }
