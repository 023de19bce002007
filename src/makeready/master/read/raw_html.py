"""HTML of a manuscript becomes HTML from a list: the rest is refused or left out, and reported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from makeready.core.findings import Code, Finding, Severity, finding, table
from makeready.master.places import Tags, find_place, find_place_or_file, first_words
from makeready.master.trees import MATHML, elements, remove, unwrap, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree

    from makeready.core.findings import Place
    from makeready.core.model import Text

CODES = table(
    Code(
        code="T-002",
        severity=Severity.ERROR,
        title="An element that a book must not hold",
        why="Scripts, frames, forms and embedded objects can run, ask or fetch on a reader's "
        "machine; a book only says.",
        remedy="Take the element out; say it in Markdown, or save a drawing as an SVG picture.",
    ),
    Code(
        code="T-024",
        severity=Severity.ERROR,
        title="A file that no edition shows as a picture",
        why="Pages of a PDF, films and sounds have no place in a book that is printed.",
        remedy="Save a drawing as SVG, a photograph as PNG or JPEG, and name that file; link to a "
        "film or a sound on the network: [words](https://…).",
    ),
    Code(
        code="T-003",
        severity=Severity.ERROR,
        title="An event handler",
        why="An attribute such as onclick is a script.",
        remedy="Take the attribute out.",
    ),
    Code(
        code="T-004",
        severity=Severity.ERROR,
        title="A link that a book must not hold",
        why="Links to scripts, to data or to files of this machine harm readers or lead nowhere.",
        remedy="Link to a heading of the book, or to an http, https or mailto address.",
    ),
    Code(
        code="T-005",
        severity=Severity.WARNING,
        title="An element that is not on the list",
        why="The editions know no way to show it; its words are kept as plain text.",
        remedy="Say it in Markdown, or with a span or div that has a class.",
    ),
    Code(
        code="T-006",
        severity=Severity.WARNING,
        title="An attribute that is not on the list",
        why="The editions know no use for it; it is left out and the words are kept.",
        remedy="Take the attribute out, or use a class and the title's style.css.",
    ),
)

REFUSED = frozenset(
    "applet audio base button canvas datalist dialog embed fieldset form frame frameset head "
    "iframe input link listing math meta meter noembed noframes noscript object optgroup option "
    "output param picture plaintext portal progress script select slot source style svg template "
    "textarea title track video xml xmp".split()
)
ALLOWED = frozenset(
    "a abbr address aside b bdi bdo blockquote br caption cite code col colgroup dd del dfn div "
    "dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s "
    "samp section small span strong sub sup table tbody td tfoot th thead time tr u ul var "
    "wbr".split()
)
EVERYWHERE = frozenset("id class lang dir title".split())
ATTRIBUTES = {
    "a": frozenset({"href", "role"}),
    "img": frozenset("src alt width height style".split()),
    "ol": frozenset("start type reversed".split()),
    "p": frozenset({"tabindex"}),
    "td": frozenset("colspan rowspan headers style".split()),
    "th": frozenset("colspan rowspan headers scope style".split()),
    "tr": frozenset({"style"}),
    "col": frozenset({"span", "style"}),
    "table": frozenset({"style"}),
    "time": frozenset({"datetime"}),
    "figcaption": frozenset({"aria-hidden"}),
}
# Attributes whose values the editions' validators or layouts would stumble over.
VALUES = {
    "colspan": re.compile(r"[1-9]\d{0,2}"),
    "datetime": re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "height": re.compile(r"\d{1,5}"),
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"),
    "role": re.compile(r"doc-[a-z]+"),
    "rowspan": re.compile(r"[1-9]\d{0,2}"),
    "scope": re.compile(r"col|row|colgroup|rowgroup"),
    "span": re.compile(r"[1-9]\d{0,2}"),
    "start": re.compile(r"-?\d{1,9}"),
    "tabindex": re.compile(r"0"),
    "type": re.compile(r"[1aAiI]"),
    "width": re.compile(r"\d{1,5}"),
}
# Classes by which the press knows its own notes and links.
OWN_CLASSES = frozenset({"backlink", "note", "noteref", "notes", "xref"})
# What pandoc itself writes for column widths, cell alignment and picture sizes.
STYLE = re.compile(
    r"\s*(?:(?:width|height)\s*:\s*\d+(?:\.\d+)?(?:%|em|px|in|cm|mm|pt)|"
    r"text-align\s*:\s*(?:left|right|center))\s*;?\s*"
    r"(?:height\s*:\s*\d+(?:\.\d+)?(?:%|em|px|in|cm|mm|pt)\s*;?\s*)?"
)
SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*)\s*:", re.IGNORECASE)
SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
# Control characters and white space inside a scheme are ignored by browsers.
INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")


def clean(tree: etree._Element, texts: Sequence[Text]) -> tuple[Finding, ...]:
    """Bring a tree to the list, in place, and return what was refused or left out."""
    found = [*_elements(tree, texts), *_attributes(tree, texts)]
    for node in tree.xpath(".//comment() | .//processing-instruction()"):
        remove(node)
    return tuple(found)


def _elements(tree: etree._Element, texts: Sequence[Text]) -> Iterator[Finding]:
    tags = Tags(texts)
    refused: set[etree._Element] = set()
    for element in list(elements(tree)):
        name = str(element.tag)
        if name in ALLOWED or element is tree or refused.intersection(element.iterancestors()):
            continue
        if name.startswith(f"{{{MATHML}}}"):
            continue
        place = tags.take(name, words(element))
        if name in REFUSED:
            refused.add(element)
            yield _refuse(element, texts, place)
            remove(element)
        else:
            said = first_words(words(element)) or "empty"
            yield finding(CODES["T-005"], f"<{name}> is left out, its words kept: {said}", place)
            unwrap(element)


def _refuse(element: etree._Element, texts: Sequence[Text], place: Place) -> Finding:
    """Return the finding of an element that no edition holds.

    pandoc makes objects, films and sounds of pictures whose names end so: ![](x.pdf).
    """
    name, source = str(element.tag), element.get("src", "")
    if name in ("embed", "video", "audio") and source:
        shown = find_place(texts, f"]({source}", unquote(source))
        if shown is not None:
            return finding(CODES["T-024"], f"{source!r} is no picture", shown)
    hint = "write the formula in TeX between dollar signs: $…$" if name == "math" else ""
    return finding(CODES["T-002"], f"<{name}> is refused", place, hint)


def _attributes(tree: etree._Element, texts: Sequence[Text]) -> Iterator[Finding]:
    for element in elements(tree):
        if str(element.tag).startswith(f"{{{MATHML}}}"):
            continue
        for name, value in sorted(element.attrib.items()):
            yield from _attribute(element, (str(name), str(value)), texts)


def _attribute(
    element: etree._Element, attribute: tuple[str, str], texts: Sequence[Text]
) -> Iterable[Finding]:
    name, value = attribute
    known = name in EVERYWHERE or name in ATTRIBUTES.get(str(element.tag), ())
    if name == "href" and known and not link_is_safe(value):
        del element.attrib[name]
        yield finding(
            CODES["T-004"], f"a link to {value.strip()!r}", find_place_or_file(texts, value)
        )
    elif name.startswith("on"):
        del element.attrib[name]
        yield finding(
            CODES["T-003"],
            f"{name} on <{element.tag!s}>",
            find_place_or_file(texts, f"{name}=", name),
        )
    elif name == "style" and known and not STYLE.fullmatch(value):
        del element.attrib[name]
        yield finding(
            CODES["T-006"],
            f'style="{value}" on <{element.tag!s}>',
            find_place_or_file(texts, value),
        )
    elif name == "class" and OWN_CLASSES.intersection(value.split()):
        yield _own_class(element, value, texts)
    elif known and name in VALUES and not VALUES[name].fullmatch(value):
        del element.attrib[name]
        yield finding(
            CODES["T-006"],
            f'{name}="{value}" on <{element.tag!s}>',
            find_place_or_file(texts, value),
        )
    elif not known and not re.fullmatch(r"data-[a-z0-9-]+", name):
        del element.attrib[name]
        yield finding(
            CODES["T-006"],
            f"{name} on <{element.tag!s}>",
            find_place_or_file(texts, f"{name}=", name),
        )


def _own_class(element: etree._Element, value: str, texts: Sequence[Text]) -> Finding:
    kept = [name for name in value.split() if name not in OWN_CLASSES]
    own = next(name for name in value.split() if name in OWN_CLASSES)
    if kept:
        element.set("class", " ".join(kept))
    else:
        del element.attrib["class"]
    place = find_place_or_file(texts, f".{own}", f'{own}"', own)
    return finding(CODES["T-006"], f"the class {own} is the press's own", place)


def link_is_safe(href: str) -> bool:
    """Tell whether a link stays in the book or goes to a web or mail address."""
    bare = INVISIBLE.sub("", href)
    scheme = SCHEME.match(bare)
    if scheme is None:
        return not bare.startswith(("//", "\\\\"))
    return scheme[1].lower() in SAFE_SCHEMES
