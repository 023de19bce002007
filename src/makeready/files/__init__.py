"""The disk, the clock and other programs, turned into values and back."""

LIBRARIES = ("langcodes", "msgspec", "python-stdnum")
"""The distributions whose versions decide how a title's folder is understood."""
