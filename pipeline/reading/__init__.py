"""Bytes to paragraphs with page and box. Knows files and layout, no report, no country, no money."""

from pipeline.reading.document import read_document
from pipeline.reading.model import Paragraph, Reading, UnreadableDocument

__all__ = ["Paragraph", "Reading", "UnreadableDocument", "read_document"]
