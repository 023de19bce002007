"""What outside programs say of finished files becomes findings."""
