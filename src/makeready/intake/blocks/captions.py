"""A block's words → whether they are a caption, or what stands below a figure or table."""

from __future__ import annotations

import re

_CAPTION = re.compile(
    r"\W{0,2}(?i:figures?|fig\.|tables?|diagram|chart|exhibit|plate|box|graph|map|photo"
    r"|abbildung|abb\.|tab(?:elle|el)?\.?|grafik|schaubild|karte|bild"
    r"|tableau|graphique|carte|encadré|figura|fig|tabla|gráfico|cuadro|grafico|mapa|recuadro"
    r"|tabella|tavola|grafico|riquadro|tabela|quadro|figuur|afbeelding|grafiek|kader"
    r"|figur|tabell|diagramma|rysunek|rys\.|wykres|obrázek|obr\.|tabulka|graf|ábra|táblázat"
    r"|şekil|tablo|рис\.|рисунок|таблица|табл\.|график|схема|таблиця|мал\."
    r"|πίνακας|σχήμα|εικόνα|διάγραμμα|جدول|شكل|图|表|圖|図|그림|표)"
    r"\s{0,3}(?i:(?:no\.|nr\.?|n\.|nº|№)\s{0,3})?(?:(?:[A-Z][.-]?)?\d|[IVXLC]+(?![^\W\d_]))"
)
_SOURCE = re.compile(
    r"\W{0,3}(?:sources?|quellen?|fuentes?|fontes?|font[ei]|bron(?:nen)?|źródło|zdroj|kaynak"
    r"|источники?|джерело|πηγή|资料来源|數據來源|数据来源|資料來源|出典|出所|자료)\W{0,3}[:：]",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"\W{0,3}(?:notes?|n\.b\.|anmerkung(?:en)?|notas?|remarques?|opmerking|uwag[ai]|nota bene"
    r"|примечани[ея]|σημείωση|注|註|备注|備註|주)\W{0,3}[:：]",
    re.IGNORECASE,
)


def is_source(words: str) -> bool:
    """Tell whether a line names the source of the figure or table above it."""
    return _SOURCE.match(words) is not None


def is_remark(words: str) -> bool:
    """Tell whether a line opens like the remark below a figure or table."""
    return _REMARK.match(words) is not None


def is_caption(words: str) -> bool:
    """Tell whether a block is the caption of a figure or a table."""
    return _CAPTION.match(words) is not None
