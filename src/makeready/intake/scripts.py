"""Facts of writing systems and languages: where sentences end, what a quotation mark does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Signs that stand before the items of a list; those of symbol fonts have private numbers.
BULLETS = "•▪◦‣●○■□➢❖✓\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf06f\uf076\uf02d\uf06e\uf0be\uf0e0"
# What the signs of symbol fonts look like, which have private numbers.
PRIVATE: Mapping[str, str] = {
    "\uf02a": "*", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "•", "\uf0fc": "✓", "\uf0a8": "□",
    "\uf06f": "□",
    "\uf076": "•", "\uf02d": "–", "\uf06e": "■", "\uf0be": "•", "\uf0e0": "→", "\uf0df": "←",
    "\uf0ae": "→", "\uf0b0": "°", "\uf0b1": "±", "\uf0b4": "×", "\uf0d7": "·", "\uf0a3": "≤",
    "\uf0b3": "≥", "\uf0b9": "≠", "\uf0bb": "≈", "\uf061": "α", "\uf062": "β", "\uf067": "γ",
    "\uf064": "δ", "\uf06d": "μ", "\uf070": "π", "\uf073": "σ", "\uf044": "Δ", "\uf053": "Σ",
    "\uf057": "Ω", "\uf0e5": "∑", "\uf0d6": "√", "\uf0a5": "∞", "\uf0e3": "©", "\uf0d3": "©",
    "\uf0d2": "®", "\uf0d4": "™", "\uf8e9": "©", "\uf8e8": "®", "\uf8ea": "™",
}  # fmt: skip
CALL = "\ufffc"  # stands in running text where a note call stands

SENTENCE_ENDS = frozenset(".!?…。！？．｡؟۔।:：")
CLOSERS = "\"'”’»›“‘)]}」』】）》〉*_^" + CALL
OPENERS = "\"'“‘„‚«‹([{「『【（《〈*_¿¡" + CALL
_CALL_SIGNS = "0123456789[]()^\\*∗†‡§¶①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FULL_STOPS = frozenset(".!?…。！？．")

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
CJK = re.compile(f"[{_CJK}]")

URL = re.compile(r"(?:https?://|ftp://|www\.|doi:[ ]?10\.)[^\s<>\"”“]*", re.IGNORECASE)

# A hyphen before one of these is suspended (pre- and post-war): it stays, with its space.
CONJUNCTIONS = frozenset(
    [
        "and",
        "or",
        "nor",
        "to",
        "but",
        "as",
        "than",
        "und",
        "oder",
        "bzw",
        "beziehungsweise",
        "sowie",
        "bis",
        "noch",
        "als",
        "et",
        "ou",
        "ni",
        "y",
        "e",
        "o",
        "u",
        "ni",
        "en",
        "of",
        "van",
        "a",
        "da",
        "de",
        "och",
        "eller",
        "samt",
        "og",
        "resp",
        "respektive",
        "ed",
        "od",
        "i",
        "lub",
        "oraz",
        "ja",
        "tai",
        "sekä",
        "nebo",
    ]
)

# Languages that leave out a word's second half so often that nobody is asked about it.
SUSPENDING = frozenset({"de", "nl", "sv", "da", "no", "nb", "en"})

# Of the words below, those that end in a full stop of their own (fig. 3, S. 12).
SHORTENED = frozenset(
    ("fig figs tab ch sec p pp no nos vol art eq abb s nr bd abs anm vgl núm pág ").split()
)

# Before a number, these words make it a reference to a thing, not a note call.
NUMBERED_THINGS = frozenset(
    [
        "fig",
        "figs",
        "figure",
        "figures",
        "table",
        "tables",
        "tab",
        "chapter",
        "chapters",
        "ch",
        "section",
        "sections",
        "sec",
        "part",
        "parts",
        "page",
        "pages",
        "p",
        "pp",
        "no",
        "nos",
        "vol",
        "volume",
        "art",
        "article",
        "step",
        "equation",
        "eq",
        "line",
        "lines",
        "item",
        "items",
        "version",
        "appendix",
        "exercise",
        "example",
        "listing",
        "note",
        "notes",
        "law",
        "theorem",
        "lemma",
        "type",
        "phase",
        "level",
        "day",
        "abb",
        "abbildung",
        "tabelle",
        "kapitel",
        "abschnitt",
        "seite",
        "s",
        "nr",
        "bd",
        "band",
        "teil",
        "artikel",
        "absatz",
        "abs",
        "anm",
        "vgl",
        "chapitre",
        "section",
        "tableau",
        "tome",
        "partie",
        "annexe",
        "capítulo",
        "sección",
        "figura",
        "tabla",
        "página",
        "parte",
        "cuadro",
        "número",
        "núm",
        "pág",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "januar",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ]
)

LONGEST_ASIDE = 120  # characters of a remark in brackets after a sentence
_ASIDE = re.compile(r"[.!?…][\"'”’»)]{0,3}\s{0,3}\([^()]{1,100}\)[\"'”’»\s]{0,4}\Z")
# What a block that opens a note begins with.
NOTE_LIKE = re.compile(r"\W{0,3}(?:\d{1,3}|[①-⑳*†‡§¶])\W{0,3}\s?[^\W\d]")


def is_cjk(char: str) -> bool:
    """Tell whether the character belongs to a script that sets no spaces between words."""
    return bool(char) and CJK.match(char) is not None


def breadth(text: str) -> int:
    """Return the length of a text as it looks: a wide character counts for two."""
    return len(text) if text.isascii() else len(text) + len(CJK.findall(text))


def ends_sentence(text: str) -> bool:
    """Tell whether running text closes a sentence, quotation marks and note calls set aside."""
    bare = text.rstrip().rstrip(CLOSERS + " \t\r\n\xa0")
    if not bare or bare[-1] in SENTENCE_ENDS:
        return True
    if _ASIDE.search(text[-LONGEST_ASIDE:]):
        return True
    uncalled = bare.rstrip(_CALL_SIGNS)
    return uncalled != bare and uncalled.rstrip(CLOSERS + " \xa0")[-1:] in _FULL_STOPS


def opens_lower(text: str) -> bool:
    """Tell whether running text starts in lower case, quotation marks set aside."""
    bare = text.lstrip().lstrip(OPENERS)
    return bool(bare) and bare[0].islower()


def is_full(line: str, following: str, width: int) -> bool:
    """Tell whether a printed line was full: the word after it would not have fitted on it."""
    word = following.split(maxsplit=1)[0] if following.strip() else ""
    if is_cjk(word[:1]):
        return len(line) + 3 > width
    return len(line) + 1 + len(word) > width
