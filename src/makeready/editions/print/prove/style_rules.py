"""A title's style sheet → findings of its rules that hide, change or add words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import cssselect2
import tinycss2
from cssselect2 import ElementWrapper

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.editions.own_rules import rewrite_for_print
from makeready.editions.print.plan.cascade import compile_selectors, select_print_rules
from makeready.editions.xhtml import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml import etree
    from tinycss2.ast import Node

    from makeready.core.model import Master

CODES = table(
    Code(
        code="P-025",
        severity=Severity.ERROR,
        title="A rule of style.css hides or changes words",
        why="Both editions promise the words of the manuscript; print would lack some of them, or "
        "show others.",
        remedy="Take the rule out. Words that no edition shall have are taken out of the "
        "manuscript, and capitals are written there.",
    ),
    Code(
        code="P-026",
        severity=Severity.WARNING,
        title="A rule of style.css adds words",
        why="They stand in no manuscript, and the check tells each page that has them.",
        remedy="Write the words into the manuscript.",
    ),
    Code(
        code="P-027",
        severity=Severity.ERROR,
        title="Too many rules of style.css for so long a text",
        why="Each rule that may hide, change or add words is tried with each element of the text, "
        "which would take minutes.",
        remedy="Take rules out that this title does not need, or divide it into several titles.",
    ),
)

STYLE = "style.css"
_FIRST_LETTER = re.compile(r"(?<!\w)\w")
HIDING = {"display": ("none",), "visibility": ("hidden", "collapse")}
INHERITED = ("visibility", "text-transform")
CHANGES: Mapping[str, Callable[[str], str]] = {
    "uppercase": str.upper,
    "lowercase": str.lower,
    "capitalize": lambda text: _FIRST_LETTER.sub(lambda found: found[0].upper(), text),
}
PSEUDO = ("before", "after")
_AT = re.compile(r" at (\d+):\d+(?=[,:.]|\Z)")
_WRITING = re.compile(r"\w")
MOST = 20_000_000
"""How often declarations are tried with elements, half a minute's work at most.

A novel has ten thousand elements, and the style sheet of a theme a dozen such declarations.
"""
_FIRST = 60
_ELSEWHERE = frozenset({"note", "noteref", "backlink"})
"""Classes of what is no running text: notes and their calls, which are looked for by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A declaration: the selector of its rule, its value, and the line where it stands."""

    selector: str
    name: str
    value: str
    important: bool
    line: int


_Declared: TypeAlias = "Mapping[str, _Said]"


def check_style(master: Master) -> tuple[Finding, ...]:
    """Return each declaration of the title's style sheet that makes its words others, once."""
    declared = tuple(_read(master.style))
    if not declared:
        return ()
    root = _strip_namespace(master.xhtml)
    elements = sum(1 for _ in root.iter())
    if len(declared) * elements > MOST:
        message = f"{len(declared)} declarations about words are too many for {elements} elements"
        return (finding(CODES["P-027"], message, Place(STYLE)),)
    matcher = cssselect2.Matcher()
    for each in declared:
        matcher.add_selector(*each)
    body = list(ElementWrapper.from_html_root(root).iter_children())[-1]
    found: dict[tuple[int, str], Finding] = {}
    for said, words in _walk(body, matcher, {}):
        found.setdefault((said.line, said.name), _report(said, " ".join(words.split())))
    return tuple(found.values())


def place_warning(warning: str, css: str, style: str) -> tuple[str, Place | None]:
    """Return a warning of the layout on one line, and its place where style.css is to blame.

    `css` is the whole style sheet, which the warning's line counts in; `style` is the title's own,
    which stands in it with all its line ends.
    """
    words = " ".join(warning.split())
    named = _AT.search(words)
    own = rewrite_for_print(style) if named else ""
    at = css.rfind(own) if own else -1
    if named is None or at < 0:
        return words, None
    line = int(named[1]) - css.count("\n", 0, at)
    if not 1 <= line <= own.count("\n") + 1:
        return words, None
    return f"{words[: named.start()]}{words[named.end() :]}", Place(STYLE, line)


def _report(said: _Said, words: str) -> Finding:
    rule = f"{said.selector} {{ {said.name}: {said.value} }}"
    if said.name == "content":
        code, deed = "P-026", "adds words to"
    else:
        code, deed = "P-025", "hides" if said.name in HIDING else "changes the letters of"
    return finding(CODES[code], f"{rule} {deed} “{words[:_FIRST]}”", Place(STYLE, said.line))


def _strip_namespace(xhtml: bytes) -> etree._Element:
    """Return the document as the layout sees it, where elements have no namespace."""
    root = parse(xhtml)
    for element in root.iter("{http://www.w3.org/1999/xhtml}*"):
        element.tag = str(element.tag).rpartition("}")[2]
    return root


def _read(style: str) -> Iterator[tuple[cssselect2.compiler.CompiledSelector, _Said]]:
    """Yield the declarations that matter, with what they apply to."""
    try:
        rules = list(select_print_rules(tinycss2.parse_stylesheet(style, True, True)))
    except RecursionError:
        return
    for rule in (each for each in rules if each.type == "qualified-rule"):
        said = tuple(_declarations(rule))
        for selector in compile_selectors(rule.prelude) if said else ():
            yield from ((selector, each) for each in said)


def _declarations(rule: Node) -> Iterator[_Said]:
    selector = " ".join(tinycss2.serialize(rule.prelude).split())
    for each in tinycss2.parse_blocks_contents(rule.content, True, True):
        if each.type == "declaration" and each.lower_name in (*HIDING, *INHERITED, "content"):
            value = " ".join(tinycss2.serialize(each.value).split())
            yield _Said(
                selector=selector,
                name=each.lower_name,
                value=value,
                important=bool(each.important),
                line=each.source_line,
            )


def _walk(
    element: ElementWrapper, matcher: cssselect2.Matcher, inherited: _Declared
) -> Iterator[tuple[_Said, str]]:
    """Yield each declaration that counts for words in an element, with these words."""
    node = element.etree_element
    if _ELSEWHERE.intersection((node.get("class") or "").split()):
        return
    own: dict[str, _Said] = {}
    for _, _, pseudo, said in matcher.match(element):
        if pseudo in PSEUDO and said.name == "content" and _adds_words(said.value):
            yield said, "".join(node.itertext())
        elif pseudo is None and (said.important or not _is_important(own.get(said.name))):
            own[said.name] = said
    display, all_words = own.get("display"), "".join(node.itertext())
    if display is not None and display.value.lower() in HIDING["display"]:
        yield from [(display, all_words)] if all_words.strip() else ()
        return
    now = {**inherited, **{name: own[name] for name in INHERITED if name in own}}
    for text in filter(None, (node.text, *(child.tail for child in node))):
        yield from ((said, text) for said in now.values() if _changes(said, text))
    for child in element.iter_children():
        yield from _walk(child, matcher, now)


def _is_important(said: _Said | None) -> bool:
    return said is not None and said.important


def _changes(said: _Said, text: str) -> bool:
    value = said.value.lower()
    if said.name == "visibility":
        return value in HIDING["visibility"] and bool(text.strip())
    change = CHANGES.get(value)
    return change is not None and change(text) != text


def _adds_words(value: str) -> bool:
    """Tell whether a value of `content` has letters or figures, and not ornaments alone."""
    for node in tinycss2.parse_component_value_list(value):
        if node.type == "string" and _WRITING.search(node.value):
            return True
        if node.type == "function" and node.lower_name in ("attr", "counter", "counters"):
            # the contents show the numbers of their pages so
            return str(tinycss2.serialize(node.arguments)).strip() != "data-page"
    return False
