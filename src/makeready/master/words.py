"""A language becomes the few words that the press itself says in a book."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.core.languages import find_row

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The press's own words in one language; `{}` stands for the names.

    `names_comma` parts all names but the last. `date` is how a date is written, `months` are the
    months as they stand in one.
    """

    contents: str
    edited: str
    translated: str
    illustrated: str
    introduced: str
    series: str
    print_isbn: str
    ebook_isbn: str
    first_published: str
    edition_of: str
    names_and: str
    figure: str
    table: str
    works: str
    date: str
    months: str
    first_day: str = "1"
    names_comma: str = ", "

    def write_date(self, date: dt.date) -> str:
        """Return a date as the language writes it."""
        return self.date.format(
            day=self.first_day if date.day == 1 else date.day,
            month=self.months.split()[date.month - 1],
            year=date.year,
        )


ENGLISH = Words(
    contents="Contents",
    edited="Edited by {}",
    translated="Translated by {}",
    illustrated="Illustrated by {}",
    introduced="With an introduction by {}",
    series="{}, no. {}",
    print_isbn="ISBN {} (print)",
    ebook_isbn="ISBN {} (e-book)",
    first_published="First published {}",
    edition_of="This edition {}",
    names_and=" and ",
    figure="Figure",
    table="Table",
    works="Bibliography",
    date="{day} {month} {year}",
    months="January February March April May June July August September October November December",
)
GERMAN = Words(
    contents="Inhalt",
    edited="Herausgegeben von {}",
    translated="Übersetzt von {}",
    illustrated="Illustriert von {}",
    introduced="Mit einer Einleitung von {}",
    series="{}, Bd. {}",
    print_isbn="ISBN {} (Druck)",
    ebook_isbn="ISBN {} (E-Book)",
    first_published="Zuerst erschienen {}",
    edition_of="Diese Ausgabe {}",
    names_and=" und ",
    figure="Abbildung",
    table="Tabelle",
    works="Literatur",
    date="{day}. {month} {year}",
    months="Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
)
FRENCH = Words(
    contents="Table des matières",
    edited="Sous la direction de {}",
    translated="Traduit par {}",
    illustrated="Illustré par {}",
    introduced="Avec une introduction de {}",
    series="{}, n° {}",
    print_isbn="ISBN {} (papier)",
    ebook_isbn="ISBN {} (numérique)",
    first_published="Première publication {}",
    edition_of="Présente édition {}",
    names_and=" et ",
    figure="Figure",
    table="Tableau",
    works="Bibliographie",
    date="{day} {month} {year}",
    months="janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    first_day="1er",
)
SPANISH = Words(
    contents="Índice",
    edited="Edición de {}",
    translated="Traducción de {}",
    illustrated="Ilustraciones de {}",
    introduced="Con una introducción de {}",
    series="{}, n.º {}",
    print_isbn="ISBN {} (impreso)",
    ebook_isbn="ISBN {} (libro electrónico)",
    first_published="Primera publicación {}",
    edition_of="Esta edición {}",
    names_and=" y ",
    figure="Figura",
    table="Tabla",
    works="Bibliografía",
    date="{day} de {month} de {year}",
    months="enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
)
CHINESE = Words(
    contents="目录",
    edited="{} 编",
    translated="{} 译",
    illustrated="{} 绘",
    introduced="{} 导读",
    series="{}，第{}号",
    print_isbn="ISBN {}（印刷版）",
    ebook_isbn="ISBN {}（电子书）",
    first_published="首次出版 {}",
    edition_of="本版 {}",
    names_and="、",
    figure="图",
    table="表",
    works="参考文献",
    date="{year}年{month}月{day}日",
    months="1 2 3 4 5 6 7 8 9 10 11 12",
    names_comma="、",
)
ITALIAN = Words(
    contents="Indice",
    edited="A cura di {}",
    translated="Traduzione di {}",
    illustrated="Illustrazioni di {}",
    introduced="Introduzione di {}",
    series="{}, n. {}",
    print_isbn="ISBN {} (stampa)",
    ebook_isbn="ISBN {} (e-book)",
    first_published="Prima pubblicazione {}",
    edition_of="Questa edizione {}",
    names_and=" e ",
    figure="Figura",
    table="Tabella",
    works="Bibliografia",
    date="{day} {month} {year}",
    months="gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    first_day="1º",
)
PORTUGUESE = Words(
    contents="Índice",
    edited="Organização de {}",
    translated="Tradução de {}",
    illustrated="Ilustrações de {}",
    introduced="Introdução de {}",
    series="{}, n.º {}",
    print_isbn="ISBN {} (impresso)",
    ebook_isbn="ISBN {} (livro eletrónico)",
    first_published="Primeira publicação {}",
    edition_of="Esta edição {}",
    names_and=" e ",
    figure="Figura",
    table="Tabela",
    works="Bibliografia",
    date="{day} de {month} de {year}",
    months="janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
)
BRAZILIAN = replace(PORTUGUESE, contents="Sumário", ebook_isbn="ISBN {} (livro eletrônico)")
POLISH = Words(
    contents="Spis treści",
    edited="Redakcja: {}",
    translated="Przekład: {}",
    illustrated="Ilustracje: {}",
    introduced="Wstęp: {}",
    series="{}, nr {}",
    print_isbn="ISBN {} (druk)",
    ebook_isbn="ISBN {} (e-book)",
    first_published="Pierwsze wydanie {}",
    edition_of="To wydanie {}",
    names_and=" i\u00a0",
    figure="Rysunek",
    table="Tabela",
    works="Bibliografia",
    date="{day} {month} {year}",
    months="stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
)
RUSSIAN = Words(
    contents="Содержание",
    edited="Редактор: {}",
    translated="Перевод: {}",
    illustrated="Иллюстрации: {}",
    introduced="Вступительная статья: {}",
    series="{}, № {}",
    print_isbn="ISBN {} (печатное издание)",
    ebook_isbn="ISBN {} (электронная книга)",
    first_published="Первое издание {}",
    edition_of="Настоящее издание {}",
    names_and=" и ",
    figure="Рисунок",
    table="Таблица",
    works="Библиография",
    date="{day} {month} {year}",
    months="января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
)
TRADITIONAL_CHINESE = Words(
    contents="目錄",
    edited="{} 編",
    translated="{} 譯",
    illustrated="{} 繪",
    introduced="{} 導讀",
    series="{}，第{}號",
    print_isbn="ISBN {}（印刷版）",
    ebook_isbn="ISBN {}（電子書）",
    first_published="首次出版 {}",
    edition_of="本版 {}",
    names_and="、",
    figure="圖",
    table="表",
    works="參考文獻",
    names_comma="、",
    date="{year}年{month}月{day}日",
    months="1 2 3 4 5 6 7 8 9 10 11 12",
)
JAPANESE = Words(
    contents="目次",
    edited="{} 編",
    translated="{} 訳",
    illustrated="{} 絵",
    introduced="{} 解説",
    series="{} {}",
    print_isbn="ISBN {}（印刷版）",
    ebook_isbn="ISBN {}（電子版）",
    first_published="初版 {}年",
    edition_of="本版 {}",
    names_and="、",
    figure="図",
    table="表",
    works="参考文献",
    names_comma="、",
    date="{year}年{month}月{day}日",
    months="1 2 3 4 5 6 7 8 9 10 11 12",
)
KOREAN = Words(
    contents="차례",
    edited="{} 엮음",
    translated="{} 옮김",
    illustrated="{} 그림",
    introduced="{} 해설",
    series="{} {}",
    print_isbn="ISBN {}(인쇄본)",
    ebook_isbn="ISBN {}(전자책)",
    first_published="초판 {}년",
    edition_of="이 판 {}",
    names_and=", ",
    figure="그림",
    table="표",
    works="참고 문헌",
    date="{year}년 {month}월 {day}일",
    months="1 2 3 4 5 6 7 8 9 10 11 12",
)
ARABIC = Words(
    contents="المحتويات",
    edited="تحرير: {}",
    translated="ترجمة: {}",
    illustrated="رسوم: {}",
    introduced="تقديم: {}",
    series="{}، العدد {}",
    print_isbn="ISBN {} (مطبوع)",
    ebook_isbn="ISBN {} (كتاب إلكتروني)",
    first_published="نُشر لأول مرة عام {}",
    edition_of="هذه الطبعة: {}",
    names_and=" و",
    figure="شكل",
    table="جدول",
    works="المراجع",
    names_comma="، ",
    date="{day} {month} {year}",
    months="يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
)
HEBREW = Words(
    contents="תוכן העניינים",
    edited="בעריכת {}",
    translated="תרגום: {}",
    illustrated="איורים: {}",
    introduced="הקדמה: {}",
    series="{}, מס׳ {}",
    print_isbn="ISBN {} (דפוס)",
    ebook_isbn="ISBN {} (ספר אלקטרוני)",
    first_published="פורסם לראשונה: {}",
    edition_of="מהדורה זו: {}",
    names_and=" ו",
    figure="איור",
    table="טבלה",
    works="ביבליוגרפיה",
    date="{day} ב{month} {year}",
    months="ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
)
PERSIAN = Words(
    contents="فهرست",
    edited="ویراستار: {}",
    translated="مترجم: {}",
    illustrated="تصویرگر: {}",
    introduced="با مقدمهٔ {}",
    series="{}، شمارهٔ {}",
    print_isbn="ISBN {} (چاپی)",
    ebook_isbn="ISBN {} (کتاب الکترونیکی)",
    first_published="نخستین انتشار: {}",
    edition_of="این ویرایش: {}",
    names_and=" و ",
    figure="شکل",
    table="جدول",
    works="کتاب‌نامه",
    names_comma="، ",
    date="{day} {month} {year}",
    months="ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
)
URDU = Words(
    contents="فہرست",
    edited="مدیر: {}",
    translated="مترجم: {}",
    illustrated="مصور: {}",
    introduced="دیباچہ: {}",
    series="{}، نمبر {}",
    print_isbn="ISBN {} (مطبوعہ)",
    ebook_isbn="ISBN {} (برقی کتاب)",
    first_published="پہلی اشاعت: {}",
    edition_of="یہ ایڈیشن: {}",
    names_and=" اور ",
    figure="شکل",
    table="جدول",
    works="کتابیات",
    names_comma="، ",
    date="{day} {month} {year}",
    months="جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
)
GREEK = Words(
    contents="Περιεχόμενα",
    edited="Επιμέλεια: {}",
    translated="Μετάφραση: {}",
    illustrated="Εικονογράφηση: {}",
    introduced="Εισαγωγή: {}",
    series="{}, αρ. {}",
    print_isbn="ISBN {} (έντυπο)",
    ebook_isbn="ISBN {} (ηλεκτρονικό βιβλίο)",
    first_published="Πρώτη έκδοση {}",
    edition_of="Παρούσα έκδοση {}",
    names_and=" και ",
    figure="Εικόνα",
    table="Πίνακας",
    works="Βιβλιογραφία",
    date="{day} {month} {year}",
    months="Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου "
    "Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
)
LANGUAGES = {
    "ar": ARABIC,
    "de": GERMAN,
    "el": GREEK,
    "en": ENGLISH,
    "en-us": replace(ENGLISH, date="{month} {day}, {year}"),
    "es": SPANISH,
    "fa": PERSIAN,
    "fr": FRENCH,
    "he": HEBREW,
    "it": ITALIAN,
    "iw": HEBREW,
    "ja": JAPANESE,
    "ko": KOREAN,
    "pl": POLISH,
    "pt": PORTUGUESE,
    "pt-br": BRAZILIAN,
    "ru": RUSSIAN,
    "ur": URDU,
    "zh": CHINESE,
    "zh-hant": TRADITIONAL_CHINESE,
    "zh-hk": TRADITIONAL_CHINESE,
    "zh-mo": TRADITIONAL_CHINESE,
    "zh-tw": TRADITIONAL_CHINESE,
}


def words_for(language: str) -> Words:
    """Return the words for a BCP 47 tag, by ever shorter tags; an unknown language gets English."""
    return find_row(LANGUAGES, language)
