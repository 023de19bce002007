"""Lines in two directions → the order in which their characters are read."""
