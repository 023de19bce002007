"""A by-line → the people it names."""

from __future__ import annotations

import re

from makeready.core.model import Person
from makeready.intake.scripts import BULLETS

NAME_LENGTH = range(4, 81)  # characters

_BY = re.compile(r"\s*(?:written\s+by|by|von|par|por|di|door|作者[:：]?)\s+(?=\S)", re.IGNORECASE)
_BY_ALONE = re.compile(r"\W{0,3}(?:written by|by|von|par|por|di|door)\W{0,3}", re.IGNORECASE)
_NO_NAME = frozenset("the of a an or in from to with das des eine einer".split())
_HONORIFICS = re.compile(
    r"\b(?:Prof|Dr|Mr|Mrs|Ms|Sir|Dame|Rev|Hon|PhD|Ph\.D|MA|Dipl\.-Ing|Ing|Mag|Lic|Mme|Sra?|Don"
    r"|(?:(?<!\w\s)|(?<=\bet\s))M|Doña)\.?(?=\s)\s*"
)
_CORPORATE = re.compile(
    r"\b(?:institut\w*|universit\w*|committee|ministry|ministerium|association|verein|cent(?:er|re)"
    r"|group|council|department|foundation|stiftung|society|office|bureau|agency|organi[sz]ation"
    r"|commission|academy|akademie|press|publishers?|verlag|éditions|company|inc|ltd|gmbh|research"
    r"|instituto|ministerio|fundación|universidad|ministère|fondation)\b"
    r"|研究院|研究所|大学|委员会|出版社|部$",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"(?:first |re)?(?:published|printed|issued|set in)\b"
    r"|(?:erstmals )?(?:erschienen|gedruckt|verlegt)\b"
    r"|(?:publié|imprimé|paru|édité)e?s?\b|(?:publicado|impreso|editado)s?\b"
    r"|(?:pubblicato|stampato)\b|(?:uitgegeven|gedrukt)\b",
    re.IGNORECASE,
)
"""How a line begins that says who made a book, and not who wrote it."""

_SEPARATOR = re.compile(r"(?<!\s)(?:\s*;\s*|(?:\s*,)?\s+(?:and|und|et|y|&)\s+)")
_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w’'.-]*|de|von|van|der|den|del|la|le|di|da|du|al|bin|y)"
    r"(?:\s+(?:[^\W\d_a-z][\w’'.-]*|de|von|van|der|den|del|la|le|di|da|du|al|bin|y)){1,4}$"
)
# the commonest family names of Chinese, without those that begin many other words
_FAMILIES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許"
    "傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范姚谭譚廖邹鄒熊陆陸郝崔康"
    "毛邱秦顾顧侯邵孟雷钱錢汤湯尹黎乔喬贺賀赖賴龚龔鲁魯茅巴老冰佐鈴渡"
)
_HAN_NAME = re.compile(
    rf"(?:[{_FAMILIES}][\u4e00-\u9fff]{{1,3}}|[\u4e00-\u9fff]{{2,4}}[著编編译譯]"
    r"|[\u4e00-\u9fff]{2,4}·[\u4e00-\u9fff]{1,6})$"
)
_SIGNS = " *∗†‡§¶,;:0123456789\uf02a"
# What programs and catalogues write where they know nobody; an anonymous author is somebody.
_PLACEHOLDER = re.compile(
    r"(?:the )?(?:author|writer|creator|name)?s?,? ?\(?(?:unknown|unbekannt|inconnu|desconocido"
    r"|n/?a|none|null|tba|tbd|not available|not specified|unspecified|untitled)\)?(?: author)?"
    r"|(?:microsoft office |windows |default |office |libreoffice )?user|administrator|admin|owner"
    r"|python-docx|pandoc|calibre|your name(?: here)?|author(?:'s|’s)? name|author|owner name",
    re.IGNORECASE,
)


def read_by_line(text: str) -> tuple[Person, ...]:
    """Return the people of a line that starts with by; nothing where it does not."""
    match = _BY.match(text)
    return read_people(text[match.end() :]) if match else ()


def read_people(text: str) -> tuple[Person, ...]:
    """Return the people that a line of names holds, affiliations after a comma left out."""
    bare = _HONORIFICS.sub("", text.strip(_SIGNS))
    if _CORPORATE.search(bare.split(",")[0]):
        return (Person(name=bare, sort_as=bare, role="aut"),)
    parts = [part.strip(_SIGNS) for name in _split_list(bare) for part in _SEPARATOR.split(name)]
    return tuple(Person(name=name, sort_as=_sort_form(name), role="aut") for name in parts if name)


def _split_list(text: str) -> list[str]:
    """Return the names of a comma list; what follows a single name is its affiliation."""
    parts = [part.strip(_SIGNS) for part in text.split(",")]
    named = [part for part in parts if is_name(part) and not _CORPORATE.search(part)]
    return named if len(named) == len(parts) else parts[:1]


def is_placeholder(name: str) -> bool:
    """Tell whether a name is what stands where a program or a catalogue knows nobody."""
    return _PLACEHOLDER.fullmatch(name.strip(" .[]()*-")) is not None or not name.strip()


def is_corporate(text: str) -> bool:
    """Tell whether a line names an institution."""
    return _CORPORATE.search(text) is not None


def is_name(text: str) -> bool:
    """Tell whether a short line is a person's or an institution's name and nothing else."""
    bare = text.strip(_SIGNS)
    if bare[:1] in BULLETS or "\ue000" <= bare[:1] <= "\uf8ff" or is_imprint(bare):
        return False
    if _HAN_NAME.match(bare):
        return True
    if len(bare) not in NAME_LENGTH or any(char.isdigit() or char in "@:/" for char in bare):
        return False
    if _CORPORATE.search(bare):
        return bare[0].isupper() or not bare.isascii()
    if not _NO_NAME.isdisjoint(bare.casefold().split()):
        return False
    return all(_NAME.match(part.strip(_SIGNS)) for part in _SEPARATOR.split(bare))


def is_imprint(text: str) -> bool:
    """Tell whether a line says by whom, where or when a book was printed or published."""
    return _IMPRINT.match(text.strip(_SIGNS)) is not None


def is_by(text: str) -> bool:
    """Tell whether a line is the word before an author's name, on a line of its own."""
    return _BY_ALONE.fullmatch(text) is not None


def _sort_form(name: str) -> str:
    words = name.split()
    return f"{words[-1]}, {' '.join(words[:-1])}" if len(words) > 1 else name
