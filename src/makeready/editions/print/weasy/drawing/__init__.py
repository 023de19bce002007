"""What stands on a page is painted: letters, and what they stand for."""
