"""Paragraphs with fields, as Word writes them."""

from __future__ import annotations

from html import escape

from intake.read.formats.test_docx import document


def words(said: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(said)}</w:t></w:r>'


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(*instruction: str, result: str = "") -> str:
    """Return a field; its instruction, which is XML, may come in several runs."""
    told = "".join(
        f'<w:r><w:instrText xml:space="preserve">{each}</w:instrText></w:r>' for each in instruction
    )
    shown = f"{_mark('separate')}{words(result)}" if result else ""
    return f"{_mark('begin')}{told}{shown}{_mark('end')}"


def story(*paragraphs: str) -> bytes:
    return document("".join(f"<w:p>{each}</w:p>" for each in paragraphs))
