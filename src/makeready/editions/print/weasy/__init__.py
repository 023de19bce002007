"""A unit becomes laid-out pages: the one door to WeasyPrint."""
