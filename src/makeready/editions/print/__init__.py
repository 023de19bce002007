"""The master becomes the print edition: laid out in pages, checked, and bound into one PDF."""
