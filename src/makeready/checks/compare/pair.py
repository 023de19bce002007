"""The two editions become a finding where they were not made of one master.

Every build checks the editions that it replaces, so this module loads nothing but what reads the
two files.
"""

from __future__ import annotations

from makeready.checks.read.recorded import master_of_epub, master_of_pdf
from makeready.core.findings import Code, Finding, Severity, finding, table

CODES = table(
    Code(
        code="X-001",
        severity=Severity.HINT,
        title="A mixed pair",
        why="The two editions in the output folder came from different masters, as after a build "
        "that was ended halfway.",
        remedy="Nothing: the build that saw it replaced both.",
    ),
)


def check_masters_agree(printed: bytes | None, ebook: bytes | None) -> tuple[Finding, ...]:
    """Return a finding where two editions that stand side by side have different masters."""
    if printed is None or ebook is None:
        return ()
    if master_of_pdf(printed) == master_of_epub(ebook):
        return ()
    return (finding(CODES["X-001"], "the editions from before were of different masters"),)
