"""The titles' finished editions become a site from which readers download or read them."""
