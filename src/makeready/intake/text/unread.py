"""A source → the TeX of its formulas that pandoc cannot turn into MathML."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.intake.notes.inline import find_tex
from makeready.intake.read import pandoc

if TYPE_CHECKING:
    from makeready.intake.model import RawText

_NO_WORDS = '{"pandoc-api-version":[1,23],"meta":{},"blocks":[]}'


def find_unread(raw: RawText) -> frozenset[str]:
    """Return the TeX, each formula on one line, that no edition could set.

    Labels in it are set aside, as the press does; pandoc runs once, where there are formulas.
    """
    found = sorted(find_tex(raw.text))
    with tempfile.TemporaryDirectory(prefix="makeready-") as folder:
        return pandoc.find_unread_tex(raw.name, _NO_WORDS, found, Path(folder))
