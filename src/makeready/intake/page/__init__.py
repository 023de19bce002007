"""Blocks become what the printed page made of them: furniture, headings, contents, title page."""
