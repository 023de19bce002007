"""Readers of the formats that documents come in, each beside pandoc: what its own bytes hold."""
