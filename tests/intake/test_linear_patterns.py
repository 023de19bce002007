"""No regular expression of import takes more than its line's length, whatever the line holds."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest

import makeready.intake

UNITS = (
    " ", "\t", "\xa0", "a", "A", "1", "i", "I", ".", ",", "-", "–", "*", "_", "[", "]", "(", ")",
    "<", ">", "&", "$", "\\", "`", "|", "#", "^", "~", "!", "'", '"', "“", "»", "中", "。", "é",
    "•", "…", "a ", "A ", "1 ", "1.", "a.", ". ", "- ", "* ", "a-", "a- ", "a_", "I ", "(1", "[1",
    "[^1]", "![", "](", "[a](b)", "[a](", "<b ", "<b>", '<a b="', "</", "<!--", "<sup>1",
    "http://", "a/", "$^", "^{1", "\\[", "&#1", "|-", "|a", "a|", "*a", "**a ", "_a ", "de ",
    "By ", "Mr. ", "A. ", "中 ", "1月", "{1}-", "1-", "Page ", "CHAPTER ", "I.", "date ",
    "published ", "on ", "\u200b", "￼", "￼ ", "1, ", "(a) ",
)  # fmt: skip
SHORT, LONG = 250, 1000  # characters
SLOW = 0.002  # seconds: a linear pattern takes a hundredth of it for LONG
STEEPEST = 8.0  # times as long for four times the length: the square would take 16


USES = re.compile(r"\b(\w+)\.(match|fullmatch|search|finditer|findall|subn?|split)\(")
AT_START = frozenset({"match", "fullmatch"})
# Tables whose patterns are tried at the start of a line alone.
TABLES_AT_START = frozenset(
    {
        "page.heading_numbers._PATTERNS",
        "account.ledger.WRITES",
        "blocks.split._PICTURE",
        "blocks.split._MARKDOWN_ITEM",
    }
)


def _patterns() -> dict[str, tuple[re.Pattern[str], bool]]:
    """Return the patterns of the modules of import, and whether they are looked for anywhere."""
    found: dict[str, tuple[re.Pattern[str], bool]] = {}
    seen: set[re.Pattern[str]] = set()
    for module in pkgutil.walk_packages(makeready.intake.__path__, "makeready.intake."):
        loaded = importlib.import_module(module.name)
        uses = USES.findall(inspect.getsource(loaded)) if loaded.__file__ else []
        for name, value in vars(loaded).items():
            how = {method for called, method in uses if called == name}
            table = f"{module.name.removeprefix('makeready.intake.')}.{name}"
            anywhere = not (table in TABLES_AT_START or (how and how <= AT_START))
            for place, pattern in enumerate(_inside(value)):
                if pattern not in seen:
                    found[f"{table}[{place}]"] = pattern, anywhere
                    seen.add(pattern)
    return found


def _inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, Mapping):
        yield from (pattern for each in value.values() for pattern in _inside(each))
    elif isinstance(value, tuple | list):
        yield from (pattern for each in value for pattern in _inside(each))
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _inside(getattr(value, each.name))


PATTERNS = _patterns()


def _took(pattern: re.Pattern[str], text: str, runs: int, *, anywhere: bool) -> float:
    """Return the least processor time of finding all matches, or the one at the start."""
    least = float("inf")
    for _ in range(runs):
        began = time.process_time()
        pattern.match(text)
        if anywhere:
            for _ in pattern.finditer(text):
                pass
        least = min(least, time.process_time() - began)
    return least


def _line(unit: str, size: int, end: str) -> str:
    return unit * (size // len(unit)) + end


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_line_makes_a_pattern_take_more_than_its_length(name: str) -> None:
    pattern, anywhere = PATTERNS[name]
    for unit in UNITS:
        for end in ("§", " 1x\n"):
            if _took(pattern, _line(unit, LONG, end), 1, anywhere=anywhere) < SLOW:
                continue
            long = _took(pattern, _line(unit, LONG, end), 5, anywhere=anywhere)
            short = _took(pattern, _line(unit, SHORT, end), 5, anywhere=anywhere)
            told = f"{pattern.pattern!r} on {unit!r}…{end!r}"
            assert long < SLOW or long < STEEPEST * short, told
