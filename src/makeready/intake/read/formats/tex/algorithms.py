"""Algorithms of LaTeX → lines with the words that the packages print, as numbered divisions.

Read are algorithmic and algpseudocode, whose commands begin and end blocks, and algorithm2e, whose
commands hold them. Pandoc 3.9 runs the lines together and drops what stands in the commands.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from makeready.intake.read.formats.tex.code import CODE
from makeready.intake.read.formats.tex.groups import find_group_end
from makeready.intake.read.formats.tex.labels import name_float, rename_labels, take_caption

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FLOAT = re.compile(
    rf"{CODE}|\\begin\{{(?P<float>algorithm2e|algorithm)\*?\}}(?:\s*\[[^\]\n]*\])?"
    r"(?P<body>(?:(?!\\begin\{algorithm(?:2e)?\*?\}).)*?)\\end\{(?P=float)\*?\}",
    re.DOTALL,
)
_STEPS = re.compile(
    r"\\begin\{algorithmic\}(?:\s*\[[^\]\n]*\])?(?P<body>(?:(?!\\begin\{algorithmic).)*?)"
    r"\\end\{algorithmic\}",
    re.DOTALL,
)
_DEFINITION = "\\newtheorem{algorithm}{Algorithm}\n"
_STEP = "~~~~"
_DEEPEST = 12

# What the packages print before and behind the condition, and whether a block begins or ends.
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "if": ("if", "then"),
        "elsif": ("else if", "then"),
        "elseif": ("else if", "then"),
        "else": ("else", ""),
        "endif": ("end if", ""),
        "for": ("for", "do"),
        "forall": ("for all", "do"),
        "foreach": ("for each", "do"),
        "endfor": ("end for", ""),
        "while": ("while", "do"),
        "endwhile": ("end while", ""),
        "repeat": ("repeat", ""),
        "until": ("until", ""),
        "loop": ("loop", ""),
        "endloop": ("end loop", ""),
        "procedure": ("procedure", ""),
        "endprocedure": ("end procedure", ""),
        "function": ("function", ""),
        "fn": ("function", ""),
        "endfunction": ("end function", ""),
        "begin": ("begin", ""),
        "switch": ("switch", "do"),
        "case": ("case", "do"),
        "other": ("otherwise", ""),
        "require": ("Require:", ""),
        "ensure": ("Ensure:", ""),
        "input": ("Input:", ""),
        "output": ("Output:", ""),
        "kwin": ("Input:", ""),
        "kwout": ("Output:", ""),
        "kwdata": ("Data:", ""),
        "kwresult": ("Result:", ""),
        "print": ("print", ""),
    }
)
_BEGINS = frozenset("if for forall foreach while repeat loop procedure function".split())
_MIDDLE = frozenset({"elsif", "elseif", "else"})
_CONDITIONED = frozenset("if elsif elseif for forall foreach while until".split())
_COMMAND = re.compile(
    r"\\(?P<name>State|STATE|Statex|Repeat|REPEAT|Loop|LOOP|"
    r"(?:Els?e?|ELSE)?(?:If|IF)|ElsIf|ELSIF|Else|ELSE|(?:End|END)(?:If|IF|For|FOR|While|WHILE|Loop|"
    r"LOOP|Procedure|Function)|For(?:All|ALL|Each)?|FOR(?:ALL)?|While|WHILE|Until|UNTIL|Procedure|"
    r"Function|Require|REQUIRE|Ensure|ENSURE|Input|INPUT|Output|OUTPUT|Print|PRINT)(?![A-Za-z])"
    r"(?:\[[^\]\n]*\])?"
)
_INLINE = re.compile(
    r"\\(?P<name>Call|Comment|COMMENT|Return|RETURN|KwRet|tcc|tcp|tcc\*|KwTo|TO|AND|OR|NOT|TRUE|FALSE)"
    r"(?![A-Za-z])\*?(?:\([^()]*\)|\[[^\]\n]*\])?[ ]?"
)
_PLAIN = MappingProxyType({"KwTo": "to", "TO": "to"})
# algorithm2e: how many groups hold conditions, and how many hold blocks.
_BLOCK = re.compile(
    r"\\(?P<kind>[ul]?(?:eIf|If|ElseIf|Else|ForEach|ForAll|For|While|Repeat|Switch|Case|Other|Begin)|"
    r"Fn|Function|Procedure|Kw(?:In|Out|Data|Result))(?![A-Za-z])(?:\([^()\n]*\))?"
)
_SETTING = re.compile(
    r"\\(?:Set[A-Z]\w*|SetKw\w*|DontPrintSemicolon|PrintSemicolon|Lines(?:Not)?Numbered|"
    r"BlankLine|Ind[pm]|nl|lnl|vspace\*?|hspace\*?|small|footnotesize|scriptsize|"
    r"algsetup|centering|SetAlgo\w*|Restart|ResetInOut)(?![A-Za-z])(?:\[[^\]\n]*\])?(?:\{[^{}]*\})*"
)


def write_algorithms(text: str) -> str:
    """Return a document whose algorithms are lines, those with captions numbered divisions."""
    if "\\begin{algorithm" not in text:
        return text
    named: dict[str, str] = {}
    count = iter(range(1, len(text)))

    def write(found: re.Match[str]) -> str:
        return _write_float(found, f"alg:{next(count)}", named) if found["float"] else found[0]

    made = _FLOAT.sub(write, text)
    made = _STEPS.sub(lambda found: f"\n\n{_set(_read_steps(found['body']))}\n\n", made)
    made = rename_labels(made, named)
    head, begun, body = made.partition("\\begin{document}")
    return f"{head}{_DEFINITION}{begun}{body}" if begun else _DEFINITION + made


def _write_float(found: re.Match[str], number: str, named: dict[str, str]) -> str:
    words, label, body = take_caption(found["body"])
    name = name_float(label, "alg", number, named)
    if _STEPS.search(body):
        said = _STEPS.sub(lambda each: f"\n\n{_set(_read_steps(each['body']))}\n\n", body)
    else:
        said = _set(_read_blocks(body, 0))
    title = f"[{words}]" if words else ""
    return f"\n\n\\begin{{algorithm}}{title}\\label{{{name}}}\n{said}\n\\end{{algorithm}}\n\n"


def _set(lines: Iterator[tuple[int, str]]) -> str:
    """Return lines with their depths as lines of one paragraph."""
    tidy = ((depth, " ".join(line.replace("\\\\", " ").split())) for depth, line in lines)
    return "\\\\\n".join(_STEP * min(depth, _DEEPEST) + line for depth, line in tidy if line)


def _read_steps(body: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of algorithmic and algpseudocode, each with its depth."""
    body = _write_inline(_SETTING.sub(" ", body))
    at, depth, line = 0, 0, ""
    here = 0
    while match := _COMMAND.search(body, at):
        yield here, line + body[at : match.start()]
        name = match["name"].lower()
        at = match.end()
        depth -= name.startswith("end") or name == "until" or name in _MIDDLE
        here, line = max(depth, 0), ""
        before, behind = _WORDS.get(name, ("", ""))
        groups: list[str] = []
        if name in _CONDITIONED or name in ("procedure", "function"):
            groups, at = _take_groups(body, at, 1 if name in _CONDITIONED else 2)
        line = _say(before, behind, groups, is_call=name in ("procedure", "function"))
        depth += name in _BEGINS or name in _MIDDLE
    yield here, line + body[at:]


def _say(before: str, behind: str, groups: list[str], *, is_call: bool = False) -> str:
    """Return a line as it is printed: its words in bold around the condition."""
    first, *others = groups or [""]
    said = f"\\textsc{{{first}}}({', '.join(others)})" if is_call and others else first
    parts = (f"\\textbf{{{before}}}" if before else "", said)
    last = f"\\textbf{{{behind}}}" if behind else ""
    return " ".join(filter(None, (*parts, last))) + " "


def _take_groups(text: str, at: int, count: int) -> tuple[list[str], int]:
    """Return what stands in the groups that open here, at most so many, and where they end."""
    held: list[str] = []
    for _ in range(count):
        end = find_group_end(text, at)
        if end <= at:
            break
        held.append(text[text.index("{", at) + 1 : end - 1])
        at = end
    return held, at


def _write_inline(text: str) -> str:
    """Return lines with calls, comments and words within them as they are printed."""
    parts: list[str] = []
    at = 0
    while match := _INLINE.search(text, at):
        name = match["name"]
        parts.append(text[at : match.start()])
        at = match.end()
        if name == "Call":
            held, at = _take_groups(text, at, 2)
            parts.append(f"\\textsc{{{held[0] if held else ''}}}({''.join(held[1:])})")
        elif name.lower() in ("comment", "tcc", "tcp"):
            held, at = _take_groups(text, at, 1)
            end = r"\;" if name in ("tcc", "tcp") else ""
            parts.append(f" \\emph{{▷ {_write_inline(''.join(held))}}}{end} ")
        elif name in _PLAIN or (name.isupper() and name != "RETURN"):
            parts.append(f" \\textbf{{{_PLAIN.get(name, name.lower())}}} ")
        else:
            held, at = _take_groups(text, at, 1) if name in ("KwRet", "Return") else ([], at)
            parts.append(f"\\textbf{{return}} {''.join(held)}")
    return "".join((*parts, text[at:]))


def _read_blocks(body: str, depth: int) -> Iterator[tuple[int, str]]:
    """Yield the lines of algorithm2e, each with its depth."""
    if not depth:
        body = _write_inline(_SETTING.sub(" ", body))
    at = 0
    while match := _BLOCK.search(body, at):
        yield from _part_lines(body[at : match.start()], depth)
        kind = match["kind"]
        name = (
            kind.lower() if kind in ("Fn", "Function", "Procedure") else kind.lstrip("ul").lower()
        )
        at = match.end()
        is_bare = name in ("else", "other", "begin")
        only = name.startswith("kw")
        count = 3 if name == "eif" else 1 if only or is_bare else 2
        groups, at = _take_groups(body, at, count)
        condition = [] if is_bare else groups[:1]
        blocks = [] if only else groups[len(condition) :]
        yield from _write_block(name, condition, blocks, depth)
    yield from _part_lines(body[at:], depth)


def _write_block(
    name: str, condition: list[str], blocks: list[str], depth: int
) -> Iterator[tuple[int, str]]:
    until = name == "repeat"
    before, behind = _WORDS["if" if name == "eif" else name]
    yield depth, _say(before, behind, [] if until else condition)
    for place, block in enumerate(blocks):
        if place:
            yield depth, _say("else", "", [])
        if depth < _DEEPEST:
            yield from _read_blocks(block, depth + 1)
        else:
            yield depth + 1, block
    if until:
        yield depth, _say("until", "", condition)


def _part_lines(text: str, depth: int) -> Iterator[tuple[int, str]]:
    return ((depth, line) for line in re.split(r"\\;|\n[ \t]*\n|\\\\", text))
