"""The report of an import: what was done to a source, for a person to judge in a browser."""
