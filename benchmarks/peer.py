"""A title's manuscript becomes a PDF and an EPUB as one would make them without makeready.

pandoc reads the Markdown; each note is moved to its call and floats to the page's foot; WeasyPrint
makes a tagged PDF of the whole document with the same fonts, page and style as ours; pandoc makes
the e-book. The program runs once, alone, from start to end.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

import pypandoc
from lxml import etree
from weasyprint import HTML

STYLE = """
@page {
  size: 152.4mm 228.6mm; margin: 22mm 17mm 24mm 20mm;
  @top-center { content: string(chapter) }
  @bottom-center { content: counter(page) }
}
body { font: 10.8pt/14pt "Linux Libertine O"; margin: 0; text-align: justify; hyphens: auto }
h1 { break-before: right; string-set: chapter content() } h2 { font-size: 12pt }
p { margin: 0; text-indent: 14pt } table { width: 100%; margin: 14pt 0 }
.note { float: footnote; font-size: 8.8pt; line-height: 11pt }
"""


FACES = (
    ("LinLibertine_R.otf", 400, "normal"),
    ("LinLibertine_RI.otf", 400, "italic"),
    ("LinLibertine_RB.otf", 700, "normal"),
    ("LinLibertine_RBI.otf", 700, "italic"),
)


def main() -> None:
    """Make both files of one title."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("title", type=Path, help="the title's folder")
    parser.add_argument("output", type=Path)
    parser.add_argument("--fonts", type=Path, default=Path("fonts/linux-libertine"))
    args = parser.parse_args()
    book = tomllib.loads((args.title / "book.toml").read_text("utf-8"))
    parts = [str(args.title / part["file"]) for part in book["parts"]]
    args.output.mkdir(parents=True, exist_ok=True)
    _print(parts, book, args.output / "book.pdf", args.fonts)
    _ebook(parts, book, args.output / "book.epub")


def _print(parts: list[str], book: dict[str, str], target: Path, fonts: Path) -> None:
    facts = [f"--metadata=title:{book['title']}", f"--metadata=lang:{book['language']}"]
    options = ["--file-scope", "--standalone", "--toc", *facts]
    html = pypandoc.convert_file(parts, "html5", format="markdown", extra_args=options)
    document = etree.fromstring(html.encode(), etree.HTMLParser(encoding="utf-8"))
    _move_notes(document)
    for style in document.xpath("/html/head/style"):
        style.getparent().remove(style)
    style = etree.SubElement(document.xpath("/html/head")[0], "style")
    style.text = STYLE + _faces(fonts)
    markup = etree.tostring(document, method="html", encoding="unicode")
    HTML(string=markup).write_pdf(target, pdf_variant="pdf/ua-1")


def _move_notes(document: etree._Element) -> None:
    items = document.iterfind(".//section[@id='footnotes']/ol/li")
    notes = {item.get("id", ""): item for item in items}
    for call in document.xpath("//a[@class='footnote-ref']"):
        body = notes[call.get("href", "").removeprefix("#")]
        note = etree.Element("span", {"class": "note"})
        for paragraph in body.findall("p"):
            for link in paragraph.xpath("./a[@class='footnote-back']"):
                paragraph.remove(link)
            paragraph.tag = "span"
            note.append(paragraph)
        note.tail = call.tail
        call.getparent().replace(call, note)
    for section in document.xpath("//section[@id='footnotes']"):
        section.getparent().remove(section)


def _faces(fonts: Path) -> str:
    return "".join(
        f'@font-face {{ font-family: "Linux Libertine O"; font-weight: {weight}; '
        f"font-style: {style}; src: url({(fonts / name).resolve().as_uri()}) }}"
        for name, weight, style in FACES
    )


def _ebook(parts: list[str], book: dict[str, str], target: Path) -> None:
    options = ["--file-scope", "--toc", f"--metadata=title:{book['title']}", "--split-level=1"]
    pypandoc.convert_file(
        parts, "epub3", format="markdown", extra_args=options, outputfile=str(target)
    )


if __name__ == "__main__":
    main()
