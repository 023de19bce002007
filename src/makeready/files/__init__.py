"""The disk, the clock and other programs, turned into values and back."""
