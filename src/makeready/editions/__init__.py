"""The master becomes editions: a PDF for print and an EPUB for screens."""
