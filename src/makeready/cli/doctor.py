"""`makeready doctor`: this machine → what it has and lacks, and the command that installs it."""

from __future__ import annotations

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
    for need in needs:
        _tell(need, console)
    doctor.require(needs)
    return 0


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
