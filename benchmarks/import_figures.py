"""How well import undoes what a converter did to printed pages, by language and way of marking.

Run: python benchmarks/import_figures.py [--seeds 4] [--worst 10]
Four seeds make 264 documents, from texts in five languages and from the handbook's own text, with
notes marked in eleven ways.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("src", "tests")]

from intake.extraction import Extracted, generate, raw_text  # noqa: E402 - found by the line above
from intake.markers import MARKERS  # noqa: E402 - as above
from intake.material import MATERIALS  # noqa: E402 - as above
from intake.scoring import Score, score  # noqa: E402 - as above
from makeready.intake.clean import clean  # noqa: E402 - as above

COLUMNS = ("links", "notes", "joins", "headings", "levels", "paragraphs")


def main() -> None:
    """Print the figures of every kind of document, and the documents that did worst."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--worst", type=int, default=10)
    arguments = parser.parse_args()
    documents = [
        generate(seed, language, marker)
        for language in MATERIALS
        for marker in MARKERS
        for seed in range(arguments.seeds)
    ]
    scored = [
        (document, score(clean(raw_text(document)).texts, document.truth)) for document in documents
    ]
    print(f"{len(documents)} documents; precision and recall in per cent")
    print(f"{'':24}" + "".join(f"{column:>14}" for column in COLUMNS))
    for title, kinds in _by_kind(scored).items():
        print(title)
        for kind, total in kinds.items():
            print(f"  {kind:22}{_row(total)}")
    print(f"{'all':24}{_row(sum((each for _, each in scored), Score()))}")
    for document, each in sorted(scored, key=lambda pair: _right(pair[1]))[: arguments.worst]:
        habits = document.habits
        print(
            f"seed {document.seed} {document.language} {habits.marker.name} "
            f"{habits.form} {habits.headings}: {_row(each)}"
        )


def _by_kind(scored: list[tuple[Extracted, Score]]) -> dict[str, dict[str, Score]]:
    kinds: dict[str, dict[str, Score]] = defaultdict(lambda: defaultdict(Score))
    for document, each in scored:
        habits = document.habits
        kinds["by language"][document.language] += each
        kinds["by marker"][habits.marker.name] += each
        kinds["by language and marker"][f"{document.language} {habits.marker.name}"] += each
        kinds["by form"][habits.form] += each
        kinds["by headings"][habits.headings] += each
        kinds["by numbering"][habits.scope] += each
    return kinds


def _row(total: Score) -> str:
    tallies = [getattr(total, column) for column in COLUMNS]
    return "".join(f"{100 * t.precision:7.1f}{100 * t.recall:7.1f}" for t in tallies)


def _right(total: Score) -> float:
    tallies = [getattr(total, column) for column in COLUMNS[:4]]
    return float(sum(tally.precision + tally.recall for tally in tallies))


if __name__ == "__main__":
    main()
