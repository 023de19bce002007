"""The master becomes the e-book edition: files, navigation and metadata in one EPUB."""

LIBRARIES = ("ebooklib", "fonttools", "lxml", "regex", "uharfbuzz")
"""The distributions whose versions decide with a master what its e-book becomes."""
