"""The place of an error in the words of a report, so that whoever reports a bug of the extraction can name it."""

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.printable import printable
from pipeline.reports.model import NarrativeParagraph


class ExtractionFailed(Exception):
    """What a paragraph tells could not be extracted: the place in the document and the error, in one line."""

    def __init__(self, place: str, error: str) -> None:
        super().__init__(f"{place}: its claims could not be extracted ({error})")


def said(problem: BaseException) -> str:
    """An error as a piece of a line."""
    return str(problem) if isinstance(problem, ExtractionFailed) else printable(repr(problem))[:200]


@contextmanager
def told_where(country_iso3: str, paragraph: NarrativeParagraph) -> Iterator[None]:
    """Gives an error within it the place of the paragraph.

    Raises:
        ExtractionFailed: in place of any error.
    """
    try:
        yield
    except Exception as problem:
        place = f"{country_iso3}, page {paragraph.source.page}, paragraph {paragraph.number}"
        raise ExtractionFailed(place, said(problem)) from problem
