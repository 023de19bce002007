"""One manuscript becomes one master, and the master two editions: print and e-book."""

__version__ = "0.1.0"
