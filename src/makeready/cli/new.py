"""`makeready new`: a slug → a title that builds at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from makeready.cli.options import Verbs
    from makeready.cli.progress.console import Console


def add(verbs: Verbs, shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the verb and its options."""
    parser = verbs.add_parser(
        "new",
        parents=[shared],
        help="begin a title",
        description="Make the folder of a new title, which builds at once. Title, author and "
        "language are asked for on a terminal; in a script nothing is.",
        allow_abbrev=False,
    )
    parser.add_argument("slug", metavar="SLUG", help="the name of its folder: letters, digits, -")
    parser.add_argument("--title", default="", help="the title (default: made from the slug)")
    parser.add_argument("--author", default="", help="who wrote it")
    parser.add_argument("--language", default="", help='its language, such as "en-GB" or "de"')
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Make the title, and say what was made and what comes next."""
    from makeready.press.new import AUTHOR, LANGUAGE, check_slug, new_title, title_from

    check_slug(args.slug)
    facts = (args.title, args.author, args.language)
    if sys.stdin.isatty() and not console.json:
        facts = (
            args.title or _ask(console, "Title", title_from(args.slug)),
            args.author or _ask(console, "Author", AUTHOR),
            args.language or _ask(console, "Language", LANGUAGE),
        )
    files = new_title(Path.cwd(), args.slug, content=args.content, facts=facts)
    for file in files:
        console.line(file)
    console.note(f"build it with: makeready build {args.slug}")
    console.event("new", slug=args.slug, files=files)
    return 0


def _ask(console: Console, what: str, offered: str) -> str:
    """Return what is typed in answer, or what is offered where nothing is."""
    print(f"{what} [{offered}]: ", end="", file=console.err, flush=True)
    return sys.stdin.readline().strip() or offered
