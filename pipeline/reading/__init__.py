"""Bytes to paragraphs with page and box. Knows files and layout, no report, no country, no money."""
