"""Notes that pandoc's Markdown defines twice, and calls once → notes that are defined once."""

from __future__ import annotations

import re

# a definition goes on in lines that are indented, with blank ones between them
_DEFINED = re.compile(
    r"^\[\^(\d+)\]:[^\n]*(?:\n(?:[ \t]+[^\n]*|[ \t]*(?=\n+[ \t]+\S)))*\n*", re.MULTILINE
)
# a call may stand before a colon, but there not at the beginning of a line
_CALLED = re.compile(r"\[\^(\d+)\](?!:)|(?<=[^\n])\[\^(\d+)\]:")


def drop_doubled(markdown: str) -> str:
    """Return Markdown of pandoc's without the definitions that nothing calls.

    Pandoc 3.9 writes the caption of a picture twice, and uses one of the two (no report of it was
    found): a note in it is defined twice.
    """
    called = {number for found in _CALLED.findall(markdown) for number in found}
    if "![" not in markdown or called.issuperset(_DEFINED.findall(markdown)):
        return markdown
    kept = _DEFINED.sub(lambda found: found[0] if found[1] in called else "", markdown)
    return kept.rstrip("\n") + "\n"
