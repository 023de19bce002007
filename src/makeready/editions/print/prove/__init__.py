"""Laid-out pages become a page map, and findings where characters of the master are missing."""
