"""`makeready check`: finished titles → proofs of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from makeready.cli.options import add_memory_limit, add_time_limit
from makeready.core.errors import ChecksFailed
from makeready.core.findings import errors
from makeready.press.build.outcomes import CHECK_LIMIT, MEMORY_LIMIT

if TYPE_CHECKING:
    import argparse

    from makeready.cli.options import Verbs
    from makeready.cli.progress.console import Console
    from makeready.press.build.outcomes import Checked


def add(verbs: Verbs, shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the verb and its options."""
    parser = verbs.add_parser(
        "check",
        parents=[shared],
        help="check the finished editions and write the proof",
        description="Check the finished editions of each title and write the proof beside them.",
        allow_abbrev=False,
    )
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="a title (default: all of them)")
    parser.add_argument(
        "--strict",
        action="store_true",
        help="fail where a warning is not waived or a check could not run",
    )
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="build each title again from its sources, and compare the bytes",
    )
    add_time_limit(parser, "--time-limit", "a check that takes longer", CHECK_LIMIT)
    add_memory_limit(parser, "the checks", MEMORY_LIMIT)
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Check the titles, tell what was found, and return the first failure's exit code."""
    from makeready.press.build.outcomes import Failed
    from makeready.press.check import CheckOptions, check_titles
    from makeready.press.folders import open_workspace

    workspace = open_workspace(Path.cwd(), content=args.content, output=args.output)
    with console.progress() as progress:
        options = CheckOptions(
            rebuild=args.rebuild, limit=args.time_limit, memory=args.memory_limit
        )
        outcomes = check_titles(workspace, tuple(args.slugs), progress, options)
    if not outcomes:
        console.note(f"there are no titles in {workspace.content}")
    codes = []
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            console.error(outcome.error, outcome.slug)
            codes.append(outcome.error.exit_code)
        else:
            if len(outcomes) == 1:
                _tell_measures(outcome, console)
            codes.append(_tell(outcome, console, strict=args.strict))
    return next(filter(None, codes), 0)


def _tell_measures(checked: Checked, console: Console) -> None:
    """Tell the figures of the typesetting: what, how much, and how much it should be at most."""
    for value, name, limit in checked.measures:
        console.note(f"{checked.slug}: {value} {name} (at most {limit})")


def _tell(checked: Checked, console: Console, *, strict: bool) -> int:
    for found in checked.findings:
        console.finding(found, checked.slug)
    if checked.missing:
        console.note(f"{checked.slug}: DID NOT RUN: {', '.join(checked.missing)}")
    fails = bool(errors(checked.findings)) or (strict and not checked.holds)
    console.line(f"{checked.slug}: {_verdict(checked, fails=fails)}: {checked.file}")
    console.event(
        "checked",
        slug=checked.slug,
        checks=checked.checks,
        open=len(checked.findings),
        missing=checked.missing,
        holds=checked.holds,
        passed=not fails,
        file=checked.file,
        measures=checked.measures,
    )
    return ChecksFailed.exit_code if fails else 0


def _verdict(checked: Checked, *, fails: bool) -> str:
    if checked.holds:
        return f"all {checked.checks} checks passed"
    told = f"{len(checked.findings)} open" if checked.findings else "nothing open"
    missing = f", {len(checked.missing)} not run" if checked.missing else ""
    return f"{'FAILED' if fails else 'passed'} ({told}{missing} of {checked.checks} checks)"
