"""A LaTeX document → one that pandoc reads whole, with the words that its source holds.

Pandoc knows no marks without notes, no words in the margin and no pages. The account of words is
kept from the source: commands are taken for marks around words, except those that name things.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from makeready.intake.model import Choices, Correction, Inventory, OwnPassage, Part
from makeready.intake.read import marks
from makeready.intake.read.apparatus.bibitems import write_works
from makeready.intake.read.apparatus.index_marks import COUNTED, find_latex
from makeready.intake.read.apparatus.latex_blocks import write_abstract, write_verse
from makeready.intake.read.apparatus.references import (
    PAGE,
    drop_repeated_labels,
    list_merged_labels,
    list_repeated_labels,
    set_equations,
    write_pages,
    write_references,
)
from makeready.intake.read.formats.counted import count_latex
from makeready.intake.read.formats.prepared import Prepared
from makeready.intake.read.formats.tex.comments import strip_comments
from makeready.intake.read.formats.tex.environments import (
    list_later_heads,
    list_short_captions,
    rewrite,
)
from makeready.intake.read.formats.tex.groups import find_group_end

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = re.compile(r"\\footnotemark(?:\[(\w*)\])?(?:\{\})?")
_TEXT = re.compile(r"\\footnotetext(?:\[(\w*)\])?(?=\s*\{)")
_MARGIN = re.compile(r"\\(?:marginpar|marginnote|sidenote|sidepar|margintext)(?:\[[^\]]*\])?(?=\{)")
_REMARK = re.compile(r"\\(?:todo|fixme|comment|pdfcomment)(?:\[[^\]]*\])?(?=\{)")
_TITLE_NOTE = re.compile(r"\\thanks(?=\{)")
_DATE = re.compile(r"\\date(?=\{)")
_AUTHOR = re.compile(r"\\author(?=\{)")
_TODAY = re.compile(r"\s*(?:\\today\s*)?\Z")
# The name of a theorem, and the title of a box, stand in brackets behind the environment's name.
_NAMED = re.compile(
    r"\\begin\{(?:theorem|thm|lemma|corollary|proposition|definition|remark|example|proof|"
    r"conjecture|axiom|exercise|problem)\*?\}\[([^\]=\n]{1,300})\]"
)
_TITLED = re.compile(
    r"\\begin\{\w{1,40}\*?\}\[[^\]\n]{0,300}?\btitle=(?:\{([^{}\n]*)\}|([^,\]\n]*))"
)
# Pictures that TeX draws, of which pandoc reads nothing.
_DRAWING = re.compile(
    r"\\begin\{(?:tikzpicture|pgfpicture|pspicture|picture|circuitikz|forest|asy|tikzcd)\*?\}"
)
_SPACED = re.compile(r"\\(begin|end)[ \t]{1,20}\{")
_PARAGRAPH = re.compile(r"\n[ \t]*\n|\\par\b|\\(?:chapter|section|subsection|end\{document\})")

# Commands whose braces hold names, measures or code, and no words of the text.
_NAMING = re.compile(
    r"\\(?:label|ref|eqref|pageref|vref|cref|Cref|autoref|nameref|cite\w*|Cite\w*|nocite|textcite|"
    r"parencite|autocite|footcite\w*|includegraphics|bibliographystyle|bibliography|addbibresource|"
    r"usepackage|documentclass|input|include|includeonly|vspace|hspace|setlength|addtolength|"
    r"setcounter|addtocounter|pagestyle|thispagestyle|pagenumbering|hypersetup|graphicspath|"
    r"addcontentsline|phantomsection|begin|end|usetikzlibrary|newcommand|renewcommand|"
    r"providecommand|newenvironment|renewenvironment|newtheorem|DeclareMathOperator|def|let|"
    r"selectlanguage|foreignlanguage|color|textcolor|definecolor|rule|vskip|hskip|linespread|"
    r"fontsize|enlargethispage|cline|cmidrule|multicolumn|multirow|hyphenation|bibitem|url|"
    r"lstinputlisting|verbatiminput|geometry|crefname|Crefname|numberwithin|AtBeginDocument|"
    r"settowidth|fontfamily|fontseries|fontshape|hypertarget|hyperlink|href|gls|Gls|acrshort)\*?"
)
_KEEPS_LAST = frozenset(
    {"foreignlanguage", "textcolor", "multicolumn", "multirow", "hyperlink", "href"}
)
_MATH = re.compile(
    r"\$\$.*?\$\$|(?<!\\)\$[^$]*(?<!\\)\$|\\\[(?:(?!\\\[).)*?\\\]|\\\((?:(?!\\\().)*?\\\)|"
    r"\\begin\{(equation|align|gather|mult\w+|eqnarray|displaymath|math|tikzpicture|alignat|"
    r"flalign|picture|pgfpicture)(\*?)\}.*?\\end\{\1\2\}",
    re.DOTALL,
)
_ACCENT = re.compile(
    r"\\([`'^\"~=.])\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))"
    r"|\\([uvHtcdbrk])(?:\s*\{\s*\\?([A-Za-z])\s*\}|\s+([A-Za-z])(?![A-Za-z]))"
)
_MEASURED = re.compile(
    r"\\\\\*?\[[^\]\n]{0,40}\]|\\(?:vskip|hskip|kern)\s*-?[\d.,]+\s*[a-z]{2}(?:\s*(?:plus|minus)"
    r"\s*-?[\d.,]+\s*[a-z]{2}){0,2}|\\parbox(?:\s*\[[^\]\n]*\]){0,3}\s*\{[^{}]*\}|"
    r"\\colorbox\s*\{[^{}]*\}"
)
# Commands whose words stand apart from those before them.
_APART = re.compile(r"\\(?:footnote\w*|marginpar|caption|item|title|author|chapter|\w*section)\*?")
_COMBINING = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
}
_LETTERS = {
    "ss": "ß",
    "o": "ø",
    "O": "Ø",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "l": "ł",
    "L": "Ł",
    "i": "ı",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
}
# Characters with their reading: the packages pxrubrica, luatexja-ruby, okumacro and ruby.
_RUBY = re.compile(r"\\(?:ltj|j|kanji)?ruby\s*(?:\[[^\]\n]*\])?\s*\{([^{}\n]*)\}\s*\{([^{}\n]*)\}")
_LETTER = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|LaTeX|TeX|o|O|l|L|i)(?![A-Za-z])(?:\{\}| ?)")


def prepare(_: str, data: bytes, choices: Choices) -> Prepared:
    """Return the document with its notes at their marks and its margins as boxes."""
    text = _SPACED.sub(r"\\\1{", strip_comments(data.decode("utf-8", "replace")))
    remarks: list[OwnPassage] = []
    notes: dict[str, str] = {}
    text = _settle_remarks(text, choices, remarks, notes)
    short = [Correction(rule="D.short-caption", what=each) for each in list_short_captions(text)]
    short += [Correction(rule="D.table-head", what=each) for each in list_later_heads(text)]
    text = rewrite(text, notes)
    text, marked = _mark_index(text, notes)
    merged = [Correction(rule="D.label", what=each) for each in list_merged_labels(text)]
    merged += [Correction(rule="D.id", what=each) for each in list_repeated_labels(text)]
    text = drop_repeated_labels(text)
    listed = set_equations(write_references(write_works(text, notes)))
    counts = {
        **count_latex(_cut_body(text)[0]),
        COUNTED: marked,
        "drawings": len(_DRAWING.findall(text)),
    }
    passages = (*remarks, *_list_title_words(text), *_passages(text), *_list_names(text))
    inventory = Inventory(passages=passages, counts=counts)
    text = _move_margins(_join_notes(listed))
    text = write_verse(write_abstract(text))
    text = _RUBY.sub(lambda found: marks.write_ruby(found[1], found[2]), text)
    pages = [found[0] for found in PAGE.finditer(text)]
    referred = [Correction(rule="D.page-reference", what=each) for each in pages]
    text = write_pages(text, notes)
    return Prepared(
        data=text, inventory=inventory, notes=notes, corrections=(*short, *merged, *referred)
    )


def _group(text: str, at: int) -> str:
    """The words of the group that ends at this place of the text, its braces left out."""
    return text[text.index("{", at) + 1 : find_group_end(text, at) - 1]


def _find_commands(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], str, int]]:
    """Yield each command of a pattern with the words in its braces, and where these end."""
    at = 0
    while match := pattern.search(text, at):
        end = find_group_end(text, match.end())
        at = max(end, match.end())
        if end > match.end():
            yield match, _group(text, match.end()), end


def _settle_remarks(
    text: str, choices: Choices, remarks: list[OwnPassage], notes: dict[str, str]
) -> str:
    parts, at = [], 0
    for match, words, end in _find_commands(text, _REMARK):
        parts.append(text[at : match.start()])
        at = end
        if choices.comments == "notes":
            parts.append(marks.write_stand_in("note", len(notes)))
            notes[str(len(notes))] = _bare(words)
        else:
            place = f"line {text.count(chr(10), 0, match.start()) + 1}"
            remarks.append(OwnPassage(part=Part.COMMENT, place=place, text=_bare(words)))
    return "".join((*parts, text[at:]))


def _mark_index(text: str, notes: dict[str, str]) -> tuple[str, int]:
    """Return a text with marks in place of its index entries, and how many there are."""
    start = max(text.find("\\begin{document}"), 0)
    found = [each for each in find_latex(text) if each[0] >= start]
    changes = [(begin, end, mark.write(notes)) for begin, end, mark in found]
    return _change(text, changes), len(changes)


def _join_notes(text: str) -> str:
    """Put the words of each note at its mark: by its number, else in the order of both."""
    held = [(match, words, end) for match, words, end in _find_commands(text, _TEXT)]
    if not held:
        return text
    calls = list(_MARK.finditer(text))
    numbered = {match[1]: words for match, words, _ in held if match[1]}
    waiting = [words for match, words, _ in held if not match[1]]
    changes: list[tuple[int, int, str]] = []
    used: set[str] = set()
    for call in calls:
        words = numbered.pop(call[1], None) if call[1] else None
        if words is None and waiting:
            words = waiting.pop(0)
        if words is not None:
            used.add(words)
            changes.append((call.start(), call.end(), f"\\footnote{{{words}}}"))
    for match, words, end in held:
        changes.append((match.start(), end, "" if words in used else f"\\footnote{{{words}}}"))
    return _change(text, changes)


def _change(text: str, changes: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, new in sorted(changes):
        if start >= at:
            parts += [text[at:start], new]
            at = end
    return "".join((*parts, text[at:]))


def _move_margins(text: str) -> str:
    """Put words of the margin behind the paragraph that they stand beside, as a box."""
    changes: list[tuple[int, int, str]] = []
    for match, words, end in _find_commands(text, _MARGIN):
        after = _PARAGRAPH.search(text, end)
        place = after.start() if after else len(text)
        box = f"\n\n{marks.begin('box')}\n\n{words}\n\n{marks.end('box')}\n\n"
        changes += [(match.start(), end, ""), (place, place, box)]
    return _change(text, changes)


def _cut_body(text: str) -> tuple[str, int]:
    """Return what stands in a document, its preamble left out, and the line where it begins."""
    start = text.find("\\begin{document}")
    first = start + len("\\begin{document}") if start >= 0 else 0
    end = text.find("\\end{document}")
    return text[first : end if end >= 0 else len(text)], text.count("\n", 0, first) + 1


def _list_title_words(text: str) -> Iterator[OwnPassage]:
    """Yield the notes to the title and the authors, and the date, where the preamble has them."""
    head = text[: max(text.find("\\begin{document}"), 0)]
    for pattern in (_TITLE_NOTE, _DATE, _AUTHOR):
        part = Part.FRONT if pattern is _AUTHOR else Part.TEXT
        for match, words, _ in _find_commands(head, pattern):
            if not _TODAY.match(words):
                place = f"line {text.count(chr(10), 0, match.start()) + 1}"
                yield OwnPassage(part=part, place=place, text=_bare(words.replace("\\and", " ")))


def _list_names(text: str) -> Iterator[OwnPassage]:
    """Yield the names of theorems and the titles of boxes."""
    for match in (*_NAMED.finditer(text), *_TITLED.finditer(text)):
        place = f"line {text.count(chr(10), 0, match.start()) + 1}"
        words = next(filter(None, match.groups()), "")
        yield OwnPassage(part=Part.TEXT, place=place, text=_bare(words))


def _passages(text: str) -> Iterator[OwnPassage]:
    body, line = _cut_body(text)
    body = _MATH.sub(lambda match: "\n" * match[0].count("\n") + " ", body)
    for paragraph in re.split(r"(\n[ \t]*\n)", body):
        words = _bare(paragraph)
        if words.strip():
            yield OwnPassage(part=Part.TEXT, place=f"near line {line}", text=words)
        line += paragraph.count("\n")


def _bare(text: str) -> str:
    """The words of some LaTeX: accents written out, names and measures left out."""
    text = _MEASURED.sub(" ", text)
    text = marks.strip_marks(_without_names(text)).replace("}{", " ")
    text = _APART.sub(" ", _ACCENT.sub(_accent, text))
    text = _LETTER.sub(lambda match: _LETTERS[match[1]], text)
    text = re.sub(r"\\[A-Za-z@]+\*?(?:\[[^\]\n]*\])?", "", text)
    return re.sub(r"\\.", " ", text.replace("~", " ")).replace("{", "").replace("}", "")


def _accent(match: re.Match[str]) -> str:
    letter = match[2] or match[3] or match[5] or match[6]
    return unicodedata.normalize("NFC", letter + _COMBINING[match[1] or match[4]])


def _without_names(text: str) -> str:
    """Take out the commands that name things, with their braces and brackets."""
    parts, at = [], 0
    while match := _NAMING.search(text, at):
        if text[match.end() : match.end() + 1].isalpha():
            parts.append(text[at : match.end()])
            at = match.end()
            continue
        parts.append(text[at : match.start()])
        name = match[0].strip("\\*")
        at = _arguments_end(text, match.end(), keeps_last=name in _KEEPS_LAST)
    return "".join((*parts, text[at:]))


def _arguments_end(text: str, at: int, *, keeps_last: bool) -> int:
    """Return where the arguments of a command end, the last of them left where it holds words."""
    ends = [at]
    while True:
        here = ends[-1]
        if text[here : here + 1] == "[":
            close = text.find("]", here)
            after = close + 1 if close >= 0 else here
        else:
            after = find_group_end(text, here) if text[here : here + 1] == "{" else here
        if after == here:
            break
        ends.append(after)
    return ends[-2] if keeps_last and len(ends) > 1 else ends[-1]
