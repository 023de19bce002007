"""Generated books become a table of times and memory, ours beside the way without makeready.

Whole processes are timed from start to end, both editions counted, one run after the other. Memory
is the peak of the largest process of a run, read from /proc while it runs, so Linux is needed.
Every figure is the median of several runs, but for that of many titles, which is made once.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import books

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
README = HERE / "README.md"
START, END = "<!-- figures -->\n", "<!-- end of figures -->\n"
TITLES = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The seconds that a run took, and the megabytes of its largest process."""

    seconds: float
    memory: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table: what was done, ours, the peer's, their ratio and what it may be."""

    what: str
    ours: str
    peer: str = ""
    ratio: str = ""
    aim: str = ""


def main() -> None:
    """Measure, print the table, and write it into benchmarks/README.md."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how many runs a figure is of")
    parser.add_argument("--titles", type=int, default=TITLES, help="how many short titles; 0: none")
    parser.add_argument("--print", action="store_true", help="leave README.md as it is")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="makeready-bench-") as folder:
        rows = [*_one_title(Path(folder), args.runs), *_many(Path(folder), args.titles)]
    text = _table(rows, args.runs)
    print(text)
    if not args.print:
        _write(text)


def _one_title(folder: Path, runs: int) -> list[Row]:
    long, longer = folder / "20", folder / "40"
    books.write_title(long / "content", "twenty", chapters=20)
    books.write_title(longer / "content", "forty", chapters=40)
    peer = _median(runs, lambda: _peer(long, "twenty"))
    cold = _median(runs, lambda: _build(long, is_cold=True))
    edited = _median(runs, lambda: _edited(long / "content/twenty", long))
    same = _median(runs, lambda: _build(long))
    peer40 = _median(runs, lambda: _peer(longer, "forty"))
    cold40 = _median(runs, lambda: _build(longer, is_cold=True))
    return [
        _against("20 chapters, nothing made before", cold, peer, "0.75"),
        _against("one chapter edited", edited, peer, "0.15"),
        _against("nothing changed", same, peer, "0.04"),
        _against("40 chapters, nothing made before", cold40, peer40, ""),
        Row(
            what="40 chapters against 20",
            ours=f"{cold40.seconds / cold.seconds:.2f} ×",
            peer=f"{peer40.seconds / peer.seconds:.2f} ×",
            aim="2.1 ×",
        ),
        Row(
            what="memory of the largest process, 20 chapters",
            ours=f"{cold.memory:.0f} MB",
            peer=f"{peer.memory:.0f} MB",
            ratio=f"{cold.memory / peer.memory:.2f}",
        ),
        Row(
            what="memory of the largest process, 40 chapters",
            ours=f"{cold40.memory:.0f} MB",
            peer=f"{peer40.memory:.0f} MB",
            ratio=f"{cold40.memory / peer40.memory:.2f}",
            aim="0.60",
        ),
    ]


def _many(folder: Path, count: int) -> list[Row]:
    """Build many titles of ten pages, and a fifth of them for comparison."""
    rows: list[Row] = []
    for some in (count // 5, count):
        root = folder / f"titles-{some}"
        for number in range(some):
            books.write_title(root / "content", f"title-{number:03}", chapters=1)
        if some:
            made = _build(root, is_cold=True)
            again = _build(root)
            said = f"{made.seconds:.1f} s, largest process {made.memory:.0f} MB"
            rows.append(Row(what=f"{some} titles of ten pages", ours=said))
            rows.append(Row(what=f"{some} titles, nothing changed", ours=f"{again.seconds:.2f} s"))
    return rows


def _against(what: str, ours: Run, peer: Run, aim: str) -> Row:
    return Row(
        what=what,
        ours=f"{ours.seconds:.2f} s",
        peer=f"{peer.seconds:.2f} s",
        ratio=f"{ours.seconds / peer.seconds:.3f}",
        aim=aim,
    )


def _median(runs: int, run: Callable[[], Run]) -> Run:
    done = [run() for _ in range(runs)]
    return Run(
        seconds=statistics.median(each.seconds for each in done),
        memory=statistics.median(each.memory for each in done),
    )


def _build(root: Path, *, is_cold: bool = False) -> Run:
    if is_cold:
        shutil.rmtree(root / "output", ignore_errors=True)
    return _timed([sys.executable, "-m", "makeready", "--content", str(root / "content"), "build"])


def _edited(title: Path, root: Path) -> Run:
    books.edit(title)
    return _build(root)


def _peer(root: Path, slug: str) -> Run:
    title, fonts = root / "content" / slug, HERE.parent / "fonts/linux-libertine"
    command = [sys.executable, str(HERE / "peer.py"), str(title), str(root / "peer")]
    return _timed([*command, "--fonts", str(fonts)])


def _timed(command: list[str]) -> Run:
    """Run a command to its end in a session of its own, by which its processes are found."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = 0
    while not (done := os.wait4(process.pid, os.WNOHANG))[0]:
        peak = max(peak, *_peaks(process.pid))
        time.sleep(0.05)
    seconds = time.perf_counter() - began
    if done[1]:
        sys.exit(f"{command} failed; try it by hand")
    return Run(seconds=seconds, memory=max(peak, done[2].ru_maxrss) / 1000)


def _peaks(session: int) -> list[int]:
    """Return the peak memory of each process of a session, in kilobytes."""
    peaks = [0]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # after the name in parentheses: state, parent, group, session
            facts = (folder / "stat").read_text().rpartition(")")[2].split()
            status = (folder / "status").read_text() if int(facts[3]) == session else ""
        except OSError:
            continue
        peaks += [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")]
    return peaks


def _table(rows: list[Row], runs: int) -> str:
    lines = ["| | makeready | without it | ratio | at most |", "|:---|---:|---:|---:|---:|"]
    lines += [f"| {r.what} | {r.ours} | {r.peer} | {r.ratio} | {r.aim} |" for r in rows]
    return "\n".join([*lines, "", f"Medians of {runs}. {_machine()}", ""])


def _machine() -> str:
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{cores} cores ({platform.machine()}), {memory:.0f} GB of memory, "
        f"{platform.system()}, Python {platform.python_version()}."
    )


def _write(text: str) -> None:
    before, _, rest = README.read_text("utf-8").partition(START)
    README.write_text(before + START + text + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
