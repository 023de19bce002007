"""Pandoc's JSON of a document (pandoc-types 1.23): its elements, their parts and their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Element: TypeAlias = "Mapping[str, Json]"
Attributes: TypeAlias = "tuple[str, Sequence[str], Sequence[Sequence[str]]]"

SPACES = frozenset({"Space", "SoftBreak", "LineBreak"})
INLINES = frozenset({"Str", "Emph", "Strong", "Link", "Span", "Note", "Code", "Math", *SPACES})
# Where in an element's content its attributes stand.
_ATTRIBUTES = {
    "Div": 0,
    "Span": 0,
    "Link": 0,
    "Image": 0,
    "Code": 0,
    "CodeBlock": 0,
    "Table": 0,
    "Figure": 0,
    "Header": 1,
}


def is_element(node: Json, *tags: str) -> bool:
    """Tell whether a node is an element of one of these tags."""
    return isinstance(node, dict) and node.get("t") in tags


def content(element: Element) -> Sequence[Json]:
    """Return the parts of an element."""
    return cast("Sequence[Json]", element.get("c", ()))


def attributes(element: Element) -> Attributes:
    """Return an element's id, classes and further attributes; empty ones where it has none."""
    at = _ATTRIBUTES.get(str(element.get("t")))
    if at is None:
        return "", (), ()
    return cast("Attributes", content(element)[at])


def address(element: Element) -> str:
    """Return where a link or a picture points to."""
    return str(cast("Sequence[Json]", content(element)[2])[0])


def elements(node: Json) -> Iterator[Element]:
    """Yield every element below a node, in the order of the text."""
    waiting: list[Json] = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            if isinstance(here.get("t"), str):
                yield here
            waiting += [here[key] for key in sorted(here, reverse=True)]
        elif isinstance(here, list):
            waiting += reversed(here)


def plain(node: Json) -> str:
    """Return the words of a piece of a document, notes set aside."""
    if isinstance(node, str):
        return ""
    if isinstance(node, dict):
        return _plain_element(node)
    if isinstance(node, (list, tuple)):
        return "".join(plain(item) for item in node)
    return ""


def _plain_element(element: Element) -> str:
    tag, held = element.get("t"), element.get("c")
    if tag in {"Str", "MetaString"}:
        return str(held)
    if tag in SPACES:
        return " "
    if tag == "Note":
        return ""
    if tag == "Quoted":
        mark, held = cast("Sequence[Json]", held)
        opening, closing = "“”" if cast("Element", mark).get("t") == "DoubleQuote" else "‘’"
        return f"{opening}{plain(held)}{closing}"
    if tag in {"Code", "Math", "CodeBlock"}:
        return str(cast("Sequence[Json]", held)[1])
    words = plain(held)
    return f"{words} " if tag in {"Para", "Plain"} else words


def span(identifier: str, classes: Sequence[str], held: Sequence[Json]) -> Element:
    """Return a span of these attributes around some inline elements."""
    return {"t": "Span", "c": [[identifier, list(classes), []], list(held)]}


def string(text: str) -> Element:
    """Return a word."""
    return {"t": "Str", "c": text}


def inlines(words: str) -> list[Json]:
    """Return plain words as inline elements."""
    out: list[Json] = []
    for word in words.split():
        out += [{"t": "Space"}, string(word)]
    return out[1:]


def paragraph(words: str) -> Element:
    """Return plain words as a paragraph."""
    return {"t": "Para", "c": inlines(words)}
