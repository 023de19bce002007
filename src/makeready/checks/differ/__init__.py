"""Two finished editions → how they differ, for readers and for machines."""
