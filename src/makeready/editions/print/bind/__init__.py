"""Laid-out units and their page numbers become one PDF, with running heads and fonts."""
