"""Manuscript files become the one master: one XHTML document that feeds every edition.

Inside this room a chapter is an lxml tree that each pass adjusts in its turn; what leaves the room
is a frozen `Master` of bytes.
"""

LIBRARIES = (
    "jinja2",
    "latex2mathml",
    "lxml",
    "markupsafe",
    "pypandoc_binary",
    "regex",
    "tinycss2",
)
"""The distributions whose versions decide with a title what its master becomes."""
