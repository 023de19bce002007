"""A text that a person wrote in pandoc's Markdown → a source that is a manuscript already.

What converters write of pages is cleaned; the marks of a manuscript would be taken for faults of
theirs. Here a text is told by marks that no converter writes, and taken as it stands.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.model import Digest
from makeready.intake.front_matter import read_front_matter
from makeready.intake.model import Correction, RawText

CODES = table(
    Code(
        code="S-176",
        severity=Severity.HINT,
        title="A text was taken as it stands: it is a manuscript already",
        why="It has marks that people write and converters do not, such as fenced divisions, ids, "
        "citations or notes with names. Cleaning would have taken them for faults.",
        remedy="Nothing needs to be done. If a converter wrote the text after all, say "
        'manuscript = "clean" under [document] in source/recipe.toml, and import it again.',
    ),
)

PICTURE_NAME = "D.picture-name"
"""The rule under which pictures have the names of the title's folder."""

_CODE = re.compile(
    r"^(?P<fence>`{3,}+|~{3,}+)[^\n]*\n(?:(?!(?P=fence))[^\n]*\n)*(?:(?P=fence)[^\n]*$)?",
    re.MULTILINE,
)
_NAMED = r"[#.][A-Za-z][\w:.-]{0,60}"
_OPENED = re.compile(
    rf"^:{{3,}}[ \t]*(?:\{{{_NAMED}[^{{}}\n]*\}}|[A-Za-z][\w-]*)[ \t:]*$", re.MULTILINE
)
_CLOSED = re.compile(r"^:{3,}[ \t]*$", re.MULTILINE)
_MARKS = (
    re.compile(rf"^#{{1,6}} [^\n]*\{{{_NAMED}[^{{}}\n]*\}}[ \t]*$", re.MULTILINE),
    re.compile(rf"[\])]\{{{_NAMED}[^{{}}\n]*\}}"),
    re.compile(rf"^(?:Table)?: [^\n]*\{{{_NAMED}\}}[ \t]*$|\$\$[ \t]?\{{{_NAMED}\}}", re.MULTILINE),
    re.compile(r"\[(?:[^\[\]\n@]{0,200}[ ;])?-?@[A-Za-z][\w:.-]{0,80}[^\[\]\n]{0,200}\]"),
    re.compile(r"^\[\^[A-Za-z][\w-]{0,60}\]:[ \t]", re.MULTILINE),
)
# what shows that pages were taken apart
_PAGES = re.compile(
    r"\f|<sup>|<span|<a id=|<!--[ ]?(?:page|p\.|p\u00e1gina|seite|image)|^\{\d+\}-{5,}"
    r"|^#{1,6} page \d|[\u2460-\u2473]|^\[footnote",
    re.IGNORECASE | re.MULTILINE,
)
_FRONT = re.compile(r"\A---[ \t]*\n(?P<held>(?:(?!---|\.\.\.)[^\n]*\n)+)(?:---|\.\.\.)[ \t]*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A manuscript without its front matter, and what that says of the book."""

    raw: RawText
    said: Mapping[str, str]
    corrections: tuple[Correction, ...]
    findings: tuple[Finding, ...]


def is_manuscript(text: str) -> bool:
    """Tell whether a text shows marks of pandoc's Markdown, and no page of a print."""
    prose = _CODE.sub("", text)
    if _PAGES.search(prose):
        return False
    divided = len(_OPENED.findall(prose))
    return (0 < divided <= len(_CLOSED.findall(prose))) or any(
        mark.search(prose) for mark in _MARKS
    )


def read_written(name: str, text: str, names: Mapping[str, str]) -> Written:
    """Return a manuscript as a source.

    `names` gives the address of each picture that lay beside it its name in the title's folder.
    """
    front = _FRONT.match(text)
    said = read_front_matter(front["held"]) if front else {}
    held = text[front.end() :] if front else text
    corrections: tuple[Correction, ...] = ()
    if front:
        corrections = (Correction(rule="D.front-matter", what=" ".join(front["held"].split())),)
    changed = {address: target for address, target in names.items() if address != target}
    if changed:
        # all at once, for the new name of one picture may be the address of another
        address = re.compile(rf"\]\(({'|'.join(map(re.escape, changed))})(?=[)\s])")
        met = frozenset(address.findall(held))
        held = address.sub(lambda found: f"]({changed[found[1]]}", held)
        corrections += tuple(
            Correction(rule=PICTURE_NAME, what=f"{each}: {changed[each]}")
            for each in changed
            if each in met
        )
    digest = Digest(hashlib.sha256(held.encode()).hexdigest())
    return Written(
        raw=RawText(name=f"{name}.md", digest=digest, encoding="utf-8", text=held),
        said=MappingProxyType(said),
        corrections=corrections,
        findings=(finding(CODES["S-176"], "it is a manuscript already", Place(name)),),
    )
