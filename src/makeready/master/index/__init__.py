"""Marks in the text become an index, captions become lists: lines with the pages of places."""
