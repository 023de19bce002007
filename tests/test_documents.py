"""What the documents name is there: paths, modules, functions, sessions, verbs and codes."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from makeready.press.codes import every_code

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
OURS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "benchmarks/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
"""The documents for those who work on makeready; names of code stand in them."""

HANDBOOK = sorted((ROOT / "content/handbook/text").glob("*.md"))
"""The book for those who make books; its paths are mostly those of titles."""

FOLDERS = ("src", "tests", "docs", "templates", "fonts", "requirements", "benchmarks", ".ci")
CODE = re.compile(r"^```.*?^```|(?<!`)``[^`\n].*?``|`([^`\n]+)`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")
PATH = re.compile(r"\.?[\w.-]+(?:/[\w.-]+)+/?|[\w-]+\.(?:py|md|toml|css|j2)")
ROOMS = "checks|cli|core|editions|files|intake|master|press|site"
DOTTED = re.compile(rf"\bmakeready\.(?:{ROOMS})(?:\.\w+)*")
NAME = re.compile(r"_?[A-Z][A-Z_]+[A-Z]|_?(?:[A-Z][a-z]+){2,}|_?[a-z]+(?:_[a-z]+)+|_[A-Za-z_]+")

GIVEN = re.compile(r"^ *(?:async )?(?:def|class) (\w+)|^([A-Z_]+)(?:: .*)? = ", re.MULTILINE)
"""Where a function or a class begins, or a constant of a module."""

OF_A_TITLE = re.compile(
    r"(book|recipe|ledger)\.toml|(style|print)\.css|CHANGES\.md|(text|images|fonts|output|content)/.*"
    r"|[\w-]+\.(md|txt|docx|html)|proof\.(json|html)|master\.xhtml|.*\.(epub|pdf)"
)
"""Files that a title has, or that a verb writes."""

OF_OTHERS = frozenset(
    "add_tags build_fonts_dictionary make_page split_first_line text_analysis EPUBCheck EbookLib "
    "WeasyPrint SOURCE_DATE_EPOCH MAKEREADY_CACHE_SIZE PYTHONDONTWRITEBYTECODE".split()
)
"""Names of libraries, of programs and of the environment."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code_in(path: Path) -> Iterator[str]:
    """Yield what stands between single backticks, outside of blocks of code."""
    for match in CODE.finditer(path.read_text("utf-8")):
        if match[1]:
            yield match[1].strip()


def is_there(written: str, document: Path) -> bool:
    if written.startswith(".nox/"):
        return True  # made by nox
    roots = (ROOT, ROOT / "src/makeready", document.parent, ROOT / "content/handbook")
    return any((root / written).exists() for root in roots)


@cache
def sources() -> dict[str, str]:
    """Return the text of every source of ours by the name of its module."""
    folders = ("src", "tests", "benchmarks")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return {str(path): path.read_text("utf-8") for path in (*paths, ROOT / "noxfile.py")}


@cache
def names_at_a_glance() -> frozenset[str]:
    """Return the names of our modules, functions and classes, and of constants."""
    given = {match[1] or match[2] for text in sources().values() for match in GIVEN.finditer(text)}
    return frozenset(given | {Path(path).stem for path in sources()})


def is_given(name: str) -> bool:
    """Tell whether our sources give a name to something: only those that hold it are parsed."""
    if name in names_at_a_glance():
        return True
    return any(name in _defined(ast.parse(text)) for text in sources().values() if name in text)


@cache
def names_of_sessions() -> frozenset[str]:
    """Return the names of the sessions of nox, and of what they need."""
    return frozenset(_defined(ast.parse((ROOT / "noxfile.py").read_text("utf-8"))))


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg


def test_no_document_keeps_the_marks_of_a_merge() -> None:
    marked = [
        f"{each.name}:{number}"
        for each in (*OURS, *HANDBOOK, ROOT / "CHANGELOG.md")
        for number, line in enumerate(each.read_text("utf-8").splitlines(), 1)
        if line.startswith(("<<<<<<< ", ">>>>>>> "))
    ]
    assert not marked


@pytest.mark.parametrize("document", OURS, ids=name_of)
def test_each_path_in_our_documents_is_there(document: Path) -> None:
    paths = [word for word in code_in(document) if PATH.fullmatch(word)]
    lost = [word for word in paths if not is_there(word, document)]
    assert [word for word in lost if not OF_A_TITLE.fullmatch(word)] == []


@pytest.mark.parametrize("document", HANDBOOK, ids=name_of)
def test_each_path_of_the_project_in_the_handbook_is_there(document: Path) -> None:
    paths = [word for word in code_in(document) if PATH.fullmatch(word)]
    ours = [word for word in paths if word.split("/")[0] in FOLDERS and "/" in word]
    lost = [word for word in ours if not is_there(word, document)]
    assert [word for word in lost if not OF_A_TITLE.fullmatch(word)] == []


@pytest.mark.parametrize("document", OURS, ids=name_of)
def test_each_link_between_our_documents_leads_somewhere(document: Path) -> None:
    links = LINK.findall(CODE.sub("", document.read_text("utf-8")))
    files = [link.partition("#")[0] for link in links if "://" not in link]
    assert [file for file in files if file and not (document.parent / file).exists()] == []


@pytest.mark.parametrize("document", [*OURS, *HANDBOOK], ids=name_of)
def test_each_module_that_is_named_is_there(document: Path) -> None:
    modules = DOTTED.findall(document.read_text("utf-8"))
    assert [
        name
        for name in modules
        if not re.search(r"\.(css|toml|md)$", name) and not _is_module(name)
    ] == []


def _is_module(name: str) -> bool:
    parent, _, last = name.rpartition(".")
    if find_spec(name) is not None:
        return True
    spec = find_spec(parent)
    if spec is None or spec.origin is None:
        return False
    return last in set(_defined(ast.parse(Path(spec.origin).read_text("utf-8"))))


def test_each_function_and_class_that_is_named_is_there() -> None:
    lost = set()
    for document in OURS:
        names = [word.removesuffix("()") for word in code_in(document)]
        ours = {name for name in names if NAME.fullmatch(name)} - OF_OTHERS
        unknown = {name for name in ours if not is_given(name)}
        lost |= {(name_of(document), name) for name in unknown if not (ROOT / name).exists()}
    assert lost == set()


def test_the_table_of_doors_has_the_importers_that_the_contracts_allow() -> None:
    page = (ROOT / "docs/architecture.md").read_text("utf-8")
    (table,) = re.findall(r"^## Doors\n.*?(?=^What we replace)", page, re.DOTALL | re.MULTILINE)
    named = {path.removesuffix(".py") for path in re.findall(r"`([^`]+)`", table)}
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    doors = [each for each in contracts if each["type"] == "protected"]
    allowed = {
        name.removeprefix("makeready.").replace(".", "/")
        for door in doors
        for name in door["allowed_importers"]
    }
    assert len(doors) > 10

    def is_named(path: str) -> bool:
        return any(name in (path, f"{path}/") or name.startswith(f"{path}/") for name in named)

    assert sorted(path for path in allowed if not is_named(path)) == []


@pytest.mark.parametrize("document", [*OURS, *HANDBOOK], ids=name_of)
def test_each_session_verb_and_code_is_there(document: Path) -> None:
    text = document.read_text("utf-8")
    sessions = re.findall(r"nox -s ([a-z]+)", text)
    verbs = [word.split()[1] for word in code_in(document) if re.match(r"makeready [a-z]+\b", word)]
    codes = re.findall(r"`([A-Z]-\d{3})`", text)
    known = {path.stem.strip("_") for path in (ROOT / "src/makeready/cli").glob("*.py")}
    assert set(sessions) <= names_of_sessions()
    assert set(verbs) <= known
    assert set(codes) <= set(every_code())
