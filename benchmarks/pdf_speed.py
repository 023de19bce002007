"""Characters a second that PDFs are read at, by processor time, beside Poppler's pdftotext.

Run: python benchmarks/pdf_speed.py FILE.pdf … [--jobs 2]
For each file: its pages and characters; seconds of the processor that the reading processes take
(starting them, and cutting pictures out, included), and that the manuscript takes; characters a
second from the file to the manuscript, the reading shared by so many processors that have nothing
else to do; the same for pdftotext, which gives text alone.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import time
from pathlib import Path

from makeready.intake.pdf.source import make_manuscript, read_pdf

HEAD = ("file", "pages", "characters", "reading, s", "manuscript, s", "characters/s", "pdftotext/s")


def main() -> None:
    """Print a row for each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    print("".join(f"{name:>16}" for name in HEAD))
    for file in arguments.files:
        print("".join(f"{cell:>16}" for cell in _row(file, arguments.jobs)), flush=True)


def _row(file: Path, jobs: int) -> tuple[str, ...]:
    data = file.read_bytes()
    own, children = time.process_time(), _children()
    pdf = read_pdf(file, data, jobs=jobs)
    make_manuscript(pdf, None)
    manuscript, reading = time.process_time() - own, _children() - children
    characters = len(pdf.source.raw.text)
    return (
        file.name[:15],
        str(pdf.book.facts.pages),
        f"{characters:,}",
        f"{reading:.1f}",
        f"{manuscript:.1f}",
        f"{characters / (reading / jobs + manuscript):,.0f}",
        f"{characters / _pdftotext(file):,.0f}" if _poppler() else "-",
    )


def _children() -> float:
    """Return the processor time of the processes that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _poppler() -> str:
    return shutil.which("pdftotext") or ""


def _pdftotext(file: Path) -> float:
    """Return the seconds of the processor that pdftotext takes for a file."""
    before = _children()
    subprocess.run(
        [_poppler(), str(file), "-"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return _children() - before


if __name__ == "__main__":
    main()
