"""`makeready index`: a title → what its index might have and has not."""

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
        "index",
        parents=[shared],
        help="list names, terms and headings that the index might have and has not",
        description="List names, repeated terms and headings of a title's text that no mark of "
        "its index has, each with how often it stands there and where first.",
        allow_abbrev=False,
    )
    parser.add_argument("slug", metavar="SLUG", help="the title")
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the candidates by kind, those that stand there most often first."""
    from makeready.press import indexing
    from makeready.press.folders import open_workspace

    workspace = open_workspace(Path.cwd(), content=args.content, output=args.output)
    proposed = indexing.propose(workspace, args.slug)
    for kind, candidates in proposed.by_kind():
        console.line(f"{kind}:")
        for each in candidates:
            console.line(f"  {each.place}: {each.term} ({each.count})")
    console.event(
        "index",
        slug=args.slug,
        marked=proposed.marked,
        candidates=[
            {"kind": each.kind, "term": each.term, "count": each.count, "at": str(each.place)}
            for each in proposed.candidates
        ],
    )
    said = f"{proposed.marked} marked, {len(proposed.candidates)} that might be"
    console.line(f"{args.slug}: {said}")
    return 0
