"""`makeready catalogue`: finished editions → a site from which readers download them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from makeready.cli.options import add_memory_limit
from makeready.press.build.outcomes import MEMORY_LIMIT

if TYPE_CHECKING:
    import argparse

    from makeready.cli.options import Verbs
    from makeready.cli.progress.console import Console


def add(verbs: Verbs, shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the verb and its options."""
    parser = verbs.add_parser(
        "catalogue",
        parents=[shared],
        help="make the download site of all titles",
        description="Make a site of all titles, to download and to read, from their editions.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--base-url",
        metavar="URL",
        default="",
        help="the site's address, for what needs absolute ones (default: relative ones only)",
    )
    parser.add_argument(
        "--name", default="", help="what the site is called (default: the titles' publisher)"
    )
    add_memory_limit(parser, "each process", MEMORY_LIMIT)
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Make the site, and say where it stands."""
    from makeready.press.catalogue import make_catalogue
    from makeready.press.folders import open_workspace

    workspace = open_workspace(Path.cwd(), content=args.content, output=args.output)
    with console.progress() as progress:
        made = make_catalogue(
            workspace, progress, name=args.name, base=args.base_url, memory=args.memory_limit
        )
    titles = "1 title" if made.titles == 1 else f"{made.titles} titles"
    console.line(f"{made.name}: {titles}: {made.folder.name}/index.html")
    for slug in made.unbuilt:
        console.note(f"{slug} is not listed: it has no editions yet; makeready build {slug}")
    if not args.base_url:
        console.note("without --base-url there is no sitemap, and no absolute address in the feeds")
    console.event(
        "catalogued",
        name=made.name,
        titles=made.titles,
        folder=made.folder.name,
        unbuilt=list(made.unbuilt),
    )
    return 0
