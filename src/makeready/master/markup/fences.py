"""Lines that open code in another program's way become lines that pandoc reads, and findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.core.findings import Finding, Place, finding
from makeready.master.markup import boxes
from makeready.master.markup.code import Fence, fences, find_indented
from makeready.master.markup.constructs import CODES, HINT_CODE

if TYPE_CHECKING:
    from collections.abc import Sequence

ATTRIBUTE = r"(?:[#.][^\s{}#.=\"']+|[\w:-]+=(?:\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^\s\"'{},=]+)|-)"
READ = re.compile(rf"[^\s`{{}}]*[ \t]*(?:\{{[ \t]*{ATTRIBUTE}(?:[ \t]+{ATTRIBUTE})*[ \t]*\}})?$")
NAME = re.compile(r"[{=.\s]*([\w+#-]*)")
DRAWINGS = frozenset("mermaid dot graphviz plantuml puml tikz vega vega-lite d2 ditaa abc".split())


def rewrite_fences(lines: Sequence[str], file: str) -> tuple[list[str], list[Finding]]:
    """Return the lines with every fence in a form that pandoc reads, and what is to be told."""
    rewritten = list(lines)
    told: list[Finding] = []
    verbatim = frozenset(find_indented(lines))
    for fence in fences(lines):
        if fence.first in verbatim:
            continue
        if boxes.directive(fence.info) is not None:
            rewritten[fence.first] = boxes.division(fence.first, fence.before)
            rewritten[fence.last] = f"{fence.before}:::"
            continue
        if _name(fence.info) == "math":
            rewritten[fence.first] = rewritten[fence.last] = f"{fence.before}$$"
            continue
        told += _report(fence, Place(file, fence.first + 1))
        if not READ.match(fence.info):
            rewritten[fence.first] = f"{fence.before}{fence.marks} {_name(fence.info)}".rstrip()
    return rewritten, told


def _name(info: str) -> str:
    found = NAME.match(info)
    return "" if found is None else found[1]


def _report(fence: Fence, place: Place) -> list[Finding]:
    name, info = _name(fence.info), fence.info
    if name in DRAWINGS:
        hint = "draw it with its program and put the picture into images/"
        return [finding(CODES["T-021"], f"a drawing that is set as code: {info}", place, hint)]
    if READ.match(info):
        return []
    if info.startswith("{="):
        return [finding(CODES["T-021"], f"raw text for another format: {info}", place)]
    if info.startswith("{"):
        return [finding(CODES["T-021"], f"code that would be run: {info}", place, HINT_CODE)]
    hint = "give the language alone, or attributes in braces: {.python}"
    return [finding(CODES["T-021"], f"words after a fence: {info}", place, hint)]
