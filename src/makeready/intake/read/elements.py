"""Rules for single elements of a document: what each becomes in a manuscript.

A rule gets an element whose parts are rewritten already and returns what stands in its place. What
it changes beyond the document's own wrapping is noted as a correction.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from makeready.intake.model import Correction
from makeready.intake.read import formulas
from makeready.intake.read.apparatus.references import LISTING, read_reference
from makeready.intake.read.links import NUMBER, find_address, read_reference_title
from makeready.intake.read.notes import inner
from makeready.intake.read.pandoc_json import (
    Element,
    Json,
    address,
    attributes,
    content,
    elements,
    inlines,
    is_element,
    paragraph,
    plain,
    span,
)
from makeready.intake.read.pictures import read_width
from makeready.intake.read.wrappers import (
    make_anchor,
    part_ends,
    prepare_wrapper,
    rewrite_div,
    rewrite_span,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from makeready.intake.read.context import Context

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_OF_HEADINGS = frozenset(
    "abstract acknowledgments appendix bibliography colophon dedication glossary index preface "
    "unnumbered".split()
)
"""The classes of headings that say what kind of section follows, as the press knows them."""

# Pandoc's writer escapes what would be a citation only where a string begins with it.
_KEY = re.compile(r"(?<=[^\w\s])(?=@[\w{])")
# Few typefaces have the dashes of two and three ems (U+2E3A, U+2E3B).
_EMS = {"\u2e3a": 2, "\u2e3b": 3}
_LONG_DASH = re.compile("[\u2e3a\u2e3b]")


def rewrite(blocks: Sequence[Json], context: Context) -> Sequence[Json]:
    """Return the blocks with the rule for each element applied, from the inside out."""
    return cast("Sequence[Json]", _rewrite(blocks, context))


def _rewrite(node: Json, context: Context) -> Json:
    if isinstance(node, dict):
        return {key: _rewrite(value, context) for key, value in node.items()}
    if isinstance(node, list):
        return [out for item in node for out in _replace(item, context)]
    return node


def _replace(item: Json, context: Context) -> Sequence[Json]:
    if not isinstance(item, dict):
        return [_rewrite(item, context)]
    before = _BEFORE.get(str(item.get("t")))
    item = before(item, context) if before else item
    if item is None:
        return []
    changed = cast("Element", _rewrite(item, context))
    rule = _RULES.get(str(changed.get("t")))
    return rule(changed, context) if rule else [changed]


def _before_citation(element: Element, _: Context) -> Element:
    """Take out the code of a citation, whose keys are kept."""
    cited, held = content(element)
    words = [each for each in cast("Sequence[Json]", held) if not is_element(each, "RawInline")]
    return {**element, "c": [cited, words]}


def _small_capitals(element: Element, _: Context) -> Sequence[Json]:
    return [span("", ("smallcaps",), content(element))]


def _header(element: Element, context: Context) -> Sequence[Json]:
    level, _, held = content(element)
    identifier, classes, pairs = attributes(element)
    inside = cast("Sequence[Json]", held)
    if not plain(inside).strip():
        context.correct("D.empty-heading", f"a heading of level {level} without words")
        held_more = any(each["t"] in {"Image", "Note"} for each in elements(inside))
        return (
            [{"t": "Para", "c": inside}] if held_more else make_anchor(context.give_id(identifier))
        )
    kept = [name for name in classes if name in _OF_HEADINGS]
    short = [pair for pair in pairs if pair[0] == "short"]
    return [{**element, "c": [level, [context.give_id(identifier), kept, short], inside]}]


def _bare_note(element: Element, context: Context) -> Sequence[Json]:
    """A note call needs no superscript around it: it is raised where it is set."""
    held = content(element)
    notes = [item for item in held if is_element(item, "Note")]
    return held if notes and len(notes) == len(held) else part_ends(element, context)


def _link(element: Element, context: Context) -> Sequence[Json]:
    _, held, target = content(element)
    inside = cast("Sequence[Json]", held)
    identifier, classes, _ = attributes(element)
    name = context.give_id(identifier)
    anchor = [span(name, (), ())] if name else []
    if "footnote-back" in classes:
        return []
    if made := read_reference(element, context.labels) or _keep_page(element, context):
        return [*anchor, *made]
    if not inside:
        return anchor
    to = find_address(address(element), plain(inside), context)
    if not to:
        return [*anchor, *inside]
    if to.startswith("#") and NUMBER.fullmatch(plain(inside).strip()):
        inside = inlines(read_reference_title(element, context)) or inside
    link = {"t": "Link", "c": [["", [], []], inside, [to, cast("Sequence[Json]", target)[1]]]}
    return [*anchor, link]


def _keep_page(element: Element, context: Context) -> Sequence[Json]:
    """A link that shows the page of its place, by itself or within one that pandoc made."""
    inside = cast("Sequence[Json]", content(element)[1])
    if len(inside) == 1 and is_element(inside[0], "Link"):
        return inside
    if inside or "page" not in attributes(element)[1]:
        return ()
    target = find_address(address(element), "", context)
    return [{"t": "Link", "c": [["", ["page"], []], [], [target, ""]]}] if target else ()


def _image(element: Element, context: Context) -> Sequence[Json]:
    """A picture under its new name; where there is none, its words and where it is missing."""
    _, held, target = content(element)
    source, title = cast("tuple[str, str]", target)
    name = context.give_id(attributes(element)[0])
    anchor = [span(name, (), ())] if name else []
    inside = cast("Sequence[Json]", held)
    if source in context.pictures:
        pairs = attributes(element)[2]
        width = read_width(next((pair[1] for pair in pairs if pair[0] == "width"), ""))
        kept = [["width", width]] if width else []
        shown = [context.pictures[source], title]
        return [*anchor, {**element, "c": [["", [], kept], inside, shown]}]
    said = f"[picture missing: {context.named.get(source, source)}]"
    return [*anchor, *inside, *([{"t": "Space"}] if inside else []), *inlines(said)]


def _formula(element: Element, _: Context) -> Sequence[Json]:
    return formulas.mark_formula(element)


def _paragraph(element: Element, context: Context) -> Sequence[Json]:
    """A paragraph; pictures and formulas that are too wide for its lines stand apart."""
    inside = content(element)
    wide = [item for item in inside if _is_wide(item, context)]
    rest = [item for item in inside if not any(item is each for each in wide)]
    if not wide or not plain(rest).strip():
        return _part_formulas(element)
    first = next(item for item in inside if plain(item).strip() or _is_wide(item, context))
    lone: list[Json] = [{"t": "Para", "c": [item]} for item in wide]
    context.correct("D.picture", plain(wide))
    paragraphs = _part_formulas({**element, "c": rest})
    return [*lone, *paragraphs] if _is_wide(first, context) else [*paragraphs, *lone]


def _trim(element: Element, _: Context) -> Sequence[Json]:
    """Text without the spaces and line breaks around it; nothing where there is no more."""
    return _trim_runs(element, list(content(element)))


def _is_wide(item: Json, context: Context) -> bool:
    """Tell whether an element is a picture that is too wide for a line, and nothing else."""
    if is_element(item, "Link", "Span"):
        held = cast("Sequence[Json]", content(cast("Element", item))[1])
        return len(held) == 1 and _is_wide(held[0], context)
    return is_element(item, "Image") and address(cast("Element", item)) in context.large


def _part_formulas(element: Element) -> Sequence[Json]:
    """A paragraph, with formulas that stand apart in blocks of their own."""
    runs: list[Json] = []
    out: list[Json] = []
    for item in content(element):
        if formulas.is_displayed(item):
            out += _trim_runs(element, runs)
            out.append(formulas.set_apart(item))
            runs = []
        else:
            runs.append(item)
    return [*out, *_trim_runs(element, runs)]


def _trim_runs(element: Element, runs: list[Json]) -> list[Json]:
    while runs and is_element(runs[0], "Space", "SoftBreak", "LineBreak"):
        runs = runs[1:]
    while runs and is_element(runs[-1], "Space", "SoftBreak", "LineBreak"):
        runs = runs[:-1]
    return [{**element, "c": runs}] if runs else []


def _citation(element: Element, context: Context) -> Sequence[Json]:
    """A citation with the words that the document has for it, or else its keys."""
    cited, held = content(element)
    inside = cast("Sequence[Json]", held)
    keys = [str(each["citationId"]) for each in cast("Sequence[Element]", cited)]
    words = plain(inside).strip()
    if keys and set(keys) <= context.works:
        if words:
            context.corrections.append(Correction(rule="D.citation", what=words))
        return [{**element, "c": [cited, []]}]
    context.citations += keys
    if words and "\\cite" not in words and not words.startswith("["):
        return inside
    return inlines(f"[{'; '.join(keys)}]")


def _string(element: Element, context: Context) -> Sequence[Json]:
    text = _LONG_DASH.sub(lambda dash: "—" * _EMS[dash[0]], str(element["c"]))
    if text != element["c"]:
        context.correct("D.dash", str(element["c"]))
        element = {**element, "c": text}
    bare = _CONTROL.sub("", text)
    if bare != text:
        context.correct("D.control", f"control characters in {bare}")
    return [{**element, "c": part} for part in _KEY.split(bare) if part]


_CAPTIONS = ("caption", "lst-cap", "title")


def _code(element: Element, context: Context) -> Sequence[Json]:
    _, text = content(element)
    _, classes, _ = attributes(element)
    bare = _CONTROL.sub("", str(text))
    kept = [name for name in classes if re.fullmatch(r"[\w-]+", name)]
    name = context.give_id(attributes(element)[0])
    captions = (pair[1].strip() for pair in attributes(element)[2] if pair[0] in _CAPTIONS)
    caption = next(filter(None, captions), "") if element["t"] == "CodeBlock" else ""
    pairs = [["lst-cap", caption]] if caption else []
    classes = kept[:1] if element["t"] == "CodeBlock" else kept
    changed = {**element, "c": [["", classes, pairs], bare]}
    if not name:
        return [changed]
    if element["t"] == "Code":
        return [span(name, (), ()), changed]
    return [*make_anchor(name), changed]


def _frame(element: Element, context: Context) -> Sequence[Json]:
    """A table or a figure under its id, if a link needs it, and none of its other attributes."""
    held = content(element)
    identifier = attributes(element)[0]
    bare = {**element, "c": [["", [], []], *held[1:]]}
    kept = (context.name if LISTING.match(identifier) else context.give_id)(identifier)
    blocks = _figure(bare) if element["t"] == "Figure" else _table(bare)
    return [{"t": "Div", "c": [[kept, [], []], blocks]}] if kept else blocks


def _table(element: Element) -> Sequence[Json]:
    """A table; rows of a head that heads nothing as its body, since Markdown has no head alone."""
    attrs, caption, columns, head, bodies, foot = content(element)
    held = cast("Sequence[Sequence[Sequence[Json]]]", bodies)
    below = any(row for body in held for row in (*body[2], *body[3]))
    head_attrs, rows = cast("Sequence[Json]", head)
    if below or cast("Sequence[Json]", foot)[1]:
        return [element]
    if not rows:
        return cast("Sequence[Json]", cast("Sequence[Json]", caption)[1])
    body: Sequence[Json] = [["", [], []], 0, [], rows]
    return [{**element, "c": [attrs, caption, columns, [head_attrs, []], [body], foot]}]


def _figure(element: Element) -> Sequence[Json]:
    """A figure of one picture; anything else as its blocks, with the caption below."""
    _, caption, held = content(element)
    blocks = cast("Sequence[Element]", held)
    is_alone = len(blocks) == 1 and is_element(blocks[0], "Plain", "Para")
    inside = content(blocks[0]) if is_alone else ()
    if len(inside) == 1 and is_element(inside[0], "Image"):
        return [element]
    return [*blocks, *cast("Sequence[Json]", cast("Sequence[Json]", caption)[1])]


def _definitions(element: Element, _: Context) -> Sequence[Json]:
    """A list of definitions, each term of it in one line: Markdown knows no other."""
    items = []
    for item in content(element):
        term, said = cast("Sequence[Sequence[Json]]", item)
        line = [inline for each in term for inline in _join_line(each)]
        items.append([line, said])
    return [{**element, "c": items}]


def _join_line(inline: Json) -> Sequence[Json]:
    return [{"t": "Str", "c": ","}, {"t": "Space"}] if is_element(inline, "LineBreak") else [inline]


def _raw(element: Element, context: Context) -> Sequence[Json]:
    """Raw code: of HTML its words, of others nothing; told either way."""
    kind, code = (str(part) for part in content(element))
    words = " ".join(_text_of(code).split()) if kind.startswith("html") else ""
    if code.strip() and not re.fullmatch(r"\s*(?:<!--.*-->|</?[^<>]*>)\s*", code, re.DOTALL):
        context.raw.append((kind, " ".join(code.split())))
    if not words:
        return []
    return [paragraph(words)] if element["t"] == "RawBlock" else inlines(words)


def _text_of(code: str) -> str:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    tree = etree.fromstring(f"<html><body>{code}</body></html>".encode(), parser)
    for element in list(tree.iter("script", "style")):
        element.text = None
    return "".join(str(text) for text in tree.itertext())


def _without_own_target(element: Element, _: Context) -> Element:
    """Return a figure without targets of its own name in it: it has the name as a whole."""
    name = attributes(element)[0]
    return cast("Element", _drop_target(element, name)) if name else element


def _drop_target(node: Json, name: str) -> Json:
    if isinstance(node, dict):
        return {key: _drop_target(value, name) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    return [_drop_target(each, name) for each in node if not _is_target(each, name)]


def _is_target(node: Json, name: str) -> bool:
    if not is_element(node, "Span"):
        return False
    span = cast("Element", node)
    return attributes(span)[0] == name and not content(span)[1]


_BEFORE: Mapping[str, Callable[[Element, Context], Element | None]] = MappingProxyType(
    {
        "Div": prepare_wrapper,
        "Figure": _without_own_target,
        "Span": prepare_wrapper,
        "Note": inner.settle,
        "Cite": _before_citation,
    }
)
_RULES: Mapping[str, Callable[[Element, Context], Sequence[Json]]] = MappingProxyType(
    {
        "Div": rewrite_div,
        "Span": rewrite_span,
        "SmallCaps": _small_capitals,
        "Header": _header,
        "Superscript": _bare_note,
        **dict.fromkeys(("Emph", "Strong", "Strikeout", "Subscript", "Underline"), part_ends),
        "Link": _link,
        "Image": _image,
        "Math": _formula,
        "Para": _paragraph,
        "Plain": _trim,
        "Cite": _citation,
        "Str": _string,
        "Code": _code,
        "CodeBlock": _code,
        "DefinitionList": _definitions,
        "Table": _frame,
        "Figure": _frame,
        "RawBlock": _raw,
        "RawInline": _raw,
    }
)
