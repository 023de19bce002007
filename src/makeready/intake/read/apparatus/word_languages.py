"""The languages that Word notes of its runs become those of the document and of words in it.

Pandoc drops them. Only the part of a tag that names the language counts: en-GB within en-US is no
other language.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.read import marks
from makeready.intake.read.formats.archive import local_name, name_like

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.intake.read.formats.archive import Archive

_STYLES = "word/styles.xml"
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_EAST_ASIAN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_HEBREW = re.compile(r"[\u05d0-\u05ea]")
_LEFTWARD = re.compile(r"[\u05d0-\u07ff\u08a0-\u08ff]")
_IN_HEBREW = frozenset({"he", "iw", "yi", "lad", "jpr"})
_NO_LANGUAGE = frozenset({"zxx", "x", "und"})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Languages:
    """The languages of a document; `language` is that of most of its letters."""

    defaults: dict[str, str] = field(default_factory=dict)
    language: str = ""

    def choose(self, tree: etree._Element) -> None:
        """Find the language of most letters of the text."""
        letters: Counter[str] = Counter()
        for run in tree.iter("{*}r"):
            letters[self._read(run)] += sum(map(str.isalpha, _words(run)))
        letters.pop("", None)
        found = letters.most_common(1)
        self.language = found[0][0] if found and found[0][1] else ""

    def mark(self, tree: etree._Element, meanings: dict[str, str]) -> None:
        """Put marks around neighbouring runs in another language than the document's."""
        if not self.language:
            return
        for parent in {run.getparent(): None for run in tree.iter("{*}r")}:
            for tag, group in groupby(_list_runs(parent), key=self._read):
                runs = list(group)
                has_letters = any(each.isalpha() for run in runs for each in _words(run))
                if has_letters and tag and _main(tag) != _main(self.language):
                    number = len(meanings)
                    meanings[str(number)] = tag
                    runs[0].addprevious(_run(runs[0], marks.begin_language(number)))
                    runs[-1].addnext(_run(runs[0], marks.end("lang")))

    def _read(self, run: etree._Element) -> str:
        """Return the tag of a run's language, in the script of its words, or ""."""
        properties = run.find("{*}rPr")
        said = None if properties is None else properties.find("{*}lang")
        is_leftward = properties is not None and properties.find("{*}rtl") is not None
        words = _words(run)
        is_leftward = is_leftward and not any(map(str.isalpha, words))
        kind = "bidi" if is_leftward or _LEFTWARD.search(words) else "val"
        if _EAST_ASIAN.search(words):
            kind = "eastAsia"
        tag = _attribute(said, kind) or self.defaults.get(kind, "")
        tag = _correct(tag, words) if kind == "bidi" else tag
        return tag if _TAG.fullmatch(tag) and _main(tag) not in _NO_LANGUAGE else ""


def read_languages(archive: Archive, body: etree._Element) -> Languages:
    """Return the languages of a document, as its styles and its text say them."""
    styles = archive.tree(_STYLES)
    default = None if styles is None else styles.find("{*}docDefaults/{*}rPrDefault/{*}rPr/{*}lang")
    kinds = ("val", "eastAsia", "bidi")
    languages = Languages(defaults={kind: _attribute(default, kind) for kind in kinds})
    languages.choose(body)
    return languages


def _correct(tag: str, words: str) -> str:
    """Return the tag of words written leftward, or that of their script's own language.

    Word notes ar-SA as the language of such words in whatever script they are, unless one is set.
    """
    is_hebrew = len(_HEBREW.findall(words)) * 2 > len(_LEFTWARD.findall(words))
    if not _LEFTWARD.search(words) or is_hebrew == (_main(tag) in _IN_HEBREW):
        return tag
    return "he" if is_hebrew else "ar"


def _attribute(element: etree._Element | None, kind: str) -> str:
    named = () if element is None else element.attrib.items()
    return next((str(value) for name, value in named if etree.QName(name).localname == kind), "")


def _list_runs(parent: etree._Element | None) -> Iterator[etree._Element]:
    yield from (each for each in (() if parent is None else parent) if local_name(each) == "r")


def _words(run: etree._Element) -> str:
    return "".join(text.text or "" for text in run.iter("{*}t"))


def _main(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()


def _run(like: etree._Element, words: str) -> etree._Element:
    run: etree._Element = etree.Element(name_like(like, "r"))
    text: etree._Element = etree.SubElement(run, name_like(like, "t"))
    text.set(_SPACE, "preserve")
    text.text = words
    return run
