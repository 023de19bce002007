"""Notes that the layout loses, or that no page can hold, are moved or split."""
