"""What readers see of finished files becomes findings."""
