"""A page's runs become lines, furniture, figures, tables and notes."""
