"""How sure import is, and how often it is right: over generated documents, and pages if given.

Run: python benchmarks/import_confidence.py [--seeds 1] [PAGES]
PAGES holds gold/NNN.md, a person's transcripts of pages, and TOOL/NNN.md, the pages as converters
wrote them.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("src", "tests")]

from intake.cleaned import raw  # noqa: E402 - found by the line above
from intake.extraction import generate, raw_text  # noqa: E402 - as above
from intake.markers import MARKERS  # noqa: E402 - as above
from intake.material import MATERIALS, letters  # noqa: E402 - as above
from intake.scoring import bare  # noqa: E402 - as above
from makeready.intake.blocks.keys import head_key, key  # noqa: E402 - as above
from makeready.intake.clean import clean  # noqa: E402 - as above
from makeready.intake.model import Kind  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake.extraction import Extracted
    from makeready.intake.model import Operation

BINS = (0.95, 0.9, 0.8, 0.7, 0.0)
AROUND = 12  # letters after a join
Case = tuple[str, float, bool]
"""The kind of a decision, how sure import was, and whether it was right."""


def main() -> None:
    """Print for each kind of decision and each degree of confidence how many were right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("pages", nargs="?", type=Path)
    arguments = parser.parse_args()
    cases = [
        case
        for language in MATERIALS
        for marker in MARKERS
        for seed in range(arguments.seeds)
        for case in judge_document(generate(seed, language, marker))
    ]
    print_table("generated documents", cases)
    if arguments.pages:
        print_table("pages", list(judge_pages(arguments.pages)))


def print_table(title: str, cases: list[Case]) -> None:
    """Print a table of right and all decisions, by kind and confidence."""
    counts: dict[tuple[str, float], Counter[bool]] = defaultdict(Counter)
    for kind, sure, right in cases:
        counts[kind, next(least for least in BINS if sure >= least)][right] += 1
    print(title)
    for kind, least in sorted(counts, key=lambda each: (each[0], -each[1])):
        found = counts[kind, least]
        good, total = found[True], found.total()
        print(f"  {kind:18} {least:4.2f} and more {good:6} of {total:6} {good / total:7.1%}")


def judge_document(document: Extracted) -> Iterator[Case]:
    """Yield what import decided of a generated document."""
    source, truth = raw_text(document), document.truth
    headings = {bare(text) for text, _ in truth.headings} | {letters(truth.title)}
    paragraphs = "\n".join(truth.paragraphs)
    for each in clean(source).ledger.operations:
        text = source.text[each.start : each.end]
        if each.rule == "E.heading":
            line = source.text[each.start :].lstrip().split("\n", 1)[0]
            told = re.sub(r"<[^<>]*>|[#*]", "", line).strip()
            right = bare(told) in headings or letters(told) in headings
            yield "headings", each.confidence, right
        elif each.rule.startswith("F.") and any(map(str.isalpha, text)):
            folio = head_key(text)[0]
            yield "lines taken out", each.confidence, folio not in key(paragraphs)
        elif each.rule.startswith("J.") and each.evidence:
            after = letters(source.text[each.end : each.end + 400])[:AROUND]
            here = [each for each in truth.boundaries if each.after.startswith(after)]
            if here:
                right = any(boundary.joined for boundary in here)
                yield "paragraphs joined", each.confidence, right


def judge_pages(folder: Path) -> Iterator[Case]:
    """Yield what import decided of pages that converters wrote."""
    for path in sorted(folder.glob("*/*.md")):
        gold = (folder / "gold" / path.name).read_text("utf-8", "replace")
        text = path.read_text("utf-8", "replace")
        if path.parent.name == "gold" or not text.strip():
            continue
        headings = {letters(line) for line in re.findall(r"(?m)^#+ (.*)$", gold)}
        source = raw(text)
        for each in clean(source).ledger.operations:
            stretch = text[each.start : each.end]
            if each.rule == "E.heading":
                line = text[each.start :].lstrip().split("\n", 1)[0]
                told = letters(re.sub(r"<[^<>]*>|[#*]", "", line))
                yield "headings", each.confidence, told in headings
            elif _takes_out(each) and letters(stretch):
                yield "lines taken out", each.confidence, letters(stretch) not in letters(gold)


def _takes_out(operation: Operation) -> bool:
    return operation.kind is Kind.DROP and operation.rule.startswith(("F.", "C."))


if __name__ == "__main__":
    main()
