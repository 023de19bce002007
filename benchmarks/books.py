"""A seed becomes a title's folder: a book of neutral sentences, with everything that costs layout.

The sentences come from a small grammar, so that a book of any length has words of its own, and the
same seed gives the same bytes. As a program: `python benchmarks/books.py FOLDER [--chapters 20]`.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

WORDS_A_CHAPTER = 3_000
NOTES_A_CHAPTER = (19, 20)

_WORDS = {
    kind: words.split()
    for kind, words in {
        "adjectives": """
            old patient narrow distant quiet early wooden northern careful bright ordinary
            heavy familiar shallow curious pale durable common slender open level western
            hollow modest plain
        """,
        "nouns": """
            bridge orchard letter river map harbour lantern archive garden mill window
            valley ledger station carpenter clock field gate workshop cellar meadow teacher
            boatman road hill kitchen library market chimney almanac barn weaver coast ferry
            compass barrel staircase notebook surveyor well bell
        """,
        "verbs": """
            crossed measured described carried followed repaired remembered opened copied
            sheltered gathered counted surrounded changed supported observed reached
            explained divided preserved
        """,
        "adverbs": """
            slowly twice again quietly seldom gradually afterwards together almost elsewhere
            indeed later
        """,
        "links": """
            although while because after before until whenever
        """,
        "places": """
            near beyond under behind along above beside within
        """,
    }.items()
}


class Writer:
    """Writes Markdown from one seed; notes are numbered within the chapter being written."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)
        self._notes: list[str] = []

    def chapter(self, number: int) -> str:
        """Return a chapter of about `WORDS_A_CHAPTER` words with its notes."""
        self._notes = []
        left = NOTES_A_CHAPTER[number % 2]
        blocks = [f"# {self._title()} {{#sec-{number}}}"]
        while (written := _words([*blocks, *self._notes])) < WORDS_A_CHAPTER:
            share = written / WORDS_A_CHAPTER
            due = len(self._notes) < left * (share + 0.04)
            blocks.append(self._block(len(blocks), note=due and len(self._notes) < left))
        while len(self._notes) < left:
            blocks.append(self._paragraph(note=True))
        return "\n\n".join([*blocks, *self._notes]) + "\n"

    def _block(self, place: int, *, note: bool) -> str:
        if place % 11 == 10:
            return f"## {self._title()}"
        if place % 23 == 7:
            return self._table()
        if place % 17 == 5:
            return "> " + self._paragraph(note=note)
        if place % 13 == 4:
            return "\n".join(f"- {self._sentence()}" for _ in range(self._random.randint(3, 6)))
        return self._paragraph(note=note)

    def _paragraph(self, *, note: bool) -> str:
        sentences = [self._sentence() for _ in range(self._random.randint(3, 8))]
        if note:
            at = self._random.randrange(len(sentences))
            sentences[at] += self._call()
        if self._random.random() < 0.3:
            at = self._random.randrange(len(sentences))
            first, *rest = sentences[at].split(" ")
            sentences[at] = " ".join([f"*{first}*", *rest])
        return " ".join(sentences)

    def _call(self) -> str:
        label = f"n{len(self._notes) + 1}"
        words = " ".join(self._sentence() for _ in range(self._random.choice((1, 1, 2, 2, 3))))
        self._notes.append(f"[^{label}]: {words}")
        return f"[^{label}]"

    def _table(self) -> str:
        rows = [[self._some("nouns") for _ in range(3)] for _ in range(self._random.randint(3, 7))]
        lines = ["| " + " | ".join(row) + " |" for row in (["Place", "Thing", "Person"], *rows)]
        return "\n".join([lines[0], "|:---|:---|:---|", *lines[1:]])

    def _title(self) -> str:
        return f"The {self._some('adjectives')} {self._some('nouns')}".capitalize()

    def _sentence(self) -> str:
        words = self._clause()
        if self._random.random() < 0.5:
            words += f", {self._some('links')} {self._clause()}"
        if self._random.random() < 0.2:
            words += f"; {self._clause()}"
        return words[0].upper() + words[1:] + "."

    def _clause(self) -> str:
        words = f"the {self._thing()} {self._some('verbs')} the {self._thing()}"
        if self._random.random() < 0.4:
            words += f" {self._some('places')} the {self._thing()}"
        if self._random.random() < 0.3:
            words += f" {self._some('adverbs')}"
        return words

    def _thing(self) -> str:
        noun = self._some("nouns")
        return f"{self._some('adjectives')} {noun}" if self._random.random() < 0.6 else noun

    def _some(self, kind: str) -> str:
        return self._random.choice(_WORDS[kind])


def _words(blocks: list[str]) -> int:
    return sum(len(block.split()) for block in blocks)


def write_title(content: Path, slug: str, *, chapters: int) -> Path:
    """Write the folder of a title with this many chapters and return it; its slug is its seed."""
    folder = content / slug
    (folder / "text").mkdir(parents=True, exist_ok=True)
    writer = Writer(slug)
    names = [f"text/{number:02}.md" for number in range(1, chapters + 1)]
    for number, name in enumerate(names, 1):
        (folder / name).write_text(writer.chapter(number), encoding="utf-8")
    (folder / "book.toml").write_text(_settings(slug, names), encoding="utf-8")
    return folder


def write_short_title(content: Path, slug: str) -> Path:
    """Write the folder of a title of about ten pages."""
    return write_title(content, slug, chapters=1)


def edit(folder: Path, chapter: int = 10) -> None:
    """Change a word in one chapter, each time another, so that the text was never built before."""
    file = folder / f"text/{chapter:02}.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace(" the ", " this ", 1), encoding="utf-8")


def _settings(slug: str, names: list[str]) -> str:
    parts = "".join(f'\n[[parts]]\nfile = "{name}"\n' for name in names)
    return (
        f'title = "Sentences by the Number: {slug}"\nlanguage = "en-GB"\n'
        f'identifier = "urn:x-makeready:{slug}"\nmodified = 2026-01-01\n'
        'publisher = "The Benchmark Press"\nrights = "In the public domain."\n'
        '\n[[people]]\nname = "A Generator"\nsort-as = "Generator, A"\nrole = "aut"\n' + parts
    )


def main() -> None:
    """Write one title into a folder of titles."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("content", type=Path)
    parser.add_argument("--slug", default="sentences")
    parser.add_argument("--chapters", type=int, default=20)
    args = parser.parse_args()
    write_title(args.content, args.slug, chapters=args.chapters)


if __name__ == "__main__":
    main()
