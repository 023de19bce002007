"""Books and articles in XML → what pandoc reads whole, with what their elements hold."""
