"""A saved chapter of the handbook becomes the seconds until the preview shows it.

The handbook is copied, its preview started, and one chapter after the other gets a sentence. A
change counts as shown in the e-book when the chapter that the server hands out has the words, and
on the pages when the picture of a page that was set after the change has come.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
MOMENT = 0.05


def main() -> None:
    """Measure and print the medians."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--runs", type=int, default=7, help="how many chapters are saved")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="makeready-bench-") as folder:
        titles = Path(folder) / "content"
        shutil.copytree(HERE.parent / "content/handbook", titles / "handbook")
        times = _measure(titles, args.runs)
    early, late = (statistics.median(each) for each in zip(*times, strict=True))
    print(f"e-book {early:.2f} s, pages {late:.2f} s (medians of {len(times)}); all: {times}")


def _measure(titles: Path, runs: int) -> list[tuple[float, float]]:
    command = [sys.executable, "-m", "makeready", "--content", str(titles), "preview", "handbook"]
    with subprocess.Popen(
        [*command, "--port", "0", "--json"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            address = json.loads(process.stdout.readline())["url"]
            _wait(address, 0)
            files = sorted((titles / "handbook/text").glob("*.md"))
            return [_save(files[number % len(files)], address, number) for number in range(runs)]
        finally:
            process.terminate()


def _save(file: Path, address: str, number: int) -> tuple[float, float]:
    """Add a sentence to a chapter; return the seconds until the e-book and the pages have it."""
    words = f"The mill wheel turned {number} times and stood still."
    version = json.loads(_get(address + "state"))["version"]
    file.write_text(f"{file.read_text('utf-8')}\n{words}\n", "utf-8")
    began = time.perf_counter()
    seen = version
    while seen == version or not _holds(address, words):
        # only what is new is looked at, for whoever asks all the time is in the way of the work
        seen = _newer(address, seen)
    early = time.perf_counter() - began
    _wait(address, version)
    _get(address + "page/20/720.png")
    return round(early, 2), round(time.perf_counter() - began, 2)


def _newer(address: str, version: int) -> int:
    """Wait until something newer than this version is shown, and return its version."""
    while (now := int(json.loads(_get(address + "state"))["version"])) == version:
        time.sleep(MOMENT)
    return now


def _holds(address: str, words: str) -> bool:
    chapters = json.loads(_get(address + "state"))["chapters"]
    files = [_get(f"{address}book/{each['file']}").decode() for each in chapters]
    return any(words in file for file in files)


def _wait(address: str, version: int) -> None:
    while True:
        state = json.loads(_get(address + "state"))
        if state["stage"] == "ready" and state["version"] > version:
            return
        time.sleep(MOMENT)


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return bytes(answer.read())


if __name__ == "__main__":
    main()
