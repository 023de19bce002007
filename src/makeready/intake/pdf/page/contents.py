"""The lines of the first and last pages → the printed list of contents among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.intake.pdf.page.furniture import line_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.page.lines import Line

_LISTED = 3  # lines with leaders show a list
_SHARE = 0.4  # of a page's lines end with a number at the edge
_EARLY = 20  # pages in which a list without leaders is looked for
_LEADERS = re.compile(r"(?:[.·…_]\s?){4,}")
_NUMBER = re.compile(r"(?:^|[\s.…])(?:\d{1,4}|[ivxlc]{1,7})\s*$")
_TITLES = frozenset(
    "contents tableofcontents listoffigures listoftables inhalt inhaltsverzeichnis "
    "abbildungsverzeichnis tabellenverzeichnis sommaire tabledesmatières listedesfigures "
    "tabledesfigures listedestableaux índice índicegeneral índicedecontenidos índicedefiguras "
    "índicedecuadros índicedetablas contenido contenidos tabladecontenido tabladecontenidos "
    "indice indicegenerale elencodellefigure elencodelletabelle sommario sumário conteúdo "
    "listadefiguras listadetabelas índex inhoud inhoudsopgave lijstvanfiguren lijstvantabellen "
    "spistreści spisrysunków spistabel obsah seznamobrázků seznamtabulek innehåll "
    "innehållsförteckning indhold indholdsfortegnelse innhold innholdsfortegnelse sisällys "
    "sisältö sisällysluettelo tartalom tartalomjegyzék içindekiler cuprins оглавление "
    "содержание зміст съдържание περιεχόμενα 目录 目錄 目次 차례 목차 المحتويات "
    "فهرسالمحتويات תוכןהעניינים תוכןעניינים".split()
)


def contents_lines(pages: Sequence[Sequence[Line]]) -> frozenset[int]:
    """Return the lines that are a list of contents or its title, by what names them."""
    found: set[int] = set()
    for number, page in enumerate(pages):
        found.update(_find_listed(page, early=number < _EARLY, goes_on=bool(found)))
    return frozenset(found)


def _find_listed(page: Sequence[Line], *, early: bool, goes_on: bool) -> Iterator[int]:
    led = [line for line in page if _LEADERS.search(line.text)]
    numbered = [line for line in page if _NUMBER.search(line.text) and _is_apart(line)]
    titled = any(_key(line.text) in _TITLES for line in page)
    many = len(numbered) >= _LISTED and len(numbered) >= _SHARE * len(page)
    ended = [line for line in led if _NUMBER.search(line.text)]
    if not (len(ended) >= _LISTED or (early and many and (titled or goes_on))):
        return
    rows = [*led, *numbered]
    top, foot = max(line.base for line in rows), min(line.base for line in rows)
    size = max(line.size for line in rows)
    for line in page:
        within = foot - 1 <= line.base <= top + 2.2 * size
        if _key(line.text) in _TITLES or within:
            yield line_key(line)


def _key(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text).lower()


def _is_apart(line: Line) -> bool:
    """Tell whether the last run of a line stands far from the one before it."""
    if len(line.runs) < 2:
        return False
    return line.runs[-1].left - line.runs[-2].right > line.size
