"""A typed contents list → the headings it promises, matched with the blocks that hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from makeready.intake.blocks.keys import key, plain
from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.page.heading_numbers import is_label, read_number, strip_number
from makeready.intake.scripts import ends_sentence, is_cjk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

FEWEST_ENTRIES = 2
FEWEST_HELD = 3  # headings of an excerpt
FEWEST_LINES = 4  # of a list that no title announces
MOST_LISTS = 8  # lists of figures and tables that stand below the contents
MOST_STRAY = 0.5  # of a block's lines that may be no entries
LONGEST_ENTRY = 120  # characters
LONGEST_HEADING = 300  # characters
MOST_NAMED = 3  # lines of a heading inside a block
SHORTEST_LINE = 5  # letters of a line that a list's entry makes a heading
SHORTEST_NAME = 2  # letters

ALIKE = 88.0

TITLES = frozenset(
    key(title)
    for title in (
        "Contents", "Table of Contents", "Inhalt", "Inhaltsverzeichnis", "Inhaltsübersicht",
        "Inhaltsanzeige",
        "Table des matières", "Sommaire", "Índice", "Índice general", "Contenido",
        "Tabla de contenido", "Sumario", "Indice", "Sommario", "Inhoud", "Sumário",
        "Spis treści", "Obsah", "Tartalom", "Tartalomjegyzék", "Cuprins", "Sadržaj", "Kazalo",
        "Innehåll", "Innehållsförteckning", "Indhold", "Indholdsfortegnelse", "Innhold",
        "Innholdsfortegnelse", "Sisällys", "Sisällysluettelo", "Sisukord", "Turinys", "Saturs",
        "İçindekiler", "Inhoudsopgave", "Índex", "Sumari", "Taula", "Aurkibidea", "Daftar isi",
        "Mục lục", "Содержание", "Оглавление", "Зміст", "Змест", "Съдържание", "Садржај",
        "Περιεχόμενα", "Πίνακας περιεχομένων", "目录", "目錄", "目次", "もくじ", "차례", "목차",
        "المحتويات", "فهرس المحتويات", "فهرست", "תוכן עניינים", "תוכן העניינים",
    )
)  # fmt: skip
_LEADERS = "._·…⋯‥・•‧∙─ \t\xa0\u3000"
_DOTS = "._·…⋯‥・•‧∙─"
_PAGE = re.compile(
    r"(?:\d{1,4}|[ivxlc]{1,7}|(?<=[._·…⋯‥・•‧∙─ \t\xa0\u3000])[〇零一二三四五六七八九十百]{1,4})\Z"
)
LONGEST_PAGE = 7  # characters of a page number
_DOTTED, _DOTTED_WIDE, _BLANK = 3, 5, 3  # leaders at least: dots, dots set apart, blanks
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\(#[^()\n]{0,200}\)")
_TAGS = re.compile(r"<[^<>\n]{1,300}>|[*`]|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)|\](\([^()]*\))|\[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the list: the heading's words and the page it names (0 where none is read)."""

    text: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A contents list as found: its blocks, its entries, and the block of each entry's heading."""

    blocks: tuple[int, ...] = ()
    entries: tuple[Entry, ...] = ()
    found: tuple[tuple[int, int], ...] = ()  # entry, block


def find_contents(
    source: str, blocks: Sequence[Block], words: Sequence[str], skip: AbstractSet[int]
) -> Contents:
    """Return the typed contents list, empty where there is none or the text does not bear it out.

    `words` are the blocks' plain words, `skip` the blocks that are page furniture.
    """
    area = find_listed_blocks(source, blocks, words, skip)
    entries = tuple(_entries(source, [blocks[index] for index in area]))
    if len(entries) < FEWEST_ENTRIES or not area:
        return Contents()
    for size in range(len(area), max(0, len(area) - MOST_LISTS), -1):
        part = area[:size]
        entries = tuple(_entries(source, [blocks[index] for index in part]))
        found = tuple(_find_headings(entries, blocks, words, skip | set(area)))
        named = {key(entries[number].text) for number, _ in found}
        last = {key(entry.text) for entry in _entries(source, [blocks[part[-1]]])}
        if size > 1 and last and not last & named:
            continue  # a list of figures or tables: no heading bears it out
        if len(entries) >= FEWEST_ENTRIES and _is_borne_out(entries, found):
            return Contents(blocks=part, entries=entries, found=found)
    return Contents()


def _is_borne_out(entries: Sequence[Entry], found: Sequence[tuple[int, int]]) -> bool:
    """Tell whether half of the entries have their headings; of an excerpt nearly all that it has.

    A text that breaks off has none of the last entries.
    """
    if len(found) * 2 >= len(entries):
        return True
    held = found[-1][0] + 1 if found else 0
    return len(found) >= FEWEST_HELD and len(found) * 5 >= held * 4


def find_named_lines(
    source: str, blocks: Sequence[Block], words: Sequence[str]
) -> Mapping[int, int]:
    """Return where lines inside blocks start that hold an entry of the list word for word.

    The value is over how many lines the entry's words run; the name below "Chapter 1" is one
    without the entry's number, too.
    """
    area = set(find_listed_blocks(source, blocks, words, frozenset()))
    entries = [entry.text for entry in _entries(source, [blocks[at] for at in sorted(area)])]
    names = {name for name in map(key, entries) if len(name) >= SHORTEST_LINE}
    bare = {name for entry in entries if len(name := key(strip_number(entry))) >= SHORTEST_LINE}
    found: dict[int, int] = {}
    above = ""
    for at, block in enumerate(blocks if names else ()):
        lines = [plain(source, *line) for line in block.lines]
        if at not in area and len(lines) > 1 and block.shape in (BlockKind.TEXT, BlockKind.ITEM):
            for place, before in enumerate([above, *lines[:-1]]):
                if size := _count_named(lines, place, names, bare if is_label(before) else names):
                    found[block.lines[place][0]] = size
        above = lines[-1]
    return found


def _count_named(
    lines: Sequence[str], place: int, names: AbstractSet[str], bare: AbstractSet[str]
) -> int:
    """Return over how many lines of a block a name of the list runs that begins there, or 0."""
    said = ""
    for size, line in enumerate(lines[place : place + MOST_NAMED], start=1):
        said += key(line)
        if len(line) >= LONGEST_ENTRY or len(said) > LONGEST_HEADING:
            return 0
        if said in names or said in bare:
            return size
    return 0


def find_promised_pages(
    source: str, blocks: Sequence[Block], words: Sequence[str]
) -> Mapping[str, int]:
    """Return the pages that a contents list gives, by the keys of its headings.

    A heading has one key with its number, and one without.
    """
    area = find_listed_blocks(source, blocks, words, frozenset())
    entries = [each for each in _entries(source, [blocks[at] for at in area]) if each.page]
    names = [
        (name, each.page)
        for each in entries
        for name in (key(each.text), key(strip_number(each.text)))
        if len(name) >= SHORTEST_LINE
    ]
    return dict(names)


def find_listed_blocks(
    source: str, blocks: Sequence[Block], words: Sequence[str], skip: AbstractSet[int]
) -> tuple[int, ...]:
    """Return the blocks that look like a contents list, whatever the text says of it."""
    for index, block in enumerate(blocks):
        if index in skip:
            continue
        if key(words[index]) in TITLES:
            area = (index, *_find_following(source, blocks, words, skip, index + 1))
            if len(area) > 1:
                return area
        elif key(plain(source, *block.lines[0])) in TITLES or is_led_list(source, block.lines):
            return (index, *_find_following(source, blocks, words, skip, index + 1))
    return ()


def _split(line: str) -> tuple[str, str, str]:
    """Return a line's words, the leaders after them, and the page number at its end.

    Three empty strings where no page number ends it. The line is read from its end, in one pass.
    """
    bare = line.rstrip()
    page = _PAGE.search(bare, max(0, len(bare) - LONGEST_PAGE))
    if page is None:
        return "", "", ""
    words = bare[: page.start()].rstrip(_LEADERS)
    return words, bare[len(words) : page.start()], page.group()


def is_led(line: str) -> bool:
    """Tell whether dots or a wide blank lead to the page number at a line's end."""
    _, leaders, page = _split(line)
    dots = leaders.rstrip()
    blanks = leaders[len(dots) :]
    run = dots[len(dots.rstrip(_DOTS)) :]
    wide = leaders[len(leaders.rstrip(". ")) :]
    return bool(page) and (
        len(run) >= _DOTTED or len(wide) >= _DOTTED_WIDE or len(blanks) >= _BLANK
        or "\t" in blanks or run.endswith("…")
    )  # fmt: skip


def _entry_of(line: str) -> tuple[str, str]:
    """Return the words and the page number of a list's line; two empty strings where it is none."""
    words, leaders, page = _split(line)
    dots = len(leaders) - len(leaders.rstrip(_DOTS))
    led = leaders[-1:].isspace() or dots > 1 or leaders.endswith("…")
    close = is_cjk(words[-1:]) and dots == len(leaders)
    return (words, page) if words.strip(_LEADERS) and (led or close) else ("", "")


def is_led_list(source: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether these lines are a list that dots lead through: contents, figures, tables."""
    lines = [source[start:end] for start, end in spans]
    return len(lines) >= FEWEST_LINES and sum(is_led(line) for line in lines) * 4 >= len(lines) * 3


def _find_following(
    source: str, blocks: Sequence[Block], words: Sequence[str], skip: AbstractSet[int], start: int
) -> Iterator[int]:
    """Yield the blocks after `start` that are part of the list."""
    pending: list[int] = []
    for index in range(start, len(blocks)):
        if index in skip:
            continue
        headed = blocks[index].shape is BlockKind.HEADING and not is_led(words[index])
        share = 0.0 if headed else _share(source, blocks[index])
        if share >= MOST_STRAY:
            yield from (*pending, index)
            pending = []
        elif (
            not headed
            and len(words[index]) < LONGEST_ENTRY
            and not pending
            and not ends_sentence(words[index])
        ):
            pending = [index]
        else:
            return


def _share(source: str, block: Block) -> float:
    """Return the share of a block's lines that are entries."""
    if block.shape is BlockKind.TABLE:
        rows = _rows(source, block)
        return sum(bool(_entry_of(row)[1]) for row in rows) / max(1, len(rows))
    lines = [_TAGS.sub("", source[start:end]) for start, end in block.lines]
    linked = sum(_is_linked(source[start:end]) for start, end in block.lines)
    return max(linked, sum(bool(_entry_of(line)[1]) for line in lines)) / len(lines)


def _is_linked(line: str) -> bool:
    """Tell whether a line is a link into the text, and not a sentence that calls a note."""
    words = sum(len(match.group(1)) for match in _LINK.finditer(line))
    return words * 2 >= len(_TAGS.sub("", line).strip()) > 0


def _rows(source: str, block: Block) -> list[str]:
    rows = []
    for start, end in block.lines:
        cells = [_TAGS.sub("", cell).strip() for cell in source[start:end].strip("|").split("|")]
        row = "  ".join(cell for cell in cells if cell)
        if row.strip("-: "):
            rows.append(row)
    return rows


def _entries(source: str, area: Iterable[Block]) -> Iterator[Entry]:
    waiting = ""
    for block in area:
        lines = (
            _rows(source, block)
            if block.shape is BlockKind.TABLE
            else [_TAGS.sub("", source[start:end]).strip() for start, end in block.lines]
        )
        for line in lines:
            if key(line) in TITLES:
                continue
            named, page = _entry_of(line)
            if not page:
                waiting = f"{waiting} {line.strip(_LEADERS)}".strip()
                continue
            text = re.sub(r"\s+", " ", f"{waiting} {named}").strip(_LEADERS)
            yield Entry(text=text.lstrip("-*• #"), page=int(page) if page.isdecimal() else 0)
            waiting = ""


def _find_headings(
    entries: Sequence[Entry], blocks: Sequence[Block], words: Sequence[str], skip: AbstractSet[int]
) -> Iterator[tuple[int, int]]:
    """Yield entry and block for every heading found, in the order of the list."""
    shapes = (BlockKind.TEXT, BlockKind.HEADING, BlockKind.ITEM)
    short = [
        (index, key(words[index]), key(strip_number(words[index])))
        for index, block in enumerate(blocks)
        if index not in skip and block.shape in shapes and len(words[index]) < LONGEST_HEADING
    ]
    place = 0
    for number, entry in enumerate(entries):
        hit = _first_like(entry, short, place)
        if hit >= 0:
            yield number, short[hit][0]
            place = hit + 1


def _first_like(entry: Entry, short: Sequence[tuple[int, str, str]], place: int) -> int:
    """Return the first of the short blocks that holds the entry's words; -1 where none does."""
    full, bare = key(entry.text), key(strip_number(entry.text))
    if len(bare) < SHORTEST_NAME:
        return -1
    for at in range(place, len(short)):
        _, whole, name = short[at]
        if whole == full or (name == bare and _agree(entry.text, whole)):
            return at
    best, best_at = ALIKE, -1
    for at in range(place, len(short)):
        _, whole, name = short[at]
        if abs(len(name) - len(bare)) > max(6, len(bare) // 4):
            continue
        like = max(fuzz.ratio(name, bare, score_cutoff=best), fuzz.ratio(whole, full))
        if like > best:
            best, best_at = like, at
    return best_at


def _agree(text: str, whole: str) -> bool:
    """Tell whether a block's number, where it has one, is the entry's."""
    number = read_number(text)
    return number is None or not whole[:1].isdecimal() or whole.startswith(key(number.text))
