"""Lines become paragraphs, headings and notes, and these the manuscript."""
