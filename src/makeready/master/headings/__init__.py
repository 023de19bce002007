"""What the master adds to headings."""
