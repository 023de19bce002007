"""The bytes of any file into a source: text to be cleaned, or a document read into Markdown."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from makeready.core.errors import SourceError
from makeready.core.findings import Finding, Place
from makeready.core.model import Asset, Digest
from makeready.intake.columns import report_columns, set_in_sequence
from makeready.intake.manuscript import is_manuscript, read_written
from makeready.intake.model import (
    Choices,
    Correction,
    Inventory,
    Metadata,
    RawText,
)
from makeready.intake.read import pandoc, pictures
from makeready.intake.read.apparatus.citations import Works, read_beside, take_within
from makeready.intake.read.decoding import decode
from makeready.intake.read.documents import Surroundings, Tidied, tidy
from makeready.intake.read.formats import (
    asciidoc,
    asciidoc_blocks,
    docx,
    epub,
    latex,
    light,
    odt,
    web,
)
from makeready.intake.read.formats.prepared import Prepared, Written, make_author
from makeready.intake.read.formats.raw_pages import read_raw_pages
from makeready.intake.read.formats.rtf import prepare as rich_text
from makeready.intake.read.formats.tex import files as tex_files
from makeready.intake.read.formats.tex.repair import read_repaired
from makeready.intake.read.formats.xml import docbook, docbook_parts, entities, fictionbook, jats
from makeready.intake.read.formats.xml.kinds import find_suffix
from makeready.intake.read.formulas import respell_formulas
from makeready.intake.read.marks import Meanings
from makeready.intake.read.notes.doubled import drop_doubled
from makeready.intake.read.picture_marks import list_addresses

if TYPE_CHECKING:
    from makeready.intake.read.formats.prepared import Joiner, Prepare
    from makeready.intake.read.pandoc_json import Json

EXTRACTED = (".md", ".txt", ".markdown", ".text")
IN_SEQUENCE = ".columns.txt"
"""What the name of a text ends with whose columns were set one after the other."""

# Suffix to pandoc's reader. `epub_html_exts` lets HTML files have notes as e-books mark them.
DOCUMENTS: Mapping[str, str] = MappingProxyType(
    {
        ".docx": "docx",
        ".odt": "odt",
        ".rtf": "rtf",
        **dict.fromkeys((".html", ".htm", ".xhtml"), "html+epub_html_exts"),
        ".epub": "epub",
        **dict.fromkeys((".tex", ".latex"), "latex"),
        ".rst": "rst",
        ".org": "org",
        **dict.fromkeys((".adoc", ".asciidoc", ".asc"), "asciidoc"),
        ".textile": "textile",
        **dict.fromkeys((".mediawiki", ".wiki"), "mediawiki"),
        ".dokuwiki": "dokuwiki",
        ".docbook": "docbook",
        ".dbk": "docbook",
        ".fb2": "fb2",
        ".jats": "jats",
        ".typ": "typst",
        ".ipynb": "ipynb+footnotes",
    }
)
_BINARY = frozenset({"docx", "odt", "epub", "rtf"})
"""Formats that say themselves how their characters are written."""

_DECLARED = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")


def _untold(include: Callable[[str, Callable[[str], bytes]], str]) -> Joiner:
    """Return what joins a document with its files and leaves it to pandoc to tell those missing."""
    return lambda _, text, beside: Written(text=include(text, beside), findings=())


_JOINERS: Mapping[str, Joiner] = MappingProxyType(
    {
        "asciidoc": asciidoc.include,
        "latex": _untold(tex_files.include),
        "rst": _untold(light.include),
        "typst": light.join_typst,
        "docbook": entities.write_out,
        "jats": entities.write_out,
        "fb2": entities.write_out,
    }
)
_PREPARERS: Mapping[str, Prepare] = MappingProxyType(
    {
        "asciidoc": asciidoc.prepare,
        "docx": docx.prepare,
        "odt": odt.prepare,
        "epub": epub.prepare,
        "html+epub_html_exts": web.prepare,
        "latex": latex.prepare,
        "rtf": rich_text.prepare,
        "org": light.prepare_org,
        "rst": light.prepare_rst,
        "ipynb+footnotes": light.prepare_notebook,
        "jats": jats.prepare,
        "docbook": docbook.prepare,
        "fb2": fictionbook.prepare,
    }
)

_ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        ".doc": "open it in LibreOffice or Word and save it as .docx",
        ".pages": "export it from Pages as .docx",
        ".xml": "name it .docbook or .jats after what it is",
        ".qmd": "name it .md; a book of several files is imported file by file, or joined into one",
        ".rmd": "name it .md; a book of several files is imported file by file, or joined into one",
        ".zip": "unpack it and import the document inside",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as it came, and the text in it.

    `digest` is the SHA-256 of the file's bytes. For extracted text `raw` is the file itself, unless
    columns of it had to be set in sequence; for a
    document it is pandoc's Markdown under its own name and its own digest, with what the document
    says of itself and the pictures that it carries. `inventory` is what a document's own bytes
    hold, None where only pandoc read them; `counts` is what came through, by kind. `pictures` gives
    the address of each picture that lay beside extracted text its name in the title's folder.
    `works` are the bibliographies that its citations name. A text that `is_manuscript` already is
    taken as it stands.
    """

    name: str
    digest: Digest
    raw: RawText
    converted: bool
    metadata: Metadata
    images: tuple[Asset, ...]
    findings: tuple[Finding, ...]
    inventory: Inventory | None = None
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    corrections: tuple[Correction, ...] = ()
    pictures: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    works: tuple[Asset, ...] = ()
    is_manuscript: bool = False


def _nothing_beside(_: str) -> bytes:
    return b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """How a document is to be read; `beside` returns a file that lies beside it, or nothing.

    `draw` returns a picture of the first page of a PDF, or nothing; without it PDFs stay as they
    are.
    """

    choices: Choices = field(default_factory=Choices)
    beside: Callable[[str], bytes] = _nothing_beside
    draw: Callable[[bytes], bytes] | None = None


def read_source(name: str, data: bytes, wants: Wants | None = None) -> Source:
    """Return the source in the bytes of the file called `name`, whose suffix says what it is.

    Raises SourceError for a kind of file that is not read and for one that is damaged.
    """
    suffix = find_suffix(name, data)
    if suffix in EXTRACTED:
        return _read_extracted(name, data, wants or Wants())
    if suffix in DOCUMENTS:
        try:
            return _document(name, data, DOCUMENTS[suffix], wants or Wants())
        except RecursionError as error:
            hint = "look for parts that stand very deep in one another, and divide them"
            message = "the document is nested too deeply"
            raise SourceError(message, where=Place(name), hint=hint) from error
    known = ", ".join(sorted({*EXTRACTED, *DOCUMENTS, ".pdf"}))
    hint = _ELSEWHERE.get(suffix, f"makeready imports {known}; save the source as one of these")
    raise SourceError(f"a {suffix or 'nameless'} file is not read", where=Place(name), hint=hint)


def take_inventory(name: str, data: bytes, choices: Choices) -> Inventory | None:
    """Return what a document's own bytes hold; None where pandoc alone or other files know."""
    reader = DOCUMENTS.get(find_suffix(name, data), "")
    if reader not in _PREPARERS:
        return None
    decoded = None if reader in _BINARY else decode(name, data)
    own = data if decoded is None else _DECLARED.sub("", decoded.text).encode()
    if reader in _JOINERS:
        joined = _JOINERS[reader](name, own.decode(), _nothing_beside)
        if joined.findings:
            return None
        own = joined.text.encode()
    return _prepare(name, own, reader, choices).inventory


def _read_extracted(name: str, data: bytes, wants: Wants) -> Source:
    decoded = decode(name, data)
    digest = _digest(data)
    raw = RawText(name=name, digest=digest, encoding=decoded.codec, text=decoded.text)
    media = pictures.read_neighbours(list_addresses(decoded.text), wants.beside, wants.draw)
    named = pictures.name_pictures(tuple(media), media)
    shown = pictures.select_shown(named, media)
    source = Source(
        name=name,
        digest=digest,
        raw=raw,
        converted=False,
        metadata=Metadata(),
        images=tuple(pictures.make_assets(shown, media)),
        findings=(*decoded.findings, *pictures.report_missing(name, named, media)),
        pictures=MappingProxyType(shown),
    )
    if wants.choices.manuscript == "keep" and is_manuscript(raw.text):
        return _keep_manuscript(source)
    columns = set_in_sequence(raw.text)
    set_anew = _make_raw(name, columns.text) if columns.places else raw
    return replace(
        source, raw=set_anew, findings=(*source.findings, *report_columns(name, columns))
    )


def _keep_manuscript(source: Source) -> Source:
    written = read_written(source.name, source.raw.text, source.pictures)
    authors = [each for each in written.said.get("author", "").split(", ") if each]
    return replace(
        source,
        raw=written.raw,
        converted=True,
        metadata=Metadata(
            title=written.said.get("title", ""),
            subtitle=written.said.get("subtitle", ""),
            language=written.said.get("language", ""),
            people=tuple(make_author(each) for each in authors),
        ),
        findings=(*source.findings, *written.findings),
        corrections=written.corrections,
        is_manuscript=True,
    )


def _make_raw(name: str, text: str) -> RawText:
    """Return text whose columns were set in sequence, which is a source by itself."""
    return RawText(
        name=f"{name}{IN_SEQUENCE}", digest=_digest(text.encode()), encoding="utf-8", text=text
    )


def set_columns(name: str, data: bytes) -> RawText:
    """Return a text file with its columns in sequence, as an import takes it."""
    return _make_raw(name, set_in_sequence(decode(name, data).text).text)


def _document(name: str, data: bytes, reader: str, wants: Wants) -> Source:
    read = _read(name, data, reader, wants)
    markdown = drop_doubled(pandoc.write_manuscript(name, read.tidied.document))
    prepared, tidied = read.prepared, read.tidied
    return Source(
        name=name,
        digest=_digest(data),
        raw=RawText(
            name=f"{name}.md",
            digest=_digest(markdown.encode()),
            encoding="utf-8",
            text=markdown,
        ),
        converted=True,
        metadata=_fill_metadata(tidied.metadata, prepared),
        images=tidied.images,
        findings=(*read.told, *prepared.findings, *tidied.findings),
        inventory=prepared.inventory,
        counts=tidied.counts,
        corrections=(*prepared.corrections, *tidied.corrections),
        works=read.works,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A document between pandoc's reading and its writing."""

    prepared: Prepared
    tidied: Tidied
    told: tuple[Finding, ...]
    works: tuple[Asset, ...]


def _read(name: str, data: bytes, reader: str, wants: Wants) -> _Read:
    decoded = None if reader in _BINARY else decode(name, data)
    text = _DECLARED.sub("", decoded.text) if decoded else ""
    missing: tuple[Finding, ...] = ()
    if reader in _JOINERS:
        written = _JOINERS[reader](name, text, wants.beside)
        text, missing = written.text, written.findings
    prepared = _prepare(name, text.encode() if decoded else data, reader, wants.choices)
    beside, works = wants.beside, Works()
    if reader == "latex":
        works = read_beside(text, wants.beside)
        beside = tex_files.look_in(tex_files.find_folders(text), wants.beside)
    with tempfile.TemporaryDirectory(prefix="makeready-") as folder:
        log = Path(folder, "log.json")
        media = Path(folder, "media")
        options = (f"--extract-media={media}", f"--log={log}", "--standalone", *prepared.options)
        extended = reader + prepared.extensions
        document, kept = _convert(name, prepared.data, extended, options)
        document = respell_formulas(document)
        if prepared.extensions:
            document, works = take_within(name, document)
        told = (
            *(decoded.findings if decoded else ()),
            *missing,
            *kept,
            *pandoc.report_losses(name, log, text),
        )
        if prepared.inventory is not None:
            told = tuple(each for each in told if each.code != pandoc.PASSED_OVER)
        unread = pandoc.find_unread_tex(name, document, prepared.formulas.values(), Path(folder))
        extracted = {str(path): path.read_bytes() for path in sorted(media.rglob("*.*"))}
    around = Surroundings(
        media=extracted,
        meanings=Meanings(notes=prepared.notes, formulas=prepared.formulas),
        beside=beside,
        draw=wants.draw,
        unread=unread,
        works=works.keys,
    )
    if reader == "asciidoc":
        joined = asciidoc.join_code(json.loads(document))
        document = json.dumps(asciidoc_blocks.set_tables(joined, prepared.tables))
    elif reader == "docbook":
        document = json.dumps(docbook_parts.drop_empty_rows(json.loads(document)))
    document = read_raw_pages(name, document)
    tidied = tidy(name, cast("Mapping[str, Json]", json.loads(document)), around)
    tidied = _in_order(tidied) if reader == "epub" else tidied
    return _Read(prepared=prepared, tidied=tidied, told=told, works=works.files)


def _convert(
    name: str, data: str | bytes, reader: str, options: tuple[str, ...]
) -> tuple[str, tuple[Finding, ...]]:
    """Return what pandoc reads as JSON, and what it could not; of LaTeX it need not read all."""

    def read(text: str | bytes) -> str:
        return pandoc.convert(name, text, reader, "json", options)

    if reader != "latex" or isinstance(data, bytes):
        return read(data), ()
    return read_repaired(name, data, read)


def _prepare(name: str, data: bytes, reader: str, choices: Choices) -> Prepared:
    """Return the document as its format's own reader hands it on; as it is where there is none."""
    prepare = _PREPARERS.get(reader)
    return Prepared(data=data) if prepare is None else prepare(name, data, choices)


def _fill_metadata(told: Metadata, prepared: Prepared) -> Metadata:
    """Return what pandoc was told, and where that is nothing what the document says elsewhere."""
    own = prepared.metadata
    first, second = (own, told) if prepared.knows_better else (told, own)
    return Metadata(
        **{
            field.name: getattr(first, field.name) or getattr(second, field.name)
            for field in fields(Metadata)
        }
    )


def _in_order(tidied: Tidied) -> Tidied:
    """The authors of an e-book as it names them: pandoc 3.9 hands them out last first."""
    people = tidied.metadata.people[::-1]
    return replace(tidied, metadata=replace(tidied.metadata, people=people))


def _digest(data: bytes) -> Digest:
    return Digest(hashlib.sha256(data).hexdigest())
