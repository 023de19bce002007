"""References to labels, as authors write them, become values: [@fig-a; @fig-b], [-@fig-a]."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.master.labels.kinds import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

LABEL = rf"(?:{PREFIXES})\w(?:[\w.:-]*\w)?"
LONGEST = 400
"""Characters of what stands between the brackets of a reference."""

GROUP = re.compile(
    rf"(?<![\\!\w\]])\[(?=[^\[\]@]{{0,200}}@(?:{PREFIXES}))([^\[\]]{{1,{LONGEST}}})\](?![(\[{{])",
    re.IGNORECASE,
)
"""What may be a reference in brackets, one or several parted by semicolons."""

_ITEM = re.compile(
    rf"\s*(?P<before>[^@;]{{0,200}}?)(?P<minus>-?)@(?P<label>{LABEL})(?P<after>[^@;]{{0,200}})\Z",
    re.IGNORECASE,
)
_ESCAPED = re.compile(
    rf"(?<!\\)(?P<bracket>\\?\[)[^\[\]@\\]{{0,200}}(?P<sign>\\?@)(?=(?:{PREFIXES})\w)",
    re.IGNORECASE,
)
LITERAL = "makeready-literal"
"""The class of a span that holds a sign which a backslash makes plain text."""

LONE = re.compile(rf"(?<![\w.\\/@\[-])@{LABEL}", re.IGNORECASE)
"""A reference as Quarto writes it in a sentence; a full stop behind it is the sentence's."""


_INTRODUCING = frozenset(
    "see cf. compare in siehe s. vgl. in voir cf. ver véase vedi zob. por. см. ср. "
    "and und et".split()
)
"""Words that introduce a reference and are no name, even with a capital."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference: its label, what its author says before and behind it, and if a number does.

    Words before it may stand in place of the name of the kind: [Fig. @fig-lock].
    """

    label: str
    before: str
    after: str
    is_number: bool


def read_group(said: str) -> tuple[Reference, ...]:
    """Return the references between two brackets, or none where anything else stands there."""
    found = [_ITEM.match(each) for each in said.split(";")]
    return tuple(
        Reference(
            label=each["label"],
            before=" ".join(each["before"].split()),
            after=each["after"].rstrip(),
            is_number=bool(each["minus"]),
        )
        for each in found
        if each is not None and all(found)
    )


def replaces_name(before: str, name: str) -> bool:
    """Tell whether words before a reference stand in place of its name, as “Fig.” does.

    Quarto takes all words so; but then “see” would make “see 3.2” of “see Figure 3.2”.
    """
    last = before.rsplit(maxsplit=1)[-1] if before else ""
    is_name = (
        last[:2].casefold() == name[:2].casefold() or last[:1].isupper() or not last[:1].isalpha()
    )
    return bool(last) and is_name and last.casefold() not in _INTRODUCING


def find_groups(running: str) -> Iterator[tuple[int, int]]:
    """Yield where each reference in brackets begins and ends in a text without code.

    At the beginning of a line, brackets and a colon are the address of a link.
    """
    for found in GROUP.finditer(running):
        start, end = found.span()
        begins = not running[running.rfind("\n", 0, start) + 1 : start].strip()
        if read_group(found[1]) and not (begins and running[end : end + 1] == ":"):
            yield start, end


def find_escapes(running: str) -> Iterator[tuple[int, int]]:
    """Yield where a backslash and its sign stand that make plain text of what looks a reference.

    Within braces, in the value of an attribute, pandoc's text is plain already.
    """
    for found in _ESCAPED.finditer(running):
        begin, at = running.rfind("\n\n", 0, found.start()) + 1, found.start()
        if running.rfind("{", begin, at) > running.rfind("}", begin, at):
            continue
        for name in ("bracket", "sign"):
            if found[name].startswith("\\"):
                yield found.span(name)
                break


def stands_alone(running: str, at: int) -> bool:
    """Tell whether a reference stands in no brackets but those of a note, a caption or a span."""
    line = running[running.rfind("\n", 0, at) + 1 : at]
    opened = line.rfind("[")
    if opened <= line.rfind("]"):
        return True
    if line[max(0, opened - 1) : opened] in ("^", "!"):
        return True
    closed = running.find("]", at)
    return closed >= 0 and running[closed + 1 : closed + 2] == "{"
