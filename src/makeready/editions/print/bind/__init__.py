"""Laid-out units in their places become one PDF: fonts, running heads, metadata."""
