"""Blocks of LaTeX that pandoc 3.9 takes for others → what it reads as what they are.

It keeps an abstract among the facts of a document alone, takes verse for a quotation, and drops the
titles of poems (package verse).
"""

from __future__ import annotations

import re

from makeready.intake.read import marks

_CODE = (
    r"\\begin\{(?P<code>verbatim|lstlisting|minted|Verbatim)\*?\}"
    r"(?:(?!\\begin\{(?P=code)).)*?\\end\{(?P=code)\*?\}"
)
"""Code; a second beginning before the end stops the search, which keeps it linear."""

_VERSE = re.compile(
    rf"{_CODE}|\\begin\{{(?P<kind>verse|altverse|patverse|poem)(?P<star>\*?)\}}(?:\s*\[[^\]\n]*\])?"
    r"(?P<body>(?:(?!\\begin\{(?P=kind)).)*?)\\end\{(?P=kind)(?P=star)\}",
    re.DOTALL,
)
_ABSTRACT = re.compile(
    rf"{_CODE}|\\begin\{{abstract\}}(?P<body>(?:(?!\\begin\{{abstract).)*?)\\end\{{abstract\}}",
    re.DOTALL,
)
_NAMED = re.compile(r"\\(?:renewcommand\*?|def)\s*\{?\s*\\abstractname\s*\}?\s*\{([^{}]*)\}")
_BABEL = re.compile(r"\\usepackage\s*\[([^\]]*)\]\s*\{babel\}|\\setmainlanguage[^{]*\{(\w+)\}")
_NAMES = {
    "german": "Zusammenfassung",
    "ngerman": "Zusammenfassung",
    "french": "Résumé",
    "spanish": "Resumen",
    "italian": "Sommario",
    "portuguese": "Resumo",
    "brazilian": "Resumo",
    "russian": "Аннотация",
}
"""What babel calls an abstract in languages other than English."""

_LINE_END = re.compile(r"\\\\(?:[*!>]|\[[^\]\n]*\])*[ \t]*\n?")
_INDENT = re.compile(
    r"\A(?P<blank>\s*)(?P<signs>(?:\\(?:vin|quad|qquad|indent|hspace\*?\{[^{}]*\})(?![a-zA-Z])\s*|~)+)"
)
_STEP = "\N{NO-BREAK SPACE}" * 4
_TITLE = re.compile(r"\\poemtitle\*?\s*(?:\[[^\]\n]*\])?\s*(?=\{)")
_MEASURE = re.compile(r"\\settowidth\s*\{\s*\\versewidth\s*\}\s*\{[^{}]*\}")


def write_verse(text: str) -> str:
    """Return a document with its verse as lines between marks, and poems' titles as headings."""
    level = "section" if "\\chapter" in text else "subsection"
    named = _TITLE.sub(lambda _: f"\\{level}*", _MEASURE.sub("", text))
    return _VERSE.sub(_write_poem, named)


def _write_poem(found: re.Match[str]) -> str:
    if found["code"]:
        return found[0]
    stanzas = re.split(r"\n[ \t]*\n", found["body"])
    body = "\n\n".join(_write_stanza(each) for each in stanzas if each.strip())
    return f"\n\n{marks.begin('verse')}\n\n{body}\n\n{marks.end('verse')}\n\n"


def _write_stanza(stanza: str) -> str:
    lines = [_INDENT.sub(_write_indent, each) for each in _LINE_END.split(stanza)]
    return "\\\\\n".join(line.strip(" \t\n") for line in lines if line.strip(" \t\n"))


def _write_indent(found: re.Match[str]) -> str:
    steps = len(re.findall(r"\\[a-z]+|~", found["signs"]))
    return f"{_STEP * min(steps, 9)}"


def write_abstract(text: str) -> str:
    """Return a document with its abstract among its words, too, below a heading of its name."""
    level = "chapter" if "\\chapter" in text else "section"
    name = _find_name(text)

    def write(found: re.Match[str]) -> str:
        if found["code"]:
            return found[0]
        return f"{found[0]}\n\n\\{level}*{{{name}}}\n\n{found['body']}\n\n"

    return _ABSTRACT.sub(write, text)


def _find_name(text: str) -> str:
    named = _NAMED.search(text)
    if named is not None:
        return named[1].strip()
    babel = _BABEL.search(text)
    options = re.findall(r"\w+", (babel[1] or babel[2]) if babel else "")
    return next((_NAMES[each] for each in reversed(options) if each in _NAMES), "Abstract")
