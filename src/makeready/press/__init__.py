"""The order of the work: which stage runs when, and what becomes of a title."""
