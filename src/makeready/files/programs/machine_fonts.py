"""Families of this machine's fonts → the faces that they have, each with its file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.core.errors import ToolError
from makeready.core.model import MachineFont
from makeready.files.disk.store import sha256
from makeready.files.programs.run import run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makeready.core.model import Digest

_PATIENCE = 60.0
_FORM = "%{file}\t%{index}\t%{weight}\t%{slant}\t%{width}\n"
_LARGEST = 200_000_000
# fontconfig's weights of regular and of bold faces, in those of CSS; other ones stand for neither
_WEIGHTS = {80: 400, 200: 700}
_NORMAL_WIDTH = 100
_PLACES = 0xFFFF
"""Above these bits stands which instance of a variable font is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    file: str
    place: int
    weight: int
    style: str
    width: int


def has_family(family: str) -> bool:
    """Tell whether this machine has a font of this family; fontconfig's programs say so."""
    return bool(_list_rows(family))


def read_machine_faces(families: Iterable[str]) -> tuple[MachineFont, ...]:
    """Return the regular and the bold faces that this machine has of each family.

    A family that it has not is left out, and so are all where fontconfig's programs cannot be run.
    """
    return tuple(face for family in families for face in _read_family(family))


def digest_machine_files(families: Iterable[str]) -> frozenset[Digest]:
    """Return the digests of the files that hold the faces of the families."""
    return frozenset(face.digest for face in read_machine_faces(families))


def _read_family(family: str) -> Iterator[MachineFont]:
    chosen: dict[tuple[int, str], _Listed] = {}
    for each in _list_family(family):
        chosen.setdefault((each.weight, each.style), each)
    for (weight, style), each in sorted(chosen.items()):
        path = Path(each.file)
        if path.stat().st_size > _LARGEST:
            continue
        data = path.read_bytes()
        yield MachineFont(
            family=family,
            weight=weight,
            style=style,
            place=each.place,
            data=data,
            digest=sha256(data),
        )


def _list_rows(family: str) -> list[list[str]]:
    """Return what fontconfig says of each face of a family, in order."""
    pattern = family.translate({ord(sign): f"\\{sign}" for sign in "\\-:,"})
    try:
        said = run(("fc-list", "--format", _FORM, pattern), timeout=_PATIENCE).output
    except ToolError:
        return []
    return [line.split("\t") for line in sorted(said.decode(errors="replace").splitlines())]


def _list_family(family: str) -> tuple[_Listed, ...]:
    """Return the regular and bold faces of a family, of the width nearest to the normal one."""
    found = [each for row in _list_rows(family) if (each := _read_row(row)) is not None]
    # Symbola calls its only face semi-condensed
    widths = sorted({each.width for each in found}, key=lambda width: abs(width - _NORMAL_WIDTH))
    return tuple(each for each in found if each.width == widths[0])


def _read_row(row: list[str]) -> _Listed | None:
    """Return a line of the list, or None where it is of another weight."""
    if len(row) != len(_FORM.split("\t")):
        return None
    file, place, weight, slant, width = row
    variable = "[" in weight
    if not (variable or (weight.isdecimal() and int(weight) in _WEIGHTS)):
        return None
    return _Listed(
        file=file,
        place=int(place) & _PLACES,
        weight=400 if variable else _WEIGHTS[int(weight)],
        style="normal" if slant in ("", "0") else "italic",
        width=int(width) if width.isdecimal() and not variable else _NORMAL_WIDTH,
    )
