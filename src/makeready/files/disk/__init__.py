"""Bytes become files that are whole, and values that are remembered."""
