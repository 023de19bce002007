"""Captions and labels of floats in LaTeX, and names for those that the press would not know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.intake.read.formats.tex.code import CODE
from makeready.intake.read.formats.tex.groups import find_group_end

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

_CAPTION = re.compile(r"\\caption\*?\s*(?:\[[^\[\]]{0,1000}\]\s*)?(?=\{)")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_REFERENCE = re.compile(
    rf"{CODE}|\\(?:hyperref[ ]?\[[^\[\]]{{0,200}}\]|"
    r"(?!href)[A-Za-z]{0,12}ref(?:range\*?[ ]?\{[^{}]{0,200}\})?\*?[ ]?\{[^{}]{0,1000}\})",
    re.DOTALL,
)
_NAME = re.compile(r"[^{}\[\],]+")


def take_caption(body: str) -> tuple[str, str, str]:
    """Return the words of a float's caption, its label, and the float without the two."""
    label = _LABEL.search(body)
    bare = _LABEL.sub("", body)
    caption = _CAPTION.search(bare)
    if caption is None:
        return "", label[1] if label else "", bare
    end = find_group_end(bare, caption.end())
    words = " ".join(bare[caption.end() + 1 : end - 1].split())
    return words, label[1] if label else "", bare[: caption.start()] + bare[end:]


def name_float(label: str, kind: str, number: str, named: MutableMapping[str, str]) -> str:
    """Return the name of a float of this kind, `number` where it has no label.

    One that does not begin with the kind, as the press asks, is put among `named` with its new one.
    """
    if not label:
        return number
    if re.match(rf"{kind}[-:]", label):
        return label
    named[label] = f"{kind}:{label}"
    return named[label]


def rename_labels(text: str, named: Mapping[str, str]) -> str:
    """Return a document whose references to these labels have their new names.

    Words in braces that are no reference may be a label's, too: they stay.
    """

    def rename(name: re.Match[str]) -> str:
        return named.get(name[0].strip(), name[0])

    def write(found: re.Match[str]) -> str:
        is_code = found["code"] or found["edge"]
        return found[0] if is_code else _NAME.sub(rename, found[0])

    return _REFERENCE.sub(write, text) if named else text
