"""The order of an import: a source becomes a title's folder, with the account of how."""

from __future__ import annotations

import contextlib
import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from makeready.core.errors import ChecksFailed, SourceError, ToolError, WorkspaceError
from makeready.core.findings import Finding, Place, errors
from makeready.core.model import Slug
from makeready.files.disk import store
from makeready.files.disk.tree import renew_folder
from makeready.files.programs.memory_limit import memory_limit
from makeready.files.programs.time_limit import time_limit
from makeready.files.workspace import is_slug
from makeready.intake.model import Choices, Imported
from makeready.intake.read.files import Source
from makeready.press.folders import advise_on_folder
from makeready.press.imported import (
    BOOK,
    DIGEST,
    LEDGER,
    PDF,
    RECIPE,
    REPORT,
    read_kept_recipe,
    read_ledger,
    read_manuscript,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from makeready.core.model import Digest
    from makeready.files.workspace import Workspace
    from makeready.intake.model import Recipe
    from makeready.intake.pdf.read.process import Reader
    from makeready.intake.pdf.scan.values import OcrOrder
    from makeready.intake.pdf.source import PdfSource

_DEFINED = re.compile(r"^\[\^[^\]\s]+\]:", re.MULTILINE)

LARGEST = 100_000_000
"""The most bytes that a source may have."""

_READERS = 4  # processes that read a PDF at a time, at most

LARGEST_PICTURE = 50_000_000
"""The most bytes of a picture that lies beside a source and is taken with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A source that stands in its title's folder; `files` are named from there.

    `changed` tells for each file that was edited since the last import how many lines the new one
    adds and takes away; where it is not empty the text was put beside, into text.new/. `compared`
    says how many words a document's own bytes hold, how many are in the manuscript, and how many a
    rule took out.
    """

    slug: Slug
    files: tuple[str, ...]
    linked: int
    alone: int
    questions: int
    findings: tuple[Finding, ...]
    changed: Mapping[str, tuple[int, int]]
    compared: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A source with its bytes, what was made of it, and the recipe that was obeyed."""

    source: Source
    data: bytes
    imported: Imported
    held: str

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found of the source, each thing once."""
        return tuple(dict.fromkeys((*self.source.findings, *self.imported.findings)))


def order_ocr(languages: Sequence[str], *, everything: bool) -> OcrOrder:
    """Return the order to read pages that are pictures, or all pages, in these languages."""
    from makeready.intake.pdf.scan.values import OcrOrder

    return OcrOrder(languages=tuple(languages), everything=everything)


@contextlib.contextmanager
def limit_import(file: Path, seconds: float, memory: int = 0) -> Iterator[None]:
    """Give a context in which the import of a file may take so many seconds, and no more.

    `memory` is how many bytes this process may have meanwhile, or 0; ToolError where it wants more.
    """
    hint = (
        "look in it for commands that expand into many others, or for parts that stand very deep "
        "in one another; divide the document, or give it more time with --time-limit"
    )
    try:
        with (
            memory_limit(memory),
            time_limit(seconds, "the import", where=Place(file.name), hint=hint),
        ):
            yield
    except MemoryError as error:
        raise ToolError(
            "the memory did not suffice for the import",
            where=Place(file.name),
            hint="divide the document, or give it more with --memory-limit",
        ) from error


def import_source(  # noqa: PLR0913 -- what a person says of one import
    workspace: Workspace,
    file: Path,
    slug: str,
    *,
    recipe: Path | None,
    today: dt.date,
    ocr: OcrOrder | None = None,
) -> Received:
    """Put the source into the title's folder as a manuscript, and return what became of it.

    The recipe is the one named, else the one that an earlier import left. A title whose text was
    edited since keeps it, and the new text is written beside it. `ocr` asks for the letters of
    pages that are pictures, in the book's language unless it names others.
    """
    if not is_slug(slug):
        hint = "a slug has small letters, digits and hyphens"
        raise WorkspaceError(f'"{slug}" is not a slug', hint=hint)
    folder = workspace.content / slug
    case = _read_case(folder, file, recipe, ocr and _with_language(ocr, folder))
    imported = case.imported
    if not imported.texts:
        hint = "open it in its program, and see whether there is text that can be marked and copied"
        raise SourceError("there are no words in it", where=Place(file.name), hint=hint)
    before = read_manuscript(folder)
    made = {text.file: text.text for text in imported.texts}
    changed = _changes(before, made) if _find_edited(folder, before) else {}
    described = _write_book_toml(workspace, case, slug, today)
    files = _files(case) | {BOOK: described}
    placed = _beside(files) if changed else files
    # a title appears, or changes, as one: an import that fails or is stopped leaves what was there
    with renew_folder(folder) as renewed:
        for name, data in sorted(placed.items()):
            store.write(renewed / name, data)
        if not changed:
            _clear(renewed, set(made))
        found = () if changed else _check_master(workspace, renewed)
    return Received(
        slug=Slug(slug),
        files=tuple(sorted(placed)),
        linked=_count_linked(case),
        alone=sum(not link.key for link in imported.links),
        questions=len(imported.questions),
        findings=(*case.findings, *_tell_language(described, imported), *found),
        changed=changed,
        compared=imported.compared,
    )


def _tell_language(book: bytes, imported: Imported) -> tuple[Finding, ...]:
    """Return what is told where the text is not in the language of book.toml."""
    from makeready.intake.account.language import tell_language

    said = tomllib.loads(book.decode()).get("language")
    return tuple(tell_language(str(said or ""), imported.texts, Place(BOOK)))


def _count_linked(case: _Case) -> int:
    """Return how many notes have their calls; those of a document come linked from pandoc."""
    if not case.source.converted:
        return sum(bool(link.key) for link in case.imported.links)
    return sum(len(_DEFINED.findall(text.text)) for text in case.imported.texts)


def _with_language(order: OcrOrder, folder: Path) -> OcrOrder:
    """Return the order with the language of the title's book.toml, where it names none."""
    if order.languages or not (folder / BOOK).is_file():
        return order
    try:
        said = tomllib.loads((folder / BOOK).read_text("utf-8")).get("language")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return order  # the checks of the title tell of it
    return replace(order, languages=(said,)) if isinstance(said, str) and said else order


def _read_case(folder: Path, file: Path, recipe: Path | None, ocr: OcrOrder | None) -> _Case:
    from makeready.intake.account.recipe import read_recipe
    from makeready.intake.read.files import Wants, read_source

    data = _read(file)
    held = _read_held_recipe(folder, recipe, store.sha256(data))
    answers = read_recipe(held.encode(), store.sha256(data)) if held else None
    if (pdf := _read_pdf(file, data, answers, ocr)) is not None:
        made = _import(pdf.source, answers, pdf)
        return _Case(source=pdf.source, data=data, imported=made, held=held)
    choices = answers.document if answers else Choices()
    beside = partial(_neighbour, file.parent)
    with contextlib.ExitStack() as held_open:
        wants = Wants(choices=choices, beside=beside, draw=_make_drawer(held_open))
        source = read_source(file.name, data, wants)
    return _Case(source=source, data=data, imported=_import(source, answers), held=held)


def _make_drawer(held_open: contextlib.ExitStack) -> Callable[[bytes], bytes]:
    """Return what draws the first pages of PDFs, all in one process that the first one begins."""

    @cache
    def begin() -> Reader:
        from makeready.intake.pdf.read.process import Reader

        return held_open.enter_context(Reader())

    def draw(data: bytes) -> bytes:
        from makeready.intake.pdf.read.process import draw_document

        return draw_document(begin(), data)

    return draw


def _read_pdf(
    file: Path, data: bytes, answers: Recipe | None, ocr: OcrOrder | None
) -> PdfSource | None:
    """Return the source in a PDF; None where the file is none."""
    if not file.name.lower().endswith(PDF):
        if ocr is not None:
            hint = "leave --ocr out, or make a PDF of the pictures first"
            raise SourceError("only pages of a PDF are read so", where=Place(file.name), hint=hint)
        return None
    from makeready.intake.pdf.source import Wishes, read_pdf

    wishes = Wishes(recipe=answers, ocr=ocr)
    return read_pdf(file, data, wishes, jobs=min(_READERS, os.cpu_count() or 1))


def _read(file: Path) -> bytes:
    if file.is_dir():
        raise SourceError("this is a folder", where=Place(file.name), hint=advise_on_folder(file))
    try:
        if file.stat().st_size > LARGEST:
            raise SourceError("the file is too large to be one text", where=Place(file.name))
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(f"cannot be read: {reason}", where=Place(file.name)) from error


def _neighbour(folder: Path, name: str) -> bytes:
    """Return the bytes of a picture that lies beside the source or below it, or none."""
    try:
        path = (folder / name).resolve()
        # a pipe would be waited for
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            return b""
        return path.read_bytes() if path.stat().st_size <= LARGEST_PICTURE else b""
    except (OSError, ValueError, RuntimeError):
        # a name too long or with a NUL, and a link that leads to itself
        return b""


def _read_held_recipe(folder: Path, recipe: Path | None, digest: Digest) -> str:
    """Return the recipe named, else the one that stands in the folder for this very source."""
    if recipe is not None:
        return _read(recipe).decode("utf-8", "replace")
    return read_kept_recipe(folder, digest)


def _import(source: Source, answers: Recipe | None, pdf: PdfSource | None = None) -> Imported:
    """Return the manuscript of a source, its ledger checked before anything is written."""
    from makeready.intake import clean
    from makeready.intake.account import ledger
    from makeready.intake.account.whole import take_whole
    from makeready.intake.text.unread import find_unread

    if pdf is not None:
        from makeready.intake.pdf.source import make_manuscript

        made = make_manuscript(pdf, answers)
    elif source.converted:
        made = take_whole(source, answers)
    else:
        made = clean.clean(source.raw, answers, source.pictures, find_unread(source.raw))
        made = replace(made, images=source.images)
    if wrong := errors(ledger.check(made.ledger, source.raw.text)):
        raise ChecksFailed("the ledger does not account for the source", wrong)
    return made


def _files(case: _Case) -> dict[str, bytes]:
    """Return the files of the title that import alone writes, by their names in the folder."""
    from makeready.intake.account import ledger
    from makeready.intake.account.recipe import write_recipe
    from makeready.intake.account.report.page import report

    source, imported = case.source, case.imported
    texts = {text.file: text.text.encode() for text in imported.texts}
    images = {asset.name: asset.data for asset in imported.images}
    return {
        **texts,
        **images,
        **{asset.name: asset.data for asset in (*imported.beside, *imported.works)},
        f"source/{source.raw.name}": source.raw.text.encode(),  # where it is not the file itself
        f"source/{source.name}": case.data,
        DIGEST: f"{source.digest}  {source.name}\n".encode(),
        LEDGER: ledger.dumps(imported.ledger).encode(),
        RECIPE: write_recipe(source.digest, imported.questions, case.held).encode(),
        REPORT: report(source.raw, imported),
    }


def _check_master(workspace: Workspace, folder: Path) -> tuple[Finding, ...]:
    """Return what of the manuscript written would forbid an edition, by the master's own checks."""
    from makeready.files.workspace import read_templates, read_title
    from makeready.master import make

    title = read_title(replace(workspace, content=folder.parent), folder.name)
    _, found = make.make(title, read_templates(workspace))
    return errors(found)


def _write_book_toml(workspace: Workspace, case: _Case, slug: str, today: dt.date) -> bytes:
    """Return the title's book.toml: a new one, or the one that stands there with its new parts."""
    from makeready.intake.account.book_toml import book_toml, with_parts

    path = workspace.content / slug / BOOK
    if path.is_file():
        return with_parts(path.read_text("utf-8"), case.imported.texts).encode()
    return book_toml(
        case.imported,
        case.source.digest,
        name=_make_slug(slug),
        today=today,
        fallback=_find_fallback(workspace, case.imported),
    ).encode()


def _find_fallback(workspace: Workspace, imported: Imported) -> tuple[str, ...]:
    """Return the families that bring the scripts of a text which the press's faces do not have."""
    from makeready.press.title_fonts import find_sources

    words = (each.text for each in imported.texts)
    sources = find_sources(workspace, words, imported.metadata.language)
    return tuple(dict.fromkeys(source.family for source in sources))


def _beside(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the text under other names, beside what was edited; nothing else is touched."""
    new = {f"text.new/{n.removeprefix('text/')}": d for n, d in files.items() if n[:5] == "text/"}
    return new | {"text.new/report.html": files[REPORT], "text.new/recipe.toml": files[RECIPE]}


def _make_slug(slug: str) -> str:
    return slug.replace("-", " ").title()


def _find_edited(folder: Path, there: Mapping[str, str]) -> bool:
    """Tell whether the manuscript that stands there is another than the last import wrote."""
    from makeready.intake.account import ledger

    if not there:
        return False
    if not (folder / LEDGER).is_file():
        return True
    told = ledger.replay(read_ledger(folder))
    return {name: text for name, text in told.items() if name.startswith("text/")} != there


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
