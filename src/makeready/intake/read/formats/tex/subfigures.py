r"""Parts of figures that commands set → the environments for them, which pandoc reads.

Pandoc 3.9 drops what stands in `\subfloat` (subfig), `\subfigure` (of that name) and
`\subcaptionbox` (subcaption), pictures and captions alike, and references to a part's letter.
"""

from __future__ import annotations

import re

from makeready.intake.read.formats.tex.code import CODE
from makeready.intake.read.formats.tex.groups import find_group_end

_PART = re.compile(
    rf"{CODE}|\\(?P<name>subfloat|subfigure|subtable|subcaptionbox)\*?(?=\s*[\[{{])", re.DOTALL
)
_REFERENCE = re.compile(rf"{CODE}|\\(?P<name>subref)\*?(?=\s*\{{)", re.DOTALL)
_OPTION = re.compile(r"\s*\[((?:[^\[\]{}]|\{[^{}]{0,300}\}){0,1000})\]")
_LABEL = re.compile(r"\\label\s*\{[^{}]{1,200}\}")


def write_subfigures(text: str) -> str:
    """Return a document whose parts of figures are environments, and references to them plain."""
    parts: list[str] = []
    at = 0
    for match in _PART.finditer(text):
        if match.start() < at or match["name"] is None:
            continue
        written, end = _write_part(text, match)
        if end > match.end():
            parts += [text[at : match.start()], written]
            at = end
    whole = "".join((*parts, text[at:]))
    return _REFERENCE.sub(lambda found: "\\ref" if found["name"] else found[0], whole)


def _write_part(text: str, match: re.Match[str]) -> tuple[str, int]:
    """Return a part with its caption below, and where it ends; nothing where it has no end."""
    at, caption = match.end(), ""
    if match["name"] == "subcaptionbox":
        end = find_group_end(text, at)
        caption, at = text[at:end].strip()[1:-1], end
    while option := _OPTION.match(text, at):
        # of two in brackets the first is for a list of figures
        caption = caption if match["name"] == "subcaptionbox" else option[1]
        at = option.end()
    end = find_group_end(text, at)
    if end == at:
        return "", match.end()
    label = "".join(_LABEL.findall(caption))
    body = text[at:end].strip()[1:-1]
    told = f"\\caption{{{_LABEL.sub('', caption)}}}{label}" if caption.strip() else ""
    return f"\\begin{{subfigure}}{{\\textwidth}}{body}{told}\\end{{subfigure}}\n", end
