"""`makeready import`: a source → a title's folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.cli.options import add_memory_limit, positive

if TYPE_CHECKING:
    import argparse

    from makeready.cli.options import Verbs
    from makeready.cli.progress.console import Console
    from makeready.press.importing import Received

_SHOWN = 10
_LIMIT = 300
_OCR_LIMIT = 7200  # reading the picture of a page takes some seconds, on a busy machine a minute
_MEMORY = 6_000_000_000


def add(verbs: Verbs, shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the verb and its options."""
    parser = verbs.add_parser(
        "import",
        parents=[shared],
        help="make a manuscript of a source",
        description="Make a title of a PDF, a document, or the text that a converter made.",
        allow_abbrev=False,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the source")
    parser.add_argument("--slug", required=True, metavar="SLUG", help="the title's folder")
    parser.add_argument(
        "--recipe",
        type=Path,
        metavar="FILE",
        help="the editor's answers (default: source/recipe.toml of the title)",
    )
    parser.add_argument(
        "--time-limit",
        type=positive,
        metavar="SECONDS",
        help=f"stop an import that takes longer (default: {_LIMIT}, with --ocr {_OCR_LIMIT})",
    )
    parser.add_argument(
        "--ocr",
        action="store_true",
        help="have the letters read off pages of a PDF that are pictures, by OCRmyPDF",
    )
    parser.add_argument(
        "--ocr-all",
        action="store_true",
        help="the same for all pages, also those that have text",
    )
    parser.add_argument(
        "--language",
        action="append",
        default=[],
        metavar="TAG",
        help="a language of the pictures, such as de (default: that of book.toml or of the file)",
    )
    add_memory_limit(parser, "the import", _MEMORY)
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Import the source and tell what became of it."""
    from makeready.press import importing
    from makeready.press.folders import open_workspace

    workspace = open_workspace(Path.cwd(), content=args.content, output=args.output)
    today = dt.datetime.now(tz=dt.UTC).date()
    reads = args.ocr or args.ocr_all
    order = importing.order_ocr(args.language, everything=args.ocr_all)
    seconds = args.time_limit or (_OCR_LIMIT if reads else _LIMIT)
    with importing.limit_import(args.file, seconds, args.memory_limit):
        received = importing.import_source(
            workspace,
            args.file,
            args.slug,
            recipe=args.recipe,
            today=today,
            ocr=order if reads else None,
        )
    _tell(received, console)
    return 0


def _tell(received: Received, console: Console) -> None:
    slug = received.slug
    for found in received.findings[:_SHOWN]:
        console.finding(found, slug)
    if (more := len(received.findings) - _SHOWN) > 0:
        console.note(f"{slug}: {more} more findings stand in source/report.html")
    texts = sum(name.startswith(("text/", "text.new/")) for name in received.files)
    notes = f"{received.linked} notes linked, {received.alone} not"
    console.line(f"{slug}: {texts} files of text, {notes}, {received.questions} open questions")
    if received.compared:
        words, kept, _ = received.compared
        console.line(f"{slug}: {kept} of the {words} words that the document holds are in the text")
    for name, (added, taken) in received.changed.items():
        console.note(f"{slug}/{name} was edited: the new text adds {added} lines, takes {taken}")
    if received.changed:
        console.note(f"{slug}: the new text stands in text.new/, the edited one was kept")
    elif received.questions:
        console.note(f"{slug}: the questions stand in source/recipe.toml and source/report.html")
    console.event(
        "imported",
        slug=slug,
        files=received.files,
        linked=received.linked,
        alone=received.alone,
        questions=received.questions,
        changed=dict(received.changed),
        compared=received.compared,
    )
