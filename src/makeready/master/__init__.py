"""Manuscript files become the one master: one XHTML document that feeds every edition.

Inside this room a chapter is an lxml tree that each pass adjusts in its turn; what leaves the room
is a frozen `Master` of bytes.
"""
