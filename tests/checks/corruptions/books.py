"""Two small books beside the kites, with what those lack: photographs, verse, small capitals."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from makeready.files.workspace import find_workspace, read_title
from makeready.press.build import pipeline
from makeready.press.build.outcomes import Built
from makeready.press.check import read_files

if TYPE_CHECKING:
    from pathlib import Path

    from makeready.checks.report import Files

FACTS = """\
title = "{title}"
language = "{language}"
identifier = "urn:uuid:7a0be4a1-6b0c-4c5e-9a55-2f2f8d4d1a1{number}"
modified = 2026-02-01
publisher = "Lantern Yard"

[[people]]
name = "Ida Lock"
sort-as = "Lock, Ida"
role = "aut"

[[parts]]
file = "text/01.md"

[[parts]]
file = "text/02.md"
"""
LOCK_ONE = """\
# The upper gate {#sec-upper}

The keeper writes to her sister in the town, and *seldom* on a weekday.[^post] The water is low, the
barges wait, and nobody pays for waiting. So she counts the ducks, and writes their number down.

![A grey lock gate](images/gate.png){alt="Grey from dark to light, as water is."}

She has the [royal post]{.smallcaps} bring it, on the 4^th^ of each month, as
[the office](https://canal.example/post) wishes. See [the lower gate](#sec-lower).

[^post]: The post went by water, and was slower than the *ducks*.
"""
LOCK_TWO = """\
# The lower gate {#sec-lower}

| The water comes down by the stair of the stone,
| and nobody asks where it was.

1. a lamp, trimmed every evening;
2. a rope for whoever falls in.

The second letter tells of a flood.[^flood] It took the rope, the lamp and the bench, and left a
boat that nobody knew. **Nobody** came to fetch it either, and so it is hers.

[^flood]: Seven feet at the gate, says the mark on the wall.
"""
TIDE_ONE = """\
# Ebbe {#sec-ebbe}

Am Morgen liegt der Schlick frei, und die Kinder gehen barfuß hinaus.[^schlick] Wer Krebse sucht,
der dreht die Steine um; wer keine sucht, findet *dennoch* welche.

> Das Wasser kommt zurück, sagt der Vater, und schaut auf die Uhr.

![](images/tide.svg){alt="Eine Linie, die steigt und fällt."}

[^schlick]: Schlick ist feiner als Sand, und bleibt an den Füßen.
"""
TIDE_TWO = """\
# Flut {#sec-flut}

## Was bleibt {#sec-bleibt}

Pegel
:   ein Stab mit Strichen, an dem man den Stand abliest

Am Abend reicht das Wasser bis an den Deich.[^deich] Dann schreibt der Vater die Zahl ins Heft, wie
[am Morgen](#sec-ebbe), und die Kinder schlafen schon.

[^deich]: Gebaut wurde er nach der großen Flut.
"""
TIDE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100" viewBox="0 0 30 10">'
    '<path d="M0 9 L8 2 L15 9 L22 2 L30 9" fill="none" stroke="#000"/></svg>'
)


def _gradient() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, "PNG")
    return out.getvalue()


BOOKS = {
    "lock": ("Letters from a Lock", "en", LOCK_ONE, LOCK_TWO, ("gate.png", _gradient())),
    "tide": ("Ebbe und Flut", "de", TIDE_ONE, TIDE_TWO, ("tide.svg", TIDE.encode())),
}


def make(name: str, root: Path, style: str = "") -> Files:
    """Return the finished files of a book that is built in a folder, in a style or none."""
    title, language, one, two, (picture, data) = BOOKS[name]
    folder = root / "content" / name
    for inner in ("text", "images"):
        (folder / inner).mkdir(parents=True)
    number = list(BOOKS).index(name)
    facts = FACTS.format(title=title, language=language, number=number)
    (folder / "book.toml").write_text(facts, "utf-8")
    (folder / "text/01.md").write_text(one, "utf-8")
    (folder / "text/02.md").write_text(two, "utf-8")
    (folder / "images" / picture).write_bytes(data)
    if style:
        (folder / "style.css").write_text(style, "utf-8")
    workspace = find_workspace(root)
    (built,) = pipeline.build_titles(workspace, (), lambda *_: None)
    assert isinstance(built, Built), built
    return read_files(workspace, read_title(workspace, name))
