"""A LaTeX document → one with the files in it that it includes, and where its pictures lie."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.core.errors import SourceError
from makeready.intake.read.decoding import decode
from makeready.intake.read.formats.tex.comments import strip_comments
from makeready.intake.read.formats.tex.repair import list_definitions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# TeX's own \input names a file without braces, up to the next space.
_INCLUDE = re.compile(
    r"\\(?:include|input|subfile|subfileinclude)\s*\{(?P<name>[^{}]+)\}|"
    r"\\(?:sub)?(?:import|inputfrom|includefrom)\*?\s*\{(?P<folder>[^{}]*)\}\s*\{(?P<inner>[^{}]+)\}|"
    r"\\input[ \t]+(?P<bare>[^\s\\{}%]+)"
)
_STYLE = re.compile(r"\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]*\])?\s*\{(?P<names>[^{}]+)\}")
_CLASS = re.compile(r"\\documentclass\s*(?:\[[^\]]*\])?\s*\{(?P<names>[^{}]+)\}")
# What a style sets anew, such as \section, it sets for its looks.
_MACRO = re.compile(r"\\(?:newcommand|DeclareMathOperator|newtheorem)\b")
_FOLDERS = re.compile(r"\\graphicspath\s*\{((?:\s*\{[^{}]*\})+)\s*\}")
_BEGIN, _END = "\\begin{document}", "\\end{document}"
_DEEPEST = 8
_LARGEST, _EACH = 20_000_000, 1000
"""Characters that files may bring in together, each of at least so many."""


def include(text: str, beside: Callable[[str], bytes]) -> str:
    """Return a document with the files in it that it includes, where they lie beside it.

    Of packages and classes that lie there the definitions of new commands are taken. Files that
    include each other come in until there is too much of them; pandoc tells the rest.
    """
    left = _LARGEST

    def fill(held: str, depth: int) -> str:
        def put(match: re.Match[str]) -> str:
            nonlocal left
            if depth >= _DEEPEST or left <= 0:
                return match[0]
            name = f"{match['folder'] or ''}/{match['inner']}" if match["inner"] else ""
            said = _read_file((name or match["name"] or match["bare"]).strip().strip('"'), beside)
            left -= max(len(said), _EACH)
            if not said or left < 0:
                return match[0]
            return f"\n{fill(_cut_body(said), depth + 1)}\n"

        return _INCLUDE.sub(put, strip_comments(held))

    return _define(fill(text, 0), beside)


def find_folders(text: str) -> tuple[str, ...]:
    """Return the folders in which a document says that its pictures lie, each once."""
    named = " ".join(_FOLDERS.findall(text))
    folders = (each.strip().rstrip("/") for each in re.findall(r"\{([^{}]*)\}", named))
    return tuple(dict.fromkeys(filter(None, folders)))


def look_in(folders: tuple[str, ...], beside: Callable[[str], bytes]) -> Callable[[str], bytes]:
    """Return what reads a file that lies beside a document, or in one of the folders."""

    def read(name: str) -> bytes:
        names = (name, *(f"{folder}/{name}" for folder in folders))
        return next(filter(None, map(beside, names)), b"")

    return read


def _read_file(name: str, beside: Callable[[str], bytes]) -> str:
    """Return the text of a file that may be named without its suffix; none if it is not there."""
    endings = ("", ".tex") if name.endswith((".tex", ".sty", ".cls")) else (".tex", "")
    for ending in endings:
        if data := beside(f"{name}{ending}"):
            try:
                return decode(f"{name}{ending}", data).text
            except SourceError:
                continue  # a picture, say, which pandoc names among what it could not load
    return ""


def _cut_body(text: str) -> str:
    """Return what an included file holds; of one that is a document itself, its body."""
    _, begun, body = text.partition(_BEGIN)
    return body.partition(_END)[0] if begun else text


def _define(text: str, beside: Callable[[str], bytes]) -> str:
    """Return a document with what its own packages and its class define, where it names them."""

    def put(match: re.Match[str]) -> str:
        suffix = ".cls" if match.re is _CLASS else ".sty"
        names = (each.strip() + suffix for each in match["names"].split(","))
        return match[0] + "".join(f" {each}" for name in names for each in _list_macros(name))

    def _list_macros(name: str) -> Iterator[str]:
        held = list_definitions(strip_comments(_read_file(name, beside)))
        found = (" ".join(each.split()) for each in held if _MACRO.match(each))
        return (each.replace("\\newcommand", "\\providecommand", 1) for each in found)

    head, begun, body = text.partition(_BEGIN)
    return _STYLE.sub(put, _CLASS.sub(put, head)) + begun + body
