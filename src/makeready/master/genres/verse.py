"""Paragraphs of a division of verse become blocks of lines, each line as it was written."""

from __future__ import annotations

from makeready.master.genres.names import GENRES, PARAGRAPHS

_VERSE = ", ".join(f"{name} = true" for name, form in GENRES.items() if form == "verse")
_APART = ", ".join(f"{name} = true" for name in sorted(PARAGRAPHS))

# Only in pandoc's document is it known where the lines of a paragraph ended.
FILTER = f"""\
local verse, apart = {{{_VERSE}}}, {{{_APART}}}
local function lines(inlines)
  local found = pandoc.List{{pandoc.List{{}}}}
  for _, each in ipairs(inlines) do
    if each.t == "SoftBreak" or each.t == "LineBreak" then
      found:insert(pandoc.List{{}})
    else
      found[#found]:insert(each)
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
