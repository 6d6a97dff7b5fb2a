"""Bytes to paragraphs with page and box. Knows files and layout, no report, no country, no money.

`read_document` reads in a process of its own within limits; `pipeline.reading.document` holds what that process does.
"""

from pipeline.reading.apart import read_document
from pipeline.reading.model import Paragraph, Reading, ReadingStopped, UnreadableDocument

__all__ = ["Paragraph", "Reading", "ReadingStopped", "UnreadableDocument", "read_document"]
