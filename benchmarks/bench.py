"""Generated books become a table of times and memory, ours beside the way without makeready.

Whole processes are timed from start to end, both editions counted, one run after the other, all
kinds in turn. Each is run once before, without being timed. Memory is the peak of the largest
process of a run, read from /proc while it runs, so Linux is needed. Every figure is the median of
several runs, but for those of many titles, which are made once.
"""

from __future__ import annotations

import argparse
import os
import platform
import select
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
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

HERE = Path(__file__).parent
README = HERE / "README.md"
START, END = "<!-- figures -->\n", "<!-- end of figures -->\n"
TITLES = 300
LOOK_EVERY = 0.1
"""Seconds between two looks at the processes of a run; each look takes a few thousandths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The seconds that a run took, and the most of megabytes and open files that a process had."""

    seconds: float
    memory: float
    files: int


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
    parser.add_argument("--titles", type=int, default=TITLES, help="how many short titles")
    parser.add_argument("--only", choices=("title", "titles"), help="the long titles or the many")
    parser.add_argument("--print", action="store_true", help="leave README.md as it is")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="makeready-bench-") as folder:
        rows = list(_measured(Path(folder), args.runs, args.titles, args.only))
    text = _table(rows, args.runs)
    print(text)
    if not args.print and not args.only:
        _write(text)


def _measured(folder: Path, runs: int, titles: int, only: str | None) -> Iterator[Row]:
    if only != "titles":
        yield from _one_title(folder, runs)
    if only != "title":
        yield from _many(folder, titles)


def _one_title(folder: Path, runs: int) -> list[Row]:
    long, longer = folder / "20", folder / "40"
    twenty = books.write_title(long / "content", "twenty", chapters=20)
    forty = books.write_title(longer / "content", "forty", chapters=40)
    done = _in_turn(
        {
            "peer": lambda: _peer(long, twenty),
            "cold": lambda: _build(long, is_cold=True),
            "edited": lambda: _edited(long, twenty),
            "same": lambda: _build(long),
            "peer, 40": lambda: _peer(longer, forty),
            "cold, 40": lambda: _build(longer, is_cold=True),
        },
        runs,
    )
    return [*_times(done), *_memory(done)]


def _in_turn(kinds: Mapping[str, Callable[[], Run]], runs: int) -> dict[str, Run]:
    """Run every kind once untimed, then all in turn; a change of pace so touches all alike."""
    for run in kinds.values():
        run()
    rounds = [{kind: run() for kind, run in kinds.items()} for _ in range(runs)]
    return {kind: _median([done[kind] for done in rounds]) for kind in kinds}


def _median(done: Sequence[Run]) -> Run:
    return Run(
        seconds=statistics.median(each.seconds for each in done),
        memory=statistics.median(each.memory for each in done),
        files=max(each.files for each in done),
    )


def _times(done: Mapping[str, Run]) -> Iterator[Row]:
    peer, peer40 = done["peer"], done["peer, 40"]
    yield _against("20 chapters, nothing made before", done["cold"], peer, "0.75")
    yield _against("one chapter edited", done["edited"], peer, "0.15")
    yield _against("nothing changed", done["same"], peer, "0.04")
    yield _against("40 chapters, nothing made before", done["cold, 40"], peer40, "")
    yield Row(
        what="40 chapters against 20",
        ours=f"{done['cold, 40'].seconds / done['cold'].seconds:.2f} ×",
        peer=f"{peer40.seconds / peer.seconds:.2f} ×",
        aim="2.1 ×",
    )


def _against(what: str, ours: Run, peer: Run, aim: str) -> Row:
    return Row(
        what=what,
        ours=f"{ours.seconds:.2f} s",
        peer=f"{peer.seconds:.2f} s",
        ratio=f"{ours.seconds / peer.seconds:.3f}",
        aim=aim,
    )


def _memory(done: Mapping[str, Run]) -> Iterator[Row]:
    for chapters, cold, peer, aim in (
        ("20", "cold", "peer", ""),
        ("40", "cold, 40", "peer, 40", "0.60"),
    ):
        yield Row(
            what=f"memory of the largest process, {chapters} chapters",
            ours=f"{done[cold].memory:.0f} MB",
            peer=f"{done[peer].memory:.0f} MB",
            ratio=f"{done[cold].memory / done[peer].memory:.2f}",
            aim=aim,
        )


def _many(folder: Path, count: int) -> Iterator[Row]:
    """Build many titles of ten pages, and a fifth of them for comparison."""
    _build(_titles(folder, 1))
    few, many = (_titles(folder, some) for some in (count // 5, count))
    made = {count // 5: _build(few), count: _build(many)}
    for some, run in made.items():
        what, each = f"{some} titles of ten pages", run.seconds / some
        yield Row(what=what, ours=f"{run.seconds:.1f} s, {1000 * each:.0f} ms a title")
        most = f"{run.memory:.0f} MB, {run.files} open files"
        yield Row(what=f"the most that a process has, {some} titles", ours=most)
    yield Row(what=f"{count} titles, nothing changed", ours=f"{_build(many).seconds:.2f} s")


def _titles(folder: Path, count: int) -> Path:
    root = folder / f"titles-{count}"
    for number in range(count):
        books.write_short_title(root / "content", f"title-{number:03}")
    return root


def _build(root: Path, *, is_cold: bool = False) -> Run:
    if is_cold:
        shutil.rmtree(root / "output", ignore_errors=True)
    return _timed([sys.executable, "-m", "makeready", "--content", str(root / "content"), "build"])


def _edited(root: Path, title: Path) -> Run:
    books.edit(title)
    return _build(root)


def _peer(root: Path, title: Path) -> Run:
    fonts = HERE.parent / "fonts/linux-libertine"
    command = [sys.executable, str(HERE / "peer.py"), str(title), str(root / "peer")]
    return _timed([*command, "--fonts", str(fonts)])


def _timed(command: list[str]) -> Run:
    """Run a command to its end in a session of its own, by which its processes are found."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=_environment(),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    looks = list(_looks(process.pid))
    seconds = time.perf_counter() - began
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command} failed; try it by hand")
    memory = max(usage.ru_maxrss, *(memory for memory, _ in looks))
    return Run(seconds=seconds, memory=memory / 1000, files=max(files for _, files in looks))


def _environment() -> dict[str, str]:
    """Return our environment, in which Python keeps what it has compiled, as it does for users."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _looks(session: int) -> Iterator[tuple[int, int]]:
    """Yield the memory and the open files of each process of a session until its first one ends.

    The end is told by the system at once, and not seen at the next look.
    """
    yield 0, 0
    end = os.pidfd_open(session)
    poll = select.poll()
    poll.register(end, select.POLLIN)
    while not poll.poll(1000 * LOOK_EVERY):
        yield from _processes(session)
    os.close(end)


def _processes(session: int) -> Iterator[tuple[int, int]]:
    """Yield the peak memory, in kilobytes, and the open files of each process of a session."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # after the name in parentheses: state, parent, group, session
            facts = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(facts[3]) == session:
                files = sum(1 for _ in (folder / "fd").iterdir())
                yield _peak((folder / "status").read_text()), files
        except OSError:
            # it has ended meanwhile
            continue


def _peak(status: str) -> int:
    lines = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return max((int(line.split()[1]) for line in lines), default=0)


def _table(rows: Iterable[Row], runs: int) -> str:
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
