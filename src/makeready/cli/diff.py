"""`makeready diff`: two editions, proofs or tags → how they differ."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from makeready.cli.options import Verbs
    from makeready.cli.progress.console import Console


def add(verbs: Verbs, shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the verb and its options."""
    parser = verbs.add_parser(
        "diff",
        parents=[shared],
        help="tell how two editions differ",
        description="Tell how two editions of a book differ: words, notes, headings, pictures, "
        "links, metadata, and passages that moved to another page.",
        allow_abbrev=False,
    )
    for name in ("old", "new"):
        parser.add_argument(
            name,
            metavar=name.upper(),
            help="an EPUB, a PDF, a folder of editions, a proof.json, a title or a tag",
        )
    parser.add_argument(
        "--title",
        default="",
        metavar="SLUG",
        help="the title to compare where a tag or a folder has several",
    )
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="write the differences as a page for readers"
    )
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Compare the two, and tell each difference."""
    from makeready.press.diff import compare_editions
    from makeready.press.folders import open_any_workspace

    workspace = open_any_workspace(Path.cwd(), content=args.content, output=args.output)
    with console.progress() as progress:
        compared = compare_editions(
            workspace, (args.old, args.new), progress, slug=args.title, html=args.html
        )
    for line, facts in zip(compared.lines, compared.facts, strict=True):
        console.line(line)
        console.event("difference", **facts)
    count = len(compared.lines)
    console.note(f"{compared.title}: {'1 difference' if count == 1 else f'{count} differences'}")
    console.event("compared", title=compared.title, differences=count)
    return 0
