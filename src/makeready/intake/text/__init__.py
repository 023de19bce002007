"""Blocks become passages: paragraphs joined over pages, their hyphens and spaces put right."""
