"""Notes that a page cannot hold become notes that it can: split, and put in their places."""
