"""The machine and its programs, run and described."""
