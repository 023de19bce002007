"""Citations become what a CSL style makes of them, and a list of the works that are cited."""
