"""A PDF is read as it is printed: from where its characters stand to a manuscript."""
