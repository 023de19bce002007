"""Pictures as Markdown and HTML name them: their words, their address, and what they become."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# An address may hold one pair of brackets; attributes are pandoc's, as `{#fig-weir width=50%}`.
_ADDRESS = r"(?:[^()\n]|\([^()\n]{0,200}\)){0,1000}"
_ATTRIBUTES = r"\{[ \t]{0,9}[#.\w][^{}\n]{0,500}\}"
MARKDOWN = rf"!\[[^\[\]\n]{{0,2000}}\]\({_ADDRESS}\)(?:{_ATTRIBUTES})?"
HTML = r"<img\s[^<>]{0,2000}>"

_PICTURE = re.compile(f"{MARKDOWN}|{HTML}", re.IGNORECASE)
_PARTS = re.compile(
    rf"!\[(?P<words>[^\[\]\n]*)\]\((?P<address>{_ADDRESS})\)(?P<attributes>{_ATTRIBUTES})?\Z"
)
_TITLE = re.compile(r"(?<!\s)\s+(?:\"[^\"\n]*\"|'[^'\n]*')\s*\Z")
_ATTRIBUTE = re.compile(r"\b(alt|src)\s{0,9}=\s{0,9}(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
# What converters write where nobody described the picture: it is no caption.
_NO_WORDS = re.compile(
    r"(?:alt(?:ernative)?[ -]?text|figure|image|img|photo|picture)?[ _-]?\d{0,4}\s*\Z",
    re.IGNORECASE,
)
_NEEDS_ESCAPE = re.compile(r"(?<!\\)([$@^~])")


def read_picture(written: str) -> tuple[str, str, str]:
    """Return the words for a picture, its address and its attributes, as they are written."""
    if written.startswith("<"):
        said = {name.lower(): one or other for name, one, other in _ATTRIBUTE.findall(written)}
        return html.unescape(said.get("alt", "")), html.unescape(said.get("src", "")), ""
    parts = _PARTS.match(written)
    if parts is None:
        return "", "", ""
    address = _TITLE.sub("", parts["address"].strip()).removeprefix("<").removesuffix(">")
    return parts["words"].strip(), address, parts["attributes"] or ""


def list_addresses(text: str) -> tuple[str, ...]:
    """Return where the pictures of a text come from, each once, in the order of the text."""
    named = (read_picture(match.group())[1] for match in _PICTURE.finditer(text))
    return tuple(dict.fromkeys(filter(None, named)))


def show_picture(written: str, names: Mapping[str, str]) -> str:
    """Return a picture as the manuscript shows it; nothing where no file of the title has it.

    `names` gives each address its name in the title's folder. The words become its caption, as
    everywhere in the manuscript, unless they only say that it is a picture.
    """
    words, address, attributes = read_picture(written)
    if address not in names:
        return ""
    if _NO_WORDS.match(words) or words in (address, address.rpartition("/")[2]):
        words = ""
    described = written.startswith("<") and words and '"' not in words
    if described:
        return f'![]({names[address]}){{alt="{words}"}}'
    return f"![{_NEEDS_ESCAPE.sub(_escape, words)}]({names[address]}){attributes}"


def _escape(found: re.Match[str]) -> str:
    return f"\\{found[1]}"
