"""How much of a book comes back when its own print edition is imported, with and without tags.

Run: python benchmarks/pdf_readback.py --content content --output output [SLUG …] [--worst 3]
The titles are to be built; their PDFs are imported into a folder of their own, and the masters
compared: words, paragraphs, headings, notes, calls, emphasis, items, cells, code.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("src", "tests")]

from intake.pdf.readback import KINDS, Share, compare  # noqa: E402 - found by the line above
from makeready.files.workspace import (  # noqa: E402 - as above
    Workspace,
    find_workspace,
    read_templates,
    read_title,
)
from makeready.master.make import make  # noqa: E402 - as above
from makeready.press.importing import import_source  # noqa: E402 - as above

if TYPE_CHECKING:
    from makeready.core.model import Master

TODAY = dt.date(2026, 1, 1)


def main() -> None:
    """Print recall and precision of each kind for each title."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*", metavar="SLUG")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--output", type=Path, default=Path("output"))
    parser.add_argument("--worst", type=int, default=0)
    arguments = parser.parse_args()
    place = find_workspace(Path.cwd(), content=arguments.content, output=arguments.output)
    slugs = arguments.slugs or sorted(path.name for path in arguments.content.iterdir())
    print(f"{'recall/precision':26}" + "".join(f"{kind:>13}" for kind in KINDS))
    for slug in slugs:
        before = master_of(place, slug)
        for tags in (True, False):
            shares = compare(
                before, _reimport(place, arguments.output / slug / f"{slug}.pdf", tags)
            )
            name = f"{slug}, {'with tags' if tags else 'without'}"
            print(f"{name:26}" + "".join(f"{cell(shares[kind]):>13}" for kind in KINDS))
            for kind in KINDS:
                print_worst(kind, shares[kind], arguments.worst)


def cell(share: Share) -> str:
    """Return recall and precision as they stand in the table."""
    return f"{share.recall:.3f}/{share.precision:.3f}" if share.there or share.made else "-"


def print_worst(kind: str, share: Share, count: int) -> None:
    """Print what was lost of a kind, and what was added to it."""
    for sign, texts in (("-", share.lost), ("+", share.added)):
        for text in texts[:count]:
            print(f"    {kind} {sign} {text[:100]}")


def master_of(place: Workspace, slug: str) -> Master:
    """Return the master of a title, which must have no error."""
    master, _ = make(read_title(place, slug), read_templates(place))
    assert master is not None
    return master


def import_again(place: Workspace, pdf: Path) -> Master:
    """Return the master of what import makes of a PDF."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content").mkdir()
        again = Workspace(
            content=root / "content", output=root, templates=place.templates, fonts=place.fonts
        )
        import_source(again, pdf, "again", recipe=None, today=TODAY)
        return master_of(again, "again")


def _reimport(place: Workspace, pdf: Path, tags: bool) -> Master:
    """Return the master of what import makes of a PDF, whose tags may be taken out before."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "book.pdf")
        with pikepdf.open(pdf) as document:
            if not tags:
                del document.Root["/StructTreeRoot"]
            document.save(file, deterministic_id=True)
        return import_again(place, file)


if __name__ == "__main__":
    main()
