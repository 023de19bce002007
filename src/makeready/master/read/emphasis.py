"""Emphasis in Chinese, Japanese and Korean becomes emphasis by dots: they have no italics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

DOTTED = "dotted"
"""The class of an element whose characters are emphasised by dots and not by a slanted face."""

_UPRIGHT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")


def mark_emphasis(sections: Iterable[etree._Element]) -> None:
    """Give emphasised words in characters without italics the class for dots, in place."""
    for section in sections:
        for element in section.iter("em", "i"):
            if _UPRIGHT.search("".join(map(str, element.itertext()))):
                element.set("class", f"{element.get('class', '')} {DOTTED}".strip())
