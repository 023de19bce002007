"""The editor's answers about notes → the calls that he says stand behind words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.intake.account.answers import answers_about
from makeready.intake.account.recipe import make_unmatched_error
from makeready.intake.pdf.page.furniture import line_key
from makeready.intake.pdf.page.marks import Mark
from makeready.intake.pdf.text.links import Call
from makeready.intake.pdf.text.said import find_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from makeready.intake.account.answers import Placed
    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.text.links import Linked


def answer_calls(pages: Iterable[Sequence[Line]], answers: Sequence[Placed]) -> tuple[Call, ...]:
    """Return the calls that the editor says stand right behind words, of the notes he names."""
    lines = [line for page in pages for line in page]
    made: list[Call] = []
    for each in answers_about(answers, "note"):
        if each.answer.do != "call":
            continue
        words = each.answer.raw.rstrip()
        end = each.start + len(words)
        line = find_line(lines, replace(each, start=end - 1))
        mark = Mark(label=each.answer.to, start=end, end=end, raised=True)
        made.append(Call(mark=mark, page=line.page, line=line_key(line)))
    return tuple(made)


def check_calls(said: Iterable[Call], linked: Linked, answers: Sequence[Placed]) -> None:
    """Raise ConfigError where the note that the editor says is called stands nowhere near."""
    for each in answers_about(answers, "note"):
        end = each.start + len(each.answer.raw.rstrip())
        lost = each.answer.do == "call" and end not in linked.pairs
        if lost and any(call.mark.start == end for call in said):
            raise make_unmatched_error(each.answer, f"no note {each.answer.to} stands near it")
