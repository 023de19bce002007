"""The order of an import: a source becomes a title's folder, with the account of how."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.errors import ChecksFailed, SourceError, WorkspaceError
from makeready.core.findings import Finding, Place, errors
from makeready.core.model import Slug
from makeready.files.disk import store
from makeready.files.workspace import is_slug
from makeready.intake.model import Imported
from makeready.intake.read.files import Source

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from makeready.files.workspace import Workspace
    from makeready.intake.model import Ledger

_DEFINED = re.compile(r"^\[\^[^\]\s]+\]:", re.MULTILINE)

LARGEST = 100_000_000
"""The most bytes that a source may have."""

BOOK = "book.toml"
LEDGER = "source/ledger.jsonl"
RECIPE = "source/recipe.toml"
REPORT = "source/report.html"
DIGEST = "source/sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A source that stands in its title's folder; `files` are named from there.

    `changed` tells for each file that was edited since the last import how many lines the new one
    adds and takes away; where it is not empty the text was put beside, into text.new/.
    """

    slug: Slug
    files: tuple[str, ...]
    linked: int
    alone: int
    questions: int
    findings: tuple[Finding, ...]
    changed: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What an audit of a title's ledger showed: what each rule did, and what was edited since."""

    slug: Slug
    rules: Mapping[str, tuple[int, int]]
    findings: tuple[Finding, ...]
    edited: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A source with its bytes, what was made of it, and the recipe that was obeyed."""

    source: Source
    data: bytes
    imported: Imported
    held: str


def import_source(
    workspace: Workspace, file: Path, slug: str, *, recipe: Path | None, today: dt.date
) -> Received:
    """Put the source into the title's folder as a manuscript, and return what became of it.

    The recipe is the one named, else the one that an earlier import left. A title whose text was
    edited since keeps it, and the new text is written beside it.
    """
    from makeready.intake.read.files import read_source

    if not is_slug(slug):
        hint = "a slug has small letters, digits and hyphens"
        raise WorkspaceError(f'"{slug}" is not a slug', hint=hint)
    folder = workspace.content / slug
    data = _read(file)
    source = read_source(file.name, data)
    held = _read_held_recipe(folder, recipe, source)
    imported = _import(source, held)
    case = _Case(source=source, data=data, imported=imported, held=held)
    before = _manuscript(folder)
    made = {text.file: text.text for text in imported.texts}
    changed = _changes(before, made) if _find_edited(folder, before) else {}
    files = _files(case) | {BOOK: _write_book_toml(folder / BOOK, case, _make_slug(slug), today)}
    placed = _beside(files) if changed else files
    for name, data in sorted(placed.items()):
        store.write(folder / name, data)
    if not changed:
        _clear(folder, set(made))
    return Received(
        slug=Slug(slug),
        files=tuple(sorted(placed)),
        linked=_linked(case),
        alone=sum(not link.key for link in imported.links),
        questions=len(imported.questions),
        # what a document was told by its reader stands in both
        findings=tuple(dict.fromkeys((*source.findings, *imported.findings))),
        changed=changed,
    )


def _linked(case: _Case) -> int:
    """Return how many notes have their calls; those of a document come linked from pandoc."""
    if not case.source.converted:
        return sum(bool(link.key) for link in case.imported.links)
    return sum(len(_DEFINED.findall(text.text)) for text in case.imported.texts)


def audit(workspace: Workspace, slug: str) -> Audited:
    """Return what the title's ledger shows when it is replayed against the original."""
    from makeready.intake.account import ledger

    folder = workspace.content / slug
    account = _ledger(folder)
    original = folder / "source" / account.source
    data = original.read_bytes() if original.is_file() else b""
    found: tuple[Finding, ...]
    if store.sha256(data) != account.digest:
        found = (ledger.other_source(account.source),)
    else:
        found = ledger.check(account, data.decode(account.encoding))
    told = ledger.replay(account)
    there = _manuscript(folder)
    edited = tuple(
        name
        for name in sorted(told.keys() | there.keys())
        if not name.startswith("book.toml") and told.get(name) != there.get(name)
    )
    rules = ledger.by_rule(account.operations)
    return Audited(slug=Slug(slug), rules=rules, findings=found, edited=edited)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise SourceError("the file is too large to be one text", where=Place(file.name))
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(f"cannot be read: {reason}", where=Place(file.name)) from error


def _read_held_recipe(folder: Path, recipe: Path | None, source: Source) -> str:
    """Return the recipe named, else the one that stands in the folder for this very source."""
    if recipe is not None:
        return _read(recipe).decode("utf-8", "replace")
    path = folder / RECIPE
    text = path.read_text("utf-8") if path.is_file() else ""
    return text if source.digest in text else ""


def _import(source: Source, held: str) -> Imported:
    """Return the manuscript of a source, its ledger checked before anything is written."""
    from makeready.intake import clean
    from makeready.intake.account import ledger
    from makeready.intake.account.recipe import read_recipe
    from makeready.intake.read.files import take_whole

    answers = read_recipe(held.encode(), source.digest) if held else None
    made = take_whole(source) if source.converted else clean.clean(source.raw, answers)
    if wrong := errors(ledger.check(made.ledger, source.raw.text)):
        raise ChecksFailed("the ledger does not account for the source", wrong)
    return made


def _files(case: _Case) -> dict[str, bytes]:
    """Return the files of the title that import alone writes, by their names in the folder."""
    from makeready.intake.account import ledger
    from makeready.intake.account.recipe import write_recipe
    from makeready.intake.account.report import report

    source, imported = case.source, case.imported
    texts = {text.file: text.text.encode() for text in imported.texts}
    images = {asset.name: asset.data for asset in imported.images}
    return {
        **texts,
        **images,
        f"source/{source.raw.name}": source.raw.text.encode(source.raw.encoding),
        f"source/{source.name}": case.data,
        DIGEST: f"{source.digest}  {source.name}\n".encode(),
        LEDGER: ledger.dumps(imported.ledger).encode(),
        RECIPE: write_recipe(source.digest, imported.questions, case.held).encode(),
        REPORT: report(source.raw, imported),
    }


def _write_book_toml(path: Path, case: _Case, title: str, today: dt.date) -> bytes:
    """Return the title's book.toml: a new one, or the one that stands there with its new parts."""
    from makeready.intake.account.book_toml import book_toml, with_parts

    if path.is_file():
        return with_parts(path.read_text("utf-8"), case.imported.texts).encode()
    return book_toml(case.imported, case.source.digest, name=title, today=today).encode()


def _beside(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the text under other names, beside what was edited; nothing else is touched."""
    new = {f"text.new/{n.removeprefix('text/')}": d for n, d in files.items() if n[:5] == "text/"}
    return new | {"text.new/report.html": files[REPORT], "text.new/recipe.toml": files[RECIPE]}


def _make_slug(slug: str) -> str:
    return slug.replace("-", " ").title()


def _manuscript(folder: Path) -> dict[str, str]:
    return {
        f"text/{path.name}": path.read_text("utf-8", "replace")
        for path in sorted((folder / "text").glob("*.md"))
    }


def _find_edited(folder: Path, there: Mapping[str, str]) -> bool:
    """Tell whether the manuscript that stands there is another than the last import wrote."""
    from makeready.intake.account import ledger

    if not there:
        return False
    if not (folder / LEDGER).is_file():
        return True
    told = ledger.replay(_ledger(folder))
    return {name: text for name, text in told.items() if name.startswith("text/")} != there


def _ledger(folder: Path) -> Ledger:
    from makeready.intake.account import ledger

    path = folder / LEDGER
    if not path.is_file():
        raise WorkspaceError(
            f"{folder.name} has no ledger", hint="`makeready import` writes one for each source"
        )
    try:
        return ledger.loads(path.read_text("utf-8"))
    except (ValueError, KeyError, TypeError, IndexError, AssertionError) as error:
        raise SourceError("this is no ledger", where=Place(LEDGER)) from error


def _changes(before: Mapping[str, str], made: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Return, for each file that differs, how many lines the new text adds and takes away."""
    counts = {}
    for name in sorted(before.keys() | made.keys()):
        old, new = before.get(name, "").splitlines(), made.get(name, "").splitlines()
        if old != new:
            rows = [row[:1] for row in difflib.unified_diff(old, new, n=0, lineterm="")][2:]
            counts[name] = (rows.count("+"), rows.count("-"))
    return counts


def _clear(folder: Path, kept: set[str]) -> None:
    """Take away the files of an earlier import that this one does not write; none was edited."""
    for path in sorted((folder / "text").glob("*.md")):
        if f"text/{path.name}" not in kept:
            path.unlink()
