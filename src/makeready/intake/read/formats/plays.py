"""A play that a page sets as a table or in paragraphs → its speeches, each behind its speaker.

Such a table has a row for each speech, with the speaker in a cell of the type `z3998:persona`, and
rows with an empty first cell for what nobody says. Paragraphs of a play name the speaker in one of
a class such as `speaker`, alone or at the beginning of the speech.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.read.formats.archive import local_name, name_like

if TYPE_CHECKING:
    from collections.abc import Callable

_PERSONA = "z3998:persona"
_MOST = 2
"""How many cells a row of a play has: the speaker, and what is said."""

_SPEAKERS = frozenset({"speaker", "persona", _PERSONA})
_STAGE = frozenset(
    "stage stagedir stage-dir stagedirection stage-direction stagedirections stage-directions "
    "scenedesc z3998:stage-direction".split()
)
_INLINE = ("a", "span")
_FEWEST = 2
"""So many paragraphs that name speakers make a play of those around them."""

_LONGEST = 60
"""How many characters the name of a speaker has at the most."""


def write_plays(tree: etree._Element, types: Callable[[etree._Element], frozenset[str]]) -> None:
    """Make divisions of the class `drama` of tables and paragraphs of speeches, in place.

    `types` gives the classes and types of an element. Other tables and paragraphs stay.
    """
    for table in list(tree.iter("{*}table")):
        rows = [[cell for cell in row if _is_cell(cell)] for row in table.iter("{*}tr")]
        named = any(_PERSONA in types(row[0]) for row in rows if row)
        if named and all(1 <= len(row) <= _MOST for row in rows):
            _write_play(table, rows)
    for parent in {each.getparent(): None for each in tree.iter("{*}p")}:
        if parent is not None and _count_speakers(parent, types) >= _FEWEST:
            _write_speeches(parent, types)


def _is_cell(element: etree._Element) -> bool:
    return local_name(element) in ("td", "th")


def _write_play(table: etree._Element, rows: list[list[etree._Element]]) -> None:
    play = etree.Element(name_like(table, "div"), {"class": "drama"})
    if table.get("id"):
        play.set("id", table.attrib["id"])
    for row in rows:
        speaker, said = (row[0], row[-1]) if len(row) == _MOST else (None, row[-1])
        if speaker is None or not "".join(map(str, speaker.itertext())).strip():
            play.append(_rename(said, "div"))
            continue
        if not len(play) or local_name(play[-1]) != "dl":
            play.append(etree.Element(name_like(table, "dl")))
        play[-1].append(_rename(speaker, "dt"))
        play[-1].append(_rename(said, "dd"))
    play.tail = table.tail
    parent = table.getparent()
    if parent is not None:
        parent.replace(table, play)


def _count_speakers(
    parent: etree._Element, types: Callable[[etree._Element], frozenset[str]]
) -> int:
    return sum(_find_speaker(each, types) is not None for each in parent.iterchildren("{*}p"))


def _find_speaker(
    paragraph: etree._Element, types: Callable[[etree._Element], frozenset[str]]
) -> etree._Element | None:
    """Return what names the speaker: the whole paragraph, or a span at its beginning."""
    first = next((each for each in paragraph if _words(each)), None)
    before = (paragraph.text or "").strip()
    for each in (paragraph, None if before else first):
        if each is not None and _SPEAKERS & types(each) and len(_words(each)) <= _LONGEST:
            return each
    return None


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())).strip()


def _write_speeches(
    parent: etree._Element, types: Callable[[etree._Element], frozenset[str]]
) -> None:
    """Put stretches of paragraphs in which there are speakers into divisions, in place."""
    play: etree._Element | None = None
    for child in list(parent.iterchildren("*")):
        if local_name(child) in _INLINE:
            # the number of a page often stands between paragraphs
            if play is not None:
                play.append(child)
            continue
        if local_name(child) != "p":
            play = None
            continue
        if play is None and (_STAGE & types(child) or _find_speaker(child, types) is not None):
            play = etree.Element(name_like(child, "div"), {"class": "drama"})
            child.addprevious(play)
        if play is not None:
            play.append(child)
    for each in list(parent.iterchildren("{*}div")):
        if each.get("class") == "drama":
            _mark_speeches(each, types)


def _mark_speeches(play: etree._Element, types: Callable[[etree._Element], frozenset[str]]) -> None:
    """Write speakers in bold at the beginning of their speeches, and directions in italics."""
    name: etree._Element | None = None
    for paragraph in list(play.iterchildren("{*}p")):
        for span in list(paragraph.iter("{*}span")):
            if _STAGE & types(span):
                span.tag = name_like(span, "em")
        speaker = _find_speaker(paragraph, types)
        if _STAGE & types(paragraph):
            for inner in list(paragraph.iter("{*}em", "{*}i")):
                # emphasis within emphasis would be strong
                inner.tag = name_like(inner, "span")
            _enclose(paragraph, "em")
        elif speaker is paragraph:
            _enclose(paragraph, "strong")
        elif speaker is not None:
            speaker.tag = name_like(speaker, "strong")
        elif name is not None:
            _put_before(name, paragraph)
        name = paragraph if speaker is paragraph else None


def _enclose(paragraph: etree._Element, tag: str) -> None:
    """Put all that is in a paragraph into one element, in place."""
    inner = etree.Element(name_like(paragraph, tag))
    inner.text, paragraph.text = paragraph.text, None
    inner.extend(list(paragraph))
    paragraph.append(inner)


def _put_before(name: etree._Element, speech: etree._Element) -> None:
    """Put the paragraph that names a speaker at the beginning of that of the speech, in place."""
    speaker = name[0]
    speaker.tail, speech.text = f" {(speech.text or '').lstrip()}", None
    speech.insert(0, speaker)
    if name.get("id") and not speech.get("id"):
        speech.set("id", name.attrib["id"])
    parent = name.getparent()
    if parent is not None:
        parent.remove(name)


def _rename(element: etree._Element, name: str) -> etree._Element:
    """Return a copy of an element as another one; it keeps its id and its language."""
    made = deepcopy(element)
    made.tag, made.tail = name_like(element, name), None
    for key in [key for key in made.attrib if str(key).rpartition("}")[2] not in ("id", "lang")]:
        del made.attrib[key]
    return made
