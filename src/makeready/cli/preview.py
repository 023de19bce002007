"""`makeready preview`: titles → both editions side by side in a browser, kept up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from makeready.cli.options import add_cache_size
from makeready.press.build.outcomes import CACHE_LIMIT

if TYPE_CHECKING:
    import argparse

    from makeready.cli.options import Verbs
    from makeready.cli.progress.console import Console

_PORT = 8137


def add(verbs: Verbs, shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the verb and its options."""
    parser = verbs.add_parser(
        "preview",
        parents=[shared],
        help="show both editions in a browser, and every change",
        description="Show the printed pages, the e-book and the findings side by side in a browser "
        "on this machine, and build again what changes.",
        allow_abbrev=False,
    )
    parser.add_argument("slug", nargs="?", metavar="SLUG", help="a title (default: all of them)")
    parser.add_argument(
        "--port", type=int, default=_PORT, metavar="N", help="the port (default: %(default)s)"
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="the address to listen on (default: %(default)s, which only this machine reaches)",
    )
    add_cache_size(parser, CACHE_LIMIT)
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Serve the preview until it is interrupted."""
    from makeready.press.folders import open_workspace
    from makeready.press.preview.server import Address, preview

    workspace = open_workspace(Path.cwd(), content=args.content, output=args.output)

    def on_ready(url: str) -> None:
        console.line(f"the preview is at {url} (Ctrl-C ends it)")
        console.event("preview", url=url)

    address = Address(host=args.host, port=args.port)
    preview(workspace, args.slug, address, on_ready, cache_limit=args.cache_size)
    return 0
