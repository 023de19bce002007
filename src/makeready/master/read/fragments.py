"""pandoc's HTML of a whole title becomes a tree for each manuscript file, and one for the notes."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.errors import MasterError
from makeready.core.findings import Code, Finding, Severity, finding, table
from makeready.master.places import find_place_or_file, first_words
from makeready.master.trees import BLOCKS, elements, remove, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Text

CODES = table(
    Code(
        code="T-015",
        severity=Severity.WARNING,
        title="A tag without its partner",
        why="Where the element ends had to be guessed; what it does may reach too far.",
        remedy="Close the element where it ends, or take the stray tag out.",
    ),
    Code(
        code="T-016",
        severity=Severity.ERROR,
        title="Lists or quotations too deep in one another",
        why="No page has room for it, and programs that read the editions would fail.",
        remedy="Take some levels out.",
    ),
    Code(
        code="T-018",
        severity=Severity.ERROR,
        title="A tag after which nothing is read",
        why="The words after it would stand in no edition.",
        remedy="Take the tag out: </body> and </html> end a document, <script> and its like hold "
        "no text.",
    ),
)
DOCUMENT = frozenset({"html", "head", "body", "frameset"})
SWALLOWING = ("</body", "</html", "<script", "<style", "<textarea", "<title", "<plaintext", "<xmp")
DEEPEST = 64
"""How many elements may stand in one another; a list in a list takes two."""

# Elements without an end tag, and those whose end tag HTML lets authors leave out.
VOID = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr".split()
)
OPTIONAL = frozenset(
    "caption colgroup dd dt html head body li optgroup option p rp rt tbody td tfoot th thead "
    "tr".split()
)


_PARTS = {"caption": 0, "colgroup": 1, "col": 1, "thead": 2, "tfoot": 4}
_ROWS = 3


def separate(html: str, mark: str, count: int) -> tuple[list[str], str]:
    """Return the HTML of each of `count` files and of the notes, and what stands before every id.

    `html` begins with the mark, an empty division that stands before each file and after the last.
    Its id cannot be guessed, so that nothing in a manuscript reaches into the next one.
    """
    separator = html[: html.find("</div>") + len("</div>")]
    scope, found, _ = separator.partition(f"mark.md__{mark}")
    pieces = html.split(separator)[1:] if found else []
    if len(pieces) != count + 1:
        raise MasterError(
            f"pandoc returned {max(len(pieces) - 1, 0)} files for {count}",
            hint="run `makeready doctor` to see whether pandoc works on this machine",
        )
    return pieces, scope.removeprefix('<div id="')


def parse(html: str, mark: str = "makeready") -> tuple[etree._Element, bool]:
    """Return the tree of a piece of HTML, under a `div`, and whether the parser read all of it.

    The mark is an id that the piece does not have.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    page = f'<!DOCTYPE html><html><body>{html}<hr id="{mark}"></body></html>'
    body = etree.fromstring(page.encode(), parser).find("body")
    tree = etree.Element("div")
    if body is not None:
        tree.text = body.text
        tree.extend(list(body))
    ends = [rule for rule in tree.iter("hr") if rule.get("id") == mark]
    for rule in ends:
        remove(rule)
    return tree, bool(ends)


def unread(texts: Sequence[Text]) -> Finding:
    """Return the finding of a piece, made of these files, of which the parser did not read all."""
    place = find_place_or_file(texts, *SWALLOWING)
    return finding(CODES["T-018"], "raw HTML ends the document or swallows what follows", place)


def gather(tree: etree._Element) -> None:
    """Put words and inline elements that stand outside every block into paragraphs, in place."""
    paragraph: etree._Element | None = None
    if (tree.text or "").strip():
        paragraph = etree.Element("p")
        paragraph.text = tree.text
        tree.insert(0, paragraph)
    tree.text = None
    for child in [node for node in tree if node is not paragraph]:
        tail, child.tail = child.tail or "", None
        paragraph = None if child.tag in BLOCKS else _into(paragraph, child)
        if tail.strip() and paragraph is None:
            paragraph = etree.Element("p")
            child.addnext(paragraph)
        if paragraph is None:
            child.tail = tail
        else:
            _append(paragraph, tail)


def order_tables(tree: etree._Element) -> None:
    """Put the parts of each table into the order of HTML 5, in place.

    HTML 4 wanted a foot before the rows; both editions read it where it stands, behind them.
    """
    for each in tree.iter("table"):
        ordered = sorted(each, key=lambda part: _PARTS.get(str(part.tag), _ROWS))
        if ordered != list(each):
            each[:] = ordered


def _into(paragraph: etree._Element | None, child: etree._Element) -> etree._Element:
    if paragraph is None:
        paragraph = etree.Element("p")
        child.addprevious(paragraph)
    paragraph.append(child)
    return paragraph


def _append(paragraph: etree._Element, words: str) -> None:
    if len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "") + words
    else:
        paragraph.text = (paragraph.text or "") + words


def check_tags(html: str, texts: Sequence[Text]) -> Iterator[Finding]:
    """Yield each tag of raw HTML that has no partner; pandoc's own tags always have one."""
    tags = _Tags()
    tags.feed(html)
    tags.close()
    for tag in dict.fromkeys([*tags.stray, *(f"<{name}>" for name in tags.open)]):
        what = "closes nothing" if tag.startswith("</") else "is never closed"
        what = "begins a document" if tag.strip("<>") in DOCUMENT else what
        yield finding(CODES["T-015"], f"{tag} {what}", find_place_or_file(texts, tag[:-1], tag))


class _Tags(HTMLParser):
    """Keeps the elements that are open, and the tags that found no partner."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.stray: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in DOCUMENT:
            self.stray.append(f"<{tag}>")
        elif tag not in VOID and tag not in OPTIONAL:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """HTML knows no element that closes itself but those without an end tag."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag in OPTIONAL:
            return
        if tag not in self.open:
            self.stray.append(f"</{tag}>")
            return
        while (last := self.open.pop()) != tag:
            self.stray.append(f"<{last}>")


def check_depth(tree: etree._Element, text: Text) -> Iterator[Finding]:
    """Yield a finding where elements stand in one another deeper than programs bear."""
    level, deepest = {tree: 0}, tree
    for element in elements(tree):
        parent = element.getparent()
        if element is not tree and parent is not None:
            level[element] = level[parent] + 1
        if level[element] > level[deepest]:
            deepest = element
    if level[deepest] > DEEPEST:
        message = f"{level[deepest]} elements in one another; {DEEPEST} are allowed"
        place = find_place_or_file((text,), first_words(words(deepest), 8))
        yield finding(CODES["T-016"], message, place)
