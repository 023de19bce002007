"""A source's lines become blocks, and keys by which the words of two of them are compared."""
