"""Manuscript files become trees: read by pandoc, and refused where HTML does more than show."""
