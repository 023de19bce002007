"""What a worker loads once for all units of a title, before WeasyPrint lays the first one out."""
