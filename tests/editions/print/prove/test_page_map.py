"""What a typographer would look at again is found, and what is as it should be is not."""

from __future__ import annotations

import re
from itertools import pairwise

from editions.print.books import POCKET, Chapter, here, look, master
from editions.print.whole import page_texts
from makeready.editions.print import edition
from makeready.editions.print.prove.page_map import SHORT

LINE = "<p>Reeds.</p>"


def short_pages(counts: range) -> tuple[list[str], list[str]]:
    """Return what is found of chapters with so many lines, and what their last pages show."""
    chapters = [Chapter(title=f"Chapter {n}", body=LINE * n) for n in counts]
    printed, found = edition.make(master(chapters, trim=POCKET), look(), here)
    assert printed is not None
    lines = [text.count("Reeds.") for text in page_texts(printed.data)]
    labels = printed.pages.labels
    firsts = {label for name, label in printed.anchor_labels if re.fullmatch(r"c\d+", name)}
    filled = [(label, count) for label, count in zip(labels, lines, strict=True) if count]
    shown = [
        f"page {label} has {count} line{'s' * (count > 1)}, and ends its chapter"
        for (label, count), (after, _) in pairwise([*filled, (min(firsts), 0)])
        if label not in firsts and after in firsts and count < SHORT
    ]
    return [finding.message for finding in found if finding.code == "P-003"], shown


def test_a_last_page_with_a_few_lines_is_told() -> None:
    found, shown = short_pages(range(12, 24))
    assert found == shown
    assert len(found) >= SHORT - 1
