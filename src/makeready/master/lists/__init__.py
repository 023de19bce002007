"""Abbreviations, glossaries and old page numbers become lists, and what leads to them."""
