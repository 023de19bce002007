"""The formulas of an RTF file → TeX.

RTF has the elements of Office MathML under its own names, an `m` before each; pandoc reads them in
a document of Word.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from lxml import etree

from makeready.intake.read import pandoc
from makeready.intake.read.formats.rtf.tokens import Kind, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="a" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)
_DEEPEST = 100
_SPECIAL = str.maketrans("", "", "\\{}$%#&_^~")  # what TeX would not read as itself


def read_formulas(name: str, formulas: Sequence[Sequence[Token]]) -> list[str]:
    """Return the TeX of formulas, each given as the tokens within its group.

    One that pandoc does not read comes as its words.
    """
    if not formulas:
        return []
    # pandoc knows the elements by these prefixes
    document = etree.Element(f"{{{_WORD}}}document", nsmap={"w": _WORD, "m": _MATH})
    body = etree.SubElement(document, f"{{{_WORD}}}body")
    for formula in formulas:
        paragraph = etree.SubElement(body, f"{{{_WORD}}}p")
        paragraph.append(_build(formula))
    packed = _pack(etree.tostring(document))
    blocks: list[Any] = json.loads(pandoc.convert(name, packed, "docx", "json", ()))["blocks"]
    found = [_find(block) for block in blocks] if len(blocks) == len(formulas) else []
    told = found or [""] * len(formulas)
    return [tex or _say(formula) for tex, formula in zip(told, formulas, strict=True)]


def _build(tokens: Iterable[Token]) -> etree._Element:
    """Return a formula's element of Office MathML."""
    formula = etree.Element(f"{{{_MATH}}}oMath")
    around, at = [], formula
    for token in tokens:
        if token.kind is Kind.OPEN:
            around.append(at)
        elif token.kind is Kind.CLOSE and around:
            at = around.pop()
        elif token.kind is Kind.WORD and _opens(token, around, at):
            at = etree.SubElement(at, f"{{{_MATH}}}{token.name[1:]}")
        elif token.kind is Kind.TEXT:
            _put(at, token.name)
    return formula


def _opens(token: Token, around: Sequence[etree._Element], at: etree._Element) -> bool:
    """Tell whether a control word begins an element: the first one of its group does."""
    return (
        token.name.startswith("m")
        and token.value is None
        and bool(around)
        and len(around) < _DEEPEST
        and at is around[-1]
    )


def _put(at: etree._Element, words: str) -> None:
    if etree.QName(at).localname == "r":
        run = etree.SubElement(at, f"{{{_MATH}}}t")
        run.text = words
    elif (holder := at.getparent()) is not None and etree.QName(holder).localname.endswith("Pr"):
        at.set(f"{{{_MATH}}}val", words)


def _pack(document: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr(zipfile.ZipInfo("[Content_Types].xml"), _TYPES)
        packed.writestr(zipfile.ZipInfo("_rels/.rels"), _RELATIONS)
        packed.writestr(zipfile.ZipInfo("word/document.xml"), document)
    return held.getvalue()


def _find(block: Any) -> str:  # noqa: ANN401 -- pandoc's JSON
    inlines = block["c"] if block["t"] in {"Para", "Plain"} else ()
    return " ".join(each["c"][1].strip() for each in inlines if each["t"] == "Math")


def _say(formula: Iterable[Token]) -> str:
    words = "".join(token.name for token in formula if token.kind is Kind.TEXT)
    return rf"\text{{{words.translate(_SPECIAL)}}}"
