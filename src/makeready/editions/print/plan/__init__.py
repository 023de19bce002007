"""A master becomes units of pages to lay out, each with its print tree and its style sheet."""
