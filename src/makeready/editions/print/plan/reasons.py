"""A layout that cannot be done → the one rule, picture or paragraph without which it can."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import tinycss2
from lxml import etree

from makeready.core.bisection import find_one
from makeready.core.findings import Place
from makeready.core.model import Digest
from makeready.editions.own_rules import rewrite_for_print

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from makeready.core.model import Asset
    from makeready.editions.print.values import LayoutJob, Resources

STYLE = "style.css"
_EMPTY = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
_FIRST = 60

Trial: TypeAlias = "Callable[[LayoutJob, Resources], bool]"
"""Tells whether a unit can be laid out with these resources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What a layout does not bear: its place in the title's folder, or how its words begin."""

    place: Place | None = None
    words: str = ""


class TrialsEndedError(Exception):
    """There is no time for one more trial."""


def find_file(job: LayoutJob, resources: Resources, succeeds: Trial) -> Reason | None:
    """Return the rule of the style sheet, or the picture, without which the layout succeeds.

    Where several rules are the reason, or the trials end before it is found, the style sheet alone
    is named.
    """
    if resources.style and succeeds(job, _with_style(resources, "")):
        rules = tuple(_read_rules(resources.style))
        try:
            rule = find_one(
                rules, lambda out: succeeds(job, _with_style(resources, _write(rules, out)))
            )
        except TrialsEndedError:
            rule = None
        return Reason(place=Place(STYLE, rule.source_line if rule else None))
    name = find_one(job.unit.shows, lambda out: succeeds(job, _without_pictures(resources, out)))
    return Reason(place=Place(name)) if name else None


def find_block(job: LayoutJob, resources: Resources, succeeds: Trial) -> Reason | None:
    """Return the paragraph, table or list of the unit without which the layout succeeds."""
    blocks = range(len(_read_blocks(job)[1]))
    found = find_one(blocks, lambda out: succeeds(_without_blocks(job, frozenset(out)), resources))
    if found is None:
        return None
    words = " ".join("".join(_read_blocks(job)[1][found].itertext()).split())
    return Reason(words=words[:_FIRST]) if words else None


def _read_rules(style: str) -> Iterable[tinycss2.ast.Node]:
    try:
        rules = tinycss2.parse_stylesheet(style, skip_whitespace=True, skip_comments=True)
        for rule in rules:
            # one that stands too deep in others cannot be written again
            rule.serialize()
    except RecursionError:
        return ()
    return [rule for rule in rules if rule.type in ("qualified-rule", "at-rule")]


def _write(rules: Iterable[tinycss2.ast.Node], out: Sequence[tinycss2.ast.Node]) -> str:
    left_out = set(map(id, out))
    return "\n".join(rule.serialize() for rule in rules if id(rule) not in left_out)


def _with_style(resources: Resources, style: str) -> Resources:
    before, _, after = resources.css.rpartition(rewrite_for_print(resources.style))
    css = f"{before}{rewrite_for_print(style)}{after}"
    return replace(resources, css=css, style=style, digest=_name(resources, style))


def _without_pictures(resources: Resources, out: Sequence[str]) -> Resources:
    pictures = tuple(_empty(each) if each.name in out else each for each in resources.pictures)
    return replace(resources, pictures=pictures, digest=_name(resources, *out))


def _name(resources: Resources, *changes: str) -> Digest:
    told = "\0".join((resources.digest, *changes))
    return Digest(hashlib.sha256(told.encode()).hexdigest())


def _empty(picture: Asset) -> Asset:
    return replace(picture, data=_EMPTY, media_type="image/svg+xml")


def _read_blocks(job: LayoutJob) -> tuple[etree._Element, list[etree._Element]]:
    """Return the unit's document, and the blocks of which its sections consist."""
    root = etree.fromstring(job.unit.markup, etree.XMLParser(huge_tree=True))
    blocks = [
        block
        for section in root.iter("section")
        for block in section.iterchildren(etree.Element)
        if block.tag != "section"
    ]
    return root, blocks


def _without_blocks(job: LayoutJob, out: frozenset[int]) -> LayoutJob:
    root, blocks = _read_blocks(job)
    for number in out:
        parent = blocks[number].getparent()
        if parent is not None:
            parent.remove(blocks[number])
    markup = etree.tostring(root, encoding="unicode")
    return replace(job, unit=replace(job.unit, markup=markup))
