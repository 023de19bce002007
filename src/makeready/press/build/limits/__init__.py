"""Work that takes too long → the error that says what of the title is the reason."""
