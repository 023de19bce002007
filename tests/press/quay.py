"""A small press with two titles and everything that a catalogue shows, for its tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.files.workspace import Workspace, find_workspace
from makeready.press.build.outcomes import Built
from makeready.press.build.pipeline import build_titles

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://quay.example/books/"
LAST_NOTE = "The last ferry leaves at nine."
PHRASE = "a lantern on the far bank"

FERRY = '''title = "Ferry & Tide"
subtitle = "A Crossing"
language = "en-GB"
identifier = "urn:uuid:7f4f3d7a-52c9-45d0-a1f1-0d7fb8f4d2b6"
modified = 2026-03-01
published = 2025-05-02
publisher = "Quay Press"
rights = "Copy it as you like."
description = """Two people wait for a boat, and <neither> rows.
TY  - BOOK
"""
subjects = ["Rivers", "Waiting"]

[isbn]
print = "978-0-306-40615-7"

[series]
name = "Small Waters"
number = 2

[[people]]
name = "Ada Brook"
role = "aut"

[[people]]
name = "The Ferrymen"
sort-as = "The Ferrymen"
role = "aut"

[[people]]
name = "Per Lund"
role = "trl"

[[parts]]
file = "text/01.md"

[[parts]]
file = "text/02.md"
'''
CHANGES = """# Changes

## 1.1.0 - 2026-03-01

A new crossing.

## 1.0.0 - 2025-05-02

The first edition.
"""
QUAY = f"""# The quay {{#sec-quay}}

They came early.[^early] There was a lantern on the far bank, and nobody spoke of it.[^last]

[^early]: Before six, as the log of the harbour says.
[^last]: {LAST_NOTE}

## A table

| tide | hour |
|------|------|
| high | six  |
"""
ROAD = """# The road {#sec-road}

It led back to [@sec-quay].

```
a line of code that is far too long for a small screen and must therefore be scrolled by someone
```

![A boat.](images/boat.svg)
"""
SALT = """title = "Salt's Use"
language = "en"
identifier = "urn:uuid:3a1e5e3a-9f0b-4f5c-8d55-9f1c1a0d4c11"
modified = 2024-01-31
publisher = "Quay Press"

[[people]]
name = "Ole"
role = "aut"

[[parts]]
file = "text/01.md"
"""
BOAT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20">
<path d="M2 8h56l-8 10H10z" fill="#345"/></svg>
"""


def nothing(*_: object) -> None:
    """Hear of progress."""


def build_quay(folder: Path) -> Workspace:
    """Write the two titles and build them."""
    files = {
        "ferry/book.toml": FERRY,
        "ferry/CHANGES.md": CHANGES,
        "ferry/images/boat.svg": BOAT,
        "ferry/text/01.md": QUAY,
        "ferry/text/02.md": ROAD,
        "salt/book.toml": SALT,
        "salt/text/01.md": "# Salt\n\nIt keeps.\n",
    }
    for name, text in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    workspace = find_workspace(folder)
    outcomes = build_titles(workspace, (), nothing)
    assert all(isinstance(outcome, Built) for outcome in outcomes), outcomes
    return workspace
