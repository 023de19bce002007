"""Characters that no face has, and fonts that nobody asked for, become findings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.editions.print.plan.drawings import find_foreign_family, read_lettering
from makeready.editions.print.plan.families import gather_families
from makeready.editions.print.plan.formulas.draw import find_missing, list_letter_faces
from makeready.editions.print.plan.print_tree import MATH
from makeready.editions.print.prove.scripts import find_script, find_source
from makeready.editions.typefaces import characters, find_drawable, metrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.core.model import Book, Face, Look, Master
    from makeready.editions.print.values import LaidUnit

CODES = table(
    Code(
        code="P-007",
        severity=Severity.ERROR,
        title="Characters that no font has",
        why="Readers would see an empty box, or nothing, in their place.",
        remedy="Put a font that has them into the title's fonts/ folder, or name one of this "
        'machine: [print] fallback = ["Noto Serif CJK SC"].',
    ),
    Code(
        code="P-008",
        severity=Severity.ERROR,
        title="A font that nobody asked for",
        why="The machine put a font of its own into the print edition; on another machine the "
        "book would look different.",
        remedy="Put a font that has the characters into the title's fonts/ folder, or name one of "
        'this machine: [print] fallback = ["…"].',
    ),
    Code(
        code="P-009",
        severity=Severity.WARNING,
        title="A font of this machine",
        why="The print edition uses a font that the title does not bring; other machines may have "
        "another version of it, or none, and then the bytes differ.",
        remedy="Put the font's file into the title's fonts/ folder, if its licence allows.",
    ),
    Code(
        code="P-024",
        severity=Severity.WARNING,
        title="A font that this machine has not",
        why="book.toml asks for it under [print] fallback; other fonts are used in its place.",
        remedy="Install it, or take its name out of book.toml.",
    ),
)
STYLED = (
    "style.css asks for “{family}”, which neither the press nor the title brings: name one of "
    "theirs, or var(--text), var(--sans) or var(--mono)"
)

IN_FORMULAS = "take the characters out of the formula and say them in the text beside it"
PRIVATE = (
    "a code of the private area means something only in the font that it was made for: write the "
    "character that is meant in its place, or put that very font into the title's fonts/ folder"
)
LONGEST = 60
"""Characters of a formula that a finding shows."""

SHOWN = 12
"""How many characters of a script are shown, the most frequent first."""

PLACES = 3
"""How many further places of a script are named."""

# White space, and characters that ask for no glyph: joiners, directions, soft hyphens.
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
# Marks that choose between forms of the character before them, and show nothing.
_VARIATIONS = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


# what WeasyPrint 70 says where neither a named font nor one of the machine has a character
_NOWHERE = re.compile(r"\.notdef glyph rendered for .*\(U\+([0-9A-F]{4,6})\)\Z", re.DOTALL)


@dataclass(slots=True, kw_only=True)
class _Missing:
    """The characters of one script that no face has: how often each stands, and where."""

    place: Place | None
    count: Counter[str] = field(default_factory=Counter)
    around: dict[str, None] = field(default_factory=dict)

    def see(self, character: str, words: str) -> None:
        self.count[character] += words.count(character)
        self.around.setdefault(_quote_around(words, character))


def check_characters(master: Master, faces: tuple[Face, ...]) -> tuple[Finding, ...]:
    """Return a finding for each script of which no face has all that the book writes in it.

    The lettering of each drawing is looked at by itself, since it has its own place.
    """
    if master.book.fallback_fonts:
        # whether a font of the machine has them is seen where they are laid out
        return ()
    known = characters(faces)
    return _find_scripts(master, _list_written(master) - known)


def check_laid_characters(
    master: Master, warnings: Iterable[str]
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return findings of characters that the layout found in no font, and its other warnings."""
    told = tuple(warnings)
    named = {warning: match[1] for warning in told if (match := _NOWHERE.search(warning))}
    if not named:
        return (), told
    written = _list_written(master)
    lacking = {warning: chr(int(code, 16)) for warning, code in named.items()}
    lacking = {warning: each for warning, each in lacking.items() if each in written}
    rest = tuple(warning for warning in told if warning not in lacking)
    return _find_scripts(master, frozenset(lacking.values())), rest


def _list_written(master: Master) -> frozenset[str]:
    """Return the characters that a book writes, those apart that ask for no glyph."""
    written = {character for words, _ in _read_words(master) for character in words}
    return frozenset(
        each
        for each in written
        if unicodedata.category(each) not in UNSEEN and not _VARIATIONS.match(each)
    )


def _find_scripts(master: Master, lacking: frozenset[str]) -> tuple[Finding, ...]:
    """Return a finding for each script of these characters, and for each drawing with some."""
    missing: dict[tuple[str, str], _Missing] = {}
    for words, place in _read_words(master):
        for character in sorted(set(words) & lacking):
            name = (place.file if place else "", find_script(character))
            missing.setdefault(name, _Missing(place=place)).see(character, words)
    scripts: dict[str, list[str]] = {}
    for (_, script), each in missing.items():
        scripts.setdefault(script, []).extend(each.count)
    private = {script for script, each in scripts.items() if _are_private(each)}
    public = {script: each for script, each in scripts.items() if script not in private}
    hint = _write_remedy(public, master.book)
    return tuple(
        _report_missing(script, each, PRIVATE if script in private else hint)
        for (_, script), each in sorted(missing.items())
    )


def find_foreign_letters(master: Master) -> Mapping[str, str]:
    """Return the letters of formulas that the face of formulas has not, by the formula's TeX."""
    written: dict[str, str] = {}
    for formula in etree.fromstring(master.xhtml).iter(MATH):
        missing = find_missing("".join(map(str, formula.itertext())))
        if missing:
            tex = formula.get("data-tex", "")
            written[tex] = "".join(dict.fromkeys(written.get(tex, "") + missing))
    return written


def check_formulas(foreign: Mapping[str, str], master: Master, look: Look) -> Iterator[Finding]:
    """Yield findings of formulas with letters that no face has, and of the machine's that do."""
    if not foreign:
        return
    fonts = tuple(list_letter_faces(look))
    known = find_drawable(fonts)
    for tex, letters in foreign.items():
        lacking = [each for each in letters if each not in known]
        if lacking:
            message = f"the formula {tex[:LONGEST]}: no outline for {' '.join(lacking[:SHOWN])}"
            scripts: dict[str, list[str]] = {}
            for each in lacking:
                scripts.setdefault(find_script(each), []).append(each)
            hint = _write_remedy(scripts, master.book) or IN_FORMULAS
            yield finding(CODES["P-007"], message, hint=hint, words=(tex, *lacking))
    lent = [face.asset for face in look.lent]
    own = find_drawable(tuple(font for font in fonts if font not in lent))
    used = frozenset("".join(foreign.values())) - own
    for face in look.lent:
        if used & find_drawable((face.asset,)):
            yield _report_machine(face.family)


def _read_words(master: Master) -> Iterator[tuple[str, Place | None]]:
    """Yield the words of the master, and with their places those in the drawings that it shows."""
    root = etree.fromstring(master.xhtml)
    for formula in list(root.iter(MATH)):
        etree.strip_elements(formula, "*", with_tail=False)
        formula.text = None
    yield from ((str(words), None) for words in root.itertext())
    shown = {image.get("src") for image in root.iter("{*}img")}
    for asset in master.assets:
        if asset.name in shown:
            yield from ((words, Place(asset.name, line)) for words, line in read_lettering(asset))


def _report_missing(script: str, missing: _Missing, hint: str) -> Finding:
    total, (first, *more) = missing.count.total(), missing.around
    if total == 1:
        message = f"{_describe(next(iter(missing.count)))} in “{first}”"
    else:
        shown = " ".join(character for character, _ in missing.count.most_common(SHOWN))
        rest = " …" if len(missing.count) > SHOWN else ""
        message = f"{script}: {total} characters that no font has ({shown}{rest}), in “{first}”"
    return replace(
        finding(CODES["P-007"], message, missing.place, hint),
        words=(next(iter(missing.count)), first) if total == 1 else (first, *missing.count),
        elsewhere=() if missing.place else tuple(more[:PLACES]),
    )


def _are_private(characters: Iterable[str]) -> bool:
    """Return whether Unicode leaves it to a font what each of these characters is."""
    return all(unicodedata.category(each) == "Co" for each in characters)


def _write_remedy(scripts: Mapping[str, Iterable[str]], book: Book) -> str:
    """Return what brings the scripts, all of them in one, since a title has one list of fonts."""
    if scripts and all(map(_are_private, scripts.values())):
        return PRIVATE
    found = [
        source
        for script, characters in sorted(scripts.items())
        if (source := find_source(script, characters, book.language)) is not None
    ]
    if not found:
        return ""
    packages = " ".join(dict.fromkeys(source.package for source in found))
    families = dict.fromkeys((*book.fallback_fonts, *(source.family for source in found)))
    listed = ", ".join(f'"{family}"' for family in families)
    if tuple(families) == book.fallback_fonts:
        return (
            f"book.toml asks for {listed} already: install what this machine has not of it, on "
            f"Debian and Ubuntu `sudo apt-get install {packages}`, or put a font that has the "
            "characters into the title's fonts/ folder"
        )
    return (
        "put a font that has them into the title's fonts/ folder, or use one of this machine: on "
        f"Debian and Ubuntu `sudo apt-get install {packages}`, and in book.toml under [print] "
        f"fallback = [{listed}]"
    )


def _quote_around(words: str, character: str) -> str:
    at = words.index(character)
    return " ".join(words[max(0, at - 20) : at + 20].split())


def _describe(character: str) -> str:
    name = unicodedata.name(character, "unnamed")
    return f"{character} (U+{ord(character):04X} {name.capitalize()})"


def report_absent_fonts(remedies: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return a finding for each family that the machine has not, given with what brings it."""
    place = Place("book.toml")
    return tuple(
        finding(CODES["P-024"], f"“{family}” is no font of this machine", place, remedy)
        for family, remedy in remedies.items()
    )


def check_embedded(
    laid_units: Sequence[LaidUnit], faces: tuple[Face, ...], master: Master
) -> tuple[Finding, ...]:
    """Return a finding for each font of the laid-out units that is not one of the faces.

    Fonts are compared by the PostScript name inside the file: a style sheet may call any font by
    any name.
    """
    asked = {metrics(face.asset).postscript for face in faces}
    named = {_fold_name(name): name for name in master.book.fallback_fonts}
    fonts = {use.postscript for laid in laid_units for use in laid.fonts}
    found: list[Finding] = []
    for font in sorted(fonts - asked):
        used = next(
            (name for bare, name in named.items() if _fold_name(font).startswith(bare)), None
        )
        if used is None:
            uses = (use for laid in laid_units for use in laid.fonts if use.postscript == font)
            text = {character for use in uses for _, _, each in use.glyphs for character in each}
            found.append(_report_unasked(font, sorted(text), faces, master))
        else:
            found.append(_report_machine(used))
    return tuple(dict.fromkeys(found))


def _report_machine(family: str) -> Finding:
    return finding(CODES["P-009"], f"“{family}” is this machine's", Place("book.toml"))


def _report_unasked(font: str, text: list[str], faces: tuple[Face, ...], master: Master) -> Finding:
    """Return the finding of a font that nobody asked for, with the characters set in it.

    If our faces have all of these characters, the title's style sheet names an unknown family.
    """
    known = characters(faces)
    lacking = [each for each in text if each not in known and not each.isspace()]
    shown = " ".join((lacking or text)[:SHOWN])
    message = f"the print edition uses {font}" + (f" for {shown}" if text else "")
    if lacking:
        scripts: dict[str, list[str]] = {}
        for each in lacking:
            scripts.setdefault(find_script(each), []).append(each)
        hint = _write_remedy(scripts, master.book)
        return finding(CODES["P-008"], message, hint=hint, words=tuple(lacking))
    asked = find_foreign_family(master.style, gather_families(faces, master.book.fallback_fonts))
    if asked is None:
        return finding(CODES["P-008"], message)
    family, place = asked
    return finding(CODES["P-008"], message, place, hint=STYLED.format(family=family))


def _fold_name(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())
