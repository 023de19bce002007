"""Words of a source, as a test writes them → what import makes of them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from makeready.core.model import Digest
from makeready.intake.clean import clean
from makeready.intake.model import Answer, RawText, Recipe

if TYPE_CHECKING:
    from makeready.intake.model import Imported


def raw(text: str) -> RawText:
    """Return the text as a source of its own."""
    digest = Digest(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return RawText(name="source.txt", digest=digest, encoding="utf-8", text=text)


def cleaned(text: str, *answers: Answer, **metadata: str) -> Imported:
    """Return what import makes of the text, the editor's answers obeyed."""
    source = raw(text)
    recipe = Recipe(digest=source.digest, answers=answers, metadata=metadata)
    return clean(source, recipe if answers or metadata else None)


def manuscript(text: str, *answers: Answer) -> str:
    """Return the manuscript's files, one after the other."""
    return "\n".join(each.text for each in cleaned(text, *answers).texts)
