"""A reading as JSON and back, for the pipe between two processes.

JSON and not pickle: what comes back was made by a process that a report may have taken over, and loading it must run nothing.
"""

import json
from typing import Any

from pipeline.reading.model import Line, Paragraph, Reading


def to_json(reading: Reading) -> bytes:
    """A reading as bytes."""
    paragraphs = [
        [p.text, p.page, p.page_label, p.kind, [(ln.start, ln.end, ln.page, ln.box) for ln in p.lines], p.bold, p.size,
         p.reason]
        for p in reading.paragraphs
    ]  # fmt: skip
    whole = {"pages": reading.pages, "paragraphs": paragraphs, "problems": reading.problems}
    return json.dumps(whole, separators=(",", ":")).encode()


def from_json(data: bytes) -> Reading:
    """The reading that `to_json` made bytes of.

    Raises:
        ValueError: the bytes are something else.
    """
    try:
        whole = json.loads(data)
        paragraphs = tuple(_paragraph(row) for row in whole["paragraphs"])
        return Reading(int(whole["pages"]), paragraphs, tuple(str(p) for p in whole["problems"]))
    except (KeyError, TypeError, RecursionError) as problem:
        raise ValueError(f"no reading: {problem!r}") from problem


def _paragraph(row: list[Any]) -> Paragraph:
    text, page, label, kind, lines, bold, size, reason = row
    placed = tuple(Line(start, end, at, tuple(box) if box else None) for start, end, at, box in lines)
    return Paragraph(text, page, label, kind, placed, bold, size, reason)
