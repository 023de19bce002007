"""Formulas in TeX become MathML in the master's text, or findings where pandoc cannot read them.

A formula goes to pandoc as code, so that Markdown changes nothing in it; there a filter makes
mathematics of it again, and pandoc's writer turns its TeX into MathML.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Place, Severity, finding, table
from makeready.core.tex import respell
from makeready.master.markup.code import blank_code, blank_unseen, line_of, line_starts
from makeready.master.markup.linear_math import write_line
from makeready.master.markup.mathematics import formulas, stands_beside_code
from makeready.master.trees import MATHML, change_words, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makeready.core.findings import Finding
    from makeready.core.model import Text
    from makeready.master.markup.edits import Edit

CODES = table(
    Code(
        code="T-033",
        severity=Severity.ERROR,
        title="TeX that cannot be read",
        why="The formula would stand in the editions as its signs were typed.",
        remedy="Say the formula with commands that pandoc reads (those of amsmath, most of them), "
        "or show it as a picture. A backslash before the first sign makes it ordinary text: \\$.",
    ),
    Code(
        code="T-034",
        severity=Severity.WARNING,
        title="A formula of which a part is not set",
        why="MathML, as pandoc writes it, has no place for rules, colours and labels of TeX; the "
        "signs of the formula are all there.",
        remedy="Look at the formula in both editions; where the part matters, say it in another "
        "way.",
    ),
)
FORMULA = "makeready-formula"
DISPLAYED = "makeready-displayed"
LINE = "makeready-line-"
FILTER = f"""\
function Code(code)
  if code.classes:includes("{FORMULA}") then
    local kind = code.classes:includes("{DISPLAYED}") and "DisplayMath" or "InlineMath"
    return pandoc.Span({{pandoc.Math(kind, code.text)}}, code.attr)
  end
end

function Math(formula)
  local classes = {{"{FORMULA}"}}
  if formula.mathtype == "DisplayMath" then
    classes = {{"{FORMULA}", "{DISPLAYED}"}}
  end
  return pandoc.Span({{formula}}, pandoc.Attr("", classes))
end
"""
"""Makes mathematics of code that is a formula, for pandoc's writer; works cited have their own."""

UNREAD = re.compile(rf"(`+)([^`]*)\1\{{(?:#[\w.:-]+ )?\.{FORMULA}( \.{DISPLAYED})? \.{LINE}\d+\}}")
NUMBER = "equation"
"""The class of the span that a labelled formula's number stands in."""

ROWS = frozenset({"math", "merror", "mpadded", "mphantom", "mrow", "msqrt", "mstyle", "mtd"})
"""Elements whose children stand beside each other."""

INDEXED = frozenset(f"{{{MATHML}}}{name}" for name in ("msub", "msubsup", "msup"))
WITHOUT_CASE = frozenset({"Lm", "Lo", "Mc", "Mn"})
"""Letters without capitals, and marks: those of Latin, Greek and Cyrillic are each a variable."""

LONGEST = 60
"""Characters of a formula that a finding shows."""

REASON = re.compile(r"^unexpected (?P<what>[^\n]+)$", re.MULTILINE)
UNSET = re.compile(
    r"\\(?:hline|cline|textcolor|color|colorbox|label)(?![A-Za-z])"
    r"|\\begin\{array\}\{[^{}]*\|[^{}]*\}"
)
OBLIQUE_BOLD = re.compile(r"\\(?:boldsymbol|bm|pmb|mathbfit|symbf|bfseries)(?![A-Za-z])")
KEPT = frozenset(
    "accent accentunder columnalign columnspan depth display displaystyle fence form height "
    "linethickness lspace mathsize mathvariant maxsize minsize movablelimits notation rowspan "
    "rspace scriptlevel stretchy style voffset width".split()
)


def edit_formulas(text: str) -> Iterator[Edit]:
    """Yield a text's formulas as code, so that Markdown changes nothing in them."""
    running = blank_code(text)
    ticks = _ticks(running)
    starts = line_starts(text)
    for each in formulas(blank_unseen(running)):
        if stands_beside_code(text, each):
            continue
        kind = f".{FORMULA} .{DISPLAYED}" if each.displayed else f".{FORMULA}"
        label = f"#{each.label} " if each.label else ""
        mark = f"{{{label}{kind} .{LINE}{line_of(starts, each.start)}}}"
        yield each.start, each.end, f"{ticks}{respell(each.tex)}{ticks}{mark}"


def _ticks(running: str) -> str:
    """Return back-quotes, as few as stand together nowhere in the text: they pair with none."""
    taken = set(re.findall("`+", running))
    return next("`" * count for count in range(1, len(taken) + 2) if "`" * count not in taken)


def set_formulas(tree: etree._Element, text: Text, reasons: Mapping[str, str]) -> Iterator[Finding]:
    """Put MathML in the place of every formula of a tree, and yield those that cannot be read.

    `reasons` are what pandoc says of the TeX that it cannot read, by the TeX. One that pandoc did
    not take for code, since it stands in code, is what it was.
    """
    change_words(tree, FORMULA, _as_it_was)
    for span in [each for each in tree.iter("span") if FORMULA in (each.get("class") or "")]:
        classes = span.attrib["class"].split()
        line = next((each.removeprefix(LINE) for each in classes if each.startswith(LINE)), "")
        place = Place(text.file, int(line) if line.isdecimal() else None)
        made = span.find("math")
        if made is None:
            yield _report_unread(words(span).strip("$"), reasons, place)
            continue
        formula = _make_formula(made)
        tex = formula.get("data-tex", "")
        if UNSET.search(tex):
            said = " ".join(dict.fromkeys(UNSET.findall(tex)))
            yield finding(CODES["T-034"], f"{said} in {_shorten(tex)}", place)
        formula.tail = span.tail
        holder = span.getparent()
        if holder is not None:
            holder.replace(span, formula)
            if span.get("id"):
                _add_number(formula, span.get("id", ""))
            _mark_displayed(holder)


def _add_number(formula: etree._Element, label: str) -> None:
    """Set behind a formula the place of its number, which its label names."""
    number = etree.Element("span", {"class": NUMBER, "id": label})
    number.tail, formula.tail = formula.tail, " "
    formula.addnext(number)


def _report_unread(tex: str, reasons: Mapping[str, str], place: Place) -> Finding:
    found = REASON.search(reasons.get(tex, ""))
    what = found["what"].replace("eof", "its end") if found else ""
    why = f" (pandoc did not expect {what})" if what else ""
    return finding(CODES["T-033"], f"{_shorten(tex)}{why}", place, words=(tex,))


def _shorten(tex: str) -> str:
    said = " ".join(tex.split())
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"


def _make_formula(made: etree._Element) -> etree._Element:
    """Return pandoc's formula in MathML's namespace, with its TeX, and a line that says it."""
    note = made.find(".//annotation")
    tex = " ".join((note.text or "").split()) if note is not None else words(made)
    body = made.find("semantics")
    content = made[0] if body is None else body[0]
    formula = etree.Element(f"{{{MATHML}}}math", nsmap={None: MATHML})
    if made.get("display") == "block":
        formula.set("display", "block")
    formula.append(_copy(content))
    if not OBLIQUE_BOLD.search(tex):
        _set_upright(formula)
    _join_words(formula, tex)
    formula.set("alttext", write_line(formula))
    formula.set("data-tex", tex)
    return formula


def _copy(node: etree._Element) -> etree._Element:
    copy = etree.Element(f"{{{MATHML}}}{node.tag!s}")
    copy.text = node.text
    for name, value in node.attrib.items():
        if name in KEPT:
            copy.set(name, value)
    copy.extend([_copy(child) for child in node if isinstance(child.tag, str)])
    return copy


def _set_upright(formula: etree._Element) -> None:
    """Set bold letters upright, as `mathbf` has them: pandoc 3.9 slants them, too."""
    for each in formula.iter(f"{{{MATHML}}}mi"):
        if each.get("mathvariant") == "bold-italic" and (each.text or "").isalpha():
            each.set("mathvariant", "bold")
            each.text = "".join(_upright(letter) for letter in each.text or "")


def _join_words(formula: etree._Element, tex: str) -> None:
    """Join the letters of each word that TeX writes in one, in a script without capitals.

    Pandoc makes an identifier of each letter: those of Arabic would stand apart, and those of all
    scripts from right to left in the wrong order. An index of the last letter is the whole word's.
    """
    rows = [each for each in formula.iter() if etree.QName(each).localname in ROWS]
    for row in rows:
        word: etree._Element | None = None
        for child in list(row):
            base = child[0] if child.tag in INDEXED and len(child) else child
            if word is not None and _is_letter(base) and f"{word.text}{base.text}" in tex:
                base.text = f"{word.text}{base.text}"
                row.remove(word)
            word = child if _is_letter(child) and len(child.text or "") < LONGEST else None


def _is_letter(element: etree._Element) -> bool:
    said = element.text or ""
    kinds = {unicodedata.category(each) for each in said}
    # a sign such as that of cardinal numbers is a letter of Hebrew in its plain form
    is_plain = unicodedata.normalize("NFKC", said) == said
    return element.tag == f"{{{MATHML}}}mi" and bool(kinds) and is_plain and kinds <= WITHOUT_CASE


def _upright(letter: str) -> str:
    plain = unicodedata.normalize("NFKC", letter)
    if len(plain) != 1 or not plain.isascii() or not plain.isalpha():
        return letter
    capital = plain.isupper()
    return chr((0x1D400 if capital else 0x1D41A) + ord(plain) - ord("A" if capital else "a"))


def _mark_displayed(holder: etree._Element) -> None:
    """Give a paragraph that holds displayed formulas alone a class that says so."""
    alone = not (holder.text or "").strip() and all(
        (child.get("display") == "block" or child.get("class") == NUMBER)
        and not (child.tail or "").strip()
        for child in holder
    )
    if holder.tag == "p" and alone:
        holder.set("class", "formula")
        # it may be wider than a small screen, and is scrolled there by the keyboard, too
        holder.set("tabindex", "0")


def _as_it_was(said: str) -> str:
    return UNREAD.sub(lambda found: f"$${found[2]}$$" if found[3] else f"${found[2]}$", said)
