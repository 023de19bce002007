"""A head of metadata at the beginning of a manuscript file becomes a finding and empty lines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from makeready.core.model import Text

CODES = table(
    Code(
        code="T-023",
        severity=Severity.WARNING,
        title="A head of metadata that is left out",
        why="The facts of the book are those of book.toml; what a manuscript file says of itself "
        "stands in no edition.",
        remedy="Put what is true of the book into book.toml and take the head out of the file.",
    ),
)
# YAML between lines of hyphens (Jekyll, Quarto, pandoc), TOML between plus signs (Hugo).
YAML = re.compile(
    r"\s{0,9}---[ \t]*\n(?=\S)((?:(?!(?:---|\.\.\.)[ \t]*$)[^\n]*\n)+?)(?:---|\.\.\.)[ \t]*$",
    re.MULTILINE,
)
TOML = re.compile(
    r"\s{0,9}\+\+\+[ \t]*\n((?:(?!\+\+\+[ \t]*$)[^\n]*\n)+?)\+\+\+[ \t]*$", re.MULTILINE
)
# A block of title, authors and date (pandoc).
PERCENT = re.compile(r"(?:%[^\n]*(?:\n[ \t]+\S[^\n]*)*(?:\n|$)){1,3}")
# A line of YAML or TOML: a key, an item, a comment, what belongs to the line before, or nothing.
LINE = re.compile(
    r"[\w.\"' -]+?[ \t]*[:=](?:[ \t].*)?$|[\w.\"'-]+[=:].*$|-[ \t].*$|#.*$|[ \t]+.*$|[\[\]}].*$|$"
)
KEY = re.compile(r"^([\w.-]+)[ \t]*[:=]|^\"([^\"\n]+)\"[ \t]*[:=]", re.MULTILINE)


def take_head(text: Text) -> tuple[Text, tuple[Finding, ...]]:
    """Return a file with empty lines for its head, and what is to be told of the head."""
    found = YAML.match(text.text) or TOML.match(text.text)
    if found is not None and all(map(LINE.match, found[1].split("\n"))):
        said = ", ".join(first or second for first, second in KEY.findall(found[1]))
    else:
        found = PERCENT.match(text.text)
        said = "" if found is None else " ".join(found[0].split())[:60]
    if found is None or not said:
        return text, ()
    line = text.text.count("\n", 0, len(text.text) - len(text.text.lstrip())) + 1
    message = f"the head of the file is left out: {said}"
    rest = "\n" * found[0].count("\n") + text.text[found.end() :]
    return replace(text, text=rest), (finding(CODES["T-023"], message, Place(text.file, line)),)
