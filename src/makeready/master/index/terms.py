"""A language becomes the press's words for formulas, for indexes and for lists of captions."""

from __future__ import annotations

from typing import NamedTuple

from makeready.core.languages import find_row


class Terms(NamedTuple):
    """What a formula is called, the headings of lists, and how an entry refers to another."""

    equation: str
    figures: str
    tables: str
    index_title: str
    see: str
    see_also: str


_CHINESE = Terms("公式", "插图目录", "表格目录", "索引", "见", "另见")
_TRADITIONAL_CHINESE = Terms("公式", "插圖目錄", "表格目錄", "索引", "見", "另見")
_HEBREW = Terms("נוסחה", "איורים", "לוחות", "מפתח", "ראו", "ראו גם")
LANGUAGES = {
    "ar": Terms("معادلة", "الأشكال", "الجداول", "الفهرس", "انظر", "انظر أيضًا"),
    "de": Terms("Gleichung", "Abbildungen", "Tabellen", "Register", "siehe", "siehe auch"),
    "el": Terms("Εξίσωση", "Εικόνες", "Πίνακες", "Ευρετήριο", "βλ.", "βλ. επίσης"),
    "en": Terms("Equation", "Figures", "Tables", "Index", "see", "see also"),
    "es": Terms("Ecuación", "Figuras", "Tablas", "Índice analítico", "véase", "véase también"),
    "fa": Terms("معادله", "شکل‌ها", "جدول‌ها", "نمایه", "نگاه کنید به", "نیز نگاه کنید به"),
    "fr": Terms("Équation", "Figures", "Tableaux", "Index", "voir", "voir aussi"),
    "he": _HEBREW,
    "it": Terms("Equazione", "Figure", "Tabelle", "Indice analitico", "vedi", "vedi anche"),
    "iw": _HEBREW,
    "ja": Terms("式", "図一覧", "表一覧", "索引", "→", "→"),
    "ko": Terms("식", "그림 차례", "표 차례", "찾아보기", "→", "→"),
    "pl": Terms("Równanie", "Spis ilustracji", "Spis tabel", "Indeks", "zob.", "zob. też"),
    "pt": Terms("Equação", "Figuras", "Tabelas", "Índice remissivo", "ver", "ver também"),
    "ru": Terms("Формула", "Иллюстрации", "Таблицы", "Указатель", "см.", "см. также"),
    "ur": Terms("مساوات", "اشکال", "جدولیں", "اشاریہ", "دیکھیے", "مزید دیکھیے"),
    "zh": _CHINESE,
    "zh-hant": _TRADITIONAL_CHINESE,
    "zh-hk": _TRADITIONAL_CHINESE,
    "zh-mo": _TRADITIONAL_CHINESE,
    "zh-tw": _TRADITIONAL_CHINESE,
}


def terms_for(language: str) -> Terms:
    """Return the words for a BCP 47 tag, by ever shorter tags; an unknown language gets English."""
    return find_row(LANGUAGES, language)
