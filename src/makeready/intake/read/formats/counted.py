"""A document's own elements or source → how many headings, links and references it holds.

A link leads out of the document, a reference to a place in it. What is told is the least that a
whole reading has: what may be another thing is not counted.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from makeready.intake.read.formats.archive import local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lxml import etree

HEADINGS, LINKS, REFERENCES = "headings", "links", "references"

OUTWARD = re.compile(r"(?:https?:|mailto:|ftp:)", re.IGNORECASE)
"""How the address of a link begins that leads out of a document."""

_TYPE = "{http://www.idpf.org/2007/ops}type"
_LINK = "{http://www.w3.org/1999/xlink}href"
_TITLED = frozenset(
    "sec app ack ref-list chapter section sect1 sect2 sect3 sect4 sect5 simplesect appendix "
    "preface part".split()
)
_APART = frozenset({"front", "info", "footnote", "fn", "table", "informaltable"})
_NOTED = frozenset({"fn", "table-fn", "aff", "corresp", "author-notes", "contrib"})
_FIELD = re.compile(r'\s*(?:(REF|PAGEREF|NOTEREF)|HYPERLINK\s+"?(?:https?|mailto):)\s*\S')
_CODE = re.compile(r"\\begin\{(verbatim|Verbatim|lstlisting|minted|comment)(\*?)\}")
_SECTION = re.compile(
    r"\\(?:part|chapter|(?:sub){0,2}section)\*?\s{0,9}(?:\[[^\]]{0,300}\])?\{(?!\s{0,9}\})"
)
_REFERENCE = re.compile(
    r"\\(?:ref|eqref|autoref|[cC]ref|pageref|cite[pt]?|parencite|textcite|autocite)"
    r"\*?(?:\[[^\]]{0,300}\]){0,2}\{"
)
_HREF = re.compile(r"\\(?:href|url)\s{0,9}\{")
_BLOCK = re.compile(r"^[ \t]*#\+begin_(\w+)", re.MULTILINE)
_HEADLINE = re.compile(r"^\*+ (?!comment\b)(?!.*:noexport:)(?=.*\w)", re.MULTILINE)
_BRACKET = re.compile(r"\[\[(?:https?|mailto):[^\[\]\n]+\](?:\[[^\[\]]+\])?\]")
_CALLED = re.compile(r"`[^`<>\n]+\s<(?:https?|mailto):[^<>\s]+>`_")
_INLINE = re.compile(r"(?<!!)\[[^\[\]\n]+\]\(https?://[^()\s]+\)")
_SPAN = re.compile(r"`[^`\n]+`")
_SHORTEST = 3  # signs in a line below a heading
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)
_HASHES = re.compile(r"^#{1,6} +(?=.*\w)", re.MULTILINE)


def count_page(tree: etree._Element) -> Counter[str]:
    """Count the headings and links of a page; pandoc takes those of an e-book's title page."""
    headings = (
        each
        for each in tree.iter(*(f"{{*}}h{level}" for level in range(1, 7)))
        if not any("titlepage" in (above.get(_TYPE) or "") for above in each.iterancestors())
    )
    links = (each for each in tree.iter("{*}a") if OUTWARD.match(each.get("href") or ""))
    return Counter({HEADINGS: _number_said(headings), LINKS: _number_said(links)})


def count_article(tree: etree._Element) -> Counter[str]:
    """Count the titles, links and references of a book in DocBook or an article in JATS."""
    titles = (each for each in tree.iter("{*}title") if _name_above(each) in _TITLED)
    links = (
        each
        for each in tree.iter("{*}ext-link", "{*}ulink", "{*}link")
        if OUTWARD.match(each.get(_LINK) or each.get("url") or "")
    )
    references = (
        each
        for each in tree.iter("{*}xref", "{*}link")
        if (each.get("rid") or each.get("linkend")) and each.get("ref-type") not in _NOTED
    )
    return Counter(
        {
            HEADINGS: _number_said(titles),
            LINKS: _number_said(each for each in links if not _is_apart(each)),
            REFERENCES: _number_said(each for each in references if not _is_apart(each)),
        }
    )


def count_odt(tree: etree._Element) -> Counter[str]:
    """Count the headings, links and references of a text of LibreOffice."""
    links = list(tree.iter("{*}a"))
    marks = tree.iter("{*}bookmark-ref", "{*}reference-ref", "{*}sequence-ref")
    inner = [*marks, *(each for each in links if (each.get(_LINK) or "").startswith("#"))]
    return Counter(
        {
            HEADINGS: _number_said(each for each in tree.iter("{*}h") if not _is_apart(each)),
            LINKS: _number_said(each for each in links if OUTWARD.match(each.get(_LINK) or "")),
            REFERENCES: _number_said(inner),
        }
    )


def count_word(
    tree: etree._Element, is_heading: Callable[[etree._Element], bool], space: str
) -> Counter[str]:
    """Count the headings, links and references of a document of Word, in this namespace."""
    headings = (
        each
        for each in tree.iter(f"{{{space}}}p")
        if is_heading(each) and next(each.iterancestors(f"{{{space}}}tbl"), None) is None
    )
    links = [each for each in tree.iter(f"{{{space}}}hyperlink") if _says(each)]
    outward = sum(1 for each in links if not each.get(f"{{{space}}}anchor"))
    fields = [match for said in _fields(tree, space) if (match := _FIELD.match(said))]
    return Counter(
        {
            HEADINGS: _number_said(headings),
            LINKS: outward + sum(1 for match in fields if not match[1]),
            REFERENCES: len(links) - outward + sum(1 for match in fields if match[1]),
        }
    )


def _fields(tree: etree._Element, space: str) -> Iterator[str]:
    """Yield the instructions of fields, of which Word may write each in several pieces."""
    said = ""
    kinds = [f"{{{space}}}{name}" for name in ("instrText", "fldChar", "fldSimple")]
    for element in tree.iter(*kinds):
        if local_name(element) == "instrText":
            said += element.text or ""
        else:
            yield said
            said = ""
            yield element.get(f"{{{space}}}instr") or ""
    yield said


def count_latex(body: str) -> Counter[str]:
    """Count the headings, links and references of the body of a LaTeX document."""
    bare = _leave_out(body, _CODE, lambda match: f"\\end{{{match[1]}{match[2]}}}")
    return Counter(
        {
            HEADINGS: len(_SECTION.findall(bare)),
            LINKS: len(_HREF.findall(bare)),
            REFERENCES: len(_REFERENCE.findall(bare)),
        }
    )


def count_org(text: str) -> Counter[str]:
    """Count the headings and links of an org file."""
    bare = _leave_out(text.lower(), _BLOCK, lambda match: f"#+end_{match[1]}")
    return Counter({HEADINGS: len(_HEADLINE.findall(bare)), LINKS: len(_BRACKET.findall(bare))})


def count_cells(sources: Iterable[str]) -> Counter[str]:
    """Count the headings that hold words and the links in the cells of a notebook."""
    bare = [_leave_out(each, _FENCE, lambda match: f"\n{match[1]}") for each in sources]
    return Counter(
        {
            HEADINGS: sum(len(_HASHES.findall(each)) for each in bare),
            LINKS: sum(len(_INLINE.findall(_SPAN.sub("", each))) for each in bare),
        }
    )


def count_rst(text: str) -> Counter[str]:
    """Count the headings and links of a text in reStructuredText.

    A first heading whose line no other has is the document's title, and the next its subtitle.
    """
    found = list(_list_styles(text.split("\n")))
    styles = Counter(found)
    titles = 0
    for style in found[:2]:
        if styles[style] > 1:
            break
        titles += 1
    return Counter({HEADINGS: len(found) - titles, LINKS: len(_CALLED.findall(text))})


def _list_styles(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the signs above and below each line that is a heading in reStructuredText."""
    for above, words, below in zip(("", *lines), lines, lines[1:], strict=False):
        over, under = _sign_of(above), _sign_of(below)
        alone = not above.strip() or over == under
        if under and alone and words[:1].strip() and any(map(str.isalnum, words)):
            yield over, under


def _sign_of(line: str) -> str:
    """Return the sign that a line is made of; nothing where it is another line."""
    bare = line.rstrip()
    is_rule = len(bare) >= _SHORTEST and len(set(bare)) == 1 and not bare[0].isalnum()
    return bare[0] if is_rule else ""


def _leave_out(text: str, opening: re.Pattern[str], closing: Callable[[re.Match[str]], str]) -> str:
    """Return a text without what stands between openings and what closes each.

    What is never closed stays, and is looked for once.
    """
    parts: list[str] = []
    never: set[str] = set()
    at = 0
    for match in opening.finditer(text):
        mark = closing(match)
        end = -1 if match.start() < at or mark in never else text.find(mark, match.end())
        if end >= 0:
            parts.append(text[at : match.start()])
            at = end + len(mark)
        elif match.start() >= at:
            never.add(mark)
    return "".join((*parts, text[at:]))


def _number_said(found: Iterable[etree._Element]) -> int:
    return sum(1 for each in found if _says(each))


def _says(element: etree._Element) -> bool:
    return any(character.isalnum() for text in element.itertext() for character in str(text))


def _name_above(element: etree._Element) -> str:
    """Return what a title belongs to, over the wrapper that may stand between them."""
    above = element.getparent()
    if above is not None and local_name(above) == "info":
        above = above.getparent()
    return "" if above is None else local_name(above)


def _is_apart(element: etree._Element) -> bool:
    return any(local_name(each) in _APART for each in element.iterancestors())
