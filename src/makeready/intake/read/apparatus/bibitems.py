"""A list of works in LaTeX's own form becomes paragraphs, and citations become links to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.intake.read import marks

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

_LIST = re.compile(
    r"\\begin\{thebibliography\}(?:\{[^{}]*\})?(.*?)\\end\{thebibliography\}", re.DOTALL
)
_ITEM = re.compile(
    r"\\bibitem\s*(?:\[((?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\])?\s*\{([^{}]*)\}\s*"
)
_CITE = re.compile(
    r"\\(cite[a-zA-Z]*\*?|parencite|textcite|autocite|footcite)((?:\[[^\[\]]*\]){0,2})\{([^{}]+)\}"
)
_YEAR = re.compile(r"(.*?)\((\w+)\)")
_HEADED = re.compile(r"\\(?:chapter|section)\*?\{[^{}]*\}\s*\Z")


def write_works(text: str, meanings: MutableMapping[str, str]) -> str:
    """Return a document with the list of works as paragraphs, and links to them for citations."""
    labels: dict[str, str] = {}
    for listed in _LIST.finditer(text):
        for item in _ITEM.finditer(listed[1]):
            labels[item[2].strip()] = _read_label(item[1], len(labels) + 1)
    if not labels:
        return text

    def write_list(listed: re.Match[str]) -> str:
        headed = _HEADED.search(text[: listed.start()])
        heading = "" if headed else "\\section*{References}"
        items = _ITEM.sub(lambda item: _write_item(item, labels, meanings), listed[1])
        return f"\n\n{heading}\n\n{items}\n\n"

    return _CITE.sub(lambda cite: _write_citation(cite, labels), _LIST.sub(write_list, text))


def _read_label(said: str | None, number: int) -> str:
    bare = re.sub(r"[{}]|\\[a-zA-Z]+\s*", "", said or "").replace("~", " ")
    return " ".join(bare.split()) or str(number)


def _write_item(
    item: re.Match[str], labels: Mapping[str, str], meanings: MutableMapping[str, str]
) -> str:
    key = item[2].strip()
    number = len(meanings)
    meanings[str(number)] = f"bib-{key}"
    label = labels[key]
    shown = "" if _YEAR.match(label) else f"{{[}}{label}{{]}} "
    return f"\n\n{marks.write_stand_in('anchor', number)}{shown}"


def _write_citation(cite: re.Match[str], labels: Mapping[str, str]) -> str:
    """Return a citation as links: Finch (2020), (Finch 2020) or [1], as its works are labelled.

    One argument in brackets stands behind it; of two, the first stands before it.
    """
    keys = [key.strip() for key in cite[3].split(",")]
    if not all(key in labels for key in keys):
        return cite[0]
    *first, after = re.findall(r"\[([^\[\]]*)\]", cite[2]) or [""]
    before = f"{first[0]} " if first and first[0] else ""
    after = f", {after}" if after else ""
    years = [_YEAR.match(labels[key]) for key in keys]
    is_numbered = not all(years)
    named = zip(keys, years, strict=True)
    if not is_numbered and cite[1].startswith(("citet", "textcite")):
        links = [_link(key, f"{y[1].strip()} ({y[2]}{after})") for key, y in named if y]
        return before + ", ".join(links)
    if is_numbered:
        said = f"{{[}}{before}{', '.join(_link(key, labels[key]) for key in keys)}{after}{{]}}"
    else:
        links = [_link(key, f"{y[1].strip()} {y[2]}") for key, y in named if y]
        said = f"({before}{'; '.join(links)}{after})"
    return f"\\footnote{{{said}.}}" if cite[1].startswith("foot") else said


def _link(key: str, words: str) -> str:
    return f"\\hyperlink{{bib-{key}}}{{{words}}}"
