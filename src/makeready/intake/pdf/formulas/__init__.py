"""Formulas on a page are kept as pictures or as rows of signs, and told."""
