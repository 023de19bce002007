"""Blocks become notes, each with the call that leads to it."""
