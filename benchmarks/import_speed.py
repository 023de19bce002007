"""How long import takes, and how the time grows with the length of the text.

Run: python benchmarks/import_speed.py [--marker sup] [--language en]
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import math
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("src", "tests")]

from intake.extraction import Extracted, generate, raw_text  # noqa: E402 - found by the line above
from intake.markers import MARKERS  # noqa: E402 - as above
from intake.material import LANGUAGES  # noqa: E402 - as above
from makeready.intake.clean import clean  # noqa: E402 - as above

SIZES = (63_000, 125_000, 250_000, 500_000, 1_200_000)
LIMITS = {63_000: 1.5, 1_200_000: 25.0}


def main() -> None:
    """Print seconds and characters a second for each size, and the growth between sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--marker", choices=[marker.name for marker in MARKERS], default="sup")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    arguments = parser.parse_args()
    print(f"{'characters':>12}{'seconds':>10}{'a second':>12}{'growth':>8}")
    before: tuple[int, float] | None = None
    for size in SIZES:
        document = _long(size, arguments.language, arguments.marker)
        seconds = _timed(document)
        length = len(document.text)
        growth = f"{_exponent(before, (length, seconds)):.2f}" if before else ""
        limit = f"   limit {LIMITS[size]} s" if size in LIMITS else ""
        print(f"{length:>12,}{seconds:>10.2f}{length / seconds:>12,.0f}{growth:>8}{limit}")
        before = (length, seconds)


def _long(size: int, language: str, name: str) -> Extracted:
    """Documents of many seeds one after another, up to this many characters."""
    marker = next(marker for marker in MARKERS if marker.name == name)
    texts: list[str] = []
    for seed in itertools.count():
        texts.append(generate(seed, language, marker, form="flow").text)
        if sum(map(len, texts)) >= size:
            break
    whole = "\n\n".join(texts)
    cut = whole.rfind("\n\n", 0, size)
    return dataclasses.replace(generate(0, language, marker), text=whole[:cut] + "\n")


def _timed(document: Extracted) -> float:
    raw = raw_text(document)
    start = time.perf_counter()
    clean(raw)
    return time.perf_counter() - start


def _exponent(before: tuple[int, float], after: tuple[int, float]) -> float:
    """The power of the length with which the time grew: 1 is linear."""
    return math.log(after[1] / before[1]) / math.log(after[0] / before[0])


if __name__ == "__main__":
    main()
