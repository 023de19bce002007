"""Index marks and citations of documents become those of a manuscript."""
