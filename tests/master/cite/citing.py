"""A small bibliography, and titles that cite it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from makeready.core.model import Asset, Bibliography, Digest, Numbering, Text, Title
from master.titles import retold, title

STYLES = Path(__file__).parent
WORKS = """\
@book{finch2020, author = {Finch, Ada}, title = {Locks of the North}, year = {2020}}

@book{finch2020b, author = {Finch, Ada}, title = {Barges}, year = {2020}}

@article{moss1987, author = {Moss, Ib and Finch, Ada}, title = {Tow Paths}, journal = {Quay},
  year = {1987}, pages = {3--9}, url = {https://quay.example/tow}}
"""


def source(words: str = WORKS, name: str = "works.bib") -> Asset:
    return Asset(name=name, media_type="text/plain", data=words.encode(), digest=Digest(name))


def citing(  # noqa: PLR0913  (each a fact of the title)
    *texts: Text | str,
    style: str = "",
    works: str = WORKS,
    name: str = "works.bib",
    scope: Numbering = Numbering.BOOK,
    uncited: bool = False,
    numbering: Numbering = Numbering.BOOK,
) -> Title:
    """Return a title whose `style` is a file beside this one."""
    told = Bibliography(files=(name,), style=style, scope=scope, uncited=uncited)
    made = title(*texts, book=retold(bibliography=told, numbering=numbering))
    data = (STYLES / style).read_bytes() if style else b""
    return replace(made, works=(source(works, name),), citation_style=data)
