"""Notes as a document has them → notes that a manuscript can have."""
