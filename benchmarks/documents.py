"""What becomes of every element of a document on its way through import, format by format.

Run: PYTHONPATH=src python benchmarks/documents.py [--keep FOLDER]
Each format gets a document with every element that it has, written by pandoc, by LibreOffice
where it is there, and by hand where neither writes the element. Each element has a word of its own,
which is looked for in the manuscript and else in the findings; then the title is built.
"""

from __future__ import annotations

import argparse
import base64
import datetime as dt
import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from makeready.core.errors import MakereadyError  # noqa: E402 - found by the line above
from makeready.files.programs.pandoc import run_pandoc  # noqa: E402 - as above
from makeready.files.workspace import Workspace  # noqa: E402 - as above
from makeready.press.build.outcomes import Built  # noqa: E402 - as above
from makeready.press.build.pipeline import build_titles  # noqa: E402 - as above
from makeready.press.importing import import_source  # noqa: E402 - as above

TODAY = dt.date(2026, 1, 1)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)

ELEMENTS = {
    "heading": "headingword",
    "emphasis": "emphasisword",
    "note": "noteword",
    "note of several paragraphs": "secondparagraphword",
    "note in a heading": "headingnoteword",
    "table": "cellword",
    "caption of a table": "tablecaptionword",
    "picture": "pictureword",
    "list": "listword",
    "quotation": "quoteword",
    "verse": "verseword",
    "formula": "formulaword",
    "small capitals": "smallword",
    "link": "linkword",
    "link inside": "insideword",
    "code": "codeword",
    "definition": "definedword",
    "reference": "referenceword",
    "box": "boxword",
    "comment": "commentword",
    "inserted": "insertedword",
    "deleted": "deletedword",
    "hidden": "hiddenword",
    "running head": "runningword",
    "margin": "marginword",
    "contents list": "contentsword",
}
"""The elements, each with the word that stands in it."""

BASE = """---
title: Gates
author: Ada Brook
lang: en
---

# One headingword {#one}

Water runs with *emphasisword* here.[^a] See [linkword](https://example.org/) and
[insideword](#two). The sum is $x + \\text{formulaword}$ and [smallword]{.smallcaps} `codeword`.

[^a]: A noteword of the keeper.

    And a secondparagraphword.

| Boat | Toll |
|------|------|
| cellword | two |

: A tablecaptionword

![pictureword](PICTURE)

- listword
- other

> quoteword of the keeper

| verseword one
| and two

weir

:   definedword

# Two[^b] {#two}

[^b]: headingnoteword

Last words.
"""
KINDS = ("docx", "odt", "html", "epub", "jats", "docbook", "latex", "org", "rst", "ipynb")
SUFFIX = {"latex": "tex"}

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RUN = "<w:r><w:t>{}</w:t></w:r>"
WORD = (
    "<w:p><w:r><w:t>Beside.</w:t></w:r><w:r><w:pict>"
    "<v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
    f"<v:textbox><w:txbxContent><w:p>{_RUN.format('boxword')}</w:p></w:txbxContent></v:textbox>"
    "</v:shape></w:pict></w:r></w:p>"
    "<w:p><w:r><w:t>Said</w:t></w:r><w:r><w:commentReference w:id='7'/></w:r></w:p>"
    f"<w:p><w:ins w:id='901' w:author='A'>{_RUN.format('insertedword')}</w:ins>"
    "<w:del w:id='902' w:author='A'><w:r><w:delText>deletedword</w:delText></w:r></w:del></w:p>"
    "<w:p><w:r><w:t>Seen </w:t></w:r>"
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hiddenword</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>referenceword</w:t></w:r></w:p>"
)
WORD_PARTS = {
    "word/comments.xml": f"<w:comments xmlns:w='{W}'><w:comment w:id='7' w:author='Ed'><w:p>"
    f"{_RUN.format('commentword')}</w:p></w:comment></w:comments>",
    "word/header9.xml": f"<w:hdr xmlns:w='{W}'><w:p>{_RUN.format('runningword')}</w:p></w:hdr>",
}
OPEN = (
    "<text:p>Beside.<draw:frame><draw:text-box><text:p>boxword</text:p></draw:text-box>"
    "</draw:frame></text:p>"
    "<text:p>Said<office:annotation><text:p>commentword</text:p></office:annotation></text:p>"
    "<text:p>Seen <text:hidden-text text:string-value='hiddenword'/></text:p>"
    "<text:p><text:change text:change-id='c1'/><text:change-start text:change-id='c2'/>insertedword"
    "<text:change-end text:change-id='c2'/> referenceword</text:p>"
    "<text:table-of-content text:name='c'><text:index-body><text:p>contentsword 7</text:p>"
    "</text:index-body></text:table-of-content>"
)
OPEN_CHANGES = (
    "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><text:p>deletedword"
    "</text:p></text:deletion></text:changed-region><text:changed-region text:id='c2'>"
    "<text:insertion/></text:changed-region></text:tracked-changes>"
)
WEB = (
    "<aside class='sidebar'><p>boxword</p></aside><p hidden='hidden'>hiddenword</p>"
    "<p><span class='pagenum'>runningword</span> <ins>insertedword</ins> <del>deletedword</del></p>"
    "<ul><li>referenceword</li></ul>"
)
# What is put into the text that pandoc wrote, before the words given.
_JATS = (
    "<sec><title>Three</title><boxed-text><p>boxword</p></boxed-text><ref-list><ref id='r9'>"
    "<mixed-citation>referenceword</mixed-citation></ref></ref-list></sec>"
)
_DOCBOOK = (
    "<section><title>Three</title><sidebar><para>boxword</para></sidebar>"
    "<para>Said<remark>commentword</remark></para></section><bibliography><title>Works</title>"
    "<bibliomixed>referenceword</bibliomixed></bibliography>"
)
_LATEX = (
    "\nSaid\\todo{commentword} with a margin\\marginpar{marginword}.\n\n"
    "\\begin{thebibliography}{9}\\bibitem{a} referenceword\\end{thebibliography}\n"
)
_ORG = "\n\n#+begin_note\nboxword\n#+end_note\n\n# commentword\n\nreferenceword +deletedword+\n"
_RST = (
    "\n\n.. note:: boxword\n\n.. commentword\n\n.. sidebar:: Beside\n\n   marginword\n\n"
    "A work [Mill]_.\n\n.. [Mill] referenceword\n"
)
ADDED: dict[str, tuple[str, str]] = {
    "html": ("</body>", f"<nav id='toc'><p>contentsword</p></nav>{WEB}"),
    "jats": ("</body>", _JATS),
    "docbook": ("</article>", _DOCBOOK),
    "latex": ("\\end{document}", _LATEX),
    "org": ("", _ORG),
    "rst": ("", _RST),
    "ipynb": ("Last words.", "<!-- commentword -->\\n\\nreferenceword ~~deletedword~~ "),
}


def main() -> None:
    """Print the table of what became of each element in each kind of document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="a folder for the documents and titles")
    kept = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as folder:
        root = (kept or Path(folder)).resolve()
        workspace = Workspace(
            content=root / "content",
            output=root / "output",
            templates=ROOT / "templates",
            fonts=ROOT / "fonts",
        )
        for path in (workspace.content, workspace.output):
            path.mkdir(parents=True, exist_ok=True)
        files = write_documents(root)
        rows = {name: judge(workspace, name, path, held) for name, (path, held) in files.items()}
    print_table(rows)


def write_documents(root: Path) -> dict[str, tuple[Path, set[str]]]:
    """Return a document of each kind, by its name, with the words that it holds."""
    (root / "pixel.png").write_bytes(PIXEL)
    text = BASE.replace("PICTURE", str(root / "pixel.png"))
    files = {kind: write_document(root, kind, text) for kind in KINDS}
    office = shutil.which("soffice")
    for kind, other in (("docx", "odt"), ("odt", "docx")) if office else ():
        made = root / "office" / f"{kind}.{other}"
        subprocess.run(
            [str(office), "--headless", "--convert-to", other, "--outdir", str(made.parent),
             str(files[kind][0])],
            check=False, capture_output=True, timeout=300,
        )  # fmt: skip
        if made.is_file():
            files[f"{other} (LibreOffice)"] = (made, read_words(made, files[kind][1]))
    return files


def write_document(root: Path, kind: str, text: str) -> tuple[Path, set[str]]:
    """Return a document with all that pandoc writes of this kind, and what is added by hand."""
    path = root / f"{kind}.{SUFFIX.get(kind, kind)}"
    writer = "html" if kind == "html" else kind
    ran = run_pandoc(
        ("--from=markdown", f"--to={writer}", "--standalone", "--output=-"), text.encode()
    )
    data = ran.output
    if kind == "docx":
        data = _packed(data, {"word/document.xml": ("<w:sectPr", WORD)}, WORD_PARTS)
    elif kind == "odt":
        places = {"content.xml": ("</office:text>", OPEN)}
        data = _packed(data, places, {})
        data = _packed(data, {"content.xml": ("<text:h ", OPEN_CHANGES)}, {}, first=True)
    elif kind == "epub":
        data = _packed(data, {"EPUB/text/ch001.xhtml": ("</body>", WEB)}, {})
    elif kind in ADDED:
        anchor, snippet = ADDED[kind]
        written = data.decode()
        at = written.rindex(anchor) if anchor else len(written)
        data = f"{written[:at]}{snippet}{written[at:]}".encode()
    path.write_bytes(data)
    return path, read_words(path, set(ELEMENTS.values()))


def _packed(
    data: bytes, places: dict[str, tuple[str, str]], parts: dict[str, str], *, first: bool = False
) -> bytes:
    """Return an archive with words put into its members, and with further members."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            if item.filename in parts:
                continue
            held = old.read(item)
            if item.filename in places:
                anchor, snippet = places[item.filename]
                text = held.decode()
                at = text.find(anchor) if first else text.rfind(anchor)
                at = at if at >= 0 else text.rfind("</w:body>")
                held = f"{text[:at]}{snippet}{text[at:]}".encode()
            new.writestr(item, held)
        for name, text in parts.items():
            new.writestr(name, text)
    return out.getvalue()


def read_words(path: Path, words: set[str]) -> set[str]:
    """Return those of the words that stand in a file, or in a member of it."""
    data = path.read_bytes()
    texts = [data.decode("utf-8", "replace")]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            texts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    joined = "\n".join(texts)
    return {word for word in words if word in joined}


def judge(workspace: Workspace, name: str, path: Path, held: set[str]) -> dict[str, str]:
    """Return what became of each element of a document, and of its building."""
    slug = "".join(letter if letter.isalnum() else "-" for letter in name.lower()).strip("-")
    try:
        received = import_source(workspace, path, slug, recipe=None, today=TODAY)
    except MakereadyError as error:
        return {"import": str(error).splitlines()[0]}
    folder = workspace.content / slug
    texts = [file.read_text("utf-8") for file in sorted((folder / "text").glob("*.md"))]
    text = "\n".join([*texts, (folder / "book.toml").read_text("utf-8")])
    told = "\n".join(f"{found.message} {' '.join(found.words)}" for found in received.findings)
    ledger = (folder / "source/ledger.jsonl").read_text("utf-8")
    row = {}
    for element, word in ELEMENTS.items():
        if word not in held:
            row[element] = ""
        elif word in text:
            row[element] = "kept"
        elif word in told or word in ledger:
            row[element] = "named"
        else:
            row[element] = "LOST"
    (outcome,) = build_titles(workspace, (slug,), lambda _: None)
    row["built"] = "yes" if isinstance(outcome, Built) else "NO"
    if row["built"] == "NO":
        print(f"{name}: {outcome}", file=sys.stderr)
    return row


def print_table(rows: dict[str, dict[str, str]]) -> None:
    """Print the rows as a Markdown table, an element a line."""
    names = list(rows)
    print("| | " + " | ".join(names) + " |")
    print("|:---|" + ":---|" * len(names))
    for element in (*ELEMENTS, "built"):
        cells = [rows[name].get(element, rows[name].get("import", "?")) or "–" for name in names]
        print(f"| {element} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
