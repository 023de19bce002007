"""`makeready doctor`: this machine → what it has and lacks, and the command that installs it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from makeready.cli.options import Verbs
    from makeready.cli.progress.console import Console
    from makeready.press.doctor import Need


def add(verbs: Verbs, shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the verb and its options."""
    parser = verbs.add_parser(
        "doctor",
        parents=[shared],
        help="say what this machine has and lacks",
        description="Say what this machine has and lacks, and which command installs it.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "titles",
        nargs="*",
        metavar="SLUG",
        help="titles whose fonts are looked for (default: all titles, if there are any)",
    )
    parser.add_argument(
        "--install",
        action="store_true",
        help="install what is missing, as root on Debian and Ubuntu; elsewhere say how",
    )
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Examine the machine, install what is missing where asked, and stop where a need is unmet."""
    from makeready.press import doctor

    needs = doctor.examine()
    if args.install:
        needs = doctor.install_missing(needs, say=console.note)
    fonts = _examine_fonts(args)
    if args.install and doctor.install_fonts(fonts, say=console.note):
        fonts = _examine_fonts(args)
    for need in (*needs, *fonts):
        _tell(need, console)
    doctor.require(needs)
    return 0


def _examine_fonts(args: argparse.Namespace) -> tuple[Need, ...]:
    """Return the fonts that titles need; outside every folder of titles there are none."""
    from makeready.core.errors import WorkspaceError
    from makeready.press.folders import open_workspace
    from makeready.press.title_fonts import examine_fonts

    try:
        workspace = open_workspace(Path.cwd(), content=args.content, output=args.output)
    except WorkspaceError:
        if args.titles or args.content:
            raise
        return ()
    return examine_fonts(workspace, args.titles)


def _tell(need: Need, console: Console) -> None:
    state = "has  " if need.found else "LACKS" if need.required else "no   "
    detail = need.found or f"for {need.purpose}"
    console.line(f"{state} {need.name}: {detail}")
    if need.remedy:
        console.line("      " + need.remedy.replace("\n", "\n      "))
    console.event(
        "need",
        name=need.name,
        purpose=need.purpose,
        required=need.required,
        found=need.found,
        remedy=need.remedy,
    )
