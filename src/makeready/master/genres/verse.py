"""Paragraphs of a division of verse become blocks of lines, each line as it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.master.genres.names import GENRES, PARAGRAPHS, read_division
from makeready.master.markup.code import INDENT, fences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_VERSE = ", ".join(f"{name} = true" for name, form in GENRES.items() if form == "verse")
_APART = ", ".join(f"{name} = true" for name in sorted(PARAGRAPHS))

# Only in pandoc's document is it known where the lines of a paragraph ended.
FILTER = f"""\
local verse, apart = {{{_VERSE}}}, {{{_APART}}}
local divided = {{Emph = true, Strong = true, SmallCaps = true, Strikeout = true, Underline = true}}
local function lines(inlines)
  local found = pandoc.List{{pandoc.List{{}}}}
  for _, each in ipairs(inlines) do
    if each.t == "SoftBreak" or each.t == "LineBreak" then
      found:insert(pandoc.List{{}})
    elseif divided[each.t] then
      for number, content in ipairs(lines(each.content)) do
        if number > 1 then found:insert(pandoc.List{{}}) end
        if #content > 0 then found[#found]:insert(pandoc[each.t](content)) end
      end
    else
      found[#found]:insert(each:walk{{SoftBreak = function() return pandoc.LineBreak() end}})
    end
  end
  return found
end
local function stands_apart(block)
  local only = #block.content == 1 and block.content[1]
  return only and only.t == "Span" and only.classes:find_if(function(name) return apart[name] end)
end
function Div(division)
  if not division.classes:find_if(function(name) return verse[name] end) then return nil end
  local blocks, stanzas = pandoc.List{{}}, nil
  for _, block in ipairs(division.content) do
    if block.t == "Para" and not stands_apart(block) then
      if stanzas then stanzas:insert(pandoc.List{{}}) end
      stanzas = stanzas or pandoc.List{{}}
      stanzas:extend(lines(block.content))
    else
      if stanzas then blocks:insert(pandoc.LineBlock(stanzas)) end
      stanzas = nil
      blocks:insert(block)
    end
  end
  if stanzas then blocks:insert(pandoc.LineBlock(stanzas)) end
  division.content = blocks
  return division
end
"""

_NO_BREAK = "\u00a0"
_END = re.compile(r"[ \t>]*:{3,}[ \t]*$")
_BEFORE = re.compile(r"[ \t>]*")
# What makes the indented lines below it its own, and lines with bars, which keep their spaces.
_HOLDER = re.compile(r"(?:[-*+:~]|\d{1,9}[.)])[ \t]+\S|\[\^[^\s\[\]]+\]:|\|")
_SPOKEN = frozenset({"drama", "dialogue"})


def keep_indents(lines: Sequence[str]) -> list[str]:
    """Return a manuscript's lines so that pandoc keeps the spaces before lines of verse.

    It drops those of a paragraph, and takes four for the beginning of code. In a play a paragraph
    that is so far indented is the rest of a shared line. Lists and notes keep theirs as they are.
    """
    kept = list(lines)
    for at, before, form in _find_lines(lines):
        line = lines[at].removeprefix(before)
        kept[at] = before + (_fix_indent(line) if form == "verse" else f"| {line}")
    return kept


def _fix_indent(line: str) -> str:
    wide = line.expandtabs(INDENT)
    words = wide.lstrip(" ")
    # a paragraph that is one span, as an attribution is, has a place of its own
    is_span = words.startswith("[") and words.rstrip().endswith("}")
    return words if is_span else _NO_BREAK * (len(wide) - len(words)) + words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Division:
    """An open division: its form, which it may have from the one around it, and its indent."""

    form: str
    before: str


def _find_lines(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the number of each indented line of verse or a play, its division's indent and form."""
    code = {at for fence in fences(lines) for at in range(fence.first, fence.last + 1)}
    opened = [_Division(form="", before="")]
    is_held = is_shared = False
    for at, line in enumerate(lines):
        if at in code:
            continue
        names = read_division(line)
        if names:
            opened.append(_open(line, names, opened[-1].form))
            is_held = False
        elif len(opened) > 1 and _END.match(line):
            opened.pop()
        elif opened[-1].form and line.startswith(opened[-1].before) and line.strip():
            rest = line.removeprefix(opened[-1].before)
            if rest[0] not in " \t":
                is_held = _HOLDER.match(rest) is not None
            elif not is_held and opened[-1].form == "verse":
                yield at, opened[-1].before, "verse"
            elif not is_held and (is_shared or _begins_code(rest, lines[at - 1])):
                is_shared = True
                yield at, opened[-1].before, "drama"
                continue
        is_shared = False


def _open(line: str, names: Sequence[str], around: str) -> _Division:
    forms = {GENRES.get(name, "") for name in names}
    form = "verse" if "verse" in forms else "drama" if forms & _SPOKEN else around
    before = _BEFORE.match(line)
    return _Division(form=form, before=before[0] if before else "")


def _begins_code(line: str, previous: str) -> bool:
    wide = line.expandtabs(INDENT)
    is_far = len(wide) - len(wide.lstrip(" ")) >= INDENT
    return is_far and not previous.strip(" \t>")
