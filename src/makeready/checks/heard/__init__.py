"""What listeners are told by a finished PDF becomes reports."""
