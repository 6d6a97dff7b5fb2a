"""Paragraphs to narratives: what is particular to TIP Reports and to GRETA reports. Knows no money."""
