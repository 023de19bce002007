"""How well the PDFs of other programs are read: one manuscript set by LaTeX, Typst and others.

Run: python benchmarks/pdf_programs.py --content content SLUG … [--keep DIR] [--worst 3]
Each title's Markdown is set by every program that is there (pdflatex as article, as book and in
two columns, the Python package typst, LibreOffice, Chromium), its PDF is imported, and the masters
are compared as in pdf_readback.py: recall and precision of each kind.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pypandoc

sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("src", "tests")]

from pdf_readback import cell, import_again, master_of, print_worst  # noqa: E402 - as above

from intake.pdf.readback import KINDS, compare  # noqa: E402 - found by the line above
from makeready.files.workspace import find_workspace  # noqa: E402 - as above

if TYPE_CHECKING:
    from makeready.core.model import Master

_READ = "markdown-implicit_figures+smart"
Setter = Callable[[list[str], Path], Path | None]


def main() -> None:
    """Print recall and precision of each kind for each program and title."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="+", metavar="SLUG")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--keep", type=Path, help="a folder for the PDFs that are made")
    parser.add_argument("--worst", type=int, default=0)
    arguments = parser.parse_args()
    place = find_workspace(Path.cwd(), content=arguments.content, output=Path("output"))
    print(f"{'recall/precision':30}" + "".join(f"{kind:>13}" for kind in KINDS))
    for slug in arguments.slugs:
        before = master_of(place, slug)
        manuscript = [*_about(before), *_files(arguments.content / slug)]
        for name, setter in SETTERS.items():
            with tempfile.TemporaryDirectory() as folder:
                pdf = setter(manuscript, Path(folder))
                if pdf is None:
                    print(f"{slug}, {name}: the program is not there, or failed", file=sys.stderr)
                    continue
                if arguments.keep:
                    arguments.keep.mkdir(parents=True, exist_ok=True)
                    shutil.copy(pdf, arguments.keep / f"{slug}-{name.replace(' ', '-')}.pdf")
                shares = compare(before, import_again(place, pdf))
            print(f"{slug + ', ' + name:30}" + "".join(f"{cell(shares[k]):>13}" for k in KINDS))
            for kind in KINDS:
                print_worst(kind, shares[kind], arguments.worst)


def _about(master: Master) -> list[str]:
    book = master.book
    people = ", ".join(person.name for person in book.people)
    return [f"-Mtitle={book.title}", f"-Mauthor={people}", f"-Mlang={book.language}"]


def _files(folder: Path) -> list[str]:
    return ["--file-scope", *map(str, sorted((folder / "text").glob("*.md")))]


def _pandoc(manuscript: list[str], out: Path, *options: str) -> Path:
    command = [pypandoc.get_pandoc_path(), "--from", _READ, "--standalone", *options]
    subprocess.run([*command, *manuscript, "--output", str(out)], check=True)
    return out


def _run(command: list[str], made: Path) -> Path | None:
    if shutil.which(command[0]) is None:
        return None
    subprocess.run(command, check=False, capture_output=True, cwd=made.parent, timeout=600)
    return made if made.is_file() else None


def _latex(*options: str) -> Setter:
    def set_it(manuscript: list[str], folder: Path) -> Path | None:
        _pandoc(manuscript, folder / "book.tex", *options)
        command = ["pdflatex", "-interaction=batchmode", "book.tex"]
        _run(command, folder / "book.pdf")
        return _run(command, folder / "book.pdf")

    return set_it


def _typst(manuscript: list[str], folder: Path) -> Path | None:
    try:
        typst = import_module("typst")  # no part of the project
    except ImportError:
        return None
    source = _pandoc(manuscript, folder / "book.typ", "--to", "typst")
    typst.compile(str(source), output=str(folder / "book.pdf"))
    return folder / "book.pdf"


def _libreoffice(manuscript: list[str], folder: Path) -> Path | None:
    _pandoc(manuscript, folder / "book.docx")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "book.docx"]
    return _run(command, folder / "book.pdf")


def _chromium(manuscript: list[str], folder: Path) -> Path | None:
    page = _pandoc(manuscript, folder / "book.html", "--to", "html5")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    made = folder / "book.pdf"
    return _run([*command, f"--print-to-pdf={made}", page.as_uri()], made)


SETTERS: dict[str, Setter] = {
    "LaTeX article": _latex("-Vdocumentclass=article"),
    "LaTeX book": _latex("-Vdocumentclass=book", "--top-level-division=chapter"),
    "LaTeX two columns": _latex("-Vdocumentclass=article", "-Vclassoption=twocolumn"),
    "Typst": _typst,
    "LibreOffice": _libreoffice,
    "Chromium": _chromium,
}


if __name__ == "__main__":
    main()
