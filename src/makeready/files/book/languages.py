"""Language tags as people write them → tags of BCP 47."""

from __future__ import annotations

import re

COMMON = frozenset(
    "cs da de de-AT de-CH de-DE el en en-AU en-CA en-GB en-IE en-IN en-US en-ZA es es-ES es-MX et "
    "eu fi fr fr-BE fr-CA fr-CH fr-FR ga hr hu is it it-CH it-IT la lt lv nb nl nl-BE nl-NL nn pl "
    "pt pt-BR pt-PT ro ru sk sl sv sv-FI tr uk".split()
)
"""Tags that are as they should be; they are known without the library, which takes long to load."""


# the languages that the registry of BCP 47 gives extended subtags of three letters: zh-yue
_EXTENDED = frozenset("ar kok lv ms sgn sw uz zh".split())

_LONG = re.compile(r"[a-z]{3}(?:-|\Z)")


def standardize(tag: str) -> str:
    """Return a tag in the standard's way of writing it, or nothing where it is none."""
    if tag in COMMON:
        return tag
    import langcodes

    # the library also takes the underscore of POSIX locales, which BCP 47 does not
    if "_" in tag or _has_long_region(tag) or not langcodes.tag_is_valid(tag):
        return ""
    return langcodes.standardize_tag(tag)


def _has_long_region(tag: str) -> bool:
    """Tell whether a region has three letters, which the library takes for an extended language."""
    language, _, behind = tag.lower().partition("-")
    return bool(_LONG.match(behind)) and language not in _EXTENDED | {"i", "x"}


def suggest_tag(tag: str) -> str:
    """Return the hint for a bad tag: it may be a locale, or a language's English name."""
    import langcodes
    from langcodes.tag_parser import LanguageTagError

    if _has_long_region(tag):
        return 'a region is two letters or three digits, as in "en-GB" and "es-419"'
    example = 'a language is written like "en-GB", "de" or "grc"'
    try:
        likely = langcodes.standardize_tag(tag)
        if not langcodes.tag_is_valid(likely):
            likely = str(langcodes.find(tag))
    except (LanguageTagError, LookupError):
        try:
            likely = str(langcodes.find(tag))
        except LookupError:
            return example
    return f'did you mean "{likely}"?'
