"""A title's ledger, replayed against its source: what each rule did, and what was edited since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.findings import Finding, errors
from makeready.core.model import Slug
from makeready.files.disk import store
from makeready.files.workspace import find_folder
from makeready.intake.account.dropped import Dropped, list_dropped
from makeready.intake.model import Choices, Correction
from makeready.press.imported import (
    BOOK,
    DIGEST,
    PDF,
    read_kept_recipe,
    read_ledger,
    read_manuscript,
)

if TYPE_CHECKING:
    from pathlib import Path

    from makeready.files.workspace import Workspace
    from makeready.intake.model import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What an audit of a title's ledger showed: what each rule did, and what was edited since.

    `dropped` are the words of the source that each rule left out of the manuscript.
    `compared` says how many words the document's own bytes hold, how many of them were found in the
    manuscript that was made of it, and how many a rule took out; None where the source is text, or
    was not compared.
    """

    slug: Slug
    source: str
    rules: Mapping[str, tuple[int, int]]
    dropped: Mapping[str, tuple[Dropped, ...]]
    findings: tuple[Finding, ...]
    edited: tuple[str, ...]
    document: str = ""
    compared: tuple[int, int, int] | None = None


def audit(workspace: Workspace, slug: str) -> Audited:
    """Return what the title's ledger shows when it is replayed against the original."""
    from makeready.intake.account import ledger
    from makeready.intake.read.decoding import decode_as

    folder = find_folder(workspace, slug)
    account = read_ledger(folder)
    original = folder / "source" / account.source
    data = original.read_bytes() if original.is_file() else b""
    found: tuple[Finding, ...]
    text = decode_as(data, account.encoding)
    if store.sha256(data) != account.digest:
        found = (ledger.other_source(account.source),)
    else:
        found = ledger.check(account, text)
    told = ledger.replay(account)
    there = read_manuscript(folder)
    edited = tuple(
        name
        for name in sorted(told.keys() | there.keys())
        if not name.startswith("book.toml") and told.get(name) != there.get(name)
    )
    document = _document(folder, account)
    wanted = document and not errors(found)
    again = _compare_again(folder, document, account, told) if wanted else None
    return Audited(
        slug=Slug(slug),
        source=account.source,
        rules=ledger.by_rule(account.operations),
        dropped={} if errors(found) else list_dropped(text, account.operations),
        findings=(*found, *(again.findings if again else ())),
        edited=edited,
        document=document,
        compared=again.words if again else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    words: tuple[int, int, int] | None
    findings: tuple[Finding, ...]


def _document(folder: Path, account: Ledger) -> str:
    """Return the name of the document that pandoc read, or nothing where the source is text."""
    path = folder / DIGEST
    digest, _, name = (path.read_text("utf-8") if path.is_file() else "").strip().partition("  ")
    return name if digest and name and name != account.source else ""


def _compare_again(
    folder: Path, name: str, account: Ledger, told: Mapping[str, str]
) -> _Comparison:
    """Return how the document's own bytes compare with the manuscript that was made of it."""
    from makeready.intake.account import completeness, ledger
    from makeready.intake.account.recipe import read_recipe
    from makeready.intake.read.files import EXTRACTED, take_inventory

    original = folder / "source" / name
    data = original.read_bytes() if original.is_file() else b""
    digest = store.sha256(data)
    if not (folder / DIGEST).read_text("utf-8").startswith(digest):
        return _Comparison(words=None, findings=(ledger.other_source(name),))
    if name.lower().endswith(PDF):
        # the ledger itself speaks of every character of a PDF's pages
        return _Comparison(words=None, findings=())
    if name.lower().endswith(EXTRACTED):
        return _compare_text(name, data, account)
    held = read_kept_recipe(folder, digest)
    choices = read_recipe(held.encode(), digest).document if held else Choices()
    inventory = take_inventory(name, data, choices)
    if inventory is None:
        return _Comparison(words=None, findings=(completeness.report_uncompared(name),))
    book = (folder / BOOK).read_text("utf-8", "replace") if (folder / BOOK).is_file() else ""
    corrections = [Correction(rule=each.rule, what=each.evidence) for each in account.operations]
    compared = completeness.compare(inventory, [*told.values(), book, book], corrections)
    return _Comparison(
        words=(compared.words, compared.kept, compared.taken),
        findings=tuple(completeness.report_missing(name, compared)),
    )


def _compare_text(name: str, data: bytes, account: Ledger) -> _Comparison:
    """Return whether a text that was made ready for import is still the one that the ledger is of.

    That is one whose columns were set in sequence, or a manuscript.
    """
    from makeready.intake.account import ledger
    from makeready.intake.manuscript import PICTURE_NAME, read_written
    from makeready.intake.read.decoding import decode
    from makeready.intake.read.files import set_columns

    if account.source == f"{name}.md":
        renamed = [each for each in account.operations if each.rule == PICTURE_NAME]
        names = dict(each.evidence.split(": ", 1) for each in renamed)
        raw = read_written(name, decode(name, data).text, names).raw
    else:
        raw = set_columns(name, data)
    same = raw.digest == account.digest
    count = len(raw.text.split())
    return _Comparison(
        words=(count, count if same else 0, 0),
        findings=() if same else (ledger.other_source(name),),
    )
