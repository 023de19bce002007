"""Laid-out units become the book's pages: sides, blank pages, page labels and references."""
