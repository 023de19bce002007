"""A PDF's bytes become its pages, in bounded processes of their own."""
