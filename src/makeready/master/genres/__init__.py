"""Divisions of the manuscript that are verse, plays, letters, dialogues, boxes and their like."""
