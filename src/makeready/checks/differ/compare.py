"""Two editions → their differences, in the order of the newer one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from makeready.checks.differ.opcodes import find_opcodes
from makeready.checks.differ.pages import compare_pages
from makeready.checks.differ.values import BREAK, Deed, Difference, Piece, Subject
from makeready.checks.differ.words import compare_words, likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from makeready.checks.differ.values import Edition, Passage, Thing

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ALIKE = 0.35
"""The share of words that two passages have in common at least, to be two readings of one."""

_SHORT = frozenset({"td", "th", "dt", "caption", "figcaption", *_HEADINGS})
"""Passages whose place says what they are: one in the place of another is another reading."""

_MOST_PAIRS = 10_000
_Pair: TypeAlias = "tuple[Passage | None, Passage | None]"
_Homes: TypeAlias = "Callable[[Thing, Thing], bool]"
_NEAR = 6
"""So many words of a passage show where a break is, or what stands otherwise."""


def compare(old: Edition, new: Edition) -> tuple[Difference, ...]:
    """Return how the newer edition differs from the older one."""
    passages = tuple(_align(old.passages, new.passages))
    notes = tuple(_align(old.notes, new.notes))
    homes = _find_homes(old, new, passages)
    pairs = [(one, two) for one, two in passages if one and two and two.text != BREAK]
    return (
        *_compare_passages(passages, _subject),
        *_compare_passages(notes, lambda _: Subject.NOTE),
        *_compare_things(old.pictures, new.pictures, Subject.PICTURE, homes),
        *_compare_things(old.links, new.links, Subject.LINK, homes),
        *_compare_metadata(old, new),
        *compare_pages(pairs),
    )


def _align(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[_Pair]:
    """Yield passages of both editions side by side, in order; None where one has none."""
    for tag, first, last, start, end in find_opcodes(
        [each.text for each in old], [each.text for each in new]
    ):
        if tag == "equal":
            yield from zip(old[first:last], new[start:end], strict=True)
        else:
            yield from _pair(old[first:last], new[start:end])


def _pair(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[_Pair]:
    """Yield the passages of a stretch that differs, those most alike side by side and in order."""
    if len(old) * len(new) > _MOST_PAIRS:
        yield from ((one, None) for one in old)
        yield from ((None, two) for two in new)
        return
    at, start = 0, 0
    for one, two in _match(old, new):
        yield from _pair_unlike(old[at:one], new[start:two])
        yield old[one], new[two]
        at, start = one + 1, two + 1
    yield from _pair_unlike(old[at:], new[start:])


def _pair_unlike(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[_Pair]:
    """Yield passages that have no words in common: cells and the like side by side, else apart."""
    kinds = [[each.kind for each in side] for side in (old, new)]
    if kinds[0] == kinds[1] and _SHORT.issuperset(kinds[0]):
        yield from zip(old, new, strict=True)
        return
    yield from ((one, None) for one in old)
    yield from ((None, two) for two in new)


def _match(old: Sequence[Passage], new: Sequence[Passage]) -> Sequence[tuple[int, int]]:
    """Return the pairs of places, in order, that have most words in common together."""
    alike = [[likeness(one.text, two.text) for two in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for one in reversed(range(len(old))):
        for two in reversed(range(len(new))):
            share = alike[one][two]
            taken = share + best[one + 1][two + 1] if share >= _ALIKE else 0.0
            best[one][two] = max(best[one + 1][two], best[one][two + 1], taken)
    pairs: list[tuple[int, int]] = []
    one = two = 0
    while one < len(old) and two < len(new):
        if best[one][two] == best[one + 1][two]:
            one += 1
        elif best[one][two] == best[one][two + 1]:
            two += 1
        else:
            pairs.append((one, two))
            one, two = one + 1, two + 1
    return pairs


def _compare_passages(
    pairs: Sequence[_Pair], name: Callable[[Passage], Subject]
) -> Iterator[Difference]:
    """Yield what became of passages; `name` says what each is."""
    gone = Counter(one.text for one, two in pairs if one and not two)
    come = Counter(two.text for one, two in pairs if two and not one)
    moved = gone & come
    del moved[BREAK]
    homes = {one.text: one for one, two in pairs if one and not two and one.text in moved}
    # what began with a passage that went, or begins with one that came
    lost, won = Counter[str](), Counter[str]()
    around = _find_around(pairs)
    for at, (one, two) in enumerate(pairs):
        shown = two or one
        if one and two:
            yield from _compare_pair(one, two, name(two))
            yield from _compare_build(one, two, (lost, won))
            lost, won = Counter(), Counter()
            continue
        lost.update(one.build if one else ())
        won.update(two.build if two else ())
        if shown and shown.text == BREAK:
            yield _tell_break(one, two, around[0 if one else 1][at])
        elif two and moved[two.text]:
            yield _tell(homes[two.text], two, name(two), Deed.MOVED)
        elif two:
            yield _tell(None, two, name(two), Deed.ADDED)
        elif one and not moved[one.text]:
            yield _tell(one, None, name(one), Deed.REMOVED)


def _tell_break(
    one: Passage | None, two: Passage | None, around: tuple[Passage | None, Passage | None]
) -> Difference:
    """Return the difference that a break is, with some words of the passages around it."""
    before, after = (" ".join(each.text.split()) if each else "" for each in around)
    pieces = (
        Piece("both", " ".join(before.split()[-_NEAR:])),
        Piece("new" if two else "old", BREAK),
        Piece("both", " ".join(after.split()[:_NEAR])),
    )
    deed = Deed.ADDED if two else Deed.REMOVED
    return _tell(one, two, Subject.BREAK, deed, tuple(each for each in pieces if each.text))


def _find_around(
    pairs: Sequence[_Pair],
) -> Sequence[Sequence[tuple[Passage | None, Passage | None]]]:
    """Return, for the older and the newer one, the passages before and behind each pair's own."""
    found = []
    for side in (0, 1):
        before: list[Passage | None] = []
        after: list[Passage | None] = []
        for seen, order in ((before, pairs), (after, pairs[::-1])):
            last: Passage | None = None
            for pair in order:
                seen.append(last)
                last = pair[side] or last
        found.append(list(zip(before, after[::-1], strict=True)))
    return found


def _compare_build(
    one: Passage, two: Passage, around: tuple[Counter[str], Counter[str]]
) -> Iterator[Difference]:
    """Yield that a passage stands in something else, or begins it.

    `around` is what began with passages before it that went, and with those that came.
    """
    old, new = Counter(one.build), Counter(two.build)
    lost, won = old - new - around[1], new - old - around[0]
    if lost or won:
        pieces = (
            Piece("both", " ".join(two.text.split()[:_NEAR])),
            *(Piece("old", each) for each in lost.elements()),
            *(Piece("new", each) for each in won.elements()),
        )
        yield _tell(one, two, Subject.STRUCTURE, Deed.CHANGED, pieces)


def _subject(passage: Passage) -> Subject:
    return Subject.HEADING if passage.kind in _HEADINGS else Subject.WORDS


def _compare_pair(one: Passage, two: Passage, subject: Subject) -> Iterator[Difference]:
    if one.text != two.text:
        pieces = compare_words(one.text, two.text)
        # other spaces and lines of code are seen in both readings alone
        is_of_words = any(piece.side != "both" for piece in pieces)
        yield _tell(one, two, subject, Deed.CHANGED, pieces if is_of_words else ())
    elif (one.kind in _HEADINGS or two.kind in _HEADINGS) and one.kind != two.kind:
        kinds = (Piece("both", two.text), Piece("old", one.kind), Piece("new", two.kind))
        yield _tell(one, two, Subject.HEADING, Deed.CHANGED, kinds)
    lost, won = Counter(one.forms) - Counter(two.forms), Counter(two.forms) - Counter(one.forms)
    if one.text != two.text:
        # emphasis that only went, or came, with its words is told with these
        lost = Counter(each for each in lost.elements() if each[1] in two.text)
        won = Counter(each for each in won.elements() if each[1] in one.text)
    if lost or won:
        pieces = (
            *(Piece("old", f"{words} ({form})") for form, words in lost.elements()),
            *(Piece("new", f"{words} ({form})") for form, words in won.elements()),
        )
        yield _tell(one, two, Subject.EMPHASIS, Deed.CHANGED, pieces)


def _tell(
    one: Passage | None,
    two: Passage | None,
    subject: Subject,
    deed: Deed,
    pieces: tuple[Piece, ...] = (),
) -> Difference:
    shown = two or one
    return Difference(
        subject=subject,
        deed=deed,
        old=one.text if one else "",
        new=two.text if two else "",
        old_page=one.page if one else "",
        new_page=two.page if two else "",
        part=_name_part(shown) if shown else "",
        pieces=pieces,
    )


def _name_part(passage: Passage) -> str:
    return f"note {passage.number}" if passage.number else passage.part


def _find_homes(old: Edition, new: Edition, pairs: Sequence[_Pair]) -> _Homes:
    """Return a function that tells whether a thing of both editions stands where it did."""
    partners = {id(one): two for one, two in pairs if one and two}

    def stays(one: Thing, two: Thing) -> bool:
        sides = (
            (old.passages[one.at - off : one.at - off + 1], two.at - off)
            for off in (0, 1)
            if one.at >= off
        )
        known = [(partners[id(p)], at) for own, at in sides for p in own if id(p) in partners]
        return not known or any(
            0 <= at < len(new.passages) and partner is new.passages[at] for partner, at in known
        )

    return stays


def _compare_things(
    old: Sequence[Thing], new: Sequence[Thing], subject: Subject, stays: _Homes
) -> Iterator[Difference]:
    """Yield what became of pictures or links: those with the same name or words are one."""
    codes = find_opcodes([(a.key, a.said) for a in old], [(b.key, b.said) for b in new])
    for tag, first, last, start, end in codes:
        if tag == "equal":
            for one, two in zip(old[first:last], new[start:end], strict=True):
                if not stays(one, two):
                    yield _tell_thing(one, two, subject, Deed.MOVED)
            continue
        left = list(old[first:last])
        for two in new[start:end]:
            same = _take_same(left, two)
            yield _tell_thing(same, two, subject, Deed.CHANGED if same else Deed.ADDED)
        for one in left:
            yield _tell_thing(one, None, subject, Deed.REMOVED)


def _take_same(left: list[Thing], two: Thing) -> Thing | None:
    """Take the older thing out that is the same one: by its name, else by its key."""
    for one in left:
        if one.name == two.name or one.key == two.key:
            left.remove(one)
            return one
    return None


def _tell_thing(one: Thing | None, two: Thing | None, subject: Subject, deed: Deed) -> Difference:
    shown = two or one
    return Difference(
        subject=subject,
        deed=deed,
        old=_name_thing(one, subject) if one else "",
        new=_name_thing(two, subject) if two else "",
        old_page=one.page if one else "",
        new_page=two.page if two else "",
        part=shown.part if shown else "",
    )


def _name_thing(thing: Thing, subject: Subject) -> str:
    if subject is Subject.LINK:
        return f"{thing.said} → {thing.key}"
    return f"{thing.name}, sha256 {thing.key[:12]}, described as “{thing.said}”"


def _compare_metadata(old: Edition, new: Edition) -> Iterator[Difference]:
    for name in sorted({*old.metadata, *new.metadata}):
        one, two = old.metadata.get(name, ()), new.metadata.get(name, ())
        if Counter(one) != Counter(two):
            deed = Deed.CHANGED if one and two else Deed.ADDED if two else Deed.REMOVED
            yield Difference(
                subject=Subject.METADATA,
                deed=deed,
                part=name,
                old="; ".join(one),
                new="; ".join(two),
            )
