"""`makeready build`: titles → both editions of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from makeready.cli.options import add_cache_size, add_memory_limit, add_time_limit, positive
from makeready.core.errors import ChecksFailed
from makeready.press.build.outcomes import CACHE_LIMIT, MEMORY_LIMIT, TIME_LIMIT, TITLE_LIMIT

if TYPE_CHECKING:
    import argparse

    from makeready.cli.options import Verbs
    from makeready.cli.progress.console import Console
    from makeready.press.build.outcomes import Built, Failed


def add(verbs: Verbs, shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the verb and its options."""
    parser = verbs.add_parser(
        "build",
        parents=[shared],
        help="make both editions of each title",
        description="Make the print edition and the e-book of each title.",
        allow_abbrev=False,
    )
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="a title (default: all of them)")
    parser.add_argument("--fresh", action="store_true", help="make everything anew")
    parser.add_argument(
        "--jobs",
        type=positive,
        metavar="N",
        help="do this much at a time (default: one task a core)",
    )
    parser.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="have the machines of this Dask cluster do the work, as in tcp://name:8786",
    )
    task = "a task that takes longer, as a chapter's layout"
    add_time_limit(parser, "--time-limit", task, TIME_LIMIT)
    add_time_limit(parser, "--title-limit", "a title that takes longer as a whole", TITLE_LIMIT)
    add_memory_limit(parser, "each process", MEMORY_LIMIT)
    add_cache_size(parser, CACHE_LIMIT)
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Build the titles, tell what became of each, and return the first failure's exit code."""
    from makeready.press.folders import call_early, open_workspace

    workspace = open_workspace(Path.cwd(), content=args.content, output=args.output)
    if not args.scheduler:
        # before the next imports, which are work enough to run beside theirs
        call_early(workspace, args.slugs)
    from makeready.press.build import pipeline
    from makeready.press.build.outcomes import BuildOptions, Built, Failed

    options = BuildOptions(
        jobs=args.jobs,
        scheduler=args.scheduler,
        is_fresh=args.fresh,
        cache_limit=args.cache_size,
        time_limit=args.time_limit,
        title_limit=args.title_limit,
        memory_limit=args.memory_limit,
    )
    with console.progress() as progress:
        outcomes = pipeline.build_titles(workspace, tuple(args.slugs), progress, options)
    if not outcomes:
        console.note(f"there are no titles in {workspace.content}")
    for outcome in outcomes:
        if isinstance(outcome, Built):
            _tell_built(outcome, console)
        else:
            _tell_failed(outcome, console)
    failed = (outcome for outcome in outcomes if isinstance(outcome, Failed))
    return next((outcome.error.exit_code for outcome in failed), 0)


def _tell_built(built: Built, console: Console) -> None:
    for found in built.findings:
        console.finding(found, built.slug)
    counts = f"{_count(built.pages, 'page')}, {_count(built.notes, 'note')}"
    console.line(f"{built.slug}: {counts}: {', '.join(built.files)}")
    console.event("built", slug=built.slug, pages=built.pages, notes=built.notes, files=built.files)


def _tell_failed(failed: Failed, console: Console) -> None:
    if isinstance(failed.error, ChecksFailed):
        for found in failed.error.findings:
            console.finding(found, failed.slug)
    console.error(failed.error, failed.slug)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
