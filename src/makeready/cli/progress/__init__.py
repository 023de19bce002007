"""What the terminal shows of a verb while it works."""
