"""A line's first characters → the note mark that opens it; a line's runs → the calls in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.pdf.page.lines import is_raised, plain_digits
from makeready.intake.pdf.page.signs import is_formula, is_of_mathematics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.values import Run

_SIGNS = "*∗†‡§¶‖"
_SIGNS_ALONE = re.compile(rf"[{_SIGNS}\s]+")  # LaTeX takes them from its fonts for mathematics
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARK = re.compile(rf"[0-9]{{1,3}}|[{_SIGNS}]{{1,3}}|[{_CIRCLED}]|[a-z]|[ivxl]{{2,7}}")
_ONE = re.compile(rf"\d{{1,3}}|[{_SIGNS}]{{1,3}}|[{_CIRCLED}]")
_SEVERAL = re.compile(r"[\d,;\s*∗†‡§¶①-⑳–-]+")
_CALLED = re.compile(r"(?:[^\W\d_]{2}|[.,;:!?”\"’')\]»›—–…]|[^\x00-\u02ff])$")
_STOPS = frozenset(".,;:!?")
_ROMAN = re.compile(r"(?P<mark>[ivxl]{1,7})(?P<dot>[.)]?)\s")
_POWERS = ("2", "3")
_UNIT = re.compile(r"(?:\d|[/·*])\s?(?:[kcdmµμn]?m|ft|in|yd|mi|sec|min)$")
_SIGN_AFTER = re.compile(rf"(?:^|(?<=[\w.,;:!?”\"’')]))([{_SIGNS}]{{1,3}})\s*$")
_OPENING = re.compile(rf"(?P<mark>\d{{1,3}}|[{_SIGNS}]{{1,3}}|[{_CIRCLED}])(?P<dot>[.)\]]?)")
_STOP = re.compile(r"([.)])(?:\s|$)")
_PLAIN = re.compile(
    r"\(?(?P<mark>[1-9]\d{0,2})(?P<dot>[.)\]]?)(?=\s)|(?P<sign>[*∗†‡§¶‖]{1,3})\s?(?!\d)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A note's mark: its label, how many characters of the source it takes, whether it is raised.

    `start` and `end` are offsets of the source.
    """

    label: str
    start: int
    end: int
    raised: bool


def opening_mark(line: Line) -> Mark | None:
    """Return the mark that opens a line; None where none does."""
    first = line.runs[0]
    text = plain_digits(first.text)
    second = line.runs[1] if len(line.runs) > 1 else None
    raised = is_raised(first, line.base, line.size) or first.text[0] != text[0]
    if raised:
        found = _OPENING.match(text)
        whole = found is not None and (found.end() == len(text) or first.text[0] != text[0])
        if found and whole:
            return _mark(found["mark"], first, found.end(), raised=True)
        return None
    if text[0] in _CIRCLED:
        return _mark(text[0], first, 1, raised=True)
    found = _PLAIN.match(text + _after_mark(first, second))
    if found is None:
        return None
    end = min(found.end("mark") if found["mark"] else found.end("sign"), len(text))
    dot = found.end("dot") if found["mark"] else end
    if found["mark"] and second is not None and len(text.rstrip()) <= dot:
        return _mark_before_stop(found["mark"], first, second, dot)
    return _mark(found["mark"] or found["sign"].strip(), first, min(dot, len(text)), raised=False)


def roman_mark(line: Line) -> Mark | None:
    """Return the small roman numeral that opens a line, as end notes of office programs have it."""
    first = line.runs[0]
    second = line.runs[1] if len(line.runs) > 1 else None
    found = _ROMAN.match(first.text + _after_mark(first, second))
    if found is None:
        return None
    raised = is_raised(first, line.base, line.size)
    return _mark(found["mark"], first, min(found.end("dot"), len(first.text)), raised=raised)


def _after_mark(first: Run, second: Run | None) -> str:
    """Return a space where white follows a line's first run, or a stop of another face."""
    stop = second is not None and _STOP.match(second.text)
    return " " if second is None or stop or second.left > first.right else ""


def _mark_before_stop(label: str, first: Run, second: Run, end: int) -> Mark:
    """Return a mark that is a run of its own; its stop may be another, or open the next one."""
    if (stop := _STOP.match(second.text)) is not None:
        return Mark(label=label, start=first.start, end=second.start + stop.end(1), raised=False)
    return _mark(label, first, min(end, len(first.text)), raised=False)


def _mark(label: str, run: Run, length: int, *, raised: bool) -> Mark:
    return Mark(label=label, start=run.start, end=run.start + length, raised=raised)


def calls_in(line: Line) -> Iterator[tuple[Mark, bool]]:
    """Yield the raised figures and signs of a line that may call a note, several as one each.

    A sign after a word need not be raised: many faces have their asterisk high.

    Each comes with whether it stands where calls do: after a word or a stop. After a single letter
    or a figure it is an exponent more often.
    """
    held: list[Run] = []
    before: Run | None = None
    formula = is_formula(line)
    for run in (*line.runs, None):
        if run is not None and is_raised(run, line.base, line.size):
            held.append(run)
            continue
        if held:
            sure = before is None or _is_called_from(before, held, formula=formula)
            for mark in () if _is_exponent(before, held) else _calls(held):
                yield mark, sure
        if run is not None and (sign := _SIGN_AFTER.search(run.text)) is not None:
            start = run.start + sign.start(1)
            label = sign[1]
            yield Mark(label=label, start=start, end=start + len(label), raised=False), False
        held, before = [], run


def _is_exponent(before: Run | None, held: list[Run]) -> bool:
    """Tell whether raised runs follow a letter or sign that only formulas have, or are such."""
    signs = any(not _SIGNS_ALONE.fullmatch(run.text) and is_of_mathematics(run) for run in held)
    after = before is not None and before.text.rstrip()[-1:] not in _STOPS
    return signs or (after and before is not None and is_of_mathematics(before))


def _is_called_from(before: Run, held: list[Run], *, formula: bool) -> bool:
    """Tell whether raised runs stand after a word or stop that is no unit of measure.

    In a line that is a formula only a stop is one for certain.
    """
    words = before.text.rstrip()
    power = len(held) == 1 and held[0].text.strip() in _POWERS
    if (formula and words[-1:] not in _STOPS) or (power and _UNIT.search(words[-12:])):
        return False
    return _CALLED.search(words[-3:]) is not None


def _calls(held: list[Run]) -> Iterator[Mark]:
    text = plain_digits("".join(run.text for run in held)).strip()
    first, last = held[0], held[-1]
    whole = all(after.start - before.end < 2 for before, after in pairwise(held))
    if whole and _MARK.fullmatch(text):
        end = last.start + len(last.text.rstrip())
        yield Mark(label=text, start=first.start, end=end, raised=True)
        return
    for run in held:
        digits = plain_digits(run.text)
        if _SEVERAL.fullmatch(digits):
            for found in _ONE.finditer(digits):
                start = run.start + found.start()
                end = start + len(found.group())
                yield Mark(label=found.group(), start=start, end=end, raised=True)
