"""The Markdown that manuscripts are written in, as pandoc's name of a format."""

from __future__ import annotations

# Raw TeX, metadata blocks and the like are off since pandoc would drop or hide their words;
# off, they stay text that everybody can see.
_COMMON = (
    "-raw_tex-raw_attribute-latex_macros+task_lists"
    "-tex_math_dollars-yaml_metadata_block-pandoc_title_block+autolink_bare_uris"
)
READER = f"markdown+smart+east_asian_line_breaks-citations{_COMMON}"
"""Markdown of a book that cites nothing by keys: an @ is an ordinary sign."""

CITING = f"markdown+smart+east_asian_line_breaks+citations{_COMMON}"
"""Markdown of a book that has a bibliography."""
