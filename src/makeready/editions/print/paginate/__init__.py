"""Laid-out units become the numbered pages of a book, and references are resolved."""
