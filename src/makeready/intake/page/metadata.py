"""The blocks before the text and after it → what they say of the book: title, people, date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.intake.blocks.captions import is_caption
from makeready.intake.blocks.dates import date_of
from makeready.intake.blocks.keys import has_folio, key
from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.blocks.usual_headings import TOP
from makeready.intake.languages import language_of
from makeready.intake.model import Metadata
from makeready.intake.page.heading_numbers import SPELT, read_number
from makeready.intake.page.people import is_by, is_imprint, is_name, read_by_line, read_people
from makeready.intake.page.typed_contents import TITLES
from makeready.intake.scripts import PRIVATE, breadth, ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from makeready.core.model import Person

SHORTEST = 2  # characters of a title
LONGEST = 200  # characters of a title or of a notice of rights
SENTENCE = 60  # characters: a line as long that ends a sentence is running text
SHORTEST_TEXT = 160  # characters: a longer block is running text
LONGEST_LINE = 80  # characters of a subtitle or a publisher's name
LONGEST_NAME = 60  # characters
LONGEST_DATE = 40  # characters
ROW = 3  # lines of a heading that a converter took for a table, its rule among them
PART = 20  # characters of a block that may be part of a title page

FRONT = 16  # blocks at most before the text
_PUBLISHED = re.compile(
    r"\A\s*(?:first\s+)?"
    r"(?:published|publication date|veröffentlicht|erschienen|publié|publicado|date)"
    r"(?:\s+on|\s+am|\s+le|\s+el|:)?\s+(?=.*\d)",
    re.IGNORECASE,
)
_SIGN = re.compile("[\ue000-\uf8ff]")  # of a symbol font
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}:\d{2}\b")
_CALL = re.compile(r" ?\^[\w*†‡]{1,4}\]")  # what is left of [^1]
_INITIAL = re.compile(r"\b(?:[^\W\d_]|Jr|Sr|Esq)\.$")
_PUBLISHER = re.compile(
    r"\b(?:press|publishers?|publishing|books|verlag|éditions|ediciones|editorial|editore)\b"
    r"|出版社|书局|書局|书店",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"\s*(?:copyright\b|©|\(c\)\s*\d{4}|all rights reserved|alle rechte vorbehalten|tous droits|"
    r"todos los derechos|版权所有)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What was read of the book itself: the block of each key of book.toml, and the values."""

    keys: Mapping[int, str]
    metadata: Metadata


def find_title(blocks: Sequence[Block], words: Sequence[str]) -> int | None:
    """Return the block that holds the title; None where the source starts with its text."""
    marked = [
        index
        for index, block in enumerate(blocks[:FRONT])
        if block.shape is BlockKind.HEADING
        and not (opens_lower(words[index]) or is_caption(words[index]))
    ]
    before = [index for index in marked if not _is_inside(blocks, words, index)]
    if before:
        first = before[0]
        if first + 1 in before and blocks[first + 1].level < blocks[first].level:
            first += 1  # a line of lower rank may stand above a title
        return first if _is_title(blocks, words, first) else None
    for index, block in enumerate(blocks[:3]):
        number = read_number(words[index])
        if number is not None and number.family in SPELT:
            return None  # a chapter's heading follows
        if block.shape is BlockKind.TEXT and _could_title(words, index):
            return index
        if breadth(words[index]) > PART:
            return None
    return None


def _says_who(text: str) -> bool:
    """Tell whether a line is one of a title page: a name, a date, a publisher, a usual heading."""
    return len(text) < SHORTEST_TEXT and bool(
        read_by_line(text) or is_name(text) or key(text) in TOP | TITLES or _printed_date(text)
        or _PUBLISHER.search(text) or _RIGHTS.match(text)
    )  # fmt: skip


def _is_inside(blocks: Sequence[Block], words: Sequence[str], index: int) -> bool:
    """Tell whether the text has begun before this block."""
    return any(
        block.shape not in (BlockKind.PICTURE, BlockKind.MARK, BlockKind.LOSS)
        and begins_text(block, text)
        for block, text in zip(blocks[:index], words[:index], strict=True)
    )


def begins_text(block: Block, text: str) -> bool:
    """Tell whether a block is a sentence of the text, or more of it."""
    if block.shape in (BlockKind.TABLE, BlockKind.HTML):
        return len(block.lines) > ROW or sum(map(str.isalpha, text)) > PART
    if breadth(text) > SHORTEST_TEXT:
        return True
    said = opens_lower(text) or (breadth(text) > SENTENCE and ends_sentence(text))
    return block.shape in (BlockKind.TEXT, BlockKind.ITEM) and said


def _is_title(blocks: Sequence[Block], words: Sequence[str], index: int) -> bool:
    """Tell whether the first marked heading is the book's title and not its first chapter's."""
    if key(words[index]) in TOP | TITLES or read_number(words[index]) is not None:
        return False
    if any(number and number.family in SPELT for number in map(read_number, words[:index])):
        return False  # it is the chapter's
    bare = words[index].rstrip(" :：")
    sentence = len(bare) > SENTENCE and ends_sentence(bare)
    if sentence or _CLOCK.search(words[index]) or len(words[index]) < SHORTEST:
        return False  # a service that lends texts says when
    level = blocks[index].level
    peers = [
        i
        for i in range(index + 1, len(blocks))
        if blocks[i].shape is BlockKind.HEADING and blocks[i].level <= level
    ]
    if not peers or (peers[0] < index + 6 and not _has_text(blocks, words, index + 1, peers[0])):
        return True
    following = words[index + 1] if index + 1 < len(words) else ""
    return bool(read_by_line(following)) or (is_name(following) and len(following) < LONGEST_NAME)


def _has_text(blocks: Sequence[Block], words: Sequence[str], start: int, end: int) -> bool:
    return any(
        len(words[i]) > SHORTEST_TEXT and blocks[i].shape is BlockKind.TEXT
        for i in range(start, end)
    )


def _could_title(words: Sequence[str], index: int) -> bool:
    text = words[index]
    if not 1 < len(text) <= LONGEST or ends_sentence(text) or opens_lower(text):
        return False
    if key(text) in TOP | TITLES or read_number(text) is not None:
        return False
    if is_caption(text) or is_by(text):
        return False
    following = [words[i] for i in range(index + 1, min(index + 5, len(words)))]
    following = following[
        : next((i for i, t in enumerate(following) if breadth(t) > SHORTEST_TEXT), 9)
    ]
    paged = has_folio(words[index])
    return any(
        read_by_line(text)
        or (is_name(text) and not paged)
        or key(text) in TITLES
        or date_of(text)
        or key(text) in TOP
        for text in following
    )


def read_front(  # noqa: PLR0913, PLR0917 -- what is known of the source, stage by stage
    source: str,
    blocks: Sequence[Block],
    words: Sequence[str],
    title: int | None,
    skip: AbstractSet[int],
    said: Mapping[str, str],
) -> Front:
    """Return what the source says of the book, with the blocks that say it.

    `said` is what labels before the text say: their word goes before the title page's.
    """
    keys: dict[int, str] = {}
    names: list[Person] = []
    published = ""
    if title is not None:
        keys[title] = "title"
    for index in _front_blocks(blocks, words, title, skip):
        text = words[index]
        if _RIGHTS.match(text) and len(text) < LONGEST:
            keys[index] = "rights"
        elif is_by(text):
            keys[index] = "people"
        elif read_by_line(text) or _names_author(blocks, words, index, title, names):
            keys[index] = "people"
            names += read_by_line(text) or read_people(text)
        elif date := _printed_date(text):
            keys[index], published = "published", date
        elif (
            _PUBLISHER.search(text)
            and not is_imprint(text)
            and len(text) < LONGEST_LINE
            and index > (title or 0)
            and "publisher" not in keys.values()
        ):
            keys[index] = "publisher"
        elif index - 1 == title and _is_subtitle(blocks, words, index, skip):
            keys[index] = "subtitle"
    keys |= _closing_rights(blocks, words, skip)
    known = _metadata(source, words, keys, names, published)
    known = replace(
        known,
        title=said.get("title", known.title),
        subtitle=said.get("subtitle", known.subtitle),
        people=read_people(said["author"]) if "author" in said else known.people,
        language=said.get("language", known.language),
    )
    if title is not None and not _has_title_page(blocks, words, keys, title, skip):
        del keys[title]  # nothing but its place says that it is the book's title and no heading
    return Front(keys=keys, metadata=known)


def _has_title_page(
    blocks: Sequence[Block],
    words: Sequence[str],
    keys: Mapping[int, str],
    title: int,
    skip: AbstractSet[int],
) -> bool:
    """Tell whether a title marked as a heading has more about it than its place."""
    if blocks[title].shape is not BlockKind.HEADING or set(keys.values()) - {"title", "rights"}:
        return True
    if any(key(words[at]) in TITLES for at in range(title + 1, min(len(words), title + FRONT))):
        return True
    shown = (at for at in range(title + 1, len(words)) if at not in skip)
    below = next((at for at in shown if blocks[at].shape is not BlockKind.MARK), -1)
    if below < 0 or words[below].startswith("0"):  # 01, 02: steps, and no chapters
        return False
    address = "@" in words[below] and len(words[below]) < LONGEST
    return address or read_number(words[below]) is not None or key(words[below]) in TOP


def _front_blocks(
    blocks: Sequence[Block], words: Sequence[str], title: int | None, skip: AbstractSet[int]
) -> Sequence[int]:
    """Return the blocks between the title and the text."""
    if title is None:
        return ()
    found = []
    for index in range(len(blocks[: title + FRONT])):
        text = words[index]
        if index in skip or index == title:
            continue
        if index > title and (
            key(text) in TOP | TITLES
            or (breadth(text) > SENTENCE and ends_sentence(text) and not _is_notice(text))
            or breadth(text) > SHORTEST_TEXT
            or _heads_text(blocks, words, index)
        ):
            break
        found.append(index)
    return found


def _is_notice(text: str) -> bool:
    return bool(_RIGHTS.match(text) or read_by_line(text) or _printed_date(text))


def _heads_text(blocks: Sequence[Block], words: Sequence[str], index: int) -> bool:
    """Tell whether a marked heading stands right above running text, whose heading it is."""
    if blocks[index].shape is not BlockKind.HEADING or read_by_line(words[index]):
        return False
    below = next((at for at in range(index + 1, len(blocks)) if words[at]), -1)
    return (
        below > 0
        and not _is_notice(words[below])
        and (
            blocks[below].shape in (BlockKind.ITEM, BlockKind.TABLE, BlockKind.HTML)
            or (breadth(words[below]) > SENTENCE and blocks[below].shape is not BlockKind.HEADING)
        )
    )


def _names_author(
    blocks: Sequence[Block],
    words: Sequence[str],
    index: int,
    title: int | None,
    names: Sequence[Person],
) -> bool:
    """Tell whether a block after the title is an author's name."""
    text = words[index]
    if title is None or index < title or not is_name(text) or read_number(text) is not None:
        return False
    if blocks[index].shape is BlockKind.ITEM or (ends_sentence(text) and not _INITIAL.search(text)):
        return False
    if blocks[index].shape is BlockKind.HEADING:
        signed = bool(re.search(r"[*∗†‡\d]$", words[index]))
        return signed or bool(names and words[index].isascii())
    return not names and index <= title + 4


def _is_subtitle(
    blocks: Sequence[Block], words: Sequence[str], index: int, skip: AbstractSet[int]
) -> bool:
    block, text = blocks[index], words[index]
    if len(text) > SHORTEST_TEXT or read_number(text) is not None or ends_sentence(text):
        return False
    if is_imprint(text):
        return False
    if "@" in text or key(text) == key(words[index - 1]) or not any(map(str.isalpha, text)):
        return False  # an author's address, the half-title's words, or a page's number
    after = [words[at] for at in range(index + 1, min(len(words), index + 5)) if at not in skip]
    if not any(_says_who(each) for each in after) and index + 1 not in skip:
        return False  # nothing shows that this is a title page
    if block.shape is BlockKind.HEADING:
        return block.level > blocks[index - 1].level
    return block.shape is BlockKind.TEXT and len(text) < LONGEST_LINE and not opens_lower(text)


def _printed_date(text: str) -> str:
    bare = _PUBLISHED.sub("", text)
    return date_of(bare) if len(bare) < LONGEST_DATE else ""


def _closing_rights(
    blocks: Sequence[Block], words: Sequence[str], skip: AbstractSet[int]
) -> dict[int, str]:
    """Return the notice of rights among the last blocks."""
    return {
        index: "rights"
        for index in range(max(0, len(blocks) - 3), len(blocks))
        if index not in skip and _RIGHTS.match(words[index]) and len(words[index]) < LONGEST
    }


def _metadata(
    source: str,
    words: Sequence[str],
    keys: Mapping[int, str],
    names: Sequence[Person],
    published: str,
) -> Metadata:
    said = {
        name: _SIGN.sub(
            lambda match: PRIVATE.get(match[0], ""),
            " ".join(_CALL.sub("", words[i]) for i in sorted(keys) if keys[i] == name),
        )
        for name in keys.values()
    }
    title, subtitle = said.get("title", ""), said.get("subtitle", "")
    told = set(keys.values()) - {"title", "rights"}
    if not subtitle and told and (parted := re.search(r"\s*[:：]\s+|\s+[—–]\s+", title)):
        title, subtitle = title[: parted.start()], title[parted.end() :]
    return Metadata(
        title=title.rstrip(" :："),
        subtitle=subtitle,
        people=tuple(names),
        published=published,
        publisher=said.get("publisher", ""),
        rights=said.get("rights", ""),
        language=language_of(source),
    )
