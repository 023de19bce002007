"""Pages that are pictures → pages with their text, by programs that read letters."""
