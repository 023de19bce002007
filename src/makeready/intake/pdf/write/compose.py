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
from makeready.intake.pdf.write.addresses import NOWHERE, Addresses
from makeready.intake.pdf.write.boxes import place_margins, write_margins
from makeready.intake.pdf.write.float_atoms import figure_atoms, table_atoms
from makeready.intake.pdf.write.passages import make_passage, spans_of
from makeready.intake.pdf.write.words import Setting, line_atoms
from makeready.intake.text.passages import Atom, Passage, Plan, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.page.footnotes import Note
    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.values import Run

_DEEPER = 0.7  # of the type size: an item set in by more is of the list inside
_LARGE_PRINT = 15.0  # points
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
    addresses: Addresses = NOWHERE

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
    setting = Setting(
        source=made.source,
        calls=made.calls,
        addresses=made.addresses,
        stressed=_is_stressed(made),
        pictures=_small_pictures(made),
    )
    plain = replace(setting, calls={})
    floats, loose = _placed_floats(made)
    lists: list[float] = []
    before: Piece | None = None
    lone = list(_lone(made, plain))
    yield from (_float(made, at, setting) for at in loose)
    margins = place_margins(made.survey)
    yield from write_margins(margins.get((-1, 1), ()), plain)
    for place, piece in enumerate(made.survey.pieces):
        if (place, 0) in margins:
            yield from write_margins(margins[place, 0], plain)
            before = None
        while lone and lone[0][0] < piece.paragraph.page and place not in made.skip:
            yield lone.pop(0)[1]
        if place not in made.skip:
            lists = _depths(lists, piece, before, made)
            level = made.levels.get(place, piece.level)
            passage = _passage(replace(piece, level=level), setting, len(lists), before, made)
            yield _with_id(passage, made.addresses.ids.get(place, ""))
            before = piece
        for at in floats.get(place, ()):
            yield _float(made, at, setting)
            before = None
        if (place, 1) in margins:
            yield from write_margins(margins[place, 1], plain)
            before = None
    yield from (passage for _, passage in lone)
    for place, note in enumerate(made.survey.notes):
        if place in made.names:
            yield _note(note, made.names[place], plain)


def _small_pictures(made: Manuscript) -> Mapping[int, Sequence[tuple[float, float, str]]]:
    """Return the pictures that stand within lines, by their places in the text."""
    found: dict[int, list[tuple[float, float, str]]] = defaultdict(list)
    for place, each in enumerate(made.survey.floats):
        figure = each.figure
        if figure is not None and figure.within >= 0 and place in made.pictures:
            written = f"![]({made.pictures[place]}){{height={figure.share:.2f}em}}"
            found[figure.within].append((figure.box[0], figure.box[2], written))
    return {at: sorted(shown) for at, shown in found.items()}


def _is_stressed(made: Manuscript) -> bool:
    """Tell whether bold type is emphasis: that of large print, which has no italic type.

    So its guidelines have it, such as those of the American Printing House for the Blind.
    """
    lines = (line for piece in made.survey.pieces for line in piece.paragraph.lines)
    notes = (line for note in made.survey.notes for line in note.lines)
    slanted = any(run.face.italic for line in (*lines, *notes) for run in line.runs)
    return made.survey.measure.size >= _LARGE_PRINT and not slanted


def _with_id(passage: Passage, name: str) -> Passage:
    """Return a passage with the id that links of the text lead to."""
    if not name or not passage.atoms:
        return passage
    heading = passage.plan.role is Role.HEADING
    at = passage.atoms[-1].end if heading else passage.atoms[0].start
    made = Atom(at, at, "", f" {{#{name}}}" if heading else f"[]{{#{name}}}", "P.id")
    atoms = (*passage.atoms, made) if heading else (made, *passage.atoms)
    offsets = tuple(accumulate((len(atom.value) for atom in atoms), initial=0))[:-1]
    return replace(passage, atoms=atoms, offsets=offsets)


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
            make_passage(
                Plan(role=Role.PARAGRAPH, spans=spans_of((line,)), rule="P.foot"),
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
        if each.figure is not None and each.figure.within >= 0:
            continue  # it stands within a line
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


def _passage(
    piece: Piece, setting: Setting, depth: int, before: Piece | None, made: Manuscript
) -> Passage:
    lines = piece.paragraph.lines
    plan = Plan(
        role=Role.FLOAT,
        spans=spans_of(lines),
        rule=f"P.{piece.sort.value}",
        evidence=piece.why,
        confidence=piece.sure,
    )
    if piece.sort is Sort.HEADING and piece.level:
        look = piece.paragraph.look
        setting = replace(
            setting, bold=True, italic=look.italic, capitals=look.capitals, addresses=NOWHERE
        )
        plan = replace(plan, role=Role.HEADING, level=piece.level, rule="H.printed")
        return make_passage(plan, line_atoms(lines, setting), setting.source)
    if piece.sort is Sort.ITEM:
        close = lines[0].gap < _CLOSE * made.survey.measure.leading
        tight = before is not None and before.sort is Sort.ITEM and close
        return _item(lines, replace(plan, tight=tight), setting, depth)
    if piece.sort is Sort.CODE:
        return make_passage(plan, tuple(_code(lines, made.code_step)), setting.source)
    if piece.sort is Sort.BREAK:
        stars = Atom(lines[0].runs[0].start, lines[-1].runs[-1].end, "* * *", "* * *", "L.rule")
        return make_passage(plan, (stars,), setting.source)
    if piece.sort is Sort.VERSE:
        return make_passage(plan, tuple(_verse(lines, setting)), setting.source)
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
    return make_passage(plan, line_atoms(lines, setting), setting.source)


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
    return make_passage(plan, line_atoms(lines, setting, lead=lead), setting.source)


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
    plan = Plan(role=Role.NOTE, spans=spans_of(note.lines), key=name, lead=lead)
    return make_passage(plan, tuple(_note_atoms(note, setting, lead)), setting.source)


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
    plan = Plan(role=Role.STRAY, spans=spans_of(note.lines), key=note.mark.label, lead=lead)
    return make_passage(plan, line_atoms(note.lines, setting, lead=lead), setting.source)


def _float(made: Manuscript, place: int, setting: Setting) -> Passage:
    each = made.survey.floats[place]
    if each.table is not None:
        atoms = tuple(table_atoms(each.table, each.caption, setting))
        lines = (*each.table.lines, *each.caption)
    else:
        atoms = tuple(figure_atoms(each, made.pictures.get(place, ""), setting))
        lines = each.caption
    at = max(each.after, 0)
    plan = Plan(role=Role.FLOAT, spans=spans_of(lines) or ((at, at),), rule="P.float")
    return make_passage(plan, atoms, setting.source)
