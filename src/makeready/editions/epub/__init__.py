"""The master becomes the e-book edition: files, navigation and metadata in one EPUB."""

LIBRARIES = ("ebooklib", "fonttools", "lxml", "pillow", "regex", "resvg-py", "uharfbuzz")
"""The distributions whose versions decide with a master what its e-book becomes."""
