"""Chapters of every shape, the same for the same seed."""

from __future__ import annotations

from random import Random

from editions.print.books import Chapter, prose

KINDS = ("paragraph", "paragraph", "paragraph", "list", "quotation", "table", "heading")
BLOCKS, WORDS, NOTES = 9, 90, 3
SHORT, LONG = 30, 140
ODDS = 5
"""One note in so many is long."""


def chapter(seed: int) -> Chapter:
    """Return a chapter of blocks and notes that are drawn by the seed."""
    draw = Random(seed)
    notes: list[str] = []
    blocks = [_block(draw, notes) for _ in range(draw.randint(2, BLOCKS))]
    return Chapter(title=f"Shape {seed}", body="".join(blocks), notes=tuple(notes))


def begin(number: int) -> str:
    """Return the word that a note of this number begins with, and no other."""
    return f"B{number:02}B"


def end(number: int) -> str:
    """Return the word that a note of this number ends with, and no other."""
    return f"E{number:02}E"


def _block(draw: Random, notes: list[str]) -> str:
    kind = draw.choice(KINDS)
    words = prose(6 if kind == "heading" else draw.randint(8, WORDS), draw.randrange(999)).split()
    for _ in range(draw.randint(0, NOTES)):
        # in the order of their calls, since what stands before is not reached any more
        words[-1] += "{note}"
        number = len(notes) + 1
        said = prose(_length(draw), draw.randrange(999))
        notes.append(f"{begin(number)} {said} {end(number)}")
        words += prose(draw.randint(1, SHORT), draw.randrange(999)).split() * (kind != "heading")
    return _shaped(kind, " ".join(words))


def _length(draw: Random) -> int:
    return draw.randint(SHORT, LONG) if draw.randrange(ODDS) == 0 else draw.randint(1, SHORT)


def _shaped(kind: str, text: str) -> str:
    if kind == "list":
        return f"<ul><li>{text}</li><li><p>{prose(9)}</p></li></ul>"
    if kind == "quotation":
        return f"<blockquote><p>{text}</p></blockquote>"
    if kind == "table":
        head = "<thead><tr><th>Stone</th><th>Words</th></tr></thead>"
        return f"<table>{head}<tbody><tr><td>1</td><td>{text}</td></tr></tbody></table>"
    if kind == "heading":
        return f"<h2>{text}</h2><p>{prose(20)}</p>"
    return f"<p>{text}</p>"
