r"""The markup of other tools that pandoc's Markdown sets letter for letter, as a table.

Each pattern is tried on a text that has blanks for code, for addresses and for tags. A backslash
before its first sign makes it ordinary text, as everywhere in Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from makeready.core.findings import Code, Severity, table
from makeready.master.labels.kinds import PREFIXES

CODES = table(
    Code(
        code="T-025",
        severity=Severity.WARNING,
        title="Mathematics that is not set",
        why="What stands there is not read as a formula: readers see its signs as they were typed.",
        remedy="Write $…$ for a formula in a line and $$…$$ for a displayed one, both ends in one "
        "paragraph and no code beside them. A backslash before the sign makes it ordinary text: "
        "\\$.",
    ),
    Code(
        code="T-020",
        severity=Severity.WARNING,
        title="A citation, reference or list that is not set",
        why="Readers see the key or the mark as it was typed, or nothing.",
        remedy="For citations, name the files of works in book.toml, [bibliography]; otherwise "
        "write the reference out, or link to the place: [words](#id). A backslash before the sign "
        "makes it ordinary text: \\@.",
    ),
    Code(
        code="T-021",
        severity=Severity.WARNING,
        title="Markup of another program",
        why="pandoc's Markdown does not know it: readers see its signs as they were typed.",
        remedy="Say it in pandoc's Markdown, or put a backslash before its first sign if it is "
        "ordinary text.",
    ),
    Code(
        code="T-022",
        severity=Severity.WARNING,
        title="LaTeX that is not set",
        why="The editions know no TeX: readers see the command as it was typed.",
        remedy="Say it in pandoc's Markdown, or take it out; breaks of pages are the theme's "
        "affair.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Construct:
    """A kind of markup: what it is called, how it is known, and what to write instead."""

    code: str
    name: str
    pattern: re.Pattern[str]
    hint: str = ""


def _row(code: str, name: str, pattern: str, hint: str = "") -> Construct:
    return Construct(
        code=code, name=name, pattern=re.compile(pattern, re.MULTILINE | re.IGNORECASE), hint=hint
    )


KINDS = PREFIXES
QUOTE = r"^[ \t>]*"
HINT_INCLUDE = "put the words into the manuscript; each file of it is a [[parts]] of book.toml"
HINT_BOX = "write a box as ::: {.box} … :::"
HINT_CODE = "the code is shown and not run; put what it makes into images/ or into the text"
HINT_OUT = "take it out; the contents are made by the press"

MATHEMATICS = (
    _row("T-025", "mathematics", r"(?<!\\)\$`[^`\n]*`\$"),
    _row("T-025", "mathematics", r"\\\\\((?:[^\\\n]|\\(?!\\[()])|\n(?!\s*\n))*\\\\\)"),
    _row("T-025", "mathematics", r"\\\\\[(?:[^\\\n]|\\(?!\\[\[\]])|\n(?!\s*\n))*\\\\\]"),
    # An escaped bracket is ordinary text unless what it holds is TeX.
    _row(
        "T-025",
        "mathematics",
        r"(?<!\\)\\\((?=[^()\n]{0,200}(?:\\[a-z]{2}|(?<!\\)[\^_][\w{]))[^\n]{1,400}?\\\)",
    ),
    _row(
        "T-025",
        "mathematics",
        r"(?<!\\)\\\[(?=[^\[\]]{0,400}(?:\\[a-z]{2}|(?<!\\)[\^_][\w{]))[^\[\]]{1,2000}?\\\]",
    ),
    _row("T-025", "the mark of a displayed formula", r"(?<![\\$])\$\$(?!\$)[ \t]*$"),
    _row("T-025", "the label of an equation", r"(?<!\\)\{#eq[-:][^{}\n]{0,300}\}"),
    _row("T-025", "the label of an equation", r"\(\\#eq:[\w:.-]+\)"),
    _row(
        "T-025",
        "mathematics",
        r"\\begin\{(?:align|equation|gather|mult(?:line)|eqnarray|math|displaymath|cases|[pbvBV]?matrix)"
        r"\*?\}",
    ),
)
REFERENCES = (
    _row("T-020", "a reference to a number", r"\\?@ref\([\w:.,\s-]*\)"),
    _row("T-020", "the text of a reference", r"^\(ref:[\w-]+\)"),
    _row("T-020", "a label", r"\(\\#[a-z]+:[\w:.-]+\)"),
    _row(
        "T-020",
        "a citation",
        r"(?<![\\!\w\]])\[[^\[\]@\n]{0,200}(?<![\w.\\/])-?@"
        r"\{?[\w][^\[\]]{0,400}\](?![\[({:])",
    ),
    _row(
        "T-020",
        "a citation",
        r"(?<![\w.\\/@-])@[\w][\w:.#$%&+?<>~/-]*[ \t]\[(?:p+\.|ch|§|\d)[^\]\n]*\]",
    ),
    # A key made of a name and a year; a social handle seldom ends so.
    _row(
        "T-020",
        "a citation",
        r"(?<![\w.\\/@-])@\{?[a-z][a-z_:-]*[a-z:_-](?:1[5-9]|20)\d\d(?:[a-z]\w*)?\b\}?",
    ),
    _row(
        "T-020",
        "a role of a reference",
        r"\{(?:ref|numref|eq|cite[a-z:]*|doc|term|index)\}`[^`\n]*`",
    ),
    _row(
        "T-020",
        "the place of a bibliography",
        r"(?<!\\)\{#(?:refs|references|bibliography)\b[^{}\n]{0,300}\}",
        "name the files of works in book.toml, [bibliography], or write the works out under the "
        "heading",
    ),
)
TEX = (
    _row("T-022", "LaTeX", r"(?<!\\)\\(?:begin|end)\{[a-z*]+\}"),
    _row(
        "T-022",
        "LaTeX",
        r"(?<![\w\\:/.~])\\[a-z]{2,}\*?(?![\w\\/])(?:\[[^\]\n]{0,80}\])?(?:\{[^{}\n]{0,200}\})*",
    ),
    _row("T-022", "LaTeX", r"(?<=\w)\\[a-z]{3,}\*?\{[^{}\n]{0,200}\}"),
    _row("T-022", "LaTeX", r"(?<![\w\\:/.~])\\[a-z]\{[^{}\n]{0,80}\}"),
)
PROGRAMS = (
    _row("T-021", "an included file", r"(?<!\\)\{\{#\w+[^{}\n]{0,300}\}\}", HINT_INCLUDE),
    _row(
        "T-021",
        "an included file",
        QUOTE + r"(?:!include\b|@include\b|@import\b|<<[\[(]|\{!)[^\n]*",
        HINT_INCLUDE,
    ),
    _row(
        "T-021",
        "a program's code",
        r"^(?:import|export)[ \t][^\n]*(?:\bfrom[ \t]+['\"]|=|\{)[^\n]*",
    ),
    _row("T-021", "a shortcode", r"(?<!\\)\{\{[<%]?[^{}\n]{0,300}[%>]?\}\}"),
    _row("T-021", "a template", r"(?<!\\)\{%[^\n]{1,300}?%\}"),
    _row("T-021", "a template", r"(?<!\\)<[%?$][^\n<>]{1,300}?[%?]?>"),
    _row(
        "T-021",
        "an editor's mark",
        r"(?<!\\)\{(?:\+\+|--|~~|==|>>)[^{}]{1,2000}?(?:\+\+|--|~~|==|<<)\}",
        "accept or reject the change",
    ),
    _row("T-021", "raw text for another format", r"`\{=\w+\}"),
    _row("T-021", "a role", r"(?<!\\)\{[a-z][a-z:+-]*\}(?=`)|(?<![\w\\:]):[a-z][a-z:+-]*:(?=`)"),
    _row("T-021", "a directive", QUOTE + r"\.\.[ \t]+[a-z][a-z0-9_-]*::[^\n]*"),
    _row("T-021", "a box", QUOTE + r"(?:!!!|\?\?\?\+?)[ \t]+[\w\"][^\n]*", HINT_BOX),
    _row("T-021", "a box", QUOTE + r"///+[ \t]*[a-z][^\n]*", HINT_BOX),
    _row("T-021", "a box", r"^[A-DIQTWX]>[ \t][^\n]*", HINT_BOX),
    _row("T-021", "a leaf of a tabbed box", QUOTE + r"===[!?+]*[ \t]+\"[^\n]*", HINT_BOX),
    _row(
        "T-021",
        "words for some formats alone",
        r"\.content-(?:visible|hidden)\b[^{}\n]{0,300}",
        "take out what is not for these editions; all of it is set",
    ),
    _row(
        "T-021",
        "words for the margin",
        r"\{[^{}\n]{0,300}\.(?:column-margin|aside|marginnote|sidenote)\b[^{}\n]{0,300}\}",
        "make it a note; it is set in the text",
    ),
    _row(
        "T-021",
        "a link of a wiki",
        r"(?<!\\)!?\[\[(?!_?toc)[^\[\]\n]+\]\](?!\()",
        "write it [words](#id)",
    ),
    _row(
        "T-021",
        "a mark for the contents",
        QUOTE + r"(?:\[\[?_?toc_?\]?\]|@\[toc\][^\n]*|\{:toc\})[ \t]*$",
        HINT_OUT,
    ),
    _row("T-021", "attributes of another program", r"(?<!\\)\{::?[ \t]*[^{}\n]{0,300}\}"),
    _row(
        "T-021",
        "attributes of another program",
        r"^\{/?[a-z][a-z-]*(?:[ \t]*[:=,][^{}\n]{0,300})?\}[ \t]*$",
    ),
    _row("T-021", "a mark of a box", r"(?<![\\\w])\[![a-z]+\](?!\()", HINT_BOX),
    _row(
        "T-021",
        "a highlight",
        r"(?<![=\\\w])==(?![=\s])[^=\n]*(?<=\S)==(?![=\w])",
        "write it [words]{.mark}",
    ),
    _row(
        "T-021",
        "an insertion",
        r"(?<![+\\\w])\+\+(?![+\s])[^+\n]*(?<=\S)\+\+(?![+\w])",
        "write it <ins>words</ins>",
    ),
    _row(
        "T-021",
        "an insertion",
        r"(?<![\^\\\w])\^\^(?![\^\s])[^\^\n]*(?<=\S)\^\^(?![\^\w])",
        "write it <ins>words</ins>",
    ),
    _row(
        "T-021",
        "a hidden passage",
        r"(?:(?<=\s)|^)\|\|(?![|\s])[^|\n]*(?<=\S)\|\|(?=[\s.,;:!?)]|$)",
    ),
    _row("T-021", "a hidden passage", r">![^\n<>]+!<"),
    _row(
        "T-021",
        "a comment of another program",
        r"(?<![%\\])%%(?!%)[^%\n]+%%",
        "take it out, or write it <!-- … -->",
    ),
    _row(
        "T-021",
        "a name of a picture sign",
        r"(?<![\w\\:`]):(?:[+-]1|[a-z][a-z0-9_+-]*):(?![\w:`])",
        "put the character itself, with a font that has it",
    ),
    _row(
        "T-021", "an abbreviation", r"^\*\[[^\]\n]+\]:[^\n]*", 'write it <abbr title="…">…</abbr>'
    ),
    _row("T-021", "the mark of a block", r"(?<=\s)\^[a-z][a-z0-9-]{2,}[ \t]*$"),
    _row(
        "T-021",
        "a task",
        QUOTE + r"(?:[-*+]|\d{1,9}[.)])[ \t]+\[[-/>!?<~]\](?=[ \t])",
        "write it [ ] or [x]",
    ),
    _row(
        "T-021",
        "a heading without its space",
        r"^#{2,6}[^\s#.\-{}][^\n]*",
        "put a space after the signs",
    ),
    _row(
        "T-021",
        "a heading of a wiki",
        r"^={2,6}[ \t][^=\n]+[ \t]={2,6}[ \t]*$",
        "write it ## words",
    ),
    _row(
        "T-021",
        "words stressed as in a wiki",
        r"(?<![\w'\\])'''[^'\n]+'''(?![\w'])",
        "write it **words**",
    ),
    _row("T-021", "a setting of Org", r"^#\+[a-z_]+:[^\n]*"),
    _row(
        "T-021",
        "a mark of a forum",
        r"\[/(?:b|i|u|s|url|img|code|quote|size|color|center|spoiler|list)\]",
    ),
)
CONSTRUCTS = (*MATHEMATICS, *REFERENCES, *PROGRAMS, *TEX)
