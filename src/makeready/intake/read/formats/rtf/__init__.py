"""Rich Text Format: its signs, its characters in their code pages, and what it holds apart."""
