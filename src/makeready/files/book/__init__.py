"""book.toml and its neighbours become a checked book, and back."""
