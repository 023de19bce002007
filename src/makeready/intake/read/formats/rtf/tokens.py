"""The text of an RTF file ↔ its signs, with every character written out.

Rich Text Format Specification 1.9.1 (Microsoft, 2008). Of characters pandoc knows only those of
Windows' Western code page; here they are read in the code page of the font that they are set in.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from makeready.intake.read.marks import FOREIGN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<value>-?[0-9]{1,10})? ?"
    r"|\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<symbol>[^A-Za-z'\x80-\xff])|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n\x80-\xff]+)|(?P<raw>[\x80-\xff])|[\r\n]+|\\"
)
_BEYOND = re.compile(r"[^\x00-\x7f]+")
_HALF = re.compile("[\ud800-\udbff]")
_SPECIAL = re.compile(r"[\\{}]")
_WESTERN = "cp1252"
# by `\\fcharsetN`
_CHARACTER_SETS: Mapping[int, str] = MappingProxyType(
    {
        77: "mac_roman",
        128: "cp932",
        129: "cp949",
        130: "johab",
        134: "gbk",
        136: "cp950",
        161: "cp1253",
        162: "cp1254",
        163: "cp1258",
        177: "cp1255",
        178: "cp1256",
        186: "cp1257",
        204: "cp1251",
        222: "cp874",
        238: "cp1250",
        255: "cp437",
    }
)
_NAMED: Mapping[str, str] = MappingProxyType({"mac": "mac_roman", "pc": "cp437", "pca": "cp850"})


class Kind(StrEnum):
    """What a token is."""

    OPEN = "{"
    CLOSE = "}"
    WORD = "control word"
    SYMBOL = "control symbol"
    BYTE = "byte"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A sign of an RTF file; `name` is its word, symbol or text, `value` its number or byte."""

    kind: Kind
    name: str = ""
    value: int | None = None

    def __str__(self) -> str:
        """Return the token as a file has it."""
        match self.kind:
            case Kind.WORD:
                return f"\\{self.name}{'' if self.value is None else self.value} "
            case Kind.SYMBOL:
                return f"\\{self.name}"
            case Kind.BYTE:
                return f"\\'{self.value:02x}"
            case Kind.TEXT:
                return _SPECIAL.sub(r"\\\g<0>", self.name)
            case _:
                return self.kind.value


def read_tokens(data: bytes) -> tuple[Token, ...]:
    """Return the tokens of a file, every character of the text written out in its code page."""
    raw = tuple(_divide(_write_out(data).decode("latin-1")))
    fonts, page = _list_fonts(raw), _find_page(raw)
    usual = next((t.value for t in raw if t.kind is Kind.WORD and t.name == "deff"), None)
    return tuple(_Speller(fonts, page, fonts.get(usual or 0, page)).spell(raw))


def _write_out(data: bytes) -> bytes:
    """Return a file that is in UTF-8, which no specification allows, with its characters as such.

    Other characters beyond ASCII are in the code page of their font.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return data
    return _BEYOND.sub(_number, text).encode()


def _number(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-le")
    pairs = (int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2))
    said = "".join(f"\\u{each} " for each in pairs)
    return f"{{\\uc0 {said}}}"


def _divide(text: str) -> Iterator[Token]:
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        if word := match["word"]:
            value = int(match["value"]) if match["value"] else None
            if word == "bin":
                at += max(value or 0, 0)
            else:
                yield Token(kind=Kind.WORD, name=word, value=value)
        elif match["byte"]:
            yield Token(kind=Kind.BYTE, value=int(match["byte"], 16))
        elif match["raw"]:
            yield Token(kind=Kind.BYTE, value=ord(match["raw"]))
        elif symbol := match["symbol"]:
            yield _read_symbol(symbol)
        elif match["brace"]:
            yield Token(kind=Kind(match["brace"]))
        elif match["text"]:
            yield Token(kind=Kind.TEXT, name=match["text"])


def _read_symbol(symbol: str) -> Token:
    if _SPECIAL.match(symbol):
        return Token(kind=Kind.TEXT, name=symbol)
    # a line's end behind a backslash is a paragraph's
    kind, name = (Kind.WORD, "par") if symbol in "\r\n" else (Kind.SYMBOL, symbol)
    return Token(kind=kind, name=name)


def _find_page(tokens: Iterable[Token]) -> str:
    """Return the code page that a file names for all of its text."""
    page = _WESTERN
    for token in tokens:
        if token.kind is Kind.WORD and token.name == "ansicpg":
            return _codec(token.value)
        if token.kind is Kind.WORD:
            page = _NAMED.get(token.name, page)
        if token.kind is Kind.WORD and token.name == "fonttbl":
            break
    return page


def _codec(number: int | None) -> str:
    """Return Python's codec of a code page, or the Western one where there is none."""
    try:
        return codecs.lookup("mac_roman" if number == 10000 else f"cp{number}").name  # noqa: PLR2004
    except LookupError:
        return _WESTERN


def _list_fonts(tokens: Iterable[Token]) -> dict[int, str]:
    """Return the code page of each font that names one."""
    pages: dict[int, str] = {}
    depth = inside = font = 0
    for token in tokens:
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        value = token.value or 0
        if depth < inside:
            break
        if token.kind is not Kind.WORD:
            continue
        if token.name == "fonttbl":
            inside = depth
        elif inside and token.name == "f":
            font = value
        elif inside and token.name == "fcharset" and value in _CHARACTER_SETS:
            pages[font] = _CHARACTER_SETS[value]
        elif inside and token.name == "cpg":
            pages[font] = _codec(value)
    return pages


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """How a group's characters are written: their code page, and how many stand in for one."""

    page: str
    stand_ins: int = 1


@dataclass(slots=True)
class _Speller:
    """Walks through a file and writes its characters out."""

    fonts: Mapping[int, str]
    page: str
    usual: str
    around: list[_Setting] = field(default_factory=list)
    skip: int = 0
    pending: bytearray = field(default_factory=bytearray)

    def spell(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """Yield the tokens, bytes and numbers of characters as text, neighbours joined.

        The halves of a character beyond the first plane may stand in two groups.
        """
        said = ""
        for token in self._characters(tokens):
            if token.kind is Kind.TEXT:
                said += token.name
                continue
            half = said[-1:] if _HALF.match(said[-1:]) else ""
            if said != half:
                yield Token(kind=Kind.TEXT, name=_join(said.removesuffix(half)))
            said = half
            yield token
        if said:
            yield Token(kind=Kind.TEXT, name=_join(said))

    def _characters(self, tokens: Iterable[Token]) -> Iterator[Token]:
        setting = _Setting(page=self.usual)
        for each in tokens:
            token = self._pass_over(each) if self.skip else each
            if token is None:
                continue
            if token.kind is Kind.BYTE:
                self.pending.append(token.value or 0)
                continue
            if self.pending:
                said, token = self._decode(setting.page, token)
                yield said
            if token.kind is Kind.WORD and token.name == "u":
                self.skip = setting.stand_ins
                token = Token(kind=Kind.TEXT, name=chr((token.value or 0) % 0x10000))
            setting = self._set(setting, token)
            yield token
        if self.pending:
            yield self._decode(setting.page, Token(kind=Kind.CLOSE))[0]

    def _pass_over(self, token: Token) -> Token | None:
        """Return what is left of a token behind a character that it may stand in for."""
        if token.kind is Kind.WORD and token.name == "uc":
            return token  # LibreOffice says it between a character and what stands in for it
        if token.kind in {Kind.OPEN, Kind.CLOSE} or (
            token.kind is Kind.WORD and token.name in {"u", "par"}
        ):
            self.skip = 0
            return token
        if token.kind is not Kind.TEXT:
            self.skip -= 1
            return None
        left = token.name[self.skip :]
        self.skip = max(self.skip - len(token.name), 0)
        return replace(token, name=left) if left else None

    def _decode(self, page: str, token: Token) -> tuple[Token, Token]:
        """Return bytes as text; the second half of a character may be a letter of the text."""
        held = bytes(self.pending)
        self.pending.clear()
        letter = token.name[:1] if token.kind is Kind.TEXT and token.name.isascii() else ""
        for more in ("", letter):
            with contextlib.suppress(UnicodeDecodeError):
                said = (held + more.encode()).decode(page)
                return Token(kind=Kind.TEXT, name=said), replace(
                    token, name=token.name[len(more) :]
                )
        return Token(kind=Kind.TEXT, name=held.decode(page, "replace")), token

    def _set(self, setting: _Setting, token: Token) -> _Setting:
        """Return how characters are written behind a token."""
        if token.kind is Kind.OPEN:
            self.around.append(setting)
        elif token.kind is Kind.CLOSE and self.around:
            return self.around.pop()
        elif token.kind is not Kind.WORD:
            return setting
        elif token.name == "f":
            return replace(setting, page=self.fonts.get(token.value or 0, self.page))
        elif token.name == "plain":
            return replace(setting, page=self.usual)
        elif token.name == "uc":
            return replace(setting, stand_ins=max(token.value or 0, 0))
        return setting


def _join(said: str) -> str:
    """Return text whose characters beyond the first plane came in two halves."""
    whole = said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return FOREIGN.sub("", whole)
