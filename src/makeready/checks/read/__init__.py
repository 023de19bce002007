"""Finished files become what the checks look at: words, pages, chapters, links."""
