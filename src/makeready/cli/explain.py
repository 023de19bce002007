"""`makeready explain`: the code of a finding → what it means, why it matters and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from makeready.cli.options import Verbs
    from makeready.cli.progress.console import Console


def add(verbs: Verbs, shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the verb and its options."""
    parser = verbs.add_parser(
        "explain",
        parents=[shared],
        help="say what a finding means, at length",
        description="Say what a finding means, why it matters and what to do.",
        allow_abbrev=False,
    )
    parser.add_argument("code", metavar="CODE", help="the code of a finding, such as W-001")
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Print what the register says of the code."""
    from makeready.press.codes import look_up

    code = look_up(args.code)
    console.line(f"{code.code} ({code.severity}): {code.title}")
    console.line(f"\nWhy it matters: {code.why}")
    console.line(f"What to do: {code.remedy}")
    console.event(
        "code",
        code=code.code,
        severity=code.severity,
        title=code.title,
        why=code.why,
        remedy=code.remedy,
    )
    return 0
