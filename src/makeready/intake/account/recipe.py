"""recipe.toml → the editor's answers, and open questions → recipe.toml."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Literal

import msgspec

from makeready.core.errors import ConfigError
from makeready.core.findings import Place
from makeready.core.model import Digest
from makeready.files.book.schema import Written
from makeready.files.book.toml import decode, read_toml
from makeready.files.book.toml_lines import line_of
from makeready.intake.model import Answer, Choices, Recipe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from makeready.intake.model import Question

NAME = "recipe.toml"
_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "join": ("join", "split"),
    "hyphen": ("keep", "close", "leave"),
    "heading": ("",),
    "note": ("text", "lost", "call"),
    "furniture": ("drop", "keep"),
    "table": ("table", "text"),
    "text": ("",),
}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class _Source(Written, frozen=True):
    sha256: str


class _Meta(Written, frozen=True):
    title: str = ""
    subtitle: str = ""
    author: str = ""
    published: str = ""
    publisher: str = ""
    rights: str = ""
    description: str = ""
    language: str = ""


class _Answer(Written, frozen=True):
    line: int
    raw: str
    do: str = ""
    to: str = ""
    level: int = 0
    last: int = 0
    everywhere: bool = False
    also: tuple[tuple[int, str], ...] = ()


class _Document(Written, frozen=True):
    changes: Literal["accept", "reject", "mark"] = "accept"
    comments: Literal["omit", "notes"] = "omit"
    hidden: Literal["omit", "keep"] = "omit"
    headers: Literal["omit", "keep"] = "omit"
    manuscript: Literal["keep", "clean"] = "keep"


class _File(Written, frozen=True):
    source: _Source
    document: _Document = msgspec.field(default_factory=_Document)
    meta: _Meta = msgspec.field(default_factory=_Meta)
    join: tuple[_Answer, ...] = ()
    hyphen: tuple[_Answer, ...] = ()
    heading: tuple[_Answer, ...] = ()
    note: tuple[_Answer, ...] = ()
    furniture: tuple[_Answer, ...] = ()
    table: tuple[_Answer, ...] = ()
    text: tuple[_Answer, ...] = ()


def read_recipe(data: bytes, digest: Digest) -> Recipe:
    """Return the answers for the source of this digest.

    Raises ConfigError for a recipe of another source and for an answer that says nothing.
    """
    toml_file = read_toml(data, NAME)
    written = decode(toml_file, _File)
    if written.source.sha256 != digest:
        raise toml_file.fault(
            ("source", "sha256"), "this recipe is for another source", f"the source has {digest}"
        )
    answers: list[Answer] = []
    for section, allowed in _SECTIONS.items():
        rows: tuple[_Answer, ...] = getattr(written, section)
        for number, row in enumerate(rows):
            if row.do not in allowed:
                said = ", ".join(f'"{word}"' for word in allowed if word) or "nothing"
                raise toml_file.fault((section, number, "do"), f"here stands {said}")
            at = line_of(toml_file.text, (section, number, "line")) or 0
            answers += [
                Answer(
                    section=section,
                    at=at,
                    line=line,
                    raw=raw,
                    do=row.do,
                    to=row.to,
                    level=row.level,
                    last=row.last,
                    everywhere=row.everywhere,
                )
                for line, raw in ((row.line, row.raw), *row.also)
            ]
    said_meta = {
        name: str(getattr(written.meta, name))
        for name in written.meta.__struct_fields__
        if getattr(written.meta, name)
    }
    wanted = written.document
    return Recipe(
        digest=Digest(digest),
        answers=tuple(answers),
        metadata=said_meta,
        document=Choices(
            changes=wanted.changes,
            comments=wanted.comments,
            hidden=wanted.hidden,
            headers=wanted.headers,
            manuscript=wanted.manuscript,
        ),
    )


def make_unmatched_error(answer: Answer, why: str) -> ConfigError:
    """Return the error for an answer that matches nothing in the source."""
    return ConfigError(
        f"[[{answer.section}]] {answer.raw!r} at line {answer.line} of the source: {why}",
        where=Place(NAME, answer.at or None),
        hint="take the line and the words from the report, or leave the answer out",
    )


def write_recipe(digest: Digest, questions: Iterable[Question], held: str = "") -> str:
    """Return a recipe that holds the open questions, each with its context and a proposal.

    The proposals are commented out: taking the sign away makes one an answer. `held` is the
    recipe of an earlier import, which stays as it is above them.
    """
    head = held.rstrip() or (
        "# The editor's answers for this source. Take the # away before an answer that is right,\n"
        "# change it where it is not, and import the source again.\n\n"
        f'[source]\nsha256 = "{digest}"\n\n'
        '# [meta]\n# title = "…"\n# author = "First Last"'
    )
    grouped: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        if question.proposal not in held:
            grouped[question.section].append(question)
    parts = [
        _write_question(question) for _, group in sorted(grouped.items()) for question in group
    ]
    return "\n\n".join((head, *parts)) + "\n"


def _write_question(question: Question) -> str:
    told = [
        f"# line {question.line}: {_one_line(question.why)}",
        f"#   … {_one_line(question.context)} …",
        *(f"#{line}" for line in question.proposal.splitlines()),
    ]
    return "\n".join(told)


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()
