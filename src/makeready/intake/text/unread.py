"""A source → the TeX of its formulas that pandoc cannot turn into MathML."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.core.tex import respell
from makeready.intake.notes.inline import find_tex
from makeready.intake.read import pandoc
from makeready.intake.read.apparatus.references import LABEL

if TYPE_CHECKING:
    from makeready.intake.model import RawText

_NO_WORDS = '{"pandoc-api-version":[1,23],"meta":{},"blocks":[]}'


def find_unread(raw: RawText) -> frozenset[str]:
    """Return the TeX, each formula on one line, that no edition could set.

    Labels in it are set aside, as the press does; pandoc runs once, where there are formulas.
    """
    bare = sorted({LABEL.sub("", tex) for tex in find_tex(raw.text)})
    spelled = {tex: respell(tex) for tex in bare}
    with tempfile.TemporaryDirectory(prefix="makeready-") as folder:
        unread = pandoc.find_unread_tex(
            raw.name, _NO_WORDS, dict.fromkeys(spelled.values()), Path(folder)
        )
    return frozenset(tex for tex in bare if spelled[tex] in unread)
