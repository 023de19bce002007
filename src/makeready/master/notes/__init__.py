"""Notes: their numbers, and where they stand."""
