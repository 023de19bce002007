"""The fonts inside both editions become findings where they are not those of the press."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import tinycss2

from makeready.checks.read.epub import address
from makeready.checks.read.evidence import evidence
from makeready.checks.read.outlines import program_name, program_source
from makeready.checks.read.text import letters
from makeready.checks.report import report
from makeready.checks.seen.lettering import find_redrawn
from makeready.checks.seen.looks import read_face_look
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from makeready.checks.read.evidence import Evidence
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="P-102",
        severity=Severity.ERROR,
        title="A font that is not the title's",
        why="Neither the press nor the title brings it: its licence is unknown, and on another "
        "machine the book looks different.",
        remedy="Put a font that has the characters into the title's fonts/ folder.",
    ),
    Code(
        code="P-103",
        severity=Severity.ERROR,
        title="A font that is not embedded",
        why="A printer's machine puts another font in its place.",
        remedy="Build the title again.",
    ),
    Code(
        code="E-111",
        severity=Severity.ERROR,
        title="A letter of the e-book's font is not drawn as its face draws it",
        why="Readers see other words than the text has, or letters on top of each other.",
        remedy="Build the title again; nothing may change the EPUB afterwards.",
    ),
    Code(
        code="E-110",
        severity=Severity.ERROR,
        title="A face under the name of another",
        why="Readers see emphasis where there is none, and none where there is.",
        remedy="Build the title again; nothing may change the EPUB afterwards.",
    ),
)
_FONTS = (".otf", ".ttf")
_BOLD = 600
_MOST = 9
"""How many characters of a font are named in one finding."""

_WEIGHTS = {"normal": 400, "bold": 700}


def check_typefaces(files: Files) -> Report:
    """Report whether the fonts in both editions are embedded, and those of press and title."""
    found = evidence(files)
    inside = dict(_ebook_fonts(found))
    pdf = Place(f"{files.slug}.pdf")
    odd = [(name, pdf) for name in found.printed.fonts if not _is_ours(name, files)]
    odd += [
        (name, Place(file))
        for file, name in sorted(inside.items())
        if not (_is_ours(name, files) or _is_subset(found.packed.files[file], files))
    ]
    findings = (
        *_check_names(found),
        *_check_letters(found, files.require_sources().faces),
        *(_strange(name, place) for name, place in odd),
        *(
            finding(CODES["P-103"], f"{n} is not in the file", pdf)
            for n in found.printed.unembedded
        ),
    )
    return report(findings, **{"in print": len(found.printed.fonts), "in the e-book": len(inside)})


def _strange(name: str, place: Place) -> Finding:
    return finding(CODES["P-102"], f"{name or 'a font without a name'} is not the title's", place)


def _is_ours(name: str, files: Files) -> bool:
    bare = letters(name)
    return name in files.typefaces or any(bare.startswith(letters(n)) for n in files.fallback)


def _is_subset(program: bytes, files: Files) -> bool:
    """Tell whether a font says that it was made of a file of the press or the title."""
    source = program_source(program)
    return bool(source) and source in files.typefaces


def _ebook_fonts(found: Evidence) -> Iterator[tuple[str, str]]:
    """Yield each font file of the e-book and the PostScript name that it gives itself."""
    for name, data in found.packed.files.items():
        if name.endswith(_FONTS):
            yield name, program_name(data)


def _check_letters(found: Evidence, faces: Sequence[bytes]) -> Iterator[Finding]:
    """Yield the fonts whose letters are not those of the face that they are, or are made of."""
    digests = {hashlib.sha256(face).hexdigest(): face for face in faces}
    names = {program_name(face): face for face in faces}
    for file, data in sorted(found.packed.files.items()):
        if file.endswith(_FONTS):
            face = digests.get(program_source(data)) or names.get(program_name(data))
            # a font of this machine has no face at hand; its name and source are checked
            odd = () if face is None else find_redrawn(data, face)
            if odd:
                shown = " ".join(each or "all" for each in odd[:_MOST])
                more = f" and {len(odd) - _MOST} more" if len(odd) > _MOST else ""
                message = f"it draws otherwise than its face: {shown}{more}"
                yield finding(CODES["E-111"], message, Place(file))


def _check_names(found: Evidence) -> Iterator[Finding]:
    """Yield the faces that a style sheet calls slanted or bold, or neither, which they are not."""
    files = found.packed.files
    for sheet in sorted(name for name in files if name.endswith(".css")):
        rules, _ = tinycss2.parse_stylesheet_bytes(files[sheet], skip_comments=True)
        for rule in rules:
            if rule.type == "at-rule" and rule.lower_at_keyword == "font-face":
                yield from _check_face(_read_rule(rule), sheet, files)


def _read_rule(rule: tinycss2.ast.AtRule) -> Mapping[str, str]:
    declared = tinycss2.parse_blocks_contents(rule.content or [])
    return {
        each.lower_name: tinycss2.serialize(each.value).strip()
        for each in declared
        if each.type == "declaration"
    }


def _check_face(
    said: Mapping[str, str], sheet: str, files: Mapping[str, bytes]
) -> Iterator[Finding]:
    named = re.search(r"url\(\s*[\"']?([^\"')]+)", said.get("src", ""))
    program = files.get(address(named[1], sheet)[0]) if named else None
    look = None if program is None else read_face_look(program)
    weight = said.get("font-weight", "normal")
    heavy = _WEIGHTS.get(weight) or (int(weight) if weight.isdecimal() else None)
    if named is None or look is None or heavy is None:
        # a face of many weights is none of them
        return
    slanted = said.get("font-style", "normal") != "normal"
    if (slanted, heavy >= _BOLD) != (look.slanted, look.bold):
        message = f"it is called {said.get('font-style', 'normal')} {weight}, and is another face"
        yield finding(CODES["E-110"], message, Place(address(named[1], sheet)[0]))
