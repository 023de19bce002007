"""A paragraph becomes lines, broken as a whole; no layout engine and no font is known here."""
