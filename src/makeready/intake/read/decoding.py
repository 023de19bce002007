"""Bytes of an unknown encoding into text.

Nothing is normalised: `decode_as` turns the same bytes into the same text again by the codec named,
so that a ledger of the text is a ledger of the file.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from makeready.core.errors import SourceError
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

CODES = table(
    Code(
        code="S-101",
        severity=Severity.HINT,
        title="The source is not in UTF-8",
        why="Its encoding is stated nowhere and was inferred from its bytes.",
        remedy="Look at the accented letters of the first pages; if they are wrong, save the "
        "source as UTF-8 and import it again.",
    ),
    Code(
        code="S-102",
        severity=Severity.WARNING,
        title="The source's encoding is uncertain",
        why="Its bytes are good text in more than one encoding, and the readings differ.",
        remedy="Save the source as UTF-8 and import it again.",
    ),
    Code(
        code="S-103",
        severity=Severity.WARNING,
        title="The source was decoded wrongly before it came here",
        why="It holds sequences such as Ã© that arise when UTF-8 is read as a Windows code page.",
        remedy="Export the source again as UTF-8; what is written here is kept as it stands.",
    ),
    Code(
        code="S-104",
        severity=Severity.WARNING,
        title="Some bytes of the source are not UTF-8",
        why="The rest is UTF-8, as where texts of two encodings were put together; these bytes "
        "were read as Windows-1252.",
        remedy="Look at the quotation marks, dashes and accented letters from the line named on; "
        "if they are wrong, save the source as UTF-8 and import it again.",
    ),
)

MIXED = "utf-8+cp1252"  # UTF-8 with bytes of Windows-1252 in it, which no codec of Python reads
LEAST_RIGHT = 2  # characters of several bytes to each byte that is no UTF-8
_STRANGE = re.compile("[\udc80-\udcff]")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # before UTF-16, whose mark is the first half of this one
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257")
_LEGACY = [
    *_LATIN,
    *("cp1251", "cp1253", "cp1255", "cp1256", "cp1258"),
    *("gb18030", "cp932", "big5", "euc_jp", "cp949"),
]
_NAMES = {
    "cp932": "Shift-JIS",
    "gb18030": "GB18030",
    "big5": "Big5",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
}
# Lower-case letters outside ASCII by language, the commonest languages of each code page.
_ALPHABETS = (
    "äöüß",
    "àâæçéèêëîïôœùûüÿ",
    "áéíñóúüªº",
    "áâãàçéêíóôõú",
    "àèéìíîòóùú",
    "áéëïíóöü",
    "åäöéàü",
    "æøåéòô",
    "áðéíóúýþæö",
    "àçéèíïóòúü·",
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "ąćęłńóśźż",
    "áéíóöőúüű",
    "ăâîșțşţ",
    "čćđšž",
    "çğıöşüâîûi\u0307",
    "ąčęėįšųūž",
    "āčēģīķļņšūž",
    "äõöüšž",
)
# What every text has, and what turns into rare characters when its bytes are swapped.
_COMMON = " \n,.、。，"
DECLARED_WITHIN = 4_000  # bytes in which a text says how it is encoded
_DECLARED = re.compile(
    rb"(?:character set encoding|charset|encoding|coding)[ \t]{0,3}[:=][ \t\"']{0,3}"
    rb"([A-Za-z0-9_.-]{3,20})",
    re.IGNORECASE,
)
# As far apart as two readings of one Latin text come out in charset-normalizer.
_CLOSE = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file's text with the codec that was found for it: MIXED, or by Python's name."""

    text: str
    codec: str
    findings: tuple[Finding, ...]


def decode(name: str, data: bytes) -> Decoded:
    """Return the text of the bytes.

    In this order: a byte order mark, UTF-16 by where its zero bytes lie, UTF-8, and else the
    legacy encoding that charset-normalizer finds, with the Latin code pages told apart by which
    language's letters explain the text. Raises SourceError for what is no text.
    """
    text, codec, certain = _decode_marked(data) or _decode_unmarked(name, data)
    if "\0" in text:
        raise _no_text(name)
    doubts = _doubts(name, text, codec, certain=certain)
    mixed = (_tell_mixed(name, data),) if codec == MIXED else ()
    return Decoded(text=text, codec=codec, findings=(*mixed, *doubts))


def _decode_marked(data: bytes) -> tuple[str, str, bool] | None:
    """The text as its byte order mark says; a mark that lies is as good as none."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            text = _as(data, codec)
            return None if text is None else (text, codec, True)
    return None


def _decode_unmarked(name: str, data: bytes) -> tuple[str, str, bool]:
    if b"\0" in data:
        return _two_byte(name, data)
    text = _as(data, "utf-8")
    if text is not None:
        return text, "utf-8", True
    return _read_declared(data) or _read_mixed(data) or _legacy(name, data)


def decode_as(data: bytes, encoding: str) -> str:
    """Return the text of bytes in an encoding found before; what is not in it is replaced."""
    text = _mix(data) if encoding == MIXED else None
    return (
        data.decode("utf-8" if encoding == MIXED else encoding, "replace") if text is None else text
    )


def _read_mixed(data: bytes) -> tuple[str, str, bool] | None:
    """Return the text as UTF-8 with bytes of Windows-1252 in it, where nearly all is UTF-8.

    In a text of another encoding few bytes are UTF-8 of several bytes by chance.
    """
    text = _mix(data)
    escaped = data.decode("utf-8", "surrogateescape")
    strange = len(_STRANGE.findall(escaped))
    right = sum(char > "\x7f" for char in escaped) - strange
    return (text, MIXED, True) if text is not None and right >= LEAST_RIGHT * strange else None


def _mix(data: bytes) -> str | None:
    """Return the text with bytes outside UTF-8 as Windows-1252; None where one is in neither."""
    escaped = data.decode("utf-8", "surrogateescape")
    try:
        return _STRANGE.sub(lambda byte: bytes([ord(byte[0]) - 0xDC00]).decode("cp1252"), escaped)
    except UnicodeDecodeError:
        return None


def _two_byte(name: str, data: bytes) -> tuple[str, str, bool]:
    """The text as UTF-16, in the byte order in which it has the more spaces and full stops."""
    orders = ("utf-16-le", "utf-16-be")
    readings = [(text, codec) for codec in orders if (text := _as(data, codec))]
    if not readings:
        raise _no_text(name)
    text, codec = max(readings, key=lambda reading: sum(map(reading[0].count, _COMMON)))
    return text, codec, True


def _read_declared(data: bytes) -> tuple[str, str, bool] | None:
    """Return the text as its first lines say that it is encoded, where they say so rightly.

    ISO 8859-1 is read as Windows-1252, which has the same letters and dashes besides.
    """
    found = _DECLARED.search(data[:DECLARED_WITHIN])
    if found is None:
        return None
    try:
        codec = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    codec = "cp1252" if codec == "iso8859-1" else codec
    text = None if codec.startswith("utf") else _as(data, codec)
    return None if text is None else (text, codec, True)


def _legacy(name: str, data: bytes) -> tuple[str, str, bool]:
    import charset_normalizer

    matches = list(charset_normalizer.from_bytes(data, cp_isolation=_LEGACY, threshold=0.35))
    if not matches:
        raise _no_text(name)
    best = matches[0]
    if best.encoding not in _LATIN:
        rivals = [match for match in matches[1:] if match.chaos <= best.chaos]
        return _read(data, best.encoding, name), best.encoding, not rivals
    near = {
        codec
        for match in matches
        if match.chaos <= best.chaos + _CLOSE
        for codec in match.could_be_from_charset
    }
    return _latin(name, data, near)


def _latin(name: str, data: bytes, near: set[str]) -> tuple[str, str, bool]:
    """The reading whose letters one language explains best; Western European before the others."""
    readings = [(codec, text) for codec in _LATIN if codec in near and (text := _as(data, codec))]
    if not readings:
        raise _no_text(name)
    ranked = sorted(readings, key=lambda reading: -_measure_explained(reading[1]))
    codec, text = ranked[0]
    rivals = {other for _, other in ranked if _measure_explained(other) >= _measure_explained(text)}
    return text, codec, len(rivals) == 1


def _measure_explained(text: str) -> float:
    """The share of the letters outside ASCII that belong to the best fitting language."""
    lowered = text.lower()
    counts = {letter: lowered.count(letter) for letter in set(lowered) if letter > "\x7f"}
    letters = {letter: number for letter, number in counts.items() if letter.isalpha()}
    total = sum(letters.values())
    if not total:
        return 1.0
    best = max(sum(letters.get(letter, 0) for letter in set(alphabet)) for alphabet in _ALPHABETS)
    return best / total


def _as(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _read(data: bytes, codec: str, name: str) -> str:
    text = _as(data, codec)
    if text is None:
        raise _no_text(name)
    return text


def _doubts(name: str, text: str, codec: str, *, certain: bool) -> tuple[Finding, ...]:
    from ftfy.badness import badness

    place = Place(name)
    called = _NAMES.get(codec, codec.replace("cp", "Windows-"))
    legacy = not codec.startswith("utf-")
    # one bad sequence may be meant, such as a page that explains what mojibake is
    spoiled = badness(text) > 1 + len(text) // 20_000
    told = (
        (legacy and certain, "S-101", f"the text was read as {called}"),
        (not certain, "S-102", f"the text was read as {called}, and other readings are as good"),
        (spoiled, "S-103", "the text holds sequences that a wrong decoding leaves behind"),
    )
    return tuple(finding(CODES[code], message, place) for true, code, message in told if true)


def _tell_mixed(name: str, data: bytes) -> Finding:
    escaped = data.decode("utf-8", "surrogateescape")
    places = [found.start() for found in _STRANGE.finditer(escaped)]
    line = escaped.count("\n", 0, places[0]) + 1
    number = f"{len(places)} bytes" if len(places) > 1 else "1 byte"
    message = f"{number} outside UTF-8 read as Windows-1252, the first in line {line}"
    return finding(CODES["S-104"], message, Place(name, line))


def _no_text(name: str) -> SourceError:
    return SourceError(
        "this is no text in any encoding that makeready knows",
        where=Place(name),
        hint="if it is a document, give it its proper suffix (such as .docx); "
        "if it is text, save it as UTF-8",
    )
