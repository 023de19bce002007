"""The bytes of a source become text to clean, or a document read into Markdown."""
