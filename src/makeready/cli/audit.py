"""`makeready audit`: a title's ledger → what import changed, rule by rule."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from makeready.core.errors import ChecksFailed
from makeready.core.findings import errors

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from makeready.cli.options import Verbs
    from makeready.cli.progress.console import Console
    from makeready.press.auditing import Audited


_SHORT = 8  # characters: page numbers and the like stand side by side
_WIDTH = 100
_PLACES = 4  # lines that are named where a stretch stood more often


def add(verbs: Verbs, shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the verb and its options."""
    parser = verbs.add_parser(
        "audit",
        parents=[shared],
        help="show what import changed, and prove that nothing was lost",
        description="Replay a title's ledger against its source and show the changes by rule.",
        allow_abbrev=False,
    )
    parser.add_argument("slug", metavar="SLUG", help="an imported title")
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Replay the ledger and tell what it shows."""
    from makeready.press import auditing
    from makeready.press.folders import open_workspace

    workspace = open_workspace(Path.cwd(), content=args.content, output=args.output)
    audited = auditing.audit(workspace, args.slug)
    for rule, (count, size) in audited.rules.items():
        console.line(f"{rule:14} {count:6} times {size:9} characters of the source")
    for line in _list_dropped(audited):
        console.line(line)
    for name in audited.edited:
        console.note(f"{audited.slug}/{name} was edited since the import")
    for found in audited.findings:
        console.finding(found, audited.slug)
    console.event(
        "audited",
        slug=audited.slug,
        rules=dict(audited.rules),
        dropped={
            rule: [(each.text, list(each.lines)) for each in found]
            for rule, found in audited.dropped.items()
        },
        edited=list(audited.edited),
        compared=audited.compared,
    )
    if wrong := errors(audited.findings):
        raise ChecksFailed("the ledger does not account for the source", wrong)
    for line in _describe(audited):
        console.line(f"{audited.slug}: {line}")
    return 0


def _list_dropped(audited: Audited) -> Iterator[str]:
    """Yield every word of the source that is not in the manuscript, rule by rule."""
    for rule, found in audited.dropped.items():
        count = sum(each.total for each in found)
        yield f"{rule}: {count} words of the source are not in the manuscript"
        short = [each for each in found if len(each.text) <= _SHORT]
        told = ", ".join(_tell_times(each.text, len(each.lines)) for each in short)
        yield from wrap(told, _WIDTH, initial_indent="  ", subsequent_indent="  ")
        for each in found:
            if each not in short:
                yield f"  {_tell_lines(each.lines)}: {each.text}"


def _tell_times(text: str, times: int) -> str:
    """Return a short stretch, and how often it stood."""
    return f"{text} ({times} times)" if times > 1 else text


def _tell_lines(lines: Sequence[int]) -> str:
    """Return where a stretch stood, the first places and how many they are."""
    if len(lines) == 1:
        return f"line {lines[0]}"
    told = ", ".join(map(str, lines[:_PLACES]))
    return f"{len(lines)} times, lines {told}{', …' if len(lines) > _PLACES else ''}"


def _describe(audited: Audited) -> Iterator[str]:
    """Yield what was seen, and no more: which bytes were compared with what."""
    if not audited.document:
        yield "every character of the source is accounted for"
        return
    if audited.document.lower().endswith(".pdf"):
        yield f"the pages of {audited.document} were not read again"
    elif audited.compared is None:
        yield f"what pandoc read of {audited.document} was not compared with its own bytes"
    else:
        words, kept, taken = audited.compared
        lost = words - kept - taken
        rest = f"; {taken} were taken out by rules that the ledger names" if taken else ""
        rest += f"; {lost} are named above" if lost else ""
        yield f"{kept} of the {words} words in {audited.document} are in the manuscript{rest}"
    yield f"every character of {audited.source}, the reading of it, is accounted for"
