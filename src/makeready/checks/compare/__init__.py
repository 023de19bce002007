"""The master and both editions become findings where they disagree."""
