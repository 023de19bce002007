"""The bytes of any file into a source: text to be cleaned, or a document read into Markdown.

Pandoc reads in its sandbox, with its memory bounded; it sees the bytes it is handed and one
temporary folder, into which it lays the document's pictures.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import tempfile
import textwrap
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from makeready.core.errors import SourceError
from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.model import Asset, Digest, Matter, Text
from makeready.files.programs.pandoc import run_pandoc
from makeready.intake.model import Imported, Kind, Ledger, Metadata, Operation, RawText
from makeready.intake.read.decoding import decode
from makeready.intake.read.documents import Json, Tidied, tidy

CODES = table(
    Code(
        code="S-121",
        severity=Severity.WARNING,
        title="Pandoc warned while it read the document",
        why="Something in the document has no counterpart in the manuscript, or names another "
        "file, which is never read.",
        remedy="Look at the place in the source and see whether words are missing.",
    ),
    Code(
        code="S-122",
        severity=Severity.HINT,
        title="Pandoc passed over commands of the document",
        why="Commands that it does not know, such as those of a LaTeX package, leave no trace; "
        "those that set words take their words along.",
        remedy="Look whether one of the commands named sets words; if so, type them into the text.",
    ),
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makeready.files.programs.run import Ran

EXTRACTED = (".md", ".txt", ".markdown", ".text")

# Suffix to pandoc's reader. `epub_html_exts` lets HTML files have notes as e-books mark them.
DOCUMENTS: Mapping[str, str] = MappingProxyType(
    {
        ".docx": "docx",
        ".odt": "odt",
        ".rtf": "rtf",
        ".html": "html+epub_html_exts",
        ".htm": "html+epub_html_exts",
        ".xhtml": "html+epub_html_exts",
        ".epub": "epub",
        ".tex": "latex",
        ".latex": "latex",
        ".rst": "rst",
        ".org": "org",
        ".docbook": "docbook",
        ".jats": "jats",
        ".typ": "typst",
        ".ipynb": "ipynb+footnotes",
    }
)
_BINARY = frozenset({"docx", "odt", "epub"})

_ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        ".pdf": "a PDF is not read yet; turn it into text with a converter such as marker, "
        "docling, pymupdf4llm or pdftotext, and import the .md or .txt that it writes",
        ".doc": "open it in LibreOffice or Word and save it as .docx",
        ".pages": "export it from Pages as .docx",
        ".xml": "name it .docbook or .jats after what it is",
        ".zip": "unpack it and import the document inside",
    }
)

# Curly quotation marks and dashes stay the characters they are (-smart), and nothing is written
# that the press would not read back: no raw code, no citations, no formulas in dollars.
_MANUSCRIPT = (
    "markdown-smart-raw_tex-raw_html-raw_attribute-citations-tex_math_dollars"
    "-yaml_metadata_block-pandoc_title_block-native_divs-native_spans"
)
_WRITING = ("--wrap=none", "--reference-location=section", "--markdown-headings=atx")
_FENCE = 3
_STAND_IN = re.compile(r"(?<!\\)(\\u-?[0-9]+)(?=[^\\{}\s0-9])")
_MEMORY = ("+RTS", "-M2g", "-RTS")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as it came, and the text in it.

    `digest` is the SHA-256 of the file's bytes. For extracted text `raw` is the file itself; for a
    document it is pandoc's Markdown under its own name and its own digest, with what the document
    says of itself and the pictures that it carries.
    """

    name: str
    digest: Digest
    raw: RawText
    converted: bool
    metadata: Metadata
    images: tuple[Asset, ...]
    findings: tuple[Finding, ...]


def read_source(name: str, data: bytes) -> Source:
    """Return the source in the bytes of the file called `name`, whose suffix says what it is.

    Raises SourceError for a kind of file that is not read and for one that is damaged.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in EXTRACTED:
        return _read_extracted(name, data)
    if suffix in DOCUMENTS:
        return _document(name, data, DOCUMENTS[suffix])
    known = ", ".join(sorted({*EXTRACTED, *DOCUMENTS}))
    hint = _ELSEWHERE.get(suffix, f"makeready imports {known}; save the source as one of these")
    raise SourceError(f"a {suffix or 'nameless'} file is not read", where=Place(name), hint=hint)


def take_whole(source: Source) -> Imported:
    """Return a document's Markdown as the manuscript, one file a chapter, every character kept."""
    text = source.raw.text
    cuts = (*_chapters(text), len(text))
    spans = tuple(itertools.pairwise(cuts))
    files = tuple(f"text/{number:02}.md" for number in range(1, len(spans) + 1))
    operations = tuple(
        Operation(
            kind=Kind.KEEP,
            start=start,
            end=end,
            text=text[start:end],
            target=file,
            order=0,
            rule="D.chapter",
            evidence="read by pandoc",
        )
        for file, (start, end) in zip(files, spans, strict=True)
    )
    return Imported(
        texts=tuple(
            Text(file=operation.target, matter=Matter.BODY, text=operation.text)
            for operation in operations
        ),
        metadata=source.metadata,
        ledger=Ledger(
            source=source.raw.name,
            digest=source.raw.digest,
            encoding=source.raw.encoding,
            length=len(text),
            operations=operations,
        ),
        findings=source.findings,
        images=source.images,
    )


def _read_extracted(name: str, data: bytes) -> Source:
    decoded = decode(name, data)
    digest = _digest(data)
    return Source(
        name=name,
        digest=digest,
        raw=RawText(name=name, digest=digest, encoding=decoded.codec, text=decoded.text),
        converted=False,
        metadata=Metadata(),
        images=(),
        findings=decoded.findings,
    )


def _document(name: str, data: bytes, reader: str) -> Source:
    tidied, told = _read_tidied(name, data, reader)
    markdown = _pandoc(name, json.dumps(tidied.document), "json", _MANUSCRIPT, _WRITING)
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
        metadata=tidied.metadata,
        images=tidied.images,
        findings=(*told, *tidied.findings),
    )


def _read_tidied(name: str, data: bytes, reader: str) -> tuple[Tidied, tuple[Finding, ...]]:
    decoded = None if reader in _BINARY else decode(name, data)
    text = _readable(decoded.text) if decoded else ""
    with tempfile.TemporaryDirectory(prefix="makeready-") as folder:
        log = Path(folder, "log.json")
        media = Path(folder, "media")
        options = (f"--extract-media={media}", f"--log={log}", "--standalone")
        document = _pandoc(name, text or data, reader, "json", options)
        told = (*(decoded.findings if decoded else ()), *_report_losses(name, log, text))
        pictures = {str(path): path.read_bytes() for path in sorted(media.rglob("*.*"))}
    try:
        tidied = tidy(name, cast("Mapping[str, Json]", json.loads(document)), pictures)
    except RecursionError as error:
        raise SourceError("the document is nested too deeply", where=Place(name)) from error
    return (_in_order(tidied) if reader == "epub" else tidied), told


def _in_order(tidied: Tidied) -> Tidied:
    """The authors of an e-book as it names them: pandoc 3.9 hands them out last first."""
    people = tidied.metadata.people[::-1]
    return replace(tidied, metadata=replace(tidied.metadata, people=people))


def _pandoc(
    name: str, data: str | bytes, reader: str, writer: str, options: tuple[str, ...]
) -> str:
    """What pandoc makes of the data, in its sandbox."""
    given = data.encode() if isinstance(data, str) else data
    arguments = (f"--from={reader}", f"--to={writer}", "--sandbox", *options, *_MEMORY)
    ran = run_pandoc(arguments, given)
    if ran.status:
        raise _unreadable(name, reader, ran)
    return ran.output.decode(errors="replace")


def _unreadable(name: str, reader: str, ran: Ran) -> SourceError:
    kind = reader.partition("+")[0]
    told = " ".join(ran.complaint.decode(errors="replace").split())[:300]
    return SourceError(
        f"pandoc cannot read this as {kind}: {told or f'it left with status {ran.status}'}",
        where=Place(name),
        hint="open it in the program that made it, save it again, and see that the suffix is right",
    )


def _readable(text: str) -> str:
    """The text as pandoc 3.9 reads it whole.

    In RTF it drops a note marked as one that old programs may ignore, and where the stand-in of a
    character follows its number without a space it takes a letter of the text for the stand-in.
    """
    if not text.startswith("{\\rtf"):
        return text
    return _STAND_IN.sub(r"\1 ", text.replace("{\\*\\footnote", "{\\footnote"))


def _report_losses(name: str, log: Path, text: str) -> tuple[Finding, ...]:
    """What pandoc's log says of lost content, the same thing once."""
    entries: list[dict[str, str]] = json.loads(log.read_bytes()) if log.is_file() else []
    warned = dict.fromkeys(entry["pretty"] for entry in entries if entry["verbosity"] == "WARNING")
    # a LaTeX preamble sets no words
    body = text.count("\n", 0, max(text.find("\\begin{document}"), 0))
    skipped = dict.fromkeys(
        textwrap.shorten(entry["contents"], 40, placeholder="...")
        for entry in entries
        if entry["type"] == "SkippedContent"
        and int(entry.get("line", 0)) > body
        and not entry["contents"].lower().startswith(("<script", "<style"))
    )
    place = Place(name)
    warnings = tuple(finding(CODES["S-121"], message, place) for message in warned)
    if not skipped:
        return warnings
    shown = ", ".join(itertools.islice(skipped, 5))
    message = f"pandoc passed over {len(skipped)} pieces, such as {shown}"
    return (*warnings, finding(CODES["S-122"], message, place))


def _chapters(text: str) -> list[int]:
    """Where the chapters begin: at the start, and at level-1 headings outside fenced code."""
    cuts, offset, fence = [0], 0, ""
    for line in text.split("\n"):
        mark = line[: len(line) - len(line.lstrip("`~"))]
        if len(mark) >= _FENCE:
            closes = line.rstrip() == mark and mark.startswith(fence)
            fence = "" if fence and closes else fence or mark
        elif line.startswith("# ") and not fence and text[:offset].strip():
            cuts.append(offset)
        offset += len(line) + 1
    return cuts


def _digest(data: bytes) -> Digest:
    return Digest(hashlib.sha256(data).hexdigest())
