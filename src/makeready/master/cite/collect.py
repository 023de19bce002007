"""Manuscript files become what of them matters for citations, as pandoc's document in JSON.

A citation's form depends on those before it, and on the sentence around it. So pandoc is shown the
paragraphs that hold citations, of all files in order, and how many notes stand between them.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from makeready.core.errors import MasterError
from makeready.core.findings import Place
from makeready.master.cite.run import run_in_time
from makeready.master.labels.kinds import PREFIXES
from makeready.master.markup.translate import translate
from makeready.master.read.dialect import CITING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Text

Node: TypeAlias = dict[str, Any]
"""A block or an inline of pandoc's document: `t` is its kind, `c` what it holds.

JSON of pandoc's own, of more than fifty shapes: no type says more of `c`.
"""

Remember: TypeAlias = Callable[["Sequence[object]", Callable[[float], str]], str]
"""Returns what was made of the same values before, or makes it now in so many seconds."""

CITED, NOTES, CHAPTER, WORKS = "Para", "CodeBlock", "HorizontalRule", "Div"
"""Blocks of what is collected: a run with citations, how many notes stand in others, where a
chapter begins, where the works are listed."""

KINDS = PREFIXES
"""What references to numbers begin with; no work is cited by such a key."""

_COMMON = f"""\
local kinds = {{}}
for kind in ("{KINDS}"):gmatch("[^|]+") do kinds[kind] = true end

local function is_reference(cite)
  for _, each in ipairs(cite.citations) do
    if not kinds[(each.id:match("^%a+[-:]") or ""):lower()] then return false end
  end
  return true
end

local function write_references(inlines)
  return inlines:walk{{Cite = function(cite)
    if is_reference(cite) then return cite.content end
  end}}
end

local function has_citation(inlines)
  local found = false
  inlines:walk{{Cite = function(cite) found = found or not is_reference(cite) end}}
  return found
end
"""
COLLECT = (
    _COMMON
    + """
local out, notes = pandoc.List(), 0

local function flush()
  if notes > 0 then out:insert(pandoc.CodeBlock(tostring(notes))) end
  notes = 0
end

local collect = {
  traverse = "topdown",
  Inlines = function(inlines)
    if has_citation(inlines) then
      flush()
      out:insert(pandoc.Para(write_references(inlines)))
    else
      inlines:walk{Note = function() notes = notes + 1 end}
    end
    return inlines, false
  end,
  Div = function(div)
    if div.identifier == "refs" then
      flush()
      out:insert(pandoc.Div({}, pandoc.Attr("refs")))
      return div, false
    end
  end,
}

function Pandoc(doc)
  for _, block in ipairs(doc.blocks) do
    if block.t == "Header" and block.level == 1 then
      flush()
      out:insert(pandoc.HorizontalRule())
    end
    pandoc.Blocks{block}:walk(collect)
  end
  flush()
  return pandoc.Pandoc(out)
end
"""
)
REPLACE = (
    _COMMON
    + """
local file = io.open(FILE)
local cited = pandoc.read(file:read("a"), "json").blocks
file:close()
local at = 0

local function take()
  at = at + 1
  return cited[at].content
end

local replace = {
  traverse = "topdown",
  Inlines = function(inlines)
    if has_citation(inlines) then return take(), false end
    return write_references(inlines), false
  end,
  Div = function(div)
    if div.identifier == "refs" or div.identifier:match("__refs$") then
      div.content = take()
      div.classes = pandoc.List{"references"}
      div.identifier = ""
      return div, false
    end
  end,
}

function Pandoc(doc) return doc:walk(replace) end
"""
)
"""Puts what was made of citations in their place; `FILE` is the document that has it."""

_PROMISING = re.compile(r"@|\[\^|\^\[|#refs")
_HEADING = re.compile(r"^(?:#[^#]|=+\s*$)", re.MULTILINE)


def collect(text: Text, remember: Remember) -> list[Node]:
    """Return the blocks that tell what a file cites, where it lists works, and its notes.

    Raises MasterError when pandoc fails.
    """
    if not _PROMISING.search(text.text) and not _HEADING.search(text.text):
        return []
    said, _ = translate(text)
    made = remember(("citations", said), lambda seconds: _run(said, text, seconds))
    try:
        blocks = json.loads(made)["blocks"]
    except RecursionError as error:
        raise MasterError(
            "the citations cannot be read, since something stands too deep",
            where=Place(text.file),
            hint="look for quotations or lists that stand very deep in one another",
        ) from error
    assert isinstance(blocks, list)
    return blocks


def _run(said: str, text: Text, seconds: float) -> str:
    with tempfile.TemporaryDirectory(prefix="makeready-") as folder:
        script = Path(folder) / "collect.lua"
        script.write_text(COLLECT, encoding="utf-8")
        options = (
            f"--from={CITING}",
            "--to=json",
            "--sandbox",
            "--quiet",
            f"--lua-filter={script}",
        )
        ran = run_in_time(options, said.encode(), seconds, Place(text.file))
    if ran.status:
        raise MasterError("pandoc could not read the citations", where=Place(text.file))
    return ran.output.decode()
