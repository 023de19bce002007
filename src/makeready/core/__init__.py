"""The words of the project: errors, findings and the values that pass between stages."""
