"""Notes of a PDF that nothing calls: where they are called is asked, and answered."""
