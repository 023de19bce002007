"""A block's words → whether they are the caption of a figure or a table."""

from __future__ import annotations

import re

_CAPTION = re.compile(
    r"(?:figure|fig\.|table|diagram|chart|exhibit|plate|box|abbildung|abb\.|tabelle|tab\.|grafik"
    r"|tableau|figura|fig|tabla|gráfico|cuadro|grafico|рис\.|рисунок|таблица|табл\.|图|表|圖)"
    r"\s{0,3}[\dIVX]",
    re.IGNORECASE,
)


_SOURCE = re.compile(
    r"\W{0,3}(?:sources?|quellen?|fuentes?|fontes?|источник)\W{0,3}:", re.IGNORECASE
)


def is_source(words: str) -> bool:
    """Tell whether a line names the source of the figure or table above it."""
    return _SOURCE.match(words) is not None


def is_caption(words: str) -> bool:
    """Tell whether a block is the caption of a figure or a table."""
    return _CAPTION.match(words) is not None
