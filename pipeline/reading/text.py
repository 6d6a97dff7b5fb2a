"""Plain text to paragraphs: a blank line ends a paragraph, a line in capitals or with a colon may be a heading."""

import re

from pipeline.reading.model import Paragraph, Reading


def read_text(text: str) -> Reading:
    """Paragraphs of a text; form feeds separate pages. Single line breaks inside a paragraph are kept as breaks."""
    found: list[Paragraph] = []
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    for number, page in enumerate(pages, start=1):
        for block in re.split(r"\n[ \t]*\n", page):
            block = block.strip("\n\ufeff ")
            if block.strip():
                heading = len(block) < 90 and "\n" not in block and not block.rstrip().endswith((".", ";", ","))
                found.append(Paragraph(block, number, None, "heading" if heading else "body"))
    return Reading(len(pages), tuple(found))
