"""What pandoc loses of LaTeX, rewritten so that it does not."""
