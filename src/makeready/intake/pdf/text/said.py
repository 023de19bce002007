"""The editor's answers about a PDF → what lines, pieces and areas are, whatever the rules say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from makeready.intake.account.answers import Placed, answers_about
from makeready.intake.account.recipe import make_unmatched_error
from makeready.intake.pdf.page.furniture import Furnished, line_key
from makeready.intake.pdf.page.tables import Table, table_of
from makeready.intake.pdf.page.tagged_tables import tagged_tables
from makeready.intake.pdf.text.pieces import Piece, Sort
from makeready.intake.pdf.values import Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.text.paragraphs import Look
    from makeready.intake.pdf.values import PdfPage

_HEIGHT = 4.0  # points: lines of one height on their pages
_SIZE = 0.3  # points: type of one size


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAnswers:
    """The areas that the editor says are tables, those that he says are none, and the tags."""

    tables: tuple[Placed, ...] = ()
    texts: tuple[Placed, ...] = ()
    tags: Mapping[tuple[int, int], Tag] = field(default_factory=dict)

    def tables_of(
        self, pdf_page: PdfPage, lines: Sequence[Line]
    ) -> tuple[tuple[Table, ...], tuple[Line, ...]]:
        """Return the tables that are said to be on a page, and the lines of which nothing is said.

        The file's tags are heard after the editor.
        Raises ConfigError for an area whose lines no white parts into columns.
        """
        made: list[Table] = []
        taken: set[int] = set()
        for each in (*self.tables, *self.texts):
            inside = [line for line in lines if _is_inside(line, each)]
            taken.update(map(line_key, inside))
            if not inside or each in self.texts:
                continue
            table = table_of(pdf_page, inside)
            if table is None:
                raise make_unmatched_error(each.answer, "no white parts its lines into columns")
            made.append(table)
        free = [line for line in lines if line_key(line) not in taken]
        tagged = tuple(tagged_tables(pdf_page, free, self.tags))
        taken.update(line_key(line) for table in tagged for line in table.lines)
        return (*made, *tagged), tuple(line for line in free if line_key(line) not in taken)


def table_answers(answers: Sequence[Placed]) -> TableAnswers:
    """Return what the editor says of tables."""
    said = answers_about(answers, "table")
    return TableAnswers(
        tables=tuple(each for each in said if each.answer.do == "table"),
        texts=tuple(each for each in said if each.answer.do == "text"),
    )


def _is_inside(line: Line, each: Placed) -> bool:
    return any(run.start < each.reach and each.start < run.end for run in line.runs)


def find_line(lines: Iterable[Line], each: Placed) -> Line:
    """Return the line that an answer speaks of."""
    for line in lines:
        if any(run.start <= each.start < run.end for run in line.runs):
            return line
    raise make_unmatched_error(each.answer, "no text stands there")


def answer_furniture(
    found: Mapping[int, Furnished], pages: Sequence[Sequence[Line]], answers: Sequence[Placed]
) -> Mapping[int, Furnished]:
    """Return what is page furniture, the editor's answers over the rules.

    An answer that holds everywhere speaks of all lines of that height and type size.
    """
    lines = [line for page in pages for line in page]
    said: dict[int, str] = {}
    for each in answers_about(answers, "furniture"):
        named = find_line(lines, each)
        alike = [line for line in lines if _stands_like(line, named)]
        meant = alike if each.answer.everywhere else [named]
        said |= dict.fromkeys(map(line_key, meant), each.answer.do)
    kept = {place: verdict for place, verdict in found.items() if place not in said}
    return kept | {
        place: Furnished(rule="P.head", evidence="the editor's answer", confidence=1.0)
        for place, do in said.items()
        if do == "drop"
    }


def _stands_like(line: Line, named: Line) -> bool:
    return abs(line.base - named.base) < _HEIGHT and abs(line.size - named.size) < _SIZE


def answer_headings(pieces: Sequence[Piece], answers: Sequence[Placed]) -> Iterator[Piece]:
    """Yield the pieces, those headings and texts that the editor says are.

    An answer that holds everywhere speaks of all paragraphs of that look.
    """
    lines = [line for piece in pieces for line in piece.paragraph.lines]
    said: dict[int, int] = {}
    looks: dict[Look, int] = {}
    for each in answers_about(answers, "heading"):
        key = line_key(find_line(lines, each))
        said[key] = each.answer.level
        if each.answer.everywhere:
            looks |= {
                piece.paragraph.look: each.answer.level
                for piece in pieces
                if any(line_key(line) == key for line in piece.paragraph.lines)
            }
    for piece in pieces:
        level = next(
            (said[line_key(line)] for line in piece.paragraph.lines if line_key(line) in said),
            looks.get(piece.paragraph.look),
        )
        if level is None:
            yield piece
        else:
            sort = Sort.HEADING if level else Sort.TEXT
            yield replace(piece, sort=sort, level=level, why="the editor's answer", sure=1.0)
