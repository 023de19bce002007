"""Words of a finding become the line of the manuscript where they stand."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from makeready.core.findings import Place
from makeready.master.trees import FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree

    from makeready.core.findings import Finding
    from makeready.core.model import Text

FEWEST = 4
"""With fewer letters than this a look-up by letters alone would find other words."""

TELLING = 12
"""How many letters and digits tell what stands after a tag."""

REACH = 400
"""How far after a tag its words are looked for."""

INNER = re.compile(r"<[^<>]*>")


def find_place_or_file(texts: Sequence[Text], *needles: str) -> Place:
    """Return the first line that holds one of the needles, tried in order, or the file alone.

    pandoc's Markdown reader keeps no positions, so a finding's line is looked up by its words,
    and only when there is a finding.
    """
    return find_place(texts, *needles) or Place(texts[0].file)


def find_place(texts: Sequence[Text], *needles: str) -> Place | None:
    """Return the first line that holds one of the needles, tried in order, or None.

    A needle that stands nowhere as it is is looked for once more by its letters and digits alone,
    since marks, line breaks and typographic quotation marks may stand between them.
    """
    return _find(tuple(map(_Folded, texts)), needles)


class _Folded:
    """A file's text in lower case, and its letters and digits alone, each made on demand."""

    def __init__(self, text: Text) -> None:
        self.file = text.file
        self._text = text.text

    @cached_property
    def folded(self) -> str:
        return self._text.casefold()

    @cached_property
    def letters(self) -> str:
        return "".join(filter(str.isalnum, self.folded))

    def find(self, needle: str) -> int:
        """Return where the needle begins in the folded text, or -1."""
        at = self.folded.find(needle.casefold())
        wanted = "".join(filter(str.isalnum, needle.casefold()))
        if at >= 0 or len(wanted) < FEWEST:
            return at
        count = self.letters.find(wanted)
        if count < 0:
            return -1
        places = (at for at, character in enumerate(self.folded) if character.isalnum())
        return next(islice(places, count, None))


class Tags:
    """The tags of raw HTML in the texts, each of which is taken once, as the elements come."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._texts = texts
        self._open: dict[str, list[tuple[Place, str]]] = {}

    def take(self, name: str, said: str) -> Place:
        """Return where the next tag of this name stands, if possible one before the words `said`.

        The words tell it from the tags that a code block shows; notes are read after the text.
        """
        tags = self._open.get(name)
        if tags is None:
            tags = self._open[name] = list(_tags(name, self._texts))
        begins = _alphanumeric(said)[:TELLING]
        own = (each for each in tags if begins and each[1].startswith(begins))
        found = next(own, tags[0] if tags else None)
        if found is None:
            return find_place_or_file(self._texts, f"<{name}")
        tags.remove(found)
        return found[0]


def _tags(name: str, texts: Sequence[Text]) -> Iterator[tuple[Place, str]]:
    """Yield each tag of a name: its place, and the first letters and digits after it."""
    tag = re.compile(rf"<{re.escape(name)}(?=[\s/>])[^<>]{{0,1000}}>?", re.IGNORECASE)
    for text in texts:
        line, last = 1, 0
        for found in tag.finditer(text.text):
            line += text.text.count("\n", last, found.start())
            last = found.start()
            after = text.text[found.end() : found.end() + REACH]
            yield Place(text.file, line), _alphanumeric(INNER.sub("", after))[:TELLING]


def _alphanumeric(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def _find(texts: Sequence[_Folded], needles: Sequence[str]) -> Place | None:
    for needle in filter(None, needles):
        for text in texts:
            at = text.find(needle)
            if at >= 0:
                # Folding may have made the text longer, but never by a line.
                return Place(text.file, text.folded.count("\n", 0, at) + 1)
    return None


def own_first(element: etree._Element, texts: Sequence[Text]) -> Sequence[Text]:
    """Return the texts with the one first that the element came from."""
    return sorted(texts, key=lambda text: text.file != element.get(FILE))


def locate(findings: Iterable[Finding], texts: Sequence[Text]) -> tuple[Finding, ...]:
    """Return the findings; one with words of the text but no place gets the place of the words."""
    folded = tuple(map(_Folded, texts))
    return tuple(_locate(found, folded) if found.place is None else found for found in findings)


def _locate(found: Finding, texts: Sequence[_Folded]) -> Finding:
    place = _find(texts, found.words)
    others = (_find(texts, (needle,)) for needle in found.elsewhere)
    more = [str(each) for each in dict.fromkeys(others) if each not in (None, place)]
    message = f"{found.message}; also at {', '.join(more)}" if more else found.message
    return replace(found, place=place, message=message, elsewhere=())


def first_words(words: str, count: int = 4) -> str:
    """Return the first few words, which a manuscript is likely to hold on one line."""
    return " ".join(words.split()[:count])
