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
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mutant_sample import ROOT, draw_mutants
from mutant_trial import KILLED, SLOW, SURVIVED, Trial, say
from mutmut.configuration import config

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mutant_sample import Mutant

README, LIST = ROOT / "benchmarks/README.md", ROOT / "benchmarks/mutants.md"
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


def table(results: Mapping[Mutant, str]) -> str:
    """Return the figures of each room and of all as a table."""
    lines = ["| room | mutants | killed | timed out | survived | share noticed |"]
    lines.append("|:---|---:|---:|---:|---:|---:|")
    for room in (*ROOMS, "all"):
        counts = Counter(how for each, how in results.items() if room in (each.room, "all"))
        total = counts.total()
        if total:
            share = (counts[KILLED] + counts[SLOW]) / total
            figures = (str(total), *(str(counts[how]) for how in (KILLED, SLOW, SURVIVED)))
            lines.append(f"| {' | '.join((room, *figures))} | {share:.1%} |")
    return "\n".join(lines) + "\n"


def listing(results: Mapping[Mutant, str]) -> str:
    """Return every mutant that was tried, by room and file, with what became of it."""
    out = io.StringIO()
    out.write("# The sample of mutants\n\n`nox -s mutants` writes this list.\n")
    for room in ROOMS:
        out.write(f"\n## {room}\n\n")
        own = [(each, how) for each, how in results.items() if each.room == room]
        for each, how in sorted(own, key=lambda pair: (pair[0].name, pair[0].after)):
            out.write(f"- {how}: `{each.name}`\n")
            if how == SURVIVED:
                out.write(f"  - was `` {each.before} ``\n  - is `` {each.after} ``\n")
    return out.getvalue()


def main() -> int:
    """Draw mutants, try them, print the table, and write it and the list into benchmarks/."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("rooms", nargs="*", choices=[*ROOMS, []], help="folders of the source")
    parser.add_argument("--count", type=int, default=DRAWN, help="mutants of each room")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--minutes", type=float, default=60, help="after which no more are tried")
    parser.add_argument("--keep", type=Path, help="a file from which a later run goes on")
    given = parser.parse_args()
    config()
    rooms = given.rooms or list(ROOMS)
    mutants = [each for room in rooms for each in draw_mutants(room, given.count, given.seed)]
    say(f"{len(mutants)} mutants drawn")
    trial = Trial(mutants, given.minutes * 60, given.keep)
    tests = [path for room in rooms for path in ROOMS[room]]
    pytest.main(["-q", "-p", "no:randomly", "-m", "not browser and not soak", *tests], [trial])
    figures = table(trial.results)
    sys.stdout.write(figures)
    if not given.rooms:
        text = README.read_text("utf-8")
        before, rest = text.split(START)
        README.write_text(before + START + figures + END + rest.split(END)[1], "utf-8")
        LIST.write_text(listing(trial.results), "utf-8")
    elif survivors := [each for each, how in trial.results.items() if how == SURVIVED]:
        for each in survivors:
            sys.stdout.write(f"{each.name}\n  was {each.before}\n  is  {each.after}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
