"""The letters and the commonest words of a text → its language."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Function words: the language whose words stand most often is the text's language.
_FUNCTION_WORDS = {
    "en": "the of and to in is that for with was are this from by not which be",
    "de": "der die das und nicht von zu den mit ist des im dem eine ein auf werden sich",
    "fr": "le la les des et est dans une du que pour qui sur pas par au avec ce",
    "es": "el la los las de y en que una del por con para es se su al no",
    "it": "il la di che e un una del della per con non sono gli nel alla",
    "pt": "o a os as de e que em um uma do da não para com dos ao",
    "sv": "och att det som en på är av för den med till inte om ett har de var",
    "da": "og at det som en på er af for den med til ikke om et har de var",
    "pl": "i w na z do się nie to że o jest jak po ale za od przez ze",
    "ru": "и в не на что с он как это по но из у за от для его все так",
    "fi": "ja on ei se että oli hän mutta niin kuin joka myös tai kun",
    "cs": "a v se na je že to s z do o jako by pro ale si od po",
    "nl": "de het een van en in is dat op te voor met zijn niet aan",
}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 60_000
_SAME = frozenset({"da", "no", "nb", "nn"})  # languages that function words do not tell apart
FEWEST_WORDS = 40  # fewer show no language against what is declared

# Letters that a script has in one of its languages alone, the rarest language first, and how many
# in a thousand letters tell it; then the language that has none of them.
_TELLING: Mapping[str, tuple[tuple[str, str, int], ...]] = {
    "HEBREW": (("yi", "\u05f0\u05f1\u05f2\ufb1f\ufb2e\ufb2f", 2), ("he", "", 0)),
    "ARABIC": (
        ("ur", "ٹڈڑںےہھ", 10),
        ("ps", "ښځڅټډړ", 10),
        ("ckb", "ڵێۆڕ", 10),
        ("ug", "ېۆۈۋ", 10),
        ("fa", "پچژگکی", 10),
        ("ar", "", 0),
    ),
    "CYRILLIC": (
        ("ru", "ѣѢ", 2),
        ("be", "ўЎ", 2),
        ("uk", "їєґЇЄҐ", 2),
        ("mk", "ѓќѕЃЌЅ", 1),
        ("sr", "ђјљњћџЂЈЉЊЋЏ", 5),
        ("kk", "әғқңұӘҒҚҢҰ", 10),
        ("ru", "ыэЫЭ", 2),
        ("bg", "ъЪ", 5),
        ("ru", "", 0),
    ),
    "HANGUL": (("ko", "", 0),),
    "ARMENIAN": (("hy", "", 0),),
    "GEORGIAN": (("ka", "", 0),),
    "ETHIOPIC": (("am", "", 0),),
    "THAI": (("th", "", 0),),
    "LAO": (("lo", "", 0),),
    "KHMER": (("km", "", 0),),
    "MYANMAR": (("my", "", 0),),
    "TIBETAN": (("bo", "", 0),),
    "BENGALI": (("as", "ৰৱ", 2), ("bn", "", 0)),
    "DEVANAGARI": (("mr", "ळ", 3), ("hi", "", 0)),
    "GUJARATI": (("gu", "", 0),),
    "GURMUKHI": (("pa", "", 0),),
    "KANNADA": (("kn", "", 0),),
    "MALAYALAM": (("ml", "", 0),),
    "SINHALA": (("si", "", 0),),
    "TAMIL": (("ta", "", 0),),
    "TELUGU": (("te", "", 0),),
    "SYRIAC": (("syr", "", 0),),
}

# Frequent characters that both ways of writing Chinese have, each in its own form.
_SIMPLIFIED = frozenset(
    "们这来时为会说国过对没还学么发经样现点话问间门开长车马见书东语气头电实让两从个"
)
_TRADITIONAL = frozenset(
    "們這來時為會說國過對沒還學麼發經樣現點話問間門開長車馬見書東語氣頭電實讓兩從個"
)

# Greek words without their accents: particles that only ancient prose has, and those of today's.
_ANCIENT = frozenset("δε γαρ μεν τε ουν εστι εστιν ην ουκ ως".split())
_MODERN = frozenset("να θα ειναι απο στο στη στην που δεν για ητο ητον δια".split())


def read_tag(said: str) -> str:
    """Return the BCP 47 tag of what a file calls its language; nothing where it is no language.

    That may be a tag, a locale such as `de_AT`, or an English name.
    """
    if said in _FUNCTION_WORDS or not said:
        return said  # the library takes long to load
    import langcodes
    from langcodes.tag_parser import LanguageTagError

    try:
        tag = langcodes.standardize_tag(said.partition(".")[0])
    except LanguageTagError:
        tag = ""
    if tag and langcodes.tag_is_valid(tag):
        return tag
    try:
        return str(langcodes.find(said))
    except LookupError:
        return ""


def language_of(text: str) -> str:
    """Return the BCP 47 tag of the language that the text's letters and commonest words show.

    An empty string where nothing shows it. A long text is judged by its first part.
    """
    sample = text[:_SAMPLE]
    scripts: Counter[str] = Counter()
    for letter, count in Counter(sample).items():
        if letter.isalpha():
            scripts[_script_of(letter)] += count
    letters = scripts.total()
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    east_asian = scripts["CJK"] + kana + scripts["HANGUL"]
    if letters and east_asian * 3 > letters:
        if scripts["HANGUL"] * 3 > east_asian:
            return "ko"
        return "ja" if kana * 20 > scripts["CJK"] else _find_chinese(sample)
    most = max(scripts, key=lambda script: scripts[script], default="")
    if scripts[most] * 2 > letters:
        if most == "GREEK":
            return _find_greek(sample)
        if most in _TELLING:
            return _find_by_letters(sample, _TELLING[most], scripts[most])
    return _find_by_words(sample)


def _script_of(letter: str) -> str:
    """Return the first word of a letter's name, which is that of its script."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _find_chinese(sample: str) -> str:
    simplified = sum(each in _SIMPLIFIED for each in sample)
    traditional = sum(each in _TRADITIONAL for each in sample)
    if simplified == traditional:
        return "zh"
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _find_greek(sample: str) -> str:
    bare = "".join(
        each
        for each in unicodedata.normalize("NFD", sample.lower())
        if not unicodedata.combining(each)
    )
    words = Counter(_WORD.findall(bare))
    ancient, modern = (sum(words[word] for word in listed) for listed in (_ANCIENT, _MODERN))
    return "grc" if ancient > 2 * modern else "el"


def _find_by_letters(sample: str, telling: tuple[tuple[str, str, int], ...], letters: int) -> str:
    counts = Counter(sample)
    return next(
        tag
        for tag, own, share in telling
        if sum(counts[each] for each in own) * 1000 >= share * letters
    )


def _find_by_words(sample: str) -> str:
    counts, words = _count_function_words(sample)
    best = max(counts, key=lambda tag: (counts[tag], tag))
    if words < FEWEST_WORDS:
        # single letters of a short text may be labels
        whole, _ = _count_function_words(sample, shortest=2)
        if sum(count == whole[best] for count in whole.values()) > 1:
            return ""
    return best if counts[best] * 12 > words else ""


def _count_function_words(sample: str, shortest: int = 1) -> tuple[dict[str, int], int]:
    """Return how many of the words are each language's function words, and how many words."""
    found = _WORD.findall(sample.lower().replace("ſ", "s"))
    words = Counter(word for word in found if len(word) >= shortest)
    counts = {
        tag: sum(words[word] for word in set(text.split())) for tag, text in _FUNCTION_WORDS.items()
    }
    return counts, words.total()


def find_other_language(declared: str, text: str) -> str:
    """Return the language that a text is plainly in, where it is not the one declared.

    Nothing is plain between two languages whose function words are not both known, or of which the
    one has not twice as many as the other, nor between two of one script.
    """
    told, said = language_of(text), declared.partition("-")[0].casefold()
    seen = told.partition("-")[0]
    if not told or not said or seen == said or {seen, said} <= _SAME:
        return ""
    if seen in _FUNCTION_WORDS and said in _FUNCTION_WORDS:
        counts, words = _count_function_words(text[:_SAMPLE])
        return told if counts[seen] > 2 * counts[said] and words >= FEWEST_WORDS else ""
    scripts = {tag: script for script, tags in _TELLING.items() for tag, *_ in tags}
    scripts |= {"el": "GREEK", "grc": "GREEK", "zh": "CJK", "ja": "KANA", "ko": "HANGUL"}
    scripts |= dict.fromkeys(_FUNCTION_WORDS.keys() - {"ru"}, "LATIN")
    here, there = scripts.get(seen, "LATIN"), scripts.get(said, "LATIN")
    return told if here != there else ""
