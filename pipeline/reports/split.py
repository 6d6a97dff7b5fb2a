"""Chooses the splitter of a series."""

from pipeline.reading.model import Reading
from pipeline.reports.greta import split_greta
from pipeline.reports.model import SplitReport
from pipeline.reports.tip import split_tip


def split_report(reading: Reading, source: str, edition: int | None = None, country: str | None = None) -> SplitReport:
    """Narratives of a report.

    Args:
        reading: the file as read.
        source: `tip` or `greta`.
        edition: edition year; the forms of all editions are tried, it is not needed to tell them apart.
        country: code of the country if the whole file is about one.

    Raises:
        ValueError: an unknown source.
    """
    if source == "tip":
        return split_tip(reading, country)
    if source == "greta":
        return split_greta(reading, country)
    raise ValueError(f"no reader for source '{source}'; one of tip, greta")
