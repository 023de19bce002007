"""What all rooms share: errors, findings and the values that pass between stages."""
