"""A laid-out page becomes a tagged one: structure, marked content and order of reading."""
