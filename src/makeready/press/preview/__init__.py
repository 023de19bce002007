"""A title under work becomes pages in a browser that follow each change."""
