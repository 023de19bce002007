"""What a PDF says → the passages of the manuscript."""
