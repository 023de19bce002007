"""A language as book.toml writes it → the data that tesseract reads it with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from langcodes import Language
from langcodes.tag_parser import LanguageTagError

if TYPE_CHECKING:
    from collections.abc import Iterable

USUAL = "eng"

# Where tesseract's name is not the code of ISO 639-2 for terms; a script decides for some.
_NAMES = {
    "zho": "chi_sim",
    "zho-Hant": "chi_tra",
    "aze-Cyrl": "aze_cyrl",
    "deu-Latf": "frk",
    "srp-Latn": "srp_latn",
    "uzb-Cyrl": "uzb_cyrl",
    "kmr": "kmr",
    "kur": "kmr",
    "nob": "nor",
    "nno": "nor",
    "cnr": "srp_latn",
}
_TRADITIONAL = frozenset(["TW", "HK", "MO"])


def name_data(languages: Iterable[str]) -> tuple[str, ...]:
    """Return the names of tesseract's data for languages, each once; English where none is named.

    What is no tag of BCP 47 is taken for a name of tesseract's, such as `deu_frak`.
    """
    return tuple(dict.fromkeys(map(_name, languages))) or (USUAL,)


def _name(language: str) -> str:
    if "_" in language or "/" in language:
        return language
    try:
        tag = Language.get(language)
        code = tag.to_alpha3()
    except (LanguageTagError, LookupError):
        return language
    script = tag.script or ("Hant" if tag.territory in _TRADITIONAL else "")
    return _NAMES.get(f"{code}-{script}") or _NAMES.get(code) or code
