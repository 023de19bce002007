"""Markup that pandoc's Markdown does not know becomes what it means, or a finding that names it."""
