"""The families of type that a drawing or a style sheet asks for become those of the book.

A generic family, such as `serif`, and one that most computers have, such as Arial, stand for a
role that the press has a family for. What the machine has under these names is never asked: it
would be another face on the next machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.model import FontRole
from makeready.editions.typefaces import families

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Face

KEYWORDS = frozenset({"inherit", "initial", "revert", "unset"})
"""What may stand in the place of a list of families and names none."""

_GENERIC = {
    FontRole.TEXT: "serif, ui-serif, cursive, fantasy, math, emoji",
    FontRole.SANS: "sans-serif, sans, ui-sans-serif, ui-rounded, system-ui, -apple-system",
    FontRole.MONO: "monospace, mono, ui-monospace",
}
_COMMON = {
    FontRole.TEXT: (
        "Baskerville, Bitstream Charter, Bitstream Vera Serif, Book Antiqua, Bookman, "
        "Caladea, Calisto MT, Cambria, Century, Century Schoolbook, Charter, Computer Modern, "
        "Computer Modern Roman, Constantia, Crimson Text, DejaVu Serif, Didot, Droid Serif, "
        "EB Garamond, FreeSerif, Garamond, Gentium, Georgia, Hoefler Text, Latin Modern "
        "Roman, Liberation Serif, Libertinus Serif, Linux Libertine Display, Linux Libertine "
        "G, Lora, Merriweather, Minion Pro, New Century Schoolbook, New York, Nimbus Roman, "
        "Nimbus Roman No9 L, Noto Serif, Palatino, Palatino Linotype, PT Serif, Roman, Source "
        "Serif, Source Serif Pro, STIX, STIX Two Text, Sylfaen, Tex Gyre Pagella, Tex Gyre "
        "Termes, Times, Times New Roman, Times Roman, URW Palladio L, Utopia"
    ),
    FontRole.SANS: (
        "Aptos, Arial, Arial Narrow, Arial Unicode MS, Bitstream Vera Sans, "
        "BlinkMacSystemFont, Calibri, Candara, Cantarell, Carlito, Century Gothic, Corbel, "
        "DejaVu Sans, DejaVu Sans Condensed, Droid Sans, Fira Sans, Franklin Gothic, "
        "FreeSans, Frutiger, Futura, Geneva, Gill Sans, Helvetica, Helvetica Neue, IBM Plex "
        "Sans, Inter, Latin Modern Sans, Lato, Liberation Sans, Linux Biolinum G, Lucida "
        "Grande, Lucida Sans, Lucida Sans Unicode, Montserrat, MS Sans Serif, Myriad, Myriad "
        "Pro, Nimbus Sans, Nimbus Sans L, Noto Sans, Nunito, Open Sans, Optima, PT Sans, "
        "Raleway, Roboto, San Francisco, Segoe UI, SF Pro, Source Sans, Source Sans Pro, "
        "Swiss, Tahoma, Tex Gyre Heros, Trebuchet, Trebuchet MS, Ubuntu, Univers, Verdana"
    ),
    FontRole.MONO: (
        "Andale Mono, Bitstream Vera Sans Mono, Cascadia Code, Cascadia Mono, Consolas, "
        "Courier, Courier New, Courier Prime, DejaVu Sans Mono, Droid Sans Mono, Fira Code, "
        "Fira Mono, FreeMono, IBM Plex Mono, Inconsolata, Latin Modern Mono, Liberation Mono, "
        "Lucida Console, Lucida Sans Typewriter, Menlo, Monaco, Nimbus Mono, Nimbus Mono L, "
        "Noto Mono, Noto Sans Mono, Roboto Mono, SF Mono, Source Code Pro, Tex Gyre Cursor, "
        "Ubuntu Mono"
    ),
}
# what names of faces carry beside the family, as in Arial-BoldMT and TimesNewRomanPS-ItalicMT
_ENDINGS = ("psmt", "ps", "mt", "std", "lt")


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


_ROLES = {
    _letters(name): role
    for table in (_GENERIC, _COMMON)
    for role, names in table.items()
    for name in names.split(", ")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a list of families is set in: the names to ask for, and what becomes of its first one.

    `asked` is that name, "" where it is one of the book's own; `is_known` says that it stands for
    a role that the press has a family for.
    """

    names: tuple[str, ...]
    asked: str = ""
    is_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Families:
    """The families that a book has, by the letters of their names, and the lists for each role."""

    own: Mapping[str, str]
    lists: Mapping[FontRole, tuple[str, ...]]

    def setting(self, asked: Sequence[str]) -> Setting:
        """Return what a list of families is set in; an empty one is set as the text is."""
        names = [name for name in asked if name]
        for place, name in enumerate(names):
            chosen = self._own(name) or self._by_role(name)
            if chosen is None:
                continue
            is_own = not place and self._own(name) is not None
            return Setting(names=chosen, asked="" if is_own else names[0])
        text = self.lists[FontRole.TEXT]
        return Setting(names=text, asked=names[0] if names else "", is_known=not names)

    def has(self, name: str) -> bool:
        """Tell whether a name is that of a family of the book."""
        return self._own(name) is not None

    def _own(self, name: str) -> tuple[str, ...] | None:
        """Return the list that begins with the book's family of this name, also in its short form.

        The families of the Libertine project end in a letter for their format.
        """
        letters = _letters(name)
        found = self.own.get(letters) or self.own.get(f"{letters}o")
        if found is None:
            return None
        role = next((each for each, names in self.lists.items() if names[0] == found), None)
        rest = self.lists[role or FontRole.TEXT]
        return tuple(dict.fromkeys((found, *rest)))

    def _by_role(self, name: str) -> tuple[str, ...] | None:
        whole, stem = _letters(name), _letters(name.partition("-")[0])
        stems = [stem, *(stem.removesuffix(each) for each in _ENDINGS)]
        role = next((_ROLES[each] for each in (whole, *stems) if each in _ROLES), None)
        return None if role is None else self.lists[role]


def gather_families(faces: tuple[Face, ...], fallback: tuple[str, ...]) -> Families:
    """Return the families of a book's faces, with those that it takes from the machine."""
    named = [face.family for face in faces]
    return Families(
        own={_letters(name): name for name in reversed((*named, *fallback))},
        lists={
            role: tuple(
                dict.fromkeys((*families(faces, role), *families(faces, FontRole.TEXT), *fallback))
            )
            for role in FontRole
        },
    )
