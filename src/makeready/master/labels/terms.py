"""A language becomes what sections, listings, theorems, boxes and notes are called in it."""

from __future__ import annotations

from makeready.core.languages import find_row
from makeready.master.index.terms import terms_for
from makeready.master.labels.kinds import CALLOUTS
from makeready.master.markup.boxes import LABELS, NAMED_KINDS
from makeready.master.words import words_for

_NAMED = "ch sec app note lst box thm lem cor prp cnj def exm exr sol rem alg proof listings"
_ENGLISH = (
    "Chapter|Section|Appendix|note|Listing|Box|Theorem|Lemma|Corollary|Proposition|Conjecture|"
    "Definition|Example|Exercise|Solution|Remark|Algorithm|Proof|Listings"
)
_PORTUGUESE = (
    "Capítulo|Secção|Apêndice|nota|Listagem|Caixa|Teorema|Lema|Corolário|Proposição|Conjetura|"
    "Definição|Exemplo|Exercício|Solução|Observação|Algoritmo|Demonstração|Listagens"
)
_HEBREW = (
    "פרק|סעיף|נספח|הערה|קטע קוד|תיבה|משפט|למה|מסקנה|טענה|השערה|הגדרה|דוגמה|תרגיל|פתרון|הערה|"
    "אלגוריתם|הוכחה|קטעי קוד"
)
_CHINESE = (
    "第{}章|第{}节|附录|注|代码|框|定理|引理|推论|命题|猜想|定义|例|练习|解|注记|算法|证明|代码目录"
)
_TRADITIONAL_CHINESE = (
    "第{}章|第{}節|附錄|註|程式碼|專欄|定理|引理|推論|命題|猜想|定義|例|習題|解|註記|演算法|證明|"
    "程式碼目錄"
)
LANGUAGES = {
    "ar": "الفصل|القسم|الملحق|حاشية|شيفرة|إطار|مبرهنة|توطئة|لازمة|قضية|حدسية|تعريف|مثال|تمرين|"
    "حل|ملاحظة|خوارزمية|برهان|الشيفرات",
    "de": "Kapitel|Abschnitt|Anhang|Anmerkung|Listing|Kasten|Satz|Lemma|Korollar|Proposition|"
    "Vermutung|Definition|Beispiel|Übung|Lösung|Bemerkung|Algorithmus|Beweis|Listings",
    "el": "Κεφάλαιο|Ενότητα|Παράρτημα|σημείωση|Κώδικας|Πλαίσιο|Θεώρημα|Λήμμα|Πόρισμα|Πρόταση|"
    "Εικασία|Ορισμός|Παράδειγμα|Άσκηση|Λύση|Παρατήρηση|Αλγόριθμος|Απόδειξη|Κώδικες",
    "en": _ENGLISH,
    "es": "Capítulo|Sección|Apéndice|nota|Listado|Recuadro|Teorema|Lema|Corolario|Proposición|"
    "Conjetura|Definición|Ejemplo|Ejercicio|Solución|Observación|Algoritmo|Demostración|Listados",
    "fa": "فصل|بخش|پیوست|یادداشت|برنامه|کادر|قضیه|لم|نتیجه|گزاره|حدس|تعریف|مثال|تمرین|حل|تذکر|"
    "الگوریتم|برهان|برنامه‌ها",
    "fr": "Chapitre|Section|Annexe|note|Listing|Encadré|Théorème|Lemme|Corollaire|Proposition|"
    "Conjecture|Définition|Exemple|Exercice|Solution|Remarque|Algorithme|Démonstration|Listings",
    "he": _HEBREW,
    "it": "Capitolo|Sezione|Appendice|nota|Listato|Riquadro|Teorema|Lemma|Corollario|Proposizione|"
    "Congettura|Definizione|Esempio|Esercizio|Soluzione|Osservazione|Algoritmo|Dimostrazione|"
    "Listati",
    "iw": _HEBREW,
    "ja": "第{}章|第{}節|付録|注|リスト|コラム|定理|補題|系|命題|予想|定義|例|演習|解答|注意|"
    "アルゴリズム|証明|リスト一覧",
    "ko": "{}장|{}절|부록|주|코드|글상자|정리|보조정리|따름정리|명제|추측|정의|예제|연습문제|풀이|"
    "참고|알고리즘|증명|코드 차례",
    "pl": "Rozdział|Podrozdział|Dodatek|przypis|Listing|Ramka|Twierdzenie|Lemat|Wniosek|"
    "Stwierdzenie|Hipoteza|Definicja|Przykład|Ćwiczenie|Rozwiązanie|Uwaga|Algorytm|Dowód|Listingi",
    "pt": _PORTUGUESE,
    "pt-br": _PORTUGUESE.replace("Secção", "Seção").replace("Conjetura", "Conjectura"),
    "ru": "Глава|Раздел|Приложение|примечание|Листинг|Врезка|Теорема|Лемма|Следствие|Предложение|"
    "Гипотеза|Определение|Пример|Упражнение|Решение|Замечание|Алгоритм|Доказательство|Листинги",
    "ur": "باب|حصہ|ضمیمہ|حاشیہ|کوڈ|خانہ|مسئلہ|معاون مسئلہ|نتیجہ|قضیہ|قیاس|تعریف|مثال|مشق|حل|تبصرہ|"
    "الگورتھم|ثبوت|کوڈ کی فہرست",
    "zh": _CHINESE,
    "zh-hant": _TRADITIONAL_CHINESE,
    "zh-hk": _TRADITIONAL_CHINESE,
    "zh-mo": _TRADITIONAL_CHINESE,
    "zh-tw": _TRADITIONAL_CHINESE,
}
"""Names in the order of `_NAMED`; braces stand for the number where it is not behind the name."""


def say_kind(kind: str, language: str) -> str:
    """Return what a kind of thing is called in a language, in English where the press has none."""
    if kind == "fig":
        return words_for(language).figure
    if kind == "tbl":
        return words_for(language).table
    if kind == "eq":
        return terms_for(language).equation
    if kind in CALLOUTS:
        return find_row(LABELS, language)[NAMED_KINDS.index(CALLOUTS[kind])]
    row = find_row(LANGUAGES, language).split("|")
    return row[_NAMED.split().index(kind)]


def write_name(kind: str, number: str, language: str) -> str:
    """Return what a thing with a number is called: Figure 3.2, 第3章."""
    said = say_kind(kind, language)
    return said.format(number) if "{}" in said else f"{said}\u00a0{number}"
