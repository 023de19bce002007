"""Finished editions become findings: what a reader, a printer or a library would complain of."""
