"""A block's words → whether they are the caption of a figure or a table."""

from __future__ import annotations

import re

_CAPTION = re.compile(
    r"(?:figure|fig\.|table|diagram|chart|exhibit|plate|box|abbildung|abb\.|tabelle|tab\.|grafik"
    r"|tableau|figura|fig|tabla|gráfico|cuadro|grafico|рис\.|рисунок|таблица|табл\.|图|表|圖)"
    r"\s{0,3}[\dIVX]",
    re.IGNORECASE,
)


def is_caption(words: str) -> bool:
    """Tell whether a block is the caption of a figure or a table."""
    return _CAPTION.match(words) is not None
