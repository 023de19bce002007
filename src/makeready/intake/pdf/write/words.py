"""The runs of a paragraph → its atoms: the source's own words, with the marks of their looks.

Nothing is copied: an atom is a stretch of the source, or something written between two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.pdf.page.lines import has_space, is_lowered, is_raised
from makeready.intake.pdf.read.glyphs import NO_LETTER, plain_letters, symbol
from makeready.intake.pdf.write.addresses import NOWHERE, Addresses
from makeready.intake.scripts import CALL
from makeready.intake.text.passages import SEAM, Atom

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.values import Run

_PIECE = re.compile(r"[ \n]+|[\ue000-\uf8ff\ufb00-\ufb06]|[^ \n\ue000-\uf8ff\ufb00-\ufb06]+")
_WORDS = re.compile(r"[^ \n\ue000-\uf8ff\ufb00-\ufb06]+(?: [^ \n\ue000-\uf8ff\ufb00-\ufb06]+)+")
"""Words of one look with a blank between each two, which are taken whole."""
_APART = frozenset("`^~")  # looks in which a space is none of them
_OPENS, _CLOSES = "([{“‘„«¿¡", ",.;:!?)]}”’»"
_UNMARKED = ("call", "picture")  # kinds that no emphasis goes on over
_WHITE = 1.2  # points: between a word and a picture
_TICKS = re.compile("`+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is needed to write words: the source, its calls by place, and what is plain here.

    `calls` gives for the start of each call its end and its note's name. `bold`, `italic` and
    `capitals` say that the look is that of the whole passage, and no emphasis; `stressed`
    that bold type stands for italic type. `addresses` tell where words lead. `pictures` are those
    within lines, by where they stand: left and right edge, and how they are written.
    """

    source: str
    calls: Mapping[int, tuple[int, str]]
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    emphasis: bool = True
    stressed: bool = False
    addresses: Addresses = NOWHERE
    pictures: Mapping[int, Sequence[tuple[float, float, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Word:
    """A stretch of the source that has one look, and leads to one `link`, if any.

    `kind` is text, space, seam, call or picture.
    """

    kind: str
    start: int
    end: int
    value: str
    look: str
    rule: str = ""
    link: str = ""


def atoms_of(
    lines: Sequence[Sequence[Run]],
    measures: Sequence[tuple[float, float]],
    setting: Setting,
    *,
    lead: tuple[int, int] = (0, 0),
) -> tuple[Atom, ...]:
    """Return the atoms of lines of runs; `measures` are the lines' base lines and type sizes.

    The stretch `lead` of the source is left out.
    """
    words: list[_Word] = []
    for runs, (base, size) in zip(lines, measures, strict=True):
        new = list(_line_words(runs, (base, size), setting, lead))
        if words and new:
            seam = _between(words[-1].end, new[0].start, SEAM, setting.source)
            joined = setting.addresses.is_inside(seam.start, new[0].start)
            words.append(replace(seam, kind="space", value="", rule="J.url") if joined else seam)
        words += new
    return tuple(_mark_words(words, setting))


def line_atoms(
    lines: Sequence[Line], setting: Setting, *, lead: tuple[int, int] = (0, 0)
) -> tuple[Atom, ...]:
    """Return the atoms of whole lines."""
    return atoms_of(
        [line.runs for line in lines],
        [(line.base, line.size) for line in lines],
        setting,
        lead=lead,
    )


def _line_words(
    runs: Sequence[Run], measure: tuple[float, float], setting: Setting, lead: tuple[int, int]
) -> Iterator[_Word]:
    last: Run | None = None
    called = (0, 0)  # a call may be of several runs
    for run in runs:
        if any(low <= run.start and run.end <= high for low, high in (lead, called)):
            continue
        new = list(_run_words(run, _look(run, *measure, setting), setting, lead))
        if setting.addresses.starts:
            new = [_add_link(word, setting.addresses) for word in new]
        called = next(((word.start, word.end) for word in new if word.kind == "call"), called)
        if last is None and run.start in setting.pictures:
            shown = setting.pictures[run.start]
            yield from _picture_words(shown, run.start, run.left)
            if run.left - shown[-1][1] > _WHITE:
                yield _Word("space", run.start, run.start, " ", "", "P.space")
        if last is not None and new and has_space(last, run):
            yield _between(last.end, new[0].start, " ", setting.source)
        elif last is not None and new and 0 < new[0].start - last.end < 4:
            gap = _between(last.end, new[0].start, "", setting.source)
            if gap.start < gap.end:
                yield gap
        yield from new
        last = run
        if run.end in setting.pictures:
            shown = setting.pictures[run.end]
            yield from _picture_words(shown, run.end, run.right)
            last = replace(run, right=max(right for _, right, _ in shown))


def _picture_words(
    shown: Sequence[tuple[float, float, str]], at: int, edge: float
) -> Iterator[_Word]:
    """Yield pictures that stand behind a word, each with the white before it."""
    for left, right, written in shown:
        if left - edge > _WHITE:
            yield _Word("space", at, at, " ", "", "P.space")
        yield _Word("picture", at, at, written, "", "P.picture")
        edge = right


def _add_link(word: _Word, addresses: Addresses) -> _Word:
    link = addresses.target(word.start) if word.kind == "text" else ""
    return replace(word, link=link) if link else word


def _between(before: int, after: int, value: str, source: str) -> _Word:
    """Return what stands between two words: the white space of the source, or nothing of it."""
    near = before <= after and not source[before:after].strip()
    kind = "seam" if value == SEAM else "space"
    return _Word(kind, before, after if near else before, value, "", "P.space")


def _look(run: Run, base: float, size: float, setting: Setting) -> str:
    if is_raised(run, base, size):
        return "^"
    if not setting.emphasis:
        return ""
    if is_lowered(run, base, size):
        return "~"
    if run.face.mono:
        return "`"
    if run.face.small_caps and not setting.capitals and any(map(str.isalpha, run.text)):
        return "["
    bold, italic = run.face.bold and not setting.bold, run.face.italic and not setting.italic
    return "*" * (bold or italic) if setting.stressed else "**" * bold + "*" * italic


def _run_words(run: Run, look: str, setting: Setting, lead: tuple[int, int]) -> Iterator[_Word]:
    """Yield a run's words and spaces; calls of notes are words of their own."""
    begin = lead[1] if lead[0] <= run.start < lead[1] else run.start
    edges = setting.addresses.edges(run.start, run.end) if setting.addresses.starts else ()
    cuts = sorted({*run.missing, *run.void, *edges, run.start, run.end})
    calls = [start for start in _starts(setting.calls, run.start, run.end) if start >= begin]
    for start, end in pairwise(cuts):
        if start in run.missing and start > begin:
            yield _Word("space", start, start, " ", look, "P.space")
        if start in run.void and start >= begin:
            yield _Word("space", start, start + 1, "", look, "P.space")
            start += 1  # noqa: PLW2901 -- the space is done with
        yield from _stretch(max(start, begin), end, look, setting, calls)


def _starts(calls: Mapping[int, tuple[int, str]], low: int, high: int) -> list[int]:
    return [place for place in range(low, high + 1) if place in calls] if calls else []


def _stretch(
    start: int, end: int, look: str, setting: Setting, calls: Sequence[int]
) -> Iterator[_Word]:
    at = start
    for place in calls:
        said = setting.calls[place][0] == place  # by the editor: it takes no place, and ends words
        if not (start < place <= end if said else start <= place < end):
            continue
        yield from _pieces(at, place, look, setting.source)
        stop, name = setting.calls[place]
        yield _Word("call", place, stop, name, "")
        at = max(at, min(stop, end))
    yield from _pieces(at, end, look, setting.source)


def _pieces(start: int, end: int, look: str, source: str) -> Iterator[_Word]:
    if start < end and look not in _APART and (whole := _WORDS.match(source, start, end)):
        yield _Word("text", start, whole.end(), whole.group(), look)
        start = whole.end()
    for found in _PIECE.finditer(source, start, end) if start < end else ():
        text, low, high = found.group(), found.start(), found.end()
        if text[0] in " \n":
            yield _Word("space", low, high, " ", look, "P.space")
        elif "\ufb00" <= text <= "\ufb06":
            yield _Word("text", low, high, plain_letters(text), look, "P.ligature")
        elif "\ue000" <= text[0] <= "\uf8ff":
            sign = symbol(text)
            yield _Word("text", low, high, text if sign == NO_LETTER else sign, look, "P.symbol")
        else:
            yield _Word("text", low, high, text, look)


def _mark_words(words: Sequence[_Word], setting: Setting) -> Iterator[Atom]:
    """Yield the atoms of words, their looks opened and closed at words and never at spaces.

    A look that goes on where a link begins or ends is closed and opened anew: none is half inside.
    """
    looks = _choose_looks(words)
    held = leads = ""
    for place, (word, (look, link)) in enumerate(zip(words, looks, strict=True)):
        if (look, link) != (held, leads):
            at = word.start
            end = words[place - 1].end if place else at
            if held:
                yield _mark(end, _fence(held, words, place, -1))
            if leads and link != leads:
                yield Atom(end, end, "", f"]({leads})", "P.link")
            if link and link != leads:
                yield Atom(at, at, "", "[", "P.link")
            if look:
                yield _mark(at, _fence(look, words, place, 1))
            held, leads = look, link
        yield from _atoms(word, setting.source, code=look == "`")
    if held:
        yield _mark(words[-1].end, _fence(held, words, len(words), -1))
    if leads:
        yield Atom(words[-1].end, words[-1].end, "", f"]({leads})", "P.link")


def _choose_looks(words: Sequence[_Word]) -> list[tuple[str, str]]:
    """Return each word's look and link; a space has those of its neighbours where both have one."""
    none = ("", "")
    looks = [(word.look, word.link) if word.kind == "text" else none for word in words]
    last = none
    following = [none] * len(words)
    for place in range(len(words) - 1, -1, -1):
        following[place] = last
        if words[place].kind == "text":
            last = looks[place]
        elif words[place].kind in _UNMARKED:
            last = none
    before = none
    for place, word in enumerate(words):
        if word.kind == "text":
            before = looks[place]
        elif word.kind in _UNMARKED:
            before = none
        else:
            link = before[1] if before[1] == following[place][1] else ""
            same = before[0] if before == following[place] else ""
            looks[place] = "" if same in ("^", "~") else same, link
    return looks


def _fence(look: str, words: Sequence[_Word], place: int, step: int) -> str:
    """Return the mark of a look; code that holds ticks is fenced by one more."""
    if look == "[":
        return "[" if step > 0 else "]{.smallcaps}"
    if look != "`":
        return look if step > 0 else look[::-1]
    inner = range(place, len(words)) if step > 0 else range(place - 1, -1, -1)
    parts: list[str] = []
    for at in inner:
        if words[at].look not in ("`", "") or words[at].kind == "call":
            break
        if words[at].kind == "text" and words[at].look != "`":
            break
        parts.append(words[at].value)
    text = "".join(parts if step > 0 else parts[::-1])
    longest = max((len(ticks) for ticks in _TICKS.findall(text)), default=0)
    edge = text.strip()
    space = " " if edge.startswith("`") or edge.endswith("`") else ""
    ticks = "`" * (longest + 1)
    return ticks + space if step > 0 else space + ticks


def _mark(at: int, text: str) -> Atom:
    return Atom(at, at, "", text, "P.emphasis")


def _atoms(word: _Word, source: str, *, code: bool) -> Iterator[Atom]:
    """Yield a word's atom; brackets that would end the link around it stand by themselves."""
    linear = source[word.start : word.end] == word.value and not code
    if not (word.link and linear and "]" in word.value):
        yield _atom(word, source, code=code)
        return
    at = word.start
    for place in (found.start() for found in re.finditer("]", word.value)):
        here = word.start + place
        if at < here:
            yield Atom(at, here, source[at:here], linear=True)
        yield Atom(here, here + 1, "]", "\\]", "S.escape")
        at = here + 1
    if at < word.end:
        yield Atom(at, word.end, source[at : word.end], linear=True)


def _atom(word: _Word, source: str, *, code: bool) -> Atom:
    if word.kind == "call":
        return Atom(word.start, word.end, CALL, f"[^{word.value}]", "N.call")
    if word.kind == "picture":
        return Atom(word.start, word.end, "", word.value, word.rule)
    if word.kind == "seam":
        return Atom(word.start, word.end, SEAM, rule="B.seam")
    if source[word.start : word.end] == word.value and not (code and word.kind == "text"):
        return Atom(word.start, word.end, word.value, linear=True)
    whole = code or word.kind == "space"
    return Atom(
        word.start, word.end, word.value, word.value if whole else None, word.rule or "M.kept"
    )


def merge_atoms(atoms: Iterable[Atom]) -> tuple[Atom, ...]:
    """Return the atoms, neighbours that are the source itself made one."""
    out: list[Atom] = []
    for atom in atoms:
        last = out[-1] if out else None
        if last is not None and last.linear and atom.linear and last.end == atom.start:
            out[-1] = Atom(last.start, atom.end, last.value + atom.value, linear=True)
        else:
            out.append(atom)
    return tuple(out)
