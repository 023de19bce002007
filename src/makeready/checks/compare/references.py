"""Page numbers in the text and the index become findings where something else stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.checks.read.evidence import evidence
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.checks.read.evidence import Evidence
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="C-106",
        severity=Severity.ERROR,
        title="A wrong page number in the text or the index",
        why="Readers who look up the page find something else there.",
        remedy="Build the title again.",
    ),
)


def check_references(files: Files) -> Report:
    """Report whether each page that the text or the index names has what they name it for."""
    found = evidence(files)
    labels = dict(_label_anchors(found))
    findings = (
        *_check_print(found, labels, Place(f"{files.slug}.pdf")),
        *_check_ebook(found, labels),
    )
    shown = sum(len(each) for each in found.alignment.pages.values())
    linked = sum(len(each.pages) for each in found.packed.documents)
    return report(findings, **{"in print": shown, "in the e-book": linked})


def _label_anchors(found: Evidence) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield for each id that is referred to the labels of the pages that it may stand on.

    What stands in a note may be on each of the pages of the note.
    """
    pages = found.printed.pages
    noted = {anchor: note for note in found.alignment.notes
             for anchor in found.master.notes[note.index].anchors}  # fmt: skip
    for anchor in {each for anchors in found.master.pages.values() for each in anchors}:
        if anchor in noted:
            standing = range(noted[anchor].first, noted[anchor].last + 1)
        else:
            page = found.alignment.page_of(found.master.anchors.get(anchor, -1))
            standing = range(page, page + 1) if page >= 0 else range(0)
        yield anchor, tuple(pages[number].label for number in standing)


def _check_print(
    found: Evidence, labels: dict[str, tuple[str, ...]], place: Place
) -> Iterator[Finding]:
    for at, anchors in sorted(found.master.pages.items()):
        shown = found.alignment.pages.get(at, ())
        said = found.master.running.visible[max(0, at - 20) : at]
        for anchor in anchors:
            if not set(shown).intersection(labels.get(anchor, ())):
                right = " or ".join(labels.get(anchor, ())) or "no page"
                message = f"“…{said}” names {', '.join(shown) or 'no page'}, and not {right}"
                yield finding(CODES["C-106"], message, place)
        right_ones = {label for anchor in anchors for label in labels.get(anchor, ())}
        for label in set(shown) - right_ones:
            message = f"“…{said}” names page {label}, where nothing of it stands"
            yield finding(CODES["C-106"], message, place)


def _check_ebook(found: Evidence, labels: dict[str, tuple[str, ...]]) -> Iterator[Finding]:
    for document in found.packed.documents:
        for entry in document.pages:
            if entry.label.removesuffix("n") not in labels.get(entry.anchor, ()):
                message = f"the link to #{entry.anchor} says {entry.label or 'no page'}"
                yield finding(CODES["C-106"], message, Place(document.name))
