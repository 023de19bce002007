"""Titles' folders become editions: the order of work, and what is remembered of it."""
