"""An RTF file → one that pandoc reads whole, with the words that it holds.

Pandoc leaves out remarks, hidden words, running heads, index entries and the pictures of objects,
keeps deleted words and lists with another book's pages, and knows one code page. Control words are
those of the Rich Text Format Specification 1.9.1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from makeready.intake.model import Choices, Correction, Inventory, OwnPassage, Part
from makeready.intake.read import marks
from makeready.intake.read.apparatus.index_marks import COUNTED, read_field
from makeready.intake.read.formats.prepared import Prepared, report_changes
from makeready.intake.read.formats.rtf import control
from makeready.intake.read.formats.rtf.mathematics import read_formulas
from makeready.intake.read.formats.rtf.styles import HeadingStyle, list_headings
from makeready.intake.read.formats.rtf.tables import settle_tables
from makeready.intake.read.formats.rtf.tokens import Kind, Token, read_tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """What holds within a group.

    `part` is None where words are none of the book's, `name` that of the group whose words are
    gathered if it begins here. What stands in a group that is `left_out` does not reach pandoc.
    """

    part: Part | None = Part.TEXT
    name: str = ""
    is_optional: bool = False
    left_out: bool = False
    gathers: bool = True
    in_formula: bool = False
    is_hidden: bool = False
    change: Part | None = None


@dataclass(slots=True)
class _Work:
    """A file while it is prepared; what is gathered on the way grows here."""

    choices: Choices
    headings: Mapping[int, HeadingStyle]
    font: int | None = None
    heading: HeadingStyle | None = None
    heading_depth: int = 0
    group: _Group = field(default_factory=_Group)
    around: list[_Group] = field(default_factory=list)
    words: list[list[str]] = field(default_factory=lambda: [[]])
    out: list[Token] = field(default_factory=list)
    passages: list[OwnPassage] = field(default_factory=list)
    meanings: dict[str, str] = field(default_factory=dict)
    formulas: list[list[Token]] = field(default_factory=list)
    displayed: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    changed: Counter[Part] = field(default_factory=Counter)
    heads: dict[str, None] = field(default_factory=dict)
    author: str = ""
    instruction: str = ""
    paragraph: int = 1
    in_cell: bool = False
    after_cell: bool = False
    around_note: list[Token] | None = None
    inner_cells: int = 0
    table_notes: list[list[Token]] = field(default_factory=list)


def prepare(name: str, data: bytes, choices: Choices) -> Prepared:
    """Return the file with its characters written out and chosen remarks where pandoc sees them."""
    if not data.lstrip().startswith(b"{\\rtf"):
        return Prepared(data=data)
    told = read_tokens(data)
    tokens = settle_tables(told)
    usual = next((each for each in told if each.name == "deff"), None)
    work = _Work(choices, list_headings(tokens), usual.value if usual else None)
    for token in tokens:
        _meet(work, token)
    _end_paragraph(work)
    _place_heads(work)
    _place_table_notes(work)
    formulas = dict(enumerate(read_formulas(name, work.formulas)))
    inserted, deleted = work.changed[Part.INSERTED], work.changed[Part.DELETED]
    return Prepared(
        data="".join(map(str, work.out)).encode(),
        inventory=Inventory(passages=tuple(work.passages), counts=dict(work.counts)),
        notes=work.meanings,
        formulas={str(number): tex for number, tex in formulas.items()},
        corrections=_tell_inner_tables(told, work.inner_cells),
        findings=report_changes(name, choices.changes, inserted, deleted),
    )


def _tell_inner_tables(tokens: Iterable[Token], noted: int) -> tuple[Correction, ...]:
    """Return a correction if there are tables within tables, or so many cells of notes in them."""
    cells = noted + sum(each.kind is Kind.WORD and each.name == "nestcell" for each in tokens)
    what = f"{cells} cells of tables within tables"
    return (Correction(rule="D.inner-table", what=what),) if cells else ()


def _meet(work: _Work, token: Token) -> None:
    if work.group.in_formula:
        work.formulas[-1].append(token)
    match token.kind:
        case Kind.OPEN:
            _write(work, token)
            work.around.append(work.group)
            work.group = replace(work.group, name="", is_optional=False)
        case Kind.CLOSE:
            _close(work, token)
        case Kind.TEXT:
            _say(work, token)
        case Kind.SYMBOL if token.name == "*":
            work.group = replace(work.group, is_optional=True)
        case _:
            _obey(work, token)


def _write(work: _Work, *tokens: Token) -> None:
    if not work.group.left_out:
        work.out += tokens


def _hear(work: _Work, words: str) -> None:
    work.words[-1].append(words)


def _say(work: _Work, token: Token) -> None:
    """Take words of the text, or leave them out as the editor chooses."""
    group, name = work.group, token.name
    if group.part is None or group.left_out:
        _hear(work, name if group.gathers else "")
        _write(work, token)
        return
    if group.change is not None:
        work.changed[group.change] += 1
        if work.choices.changes == "mark":
            kind = "deleted" if group.change is Part.DELETED else "inserted"
            token = replace(token, name=f"{marks.begin(kind)}{name}{marks.end(kind)}")
        elif work.choices.changes != control.KEPT[group.change]:
            _leave_out(work, group.change, name)
            return
    if group.is_hidden and work.choices.hidden == "omit":
        _leave_out(work, Part.HIDDEN, name)
        return
    _hear(work, name)
    _write(work, token)


def _leave_out(work: _Work, part: Part, words: str) -> None:
    """Take account of words that do not reach pandoc; a run of them is one passage."""
    if not words.strip():
        return
    place = f"paragraph {work.paragraph}"
    last = work.passages[-1] if work.passages else None
    if last is not None and last.part is part and last.place == place and part in control.RUNS:
        work.passages[-1] = replace(last, text=last.text + words)
    else:
        work.passages.append(OwnPassage(part=part, place=place, text=words))


def _obey(work: _Work, token: Token) -> None:
    """Take a control word for what it means, and hand it on where pandoc is to have it."""
    name, is_optional = token.name, work.group.is_optional
    work.group = group = replace(work.group, is_optional=False)
    if name in control.GATHERED or (name == "fldrslt" and control.LISTS.match(work.instruction)):
        _begin(work, name)
    elif is_optional and name not in control.KNOWN:
        work.group = replace(group, part=None, gathers=False)
    elif name == "moMathPara":
        work.displayed = True
    elif name in control.CHARACTERS:
        work.group = _style(group, token)
    elif name in control.SIGNS:
        _hear(work, control.SIGNS[name])
    elif name in control.ENDS:
        _end_paragraph(work)
        work.after_cell &= work.in_cell or work.group.part is not Part.TEXT
        token = replace(token, name="par") if name in {"sect", "page"} else token
    if is_optional and name not in control.SHOWN:
        _write(work, Token(kind=Kind.SYMBOL, name="*"))
    if name not in control.SETTLED and not _is_style(work, token):
        _write(work, token)
    if name in {"plain", "footnote"}:
        # what the mark looks like is not how the note does
        _write(work, *control.PLAIN, Token(kind=Kind.WORD, name="f", value=work.font or 0))


def _is_style(work: _Work, token: Token) -> bool:
    """Begin or end a heading or a cell, and tell of a word whether it is only a heading's look.

    Pandoc knows a heading by its level, which not all programs write, and makes an item of a list
    of one that is numbered; its style's bold type would be emphasis.
    """
    if work.group.part is not Part.TEXT:
        return False
    if token.name in {"pard", "intbl"}:
        work.in_cell = token.name == "intbl"
        work.after_cell |= work.in_cell
    if token.name == "pard":
        work.heading = None
    elif token.name == "s":
        work.heading = work.headings.get(token.value or 0)
        work.heading_depth = len(work.around)
        if work.heading is not None:
            level = Token(kind=Kind.WORD, name="outlinelevel", value=work.heading.level)
            _write(work, token, level)
    heading = work.heading
    if heading is None or len(work.around) != work.heading_depth:
        return False
    return token.name in {"s", "ls", "ilvl", "outlinelevel"} or token.name in heading.looks


def _style(group: _Group, token: Token) -> _Group:
    """Return the group with its characters as a control word sets them."""
    is_on = token.value != 0
    if token.name == "plain":
        return replace(group, is_hidden=False, change=None)
    if token.name == "v":
        return replace(group, is_hidden=is_on)
    return replace(group, change=control.CHANGES[token.name] if is_on else None)


def _begin(work: _Work, name: str) -> None:
    """Enter a group that is no running text."""
    group = work.group
    if name == "pict" and not group.left_out:
        work.counts["pictures"] += 1
    if name in control.SILENT or name in control.DOUBLED:
        left_out = group.left_out or name in control.DOUBLED
        work.group = replace(group, part=None, left_out=left_out, gathers=False)
        return
    part = Part.LIST if name == "fldrslt" else control.PARTS[name]
    work.words.append([])
    if name == "footnote" and work.after_cell and group.part is Part.TEXT:
        # pandoc 3.9 moves the rows before it into a note, until a paragraph behind the table ends
        work.around_note, work.out = work.out, [Token(kind=Kind.OPEN)]
    left_out = group.left_out or part in control.ASIDE or name == "moMath"
    work.group = _Group(part=part, name=name, left_out=left_out, in_formula=name == "moMath")
    if name == "moMath":
        work.formulas.append([])


def _end_paragraph(work: _Work) -> None:
    part = work.group.part
    if part in {Part.TEXT, Part.NOTE, Part.BOX}:
        words = "".join(work.words[-1])
        if words.strip():
            place = f"paragraph {work.paragraph}"
            work.passages.append(OwnPassage(part=part, place=place, text=words))
        work.words[-1].clear()
        work.paragraph += part is Part.TEXT
    else:
        _hear(work, " ")


def _close(work: _Work, token: Token) -> None:
    if not work.around:
        return
    group, work.group = work.group, work.around.pop()
    _write(work, token)
    if not group.name:
        return
    if group.part in {Part.NOTE, Part.BOX}:
        around, work.group = work.group, group
        _end_paragraph(work)
        work.group = around
    words = " ".join("".join(work.words.pop()).split())
    _settle(work, group, words)


def _settle(work: _Work, group: _Group, words: str) -> None:
    """Do with the words of a group what is done with those of its kind."""
    if group.name == "footnote":
        work.counts["notes"] += 1
        _call_table_note(work)
    elif group.name == "atnauthor":
        work.author = words
    elif group.name == "fldinst":
        work.instruction = words
        work.counts["links"] += bool(control.LINK.match(words))
        _mark_index(work, words)
    elif group.name == "moMath":
        _place_formula(work)
    elif group.name == "xe":
        _mark_index(work, f'XE "{words.replace(chr(34), chr(8221))}"')
    elif group.part is Part.COMMENT:
        _call_remark(work, f"{work.author}: {words}" if work.author else words)
    elif group.part is Part.HEADER:
        if any(character.isalpha() for character in words):
            work.heads.setdefault(words)
    elif group.part is not None and group.part not in {Part.NOTE, Part.BOX}:
        _leave_out(work, group.part, words)


def _place_formula(work: _Work) -> None:
    """Put a mark where a formula stands; one in the text of what is left out has none."""
    kind = "display" if work.displayed else "formula"
    work.displayed = False
    work.counts["formulas"] += not work.group.left_out
    mark = marks.write_stand_in(kind, len(work.formulas) - 1)
    _write(work, Token(kind=Kind.TEXT, name=mark))


def _mark_index(work: _Work, instruction: str) -> None:
    mark = read_field(instruction)
    if mark is not None and not work.group.left_out:
        work.counts[COUNTED] += 1
        _write(work, Token(kind=Kind.TEXT, name=mark.write(work.meanings)))


def _call_remark(work: _Work, words: str) -> None:
    """Leave a reviewer's remark out, or put a note's mark where it stands."""
    if work.choices.comments == "omit":
        _leave_out(work, Part.COMMENT, words)
        return
    number = len(work.meanings)
    work.meanings[str(number)] = words
    _write(work, Token(kind=Kind.TEXT, name=marks.write_stand_in("note", number)))


def _call_table_note(work: _Work) -> None:
    """Put a mark where a note is called in a table, and keep the note for behind the text."""
    if work.around_note is None:
        return
    held, work.out, work.around_note = work.out, work.around_note, None
    mark = marks.write_stand_in("call", len(work.table_notes))
    work.out += [Token(kind=Kind.CLOSE), Token(kind=Kind.TEXT, name=mark)]
    work.inner_cells += sum(each.kind is Kind.WORD and each.name == "cell" for each in held)
    work.table_notes.append([_unframe(each) for each in held])


def _unframe(token: Token) -> Token:
    """Return a token of a note as one outside of tables; its cells end as paragraphs do."""
    if token.kind is Kind.WORD and token.name in control.OF_TABLES:
        return replace(token, name="par" if token.name == "cell" else "pard")
    return token


def _place_table_notes(work: _Work) -> None:
    """Put the notes that are called in tables behind the text, each in a paragraph of its own.

    A paragraph without a note ends a table before them.
    """
    paragraph = Token(kind=Kind.WORD, name="par")
    made = [paragraph, Token(kind=Kind.WORD, name="pard")]
    for number, held in ((0, []), *enumerate(work.table_notes)):
        mark = marks.write_stand_in("called", number)
        made += [Token(kind=Kind.TEXT, name=mark), *held, paragraph]
    end = len(work.out) - 1 if work.out and work.out[-1].kind is Kind.CLOSE else len(work.out)
    work.out[end:end] = made if work.table_notes else []


def _place_heads(work: _Work) -> None:
    """Take account of running heads and feet, and keep them as a box where that is chosen."""
    if work.choices.headers != "keep":
        for words in work.heads:
            _leave_out(work, Part.HEADER, words)
        return
    paragraph = Token(kind=Kind.WORD, name="par")
    lines = (marks.begin("box"), *work.heads, marks.end("box")) if work.heads else ()
    box = [each for line in lines for each in (Token(kind=Kind.TEXT, name=line), paragraph)]
    end = len(work.out) - 1 if work.out and work.out[-1].kind is Kind.CLOSE else len(work.out)
    work.out[end:end] = [paragraph, Token(kind=Kind.WORD, name="pard"), *box] if box else []
