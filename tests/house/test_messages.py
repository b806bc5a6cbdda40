"""Every sentence is in the catalogues, in both languages, and sentences stand nowhere else."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from tests.house.tree import PACKAGE, ROOT, docstrings, package_files

LANGUAGES = ("fa", "en")
KEYWORDS = {"_": None, "later": None}
PERSIAN_LETTER = re.compile(r"[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
ARABIC_TYPING = re.compile(r"[\u064a\u0643]")

# a folder or file of the package that holds Persian text itself, and why it must
PERSIAN_STANDS_IN = {
    "persian": "it is the language",
    "commands/demo_names.py": "the names of made-up people",
    "commands/demo_programme.py": "the titles of a made-up club",
    "commands/demo_stock.py": "what a made-up shop is called and sells",
    "wording/papers.py": "the words in a shop's name that do not name it",
}


def messages(files: Iterable[Path]) -> set[str]:
    """What the source marks as a sentence."""
    return {
        message
        for file in files
        for _, found, _, _ in extract_from_file("python", file, keywords=KEYWORDS)
        for message in ([found] if isinstance(found, str) else found)
    }


def catalogue(language: str, folder: Path = ROOT / "i18n") -> Catalog:
    with (folder / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def texts(entries: Catalog) -> dict[str, str]:
    return {str(entry.id): str(entry.string) for entry in entries if entry.id}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def catalogue_faults(marked: set[str], entries: Catalog) -> list[str]:
    known = texts(entries)
    found = [f"missing: {message}" for message in marked - known.keys()]
    found += [f"nobody says it: {message}" for message in [*(known.keys() - marked), *map(str, entries.obsolete)]]
    found += [f"fuzzy: {entry.id}" for entry in entries if entry.id and entry.fuzzy]
    for message, text in known.items():
        if not text.strip():
            found.append(f"not translated: {message}")
        elif placeholders(message) != placeholders(text):
            found.append(f"other figures: {message}")
        if ARABIC_TYPING.search(text):
            found.append(f"typed with an Arabic yeh or kaf: {message}")
    return sorted(found)


def lost_sentences(source: str) -> list[str]:
    """Where a sentence is looked up in a way that no catalogue can follow."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        if name_of(node.func) in KEYWORDS and isinstance(node.args[0], ast.JoinedStr | ast.BinOp | ast.Call):
            found.append(f"line {node.lineno}: the sentence is put together before it is translated")
        elif (
            isinstance(node.func, ast.Call)
            and name_of(node.func.func) == "words"
            and isinstance(node.args[0], ast.Constant)
        ):
            found.append(f"line {node.lineno}: the sentence is not marked; write `_ = words(language)` and `_(...)`")
    return found


def name_of(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""


def persian_literals(source: str) -> list[str]:
    tree = ast.parse(source)
    documentation = docstrings(tree)
    return [
        f"line {node.lineno}: Persian text outside the catalogues"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documentation
        if PERSIAN_LETTER.search(node.value)
    ]


def may_hold_persian(file: Path) -> bool:
    inside = file.relative_to(PACKAGE)
    return str(inside) in PERSIAN_STANDS_IN or inside.parts[0] in PERSIAN_STANDS_IN


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language):
    found = catalogue_faults(messages(package_files()), catalogue(language))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language):
    with (ROOT / "i18n" / f"{language}.mo").open("rb") as file:
        assert texts(read_mo(file)) == texts(catalogue(language)), "run installer/set-up"


def test_sentences_are_looked_up_whole():
    found = [
        f"{file.name} {fault}" for file in package_files() for fault in lost_sentences(file.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_persian_stands_in_the_catalogues_alone():
    found = [
        f"{file.name} {fault}"
        for file in package_files()
        if not may_hold_persian(file)
        for fault in persian_literals(file.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_every_exception_is_still_needed():
    for name in PERSIAN_STANDS_IN:
        place = PACKAGE / name
        files = package_files(place) if place.is_dir() else [place]
        assert any(persian_literals(file.read_text(encoding="utf-8")) for file in files), name


HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("", "missing: {points} points"),
        ('msgid "{points} points"\nmsgstr ""\n', "not translated: {points} points"),
        ('msgid "{points} points"\nmsgstr "{point} امتیاز"\n', "other figures: {points} points"),
        ('#, fuzzy\nmsgid "{points} points"\nmsgstr "{points} امتیاز"\n', "fuzzy: {points} points"),
        ('msgid "{points} points"\nmsgstr "{points} امتياز"\n', "typed with an Arabic yeh or kaf: {points} points"),
    ],
)
def test_a_bad_entry_is_found(tmp_path, entry, fault):
    (tmp_path / "fa.po").write_text(HEADER + entry, encoding="utf-8")
    assert catalogue_faults({"{points} points"}, catalogue("fa", tmp_path)) == [fault]


@pytest.mark.parametrize("mark", ["", "#~ "])
def test_an_entry_that_nobody_says_is_found(tmp_path, mark):
    (tmp_path / "fa.po").write_text(f'{HEADER}{mark}msgid "Gone"\n{mark}msgstr "رفته"\n', encoding="utf-8")
    assert catalogue_faults(set(), catalogue("fa", tmp_path)) == ["nobody says it: Gone"]


def test_a_stale_compiled_catalogue_differs(tmp_path):
    (tmp_path / "fa.po").write_text(f'{HEADER}msgid "Card"\nmsgstr "کارت"\n', encoding="utf-8")
    written = catalogue("fa", tmp_path)
    with (tmp_path / "fa.mo").open("w+b") as file:
        write_mo(file, written)
        file.seek(0)
        compiled = texts(read_mo(file))
    assert compiled == texts(written)
    written.add("Member", "عضو")
    assert compiled != texts(written)


def test_both_marks_are_read(tmp_path):
    file = tmp_path / "slip.py"
    file.write_text(
        'TABLE = {1: later("Card")}\ndef line(_):\n    return _("{points} points" " more").format(points=1)\n'
    )
    assert messages([file]) == {"Card", "{points} points more"}


@pytest.mark.parametrize(
    ("lookup", "fault"),
    [
        ('_(f"{n} points")', "the sentence is put together before it is translated"),
        ('_("points " + n)', "the sentence is put together before it is translated"),
        ('self._("%s points" % n)', "the sentence is put together before it is translated"),
        ('later("{} points".format(n))', "the sentence is put together before it is translated"),
        ('words("fa")("Card")', "the sentence is not marked; write `_ = words(language)` and `_(...)`"),
    ],
)
def test_a_lost_sentence_is_found(lookup, fault):
    assert lost_sentences(f"x = 1\n{lookup}") == [f"line 2: {fault}"]


def test_a_sentence_from_a_table_is_not_lost():
    assert lost_sentences('_("Card"); _(names[0]); _(name); _("one " "two").format(n=1); words("fa")(name)') == []


@pytest.mark.parametrize("text", ['"کارت"', 'f"کارت {n}"', '"ی"'])
def test_persian_in_the_source_is_found(text):
    assert persian_literals(f"x = {text}") == ["line 1: Persian text outside the catalogues"]


def test_documentation_may_be_persian_and_digits_are_no_letters():
    assert persian_literals('"""رسید"""\ndef show():\n    """کارت"""  # مانده\n') == []
    assert persian_literals('x = "۰۱۲٫٬٪"') == []
