"""Checks that splitting loses nothing: characters in = characters in narratives + characters set aside."""

from pipeline.reading.model import Reading
from pipeline.reports.model import SplitReport


def _ink(text: str) -> int:
    return sum(1 for c in text if not c.isspace())


def account(reading: Reading, split: SplitReport) -> int:
    """Characters (blanks aside) that were read less those in narratives and those set aside; 0 if nothing is lost."""
    read = sum(_ink(p.text) for p in reading.paragraphs)
    kept = sum(_ink(p.text) for n in split.narratives for p in n.paragraphs)
    aside = sum(_ink(a.text) for a in split.set_aside)
    return read - kept - aside
