"""`makeready release`: a tag → the folder of what it publishes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from makeready.cli.options import add_cache_size, add_memory_limit
from makeready.core.errors import ChecksFailed
from makeready.press.build.outcomes import CACHE_LIMIT, MEMORY_LIMIT

if TYPE_CHECKING:
    import argparse

    from makeready.cli.options import Verbs
    from makeready.cli.progress.console import Console


def add(verbs: Verbs, shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the verb and its options."""
    parser = verbs.add_parser(
        "release",
        parents=[shared],
        help="make what a tag publishes",
        description="Build and check the titles of a tag, and gather what the tag publishes.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "tag", metavar="TAG", help="v1.2.0 for every title, SLUG-v1.2.0 for one; the tag must exist"
    )
    add_cache_size(parser, CACHE_LIMIT)
    add_memory_limit(parser, "each process", MEMORY_LIMIT)
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Make the release, and list its files."""
    from makeready.press.folders import open_workspace
    from makeready.press.release import make_release

    workspace = open_workspace(Path.cwd(), content=args.content, output=args.output)
    try:
        with console.progress() as progress:
            made = make_release(
                workspace,
                args.tag,
                progress,
                cache_limit=args.cache_size,
                memory=args.memory_limit,
            )
    except ChecksFailed as error:
        for found in error.findings:
            console.finding(found)
        raise
    console.line(f"{made.tag.name}: {len(made.files)} files: {made.folder}/")
    for name in made.files:
        console.line(f"  {name}")
    console.event(
        "released", tag=made.tag.name, titles=made.tag.slugs, folder=made.folder, files=made.files
    )
    return 0
