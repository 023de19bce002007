"""Pages that would end badly are made again, with paragraphs a line longer or shorter."""
