"""A language becomes the press's words for formulas, for indexes and for lists of captions."""

from __future__ import annotations

from typing import NamedTuple

from makeready.core.languages import find_row


class Terms(NamedTuple):
    """What a formula is called, the headings of lists and notes, how an entry refers to another."""

    equation: str
    figures: str
    tables: str
    index_title: str
    see: str
    see_also: str
    notes: str


_CHINESE = Terms("公式", "插图目录", "表格目录", "索引", "见", "另见", "注释")
_TRADITIONAL_CHINESE = Terms("公式", "插圖目錄", "表格目錄", "索引", "見", "另見", "注釋")
_HEBREW = Terms("נוסחה", "איורים", "לוחות", "מפתח", "ראו", "ראו גם", "הערות")
LANGUAGES = {
    "ar": Terms("معادلة", "الأشكال", "الجداول", "الفهرس", "انظر", "انظر أيضًا", "الهوامش"),
    "de": Terms(
        "Gleichung", "Abbildungen", "Tabellen", "Register", "siehe", "siehe auch", "Anmerkungen"
    ),
    "el": Terms("Εξίσωση", "Εικόνες", "Πίνακες", "Ευρετήριο", "βλ.", "βλ. επίσης", "Σημειώσεις"),
    "en": Terms("Equation", "Figures", "Tables", "Index", "see", "see also", "Notes"),
    "es": Terms(
        "Ecuación", "Figuras", "Tablas", "Índice analítico", "véase", "véase también", "Notas"
    ),
    "fa": Terms(
        "معادله", "شکل‌ها", "جدول‌ها", "نمایه", "نگاه کنید به", "نیز نگاه کنید به", "یادداشت‌ها"
    ),
    "fr": Terms("Équation", "Figures", "Tableaux", "Index", "voir", "voir aussi", "Notes"),
    "he": _HEBREW,
    "it": Terms("Equazione", "Figure", "Tabelle", "Indice analitico", "vedi", "vedi anche", "Note"),
    "iw": _HEBREW,
    "ja": Terms("式", "図一覧", "表一覧", "索引", "→", "→", "注"),
    "ko": Terms("식", "그림 차례", "표 차례", "찾아보기", "→", "→", "주"),
    "pl": Terms(
        "Równanie", "Spis ilustracji", "Spis tabel", "Indeks", "zob.", "zob. też", "Przypisy"
    ),
    "pt": Terms("Equação", "Figuras", "Tabelas", "Índice remissivo", "ver", "ver também", "Notas"),
    "ru": Terms("Формула", "Иллюстрации", "Таблицы", "Указатель", "см.", "см. также", "Примечания"),
    "ur": Terms("مساوات", "اشکال", "جدولیں", "اشاریہ", "دیکھیے", "مزید دیکھیے", "حواشی"),
    "zh": _CHINESE,
    "zh-hant": _TRADITIONAL_CHINESE,
    "zh-hk": _TRADITIONAL_CHINESE,
    "zh-mo": _TRADITIONAL_CHINESE,
    "zh-tw": _TRADITIONAL_CHINESE,
}


def terms_for(language: str) -> Terms:
    """Return the words for a BCP 47 tag, by ever shorter tags; an unknown language gets English."""
    return find_row(LANGUAGES, language)
