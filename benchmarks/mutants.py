"""Small faults put into the code, one at a time, become the share of them that the tests notice.

mutmut makes the faults, of which a fixed seed draws as many from each room. Its own runner traces
every call of every test before its first mutant, and rewrites each function of a copy of the tree;
cosmic-ray starts a new Python for each mutant. Either takes hours here. So the tests are run once,
with coverage telling which of them see which line; then each mutant is a fork of that process, in
which the code of one function is exchanged and the tests that see its line are run until one fails:
those of its module first, and then the fastest. No file is changed. What other processes do is not
mutated.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mutant_sample import ROOT, draw_mutants, find_mutant
from mutant_trial import KILLED, SLOW, SURVIVED, Trial, say
from mutmut.configuration import config

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mutant_sample import Mutant

README, LIST = ROOT / "benchmarks/README.md", ROOT / "benchmarks/mutants.md"
_ROOM = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
_FATE = r"^- ([a-z ]+): `(.+)`\n"
_CHANGE = r"(?:  - was `` (.*) ``\n  - is `` (.*) ``\n)?"
START, END = "<!-- mutants -->\n", "<!-- end of mutants -->\n"

ROOMS: Mapping[str, tuple[str, ...]] = {
    "master": ("tests/master",),
    "intake": ("tests/intake",),
    "editions/print/prove": ("tests/editions/print/prove",),
    "checks": ("tests/checks",),
}
"""The folders of the source that are mutated, and the tests that are asked of each."""

SEED = 11
DRAWN = 80
"""Mutants drawn from each room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A mutant by its room, its place and its line without and with the fault, and its fate."""

    room: str
    how: str
    name: str
    before: str = ""
    after: str = ""


def table(tried: Sequence[Tried]) -> str:
    """Return the figures of each room and of all as a table."""
    lines = ["| room | mutants | killed | timed out | survived | share noticed |"]
    lines.append("|:---|---:|---:|---:|---:|---:|")
    for room in (*ROOMS, "all"):
        counts = Counter(each.how for each in tried if room in (each.room, "all"))
        total = counts.total()
        if total:
            share = (counts[KILLED] + counts[SLOW]) / total
            figures = (str(total), *(str(counts[how]) for how in (KILLED, SLOW, SURVIVED)))
            lines.append(f"| {' | '.join((room, *figures))} | {share:.1%} |")
    return "\n".join(lines) + "\n"


def write_list(tried: Sequence[Tried]) -> str:
    """Return every mutant that was tried, by room and file, with what became of it."""
    out = io.StringIO()
    out.write("# The sample of mutants\n\n`nox -s mutants` writes this list.\n")
    for room in ROOMS:
        out.write(f"\n## {room}\n\n")
        own = [each for each in tried if each.room == room]
        for each in sorted(own, key=lambda each: (each.name, each.after)):
            out.write(f"- {each.how}: `{each.name}`\n")
            if each.how == SURVIVED:
                out.write(f"  - was `` {each.before} ``\n  - is `` {each.after} ``\n")
    return out.getvalue()


def read_list(text: str) -> list[Tried]:
    """Return the mutants of a list as `write_list` writes it."""
    return [
        Tried(room=room, how=how, name=name, before=before, after=after)
        for room, part in _ROOM.findall(text)
        for how, name, before, after in re.findall(_FATE + _CHANGE, part, re.MULTILINE)
    ]


def _tell(mutant: Mutant, how: str) -> Tried:
    return Tried(
        room=mutant.room, how=how, name=mutant.name, before=mutant.before, after=mutant.after
    )


def _write(tried: Sequence[Tried]) -> None:
    text = README.read_text("utf-8")
    before, rest = text.split(START)
    README.write_text(before + START + table(tried) + END + rest.split(END)[1], "utf-8")
    LIST.write_text(write_list(tried), "utf-8")


def try_again(given: argparse.Namespace) -> list[Tried]:
    """Return the list with those that survived tried again, without those whose lines are gone."""
    listed = read_list(LIST.read_text("utf-8"))
    rooms = given.rooms or list(ROOMS)
    survivors = [each for each in listed if each.how == SURVIVED and each.room in rooms]
    found = {each: find_mutant(each.room, each.name, each.before, each.after) for each in survivors}
    for each in survivors:
        if found[each] is None:
            say(f"not there any more, and left out: {each.name}")
    fates = _run(given, [each for each in found.values() if each is not None])
    return [
        replace(each, how=fates.get(mutant, each.how)) if (mutant := found.get(each)) else each
        for each in listed
        if each not in found or found[each] is not None
    ]


def _run(given: argparse.Namespace, mutants: Sequence[Mutant]) -> Mapping[Mutant, str]:
    say(f"{len(mutants)} mutants to try")
    trial = Trial(mutants, given.minutes * 60, given.keep)
    tests = given.tests or [path for room in given.rooms or ROOMS for path in ROOMS[room]]
    pytest.main(["-q", "-p", "no:randomly", "-m", "not browser and not soak", *tests], [trial])
    return trial.results


def main() -> int:
    """Draw mutants, try them, print the table, and write it and the list into benchmarks/."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("rooms", nargs="*", choices=[*ROOMS, []], help="folders of the source")
    parser.add_argument("--count", type=int, default=DRAWN, help="mutants of each room")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--minutes", type=float, default=60, help="after which no more are tried")
    parser.add_argument("--keep", type=Path, help="a file from which a later run goes on")
    parser.add_argument("--again", action="store_true", help="try the survivors of the list again")
    parser.add_argument("--tests", nargs="*", default=[], help="the tests to ask, of all rooms")
    given = parser.parse_args()
    config()
    if given.again:
        tried = try_again(given)
    else:
        rooms = given.rooms or list(ROOMS)
        drawn = [each for room in rooms for each in draw_mutants(room, given.count, given.seed)]
        tried = [_tell(each, how) for each, how in _run(given, drawn).items()]
    sys.stdout.write(table(tried))
    if given.again or not given.rooms:
        _write(tried)
    for each in tried:
        if each.how == SURVIVED and each.room in (given.rooms or ()):
            sys.stdout.write(f"{each.name}\n  was {each.before}\n  is  {each.after}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
