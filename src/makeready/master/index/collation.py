"""A term becomes the key that sorts it among others, as dictionaries of its language do.

Letters come first, then accents, then capitals, as in Unicode's algorithm (UTS 10); what a language
counts as a letter of its own is from CLDR. ICU would know more, of Chinese above all; but its
binding for Python, PyICU, has to be compiled on users' machines, and pyuca knows no languages.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

Key: TypeAlias = "tuple[bool, str, str, str]"

_NORDIC = (("å", "z1"), ("ä", "z2"), ("æ", "z2"), ("ö", "z3"), ("ø", "z3"))
_DANISH = (("æ", "z1"), ("ä", "z1"), ("ø", "z2"), ("ö", "z2"), ("å", "z3"), ("aa", "z3"))
_CZECH = (("č", "c1"), ("ch", "h1"), ("ř", "r1"), ("š", "s1"), ("ž", "z1"))
_CROATIAN = (
    *(("č", "c1"), ("ć", "c2"), ("dž", "d1"), ("đ", "d2"), ("lj", "l1"), ("nj", "n1")),
    *(("š", "s1"), ("ž", "z1")),
)
_POLISH = (
    *(("ą", "a1"), ("ć", "c1"), ("ę", "e1"), ("ł", "l1"), ("ń", "n1"), ("ó", "o1")),
    *(("ś", "s1"), ("ź", "z1"), ("ż", "z2")),
)
_TURKISH = (("ç", "c1"), ("ğ", "g1"), ("ı", "h1"), ("ö", "o1"), ("ş", "s1"), ("ü", "u1"))
_ROMANIAN = (("ă", "a1"), ("â", "a2"), ("î", "i1"), ("ș", "s1"), ("ş", "s1"), ("ț", "t1"))
_HUNGARIAN = (("ö", "o1"), ("ő", "o1"), ("ü", "u1"), ("ű", "u1"), ("cs", "c1"), ("sz", "s1"))
_ESTONIAN = (
    *(("š", "s1"), ("z", "s2"), ("ž", "s3"), ("õ", "w1"), ("ä", "w2"), ("ö", "w3"), ("ü", "w4")),
)
_ICELANDIC = (
    *(("á", "a1"), ("ð", "d1"), ("é", "e1"), ("í", "i1"), ("ó", "o1"), ("ú", "u1"), ("ý", "y1")),
    *(("þ", "z1"), ("æ", "z2"), ("ö", "z3")),
)
_ARABIC = (("ك", "ق1"), ("ک", "ق1"), ("گ", "ق2"), ("پ", "ب1"), ("چ", "ج1"), ("ژ", "ز1"))
_PERSIAN = (*_ARABIC, ("ه", "و1"), ("ی", "و2"), ("ي", "و2"), ("ى", "و2"))
_URDU = (
    *(*_ARABIC, ("ٹ", "ت1"), ("ڈ", "د1"), ("ڑ", "ر1"), ("ں", "ن1"), ("ہ", "و1"), ("ه", "و1")),
    *(("ھ", "و2"), ("ی", "و3"), ("ي", "و3"), ("ى", "و3"), ("ے", "و4")),
)
_BELARUSIAN = (("ё", "е1"), ("і", "з1"), ("й", "з2"), ("ў", "у1"))
_MACEDONIAN = (
    *(("ѓ", "д1"), ("ѕ", "з1"), ("ј", "и1"), ("љ", "л1"), ("њ", "н1"), ("ќ", "т1"), ("џ", "ч1")),
)
_SERBIAN = (
    *(*_CROATIAN, ("ђ", "д1"), ("ј", "и1"), ("љ", "л1"), ("њ", "н1"), ("ћ", "т1"), ("џ", "ч1")),
)
_UKRAINIAN = (("ґ", "г1"), ("є", "е1"), ("і", "и1"), ("ї", "и2"), ("й", "и3"))
_LETTERS = {
    "ar": _ARABIC,
    "be": _BELARUSIAN,
    "bg": (("й", "и1"),),
    "bs": _CROATIAN,
    "cs": _CZECH,
    "da": _DANISH,
    "es": (("ñ", "n1"),),
    "et": _ESTONIAN,
    "fa": _PERSIAN,
    "fi": _NORDIC,
    "gl": (("ñ", "n1"),),
    "hr": _CROATIAN,
    "hu": _HUNGARIAN,
    "is": _ICELANDIC,
    "mk": _MACEDONIAN,
    "nb": _DANISH,
    "nn": _DANISH,
    "no": _DANISH,
    "pl": _POLISH,
    "ro": _ROMANIAN,
    "ru": (("й", "и1"),),
    "sk": _CZECH,
    "sr": _SERBIAN,
    "sv": _NORDIC,
    "tr": _TURKISH,
    "uk": _UKRAINIAN,
    "ur": _URDU,
}
"""Letters of a language, each with the letter that it follows and its place behind it."""

_BEHIND = 0x10F000
"""Characters of private use, which sort behind every letter, stand for places behind one."""

_FIGURES = re.compile(r"[0-9]+")
_WIDEST = 12
"""Figures are sorted by their number, up to so many of them."""

_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th"})
_FINAL = str.maketrans("ךםןףץ", "כמנפצ")
"""Forms of Hebrew letters at the end of a word: the same letters to those who look one up."""


def sort_key(term: str, language: str) -> Key:
    """Return what sorts a term in a language, which is a BCP 47 tag; signs and figures come first.

    Hyphens, spaces and apostrophes count only where terms are otherwise alike.
    """
    composed = unicodedata.normalize("NFC", _lower(term, language))
    own = composed
    for letter, place in _LETTERS.get(language.split("-", maxsplit=1)[0].lower(), ()):
        own = own.replace(letter, f"{place[0]}{chr(_BEHIND + int(place[1:]))}")
    apart = unicodedata.normalize("NFKD", own.translate(_PLAIN).translate(_FINAL))
    plain = "".join(each for each in apart if _counts(each))
    primary = _FIGURES.sub(lambda found: found[0].zfill(_WIDEST), plain)
    return primary[:1].isalpha(), primary, composed, term


def _counts(character: str) -> bool:
    return character.isalnum() or ord(character) > _BEHIND


def _lower(term: str, language: str) -> str:
    if language.lower().startswith(("tr", "az")):
        term = term.replace("I", "ı").replace("İ", "i")
    return term.casefold()


def read_initial(term: str, language: str) -> str:
    """Return the letter under which an index has a term, or nothing for a sign or a figure."""
    is_letter, primary, _, _ = sort_key(term, language)
    return "" if not is_letter else primary[: 1 + (ord(primary[1:2] or " ") > _BEHIND)]
