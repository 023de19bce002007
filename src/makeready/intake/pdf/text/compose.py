"""The pieces, floats and notes of a PDF → passages, in the order of the manuscript."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from makeready.intake.pdf.page.furniture import line_key
from makeready.intake.pdf.page.lines import common
from makeready.intake.pdf.survey import Survey
from makeready.intake.pdf.text.paragraphs import ITEM, has_room
from makeready.intake.pdf.text.pieces import Piece, Sort
from makeready.intake.pdf.text.words import Setting, atoms_of, line_atoms, merge_atoms
from makeready.intake.text.passages import Atom, Passage, Plan, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.page.footnotes import Note
    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.page.tables import Table
    from makeready.intake.pdf.text.floats import Float
    from makeready.intake.pdf.values import Run

_DEEPER = 0.7  # of the type size: an item set in by more is of the list inside
_CLOSE = 1.2  # leadings: items closer than this stand without a blank line
_LEADS = {Sort.QUOTE: "> ", Sort.MEANING: ":   "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """What passages are made from: the source, what its lines are, the pictures' names."""

    source: str
    survey: Survey
    names: Mapping[int, str]  # of the notes, by their place
    pictures: Mapping[int, str]  # file of each float's picture, by the float's place
    skip: frozenset[int]  # pieces that are no text
    levels: Mapping[int, int]  # of headings, by piece
    code_step: float  # from line to line of code, in points; 0 where there is none

    @property
    def calls(self) -> Mapping[int, tuple[int, str]]:
        """Where each call of a note that is known begins, with its end and the note's name."""
        pairs = self.survey.linked.pairs
        return {
            call.mark.start: (call.mark.end, self.names[pairs[call.mark.start]])
            for call in self.survey.calls
            if pairs.get(call.mark.start) in self.names
        }


def measure_code(pieces: Sequence[Piece]) -> float:
    """Return the distance between lines of code, in points; 0 where there are none."""
    code = (piece.paragraph.lines for piece in pieces if piece.sort is Sort.CODE)
    return common(((line.gap, 1) for lines in code for line in lines[1:]), 0.2)


def passages(made: Manuscript) -> Iterator[Passage]:
    """Yield the passages: the text with its floats, then the notes."""
    setting = Setting(source=made.source, calls=made.calls)
    plain = replace(setting, calls={})
    floats, loose = _placed_floats(made)
    lists: list[float] = []
    before: Piece | None = None
    lone = list(_lone(made, plain))
    yield from (_float(made, at, setting) for at in loose)
    for place, piece in enumerate(made.survey.pieces):
        while lone and lone[0][0] < piece.paragraph.page and place not in made.skip:
            yield lone.pop(0)[1]
        if place not in made.skip:
            lists = _depths(lists, piece, before, made)
            level = made.levels.get(place, piece.level)
            yield _passage(replace(piece, level=level), setting, len(lists), before, made)
            before = piece
        for at in floats.get(place, ()):
            yield _float(made, at, setting)
            before = None
    yield from (passage for _, passage in lone)
    for place, note in enumerate(made.survey.notes):
        if place in made.names:
            yield _note(note, made.names[place], plain)


def _lone(made: Manuscript, setting: Setting) -> list[tuple[int, Passage]]:
    """Return by their pages the notes that nothing calls, and lines at the foot of no note."""
    notes = [
        (note.page, _stray(note, setting))
        for place, note in enumerate(made.survey.notes)
        if place not in made.names
    ]
    lines = [
        (
            line.page,
            _make_passage(
                Plan(role=Role.PARAGRAPH, spans=_spans((line,)), rule="P.foot"),
                line_atoms((line,), setting),
                setting.source,
            ),
        )
        for line in made.survey.strays
    ]
    return sorted((*notes, *lines), key=lambda each: each[0])


def _placed_floats(made: Manuscript) -> tuple[Mapping[int, list[int]], list[int]]:
    """Return the floats by the piece that each follows, and those before all text."""
    owner = {
        line_key(line): place
        for place, piece in enumerate(made.survey.pieces)
        for line in piece.paragraph.lines
    }
    placed: dict[int, list[int]] = defaultdict(list)
    loose: list[int] = []
    for at, each in enumerate(made.survey.floats):
        if each.after in owner:
            placed[owner[each.after]].append(at)
        else:
            loose.append(at)
    return placed, loose


def _inside(piece: Piece, before: Piece | None) -> bool:
    """Tell whether a paragraph goes on in the item above it: it stands where its words stand."""
    if before is None or before.sort is not Sort.ITEM or piece.sort not in (Sort.TEXT, Sort.QUOTE):
        return False
    above, first = before.paragraph.lines, piece.paragraph.lines[0]
    edge = above[1].indent if len(above) > 1 else above[0].indent + 1.2 * above[0].size
    lines = piece.paragraph.lines
    if piece.sort is Sort.QUOTE and len(lines) > 1 and all(_is_short(line) for line in lines):
        return False
    if len(lines) > 1 and lines[1].indent < edge - 3:
        return False  # an indent is no more than a paragraph's
    return first.indent > above[0].indent + 3 and abs(first.indent - edge) < 3


def _is_short(line: Line) -> bool:
    """Tell whether a line ends before its column does: a quotation is set in on both sides."""
    return line.room > 0.6 * line.size


def _depths(
    lists: Sequence[float], piece: Piece, before: Piece | None, made: Manuscript
) -> list[float]:
    """Return the edges of the lists that are open at a piece, the outermost first."""
    if _inside(piece, before):
        return list(lists)
    if piece.sort is not Sort.ITEM:
        return []
    left = piece.paragraph.lines[0].indent
    step = _DEEPER * made.survey.measure.size
    outer = [edge for edge in lists if edge < left - step]
    same = [edge for edge in lists if abs(edge - left) <= step]
    return [*outer, same[0] if same else left]


def _make_passage(plan: Plan, atoms: Sequence[Atom], source: str) -> Passage:
    whole = merge_atoms(atoms)
    return Passage(
        plan=plan,
        atoms=whole,
        text="".join(atom.value for atom in whole),
        offsets=tuple(accumulate((len(atom.value) for atom in whole), initial=0))[:-1],
        lead_text=source[plan.lead[0] : plan.lead[1]],
    )


def _spans(lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    return tuple((run.start, run.end) for line in lines for run in line.runs)


def _passage(
    piece: Piece, setting: Setting, depth: int, before: Piece | None, made: Manuscript
) -> Passage:
    lines = piece.paragraph.lines
    plan = Plan(
        role=Role.FLOAT,
        spans=_spans(lines),
        rule=f"P.{piece.sort.value}",
        evidence=piece.why,
        confidence=piece.sure,
    )
    if piece.sort is Sort.HEADING and piece.level:
        look = piece.paragraph.look
        setting = replace(setting, bold=True, italic=look.italic, capitals=look.capitals)
        plan = replace(plan, role=Role.HEADING, level=piece.level, rule="H.printed")
        return _make_passage(plan, line_atoms(lines, setting), setting.source)
    if piece.sort is Sort.ITEM:
        close = lines[0].gap < _CLOSE * made.survey.measure.leading
        tight = before is not None and before.sort is Sort.ITEM and close
        return _item(lines, replace(plan, tight=tight), setting, depth)
    if piece.sort is Sort.CODE:
        return _make_passage(plan, tuple(_code(lines, made.code_step)), setting.source)
    if piece.sort is Sort.BREAK:
        stars = Atom(lines[0].runs[0].start, lines[-1].runs[-1].end, "* * *", "* * *", "L.rule")
        return _make_passage(plan, (stars,), setting.source)
    if piece.sort is Sort.VERSE:
        return _make_passage(plan, tuple(_verse(lines, setting)), setting.source)
    if piece.sort is Sort.TERM:
        look = piece.paragraph.look
        setting = replace(setting, bold=look.bold, italic=look.italic)
    inside = _inside(piece, before)
    opening = "    " * depth if inside else _LEADS.get(piece.sort, "")
    plan = replace(
        plan,
        role=Role.PARAGRAPH,
        opening=opening,
        tight=piece.sort is Sort.MEANING and before is not None and before.sort is Sort.TERM,
    )
    return _make_passage(plan, line_atoms(lines, setting), setting.source)


def _item(lines: Sequence[Line], plan: Plan, setting: Setting, depth: int) -> Passage:
    first = lines[0]
    found = ITEM.match(first.text)
    start = first.runs[0].start
    lead, opening = (start, start), "" if found else "    " * (depth - 1) + "- "
    if found is not None:
        mark = (found["number"] or found["bullet"]).replace(" ", "")
        begin = _after(first.runs, len(mark))
        # where the words are set before their mark the file has it elsewhere: it stays as it is
        if setting.source[start:begin].strip() in (mark, "o" if mark == "◦" else mark):
            lead = start, begin
            opening = "    " * (depth - 1) + f"{found['number'] or '-'} "
    plan = replace(plan, role=Role.ITEM, lead=lead, opening=opening)
    return _make_passage(plan, line_atoms(lines, setting, lead=lead), setting.source)


def _after(runs: Sequence[Run], letters: int) -> int:
    """Return the offset of the first word after so many characters, white space not counted."""
    for run in runs:
        for place, char in enumerate(run.text):
            if char.isspace():
                continue
            if not letters:
                return run.start + place
            letters -= 1
    return runs[-1].end


def _code(lines: Sequence[Line], step: float) -> Iterator[Atom]:
    """Yield code as it is set: the blanks that its indents and gaps show, and its blank lines.

    A line that the next word would not have fitted was broken by the program that set it.
    """
    text = "\n".join(line.text for line in lines)
    fence = "`" * max(3, *(len(ticks) + 1 for ticks in re.findall("`+", text)), 3)
    at = lines[0].runs[0].start
    yield Atom(at, at, "", f"{fence}\n", "P.fence")
    edge = min(line.indent for line in lines)
    width = _width(lines)
    end = at
    for place, line in enumerate(lines):
        above = lines[place - 1] if place else None
        if above is not None:
            blank = round(line.gap / step) if step and above.page == line.page else 1
            broken = blank == 1 and not has_room(above, line)
            yield Atom(end, end, " ", " " if broken else "\n" * max(1, blank), "P.fence")
            right = line.left if broken else line.near + edge
        else:
            right = line.near + edge
        for run in line.runs:
            blanks = round((run.left - right) / width)
            if blanks > 0:
                yield Atom(run.start, run.start, " " * blanks, " " * blanks, "P.fence")
            written = run.text.replace("\n", " ")
            yield Atom(run.start, run.end, written, written, "M.kept")
            right, end = run.right, run.end
    yield Atom(end, end, "", f"\n{fence}", "P.fence")


def _width(lines: Sequence[Line]) -> float:
    longest = max((run for line in lines for run in line.runs), key=lambda run: len(run.text))
    return max(1.0, (longest.right - longest.left) / len(longest.text))


def _verse(lines: Sequence[Line], setting: Setting) -> Iterator[Atom]:
    edge = min(line.left for line in lines)
    for place, line in enumerate(lines):
        at = line.runs[0].start
        blanks = round((line.left - edge) / (0.5 * line.size))
        written = "\n" * bool(place) + "| " + "\xa0" * blanks
        yield Atom(at, at, " " if place else "", written, "P.verse")
        yield from line_atoms((line,), setting)


def _note(note: Note, name: str, setting: Setting) -> Passage:
    lead = note.mark.start, _after_mark(note, setting.source)
    plan = Plan(role=Role.NOTE, spans=_spans(note.lines), key=name, lead=lead)
    return _make_passage(plan, tuple(_note_atoms(note, setting, lead)), setting.source)


def _note_atoms(note: Note, setting: Setting, lead: tuple[int, int]) -> Iterator[Atom]:
    """Yield a note's atoms; its paragraphs are told by lines that end early."""
    part: list[Line] = []
    for line in note.lines:
        if part and _parts(part[-1], line):
            yield from line_atoms(part, setting, lead=lead)
            at = line.runs[0].start
            yield Atom(at, at, " ", "\n\n    ", "P.note")
            part = []
        part.append(line)
    yield from line_atoms(part, setting, lead=lead)


def _parts(above: Line, line: Line) -> bool:
    """Tell whether a line of a note begins a paragraph: set in further, after a sentence's end."""
    ended = re.search(r"[.!?:”\"’»)]\s*$", above.text) is not None
    same = above.page == line.page and above.column == line.column
    return same and ended and above.room > 0.25 * above.width


def _after_mark(note: Note, source: str) -> int:
    """Return where a note's words begin: after its mark, and the white space of the file."""
    at = note.mark.end
    ends = {run.end for run in note.lines[0].runs}
    while at < len(source) and source[at] in " \n\xa0" and at not in ends:
        at += 1
    return at


def _stray(note: Note, setting: Setting) -> Passage:
    lead = note.mark.start, _after_mark(note, setting.source)
    plan = Plan(role=Role.STRAY, spans=_spans(note.lines), key=note.mark.label, lead=lead)
    return _make_passage(plan, line_atoms(note.lines, setting, lead=lead), setting.source)


def _float(made: Manuscript, place: int, setting: Setting) -> Passage:
    each = made.survey.floats[place]
    if each.table is not None:
        atoms = tuple(_table_atoms(each.table, each.caption, setting))
        lines = (*each.table.lines, *each.caption)
    else:
        atoms = tuple(_figure_atoms(each, made.pictures.get(place, ""), setting))
        lines = each.caption
    at = max(each.after, 0)
    plan = Plan(role=Role.FLOAT, spans=_spans(lines) or ((at, at),), rule="P.float")
    return _make_passage(plan, atoms, setting.source)


def _caption_atoms(lines: Sequence[Line], setting: Setting) -> tuple[Atom, ...]:
    letters = sum(len(run.text) for line in lines for run in line.runs)
    slanted = sum(len(run.text) for line in lines for run in line.runs if run.face.italic)
    return line_atoms(lines, replace(setting, italic=slanted * 2 > letters))


def _figure_atoms(each: Float, picture: str, setting: Setting) -> Iterator[Atom]:
    at = each.caption[0].runs[0].start if each.caption else max(each.after, 0)
    yield Atom(at, at, "", "![", "P.picture")
    yield from _caption_atoms(each.caption, setting)
    end = each.caption[-1].runs[-1].end if each.caption else at
    alt = " ".join(each.figure.alt.replace('"', "”").split()) if each.figure else ""
    told = f'{{alt="{alt}"}}' if alt else ""
    yield Atom(end, end, "", f"]({picture}){told}", "P.picture")


def _table_atoms(table: Table, caption: Sequence[Line], setting: Setting) -> Iterator[Atom]:
    """Yield a table with pipes between its cells; pandoc wants a head, which may be empty."""
    width = len(table.rows[0])
    start = table.lines[0].runs[0].start
    rule = "\n|" + "---|" * width
    if not table.headed:
        yield Atom(start, start, "", "|" + "  |" * width + rule + "\n", "P.cell")
    end = start
    for number, row in enumerate(table.rows):
        first = next(run.start for cell in row for run in cell)
        yield Atom(first, first, "", "\n" * bool(number) + "| ", "P.cell")
        bold = table.headed and not number and all(run.face.bold for cell in row for run in cell)
        its = replace(setting, bold=True) if bold else setting
        for cell in row:
            if cell:
                yield from _cell(cell, its)
                end = cell[-1].end
            yield Atom(end, end, " ", " | ", "P.cell")
        if table.headed and number == 0:
            yield Atom(end, end, "", rule, "P.cell")
    if caption:
        at = caption[0].runs[0].start
        yield Atom(at, at, "", "\n\n: ", "P.cell")
        yield from _caption_atoms(caption, setting)


def _cell(runs: Sequence[Run], setting: Setting) -> tuple[Atom, ...]:
    lines: list[list[Run]] = []
    for run in runs:
        if lines and abs(lines[-1][-1].base - run.base) < 0.7 * run.size:
            lines[-1].append(run)
        else:
            lines.append([run])
    measures = [(line[0].base, max(run.size for run in line)) for line in lines]
    return atoms_of(lines, measures, setting)
