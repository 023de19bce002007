"""The YAML at the head of a text → what it says of the book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

import yaml

from makeready.intake.languages import read_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LONGEST = 20_000  # characters
DEEPEST = 40  # brackets that may open inside each other
_NAMES: Mapping[str, str] = {
    "title": "title", "subtitle": "subtitle", "author": "author", "authors": "author",
    "creator": "author", "by": "author", "lang": "language", "language": "language",
}  # fmt: skip
_PERSON = ("name", "literal", "text", "full")
_PART_NAMES = (("given", "family"), ("first", "last"), ("firstname", "lastname"))
_PAIR = re.compile(r"([A-Za-z][\w-]{0,40})[ \t]*:[ \t]+(\S.*)")


class _Loader(yaml.BaseLoader):
    """What builds strings, lists and mappings of YAML, and nothing of an alias.

    Every scalar stays the string it is (`no` is a language), and nothing grows by repetition.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node; an alias is refused."""
        if self.check_event(yaml.AliasEvent):
            _refuse()
        return super().compose_node(parent, index)


def _refuse() -> NoReturn:
    message = "no alias is read"
    raise yaml.YAMLError(message)


def read_front_matter(text: str) -> dict[str, str]:
    """Return the title, the subtitle, the author and the language that YAML gives.

    Several authors are parted by commas. Of YAML that cannot be read the lines that are a name
    and a value are taken, as in `title: Rivers: a history`.
    """
    said: dict[str, str] = {}
    for name, value in _read_pairs(text):
        known = _NAMES.get(name.casefold(), "")
        told = ", ".join(_read_persons(value)) if known == "author" else _read_words(value)
        if known and told and known not in said:
            said[known] = told
    tag = read_tag(said.pop("language", ""))
    return {**said, "language": tag} if tag else said


def _read_pairs(text: str) -> Sequence[tuple[str, object]]:
    opened = max(text.count("["), text.count("{"))
    if len(text) <= LONGEST and opened <= DEEPEST:
        try:
            read = yaml.load(text, Loader=_Loader)  # noqa: S506 -- it builds strings only
        except (yaml.YAMLError, RecursionError):
            read = None
        if isinstance(read, dict):
            return [(str(name), value) for name, value in read.items()]
    found = (_PAIR.match(line) for line in text.splitlines())
    return [(match[1], match[2].strip("\"'")) for match in found if match]


def _read_words(value: object) -> str:
    return " ".join(value.split()).strip("*_ ") if isinstance(value, str) else ""


def _read_persons(value: object) -> Iterator[str]:
    """Yield the names of persons, each written as a string or as a mapping."""
    for each in value if isinstance(value, list) else (value,):
        if not isinstance(each, dict):
            name = _read_words(each)
        elif any(key in each for pair in _PART_NAMES for key in pair):
            pair = next(pair for pair in _PART_NAMES if set(pair) & each.keys())
            name = " ".join(filter(None, (_read_words(each.get(key)) for key in pair)))
        else:
            told = next((each[key] for key in _PERSON if key in each), None)
            name = " ".join(_read_persons(told)) if isinstance(told, dict) else _read_words(told)
        if name:
            yield name
