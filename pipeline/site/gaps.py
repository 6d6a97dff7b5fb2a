"""What is known of each country and year: a sum, a stated zero, words without a sum, silence, or nothing read.

Belongs here: telling these five apart. Does not belong here: how they are drawn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from pipeline.site.tables import Release


class Known(StrEnum):
    """What is known of a country's money in a year."""

    SUM = "sum"
    ZERO = "zero"
    WORDS = "words"
    SILENT = "silent"
    NOT_HELD = "not_held"


WORDS: dict[Known, str] = {
    Known.SUM: "a sum is reported",
    Known.ZERO: "a report says there was no money for some purpose",
    Known.WORDS: "money is mentioned, without a sum for the year",
    Known.SILENT: "read, nothing about money",
    Known.NOT_HELD: "no report read: not known",
}


@dataclass(frozen=True, slots=True)
class YearKnown:
    """What is known of one year."""

    year: int
    known: Known

    @property
    def words(self) -> str:
        """The state in words."""
        return WORDS[self.known]


def years_shown(release: Release) -> range:
    """From the first to the last year that any statement, figure or report read is about."""
    years = {r["funding_year"] for name in ("claims", "country_year") for r in release.rows(name)} - {None}
    years |= {r["edition_year"] - 1 for r in release.rows("coverage") if r["narrative_found"]}
    return range(min(years), max(years) + 1) if years else range(0)


def known_by_year(release: Release) -> dict[str, list[YearKnown]]:
    """For each country, what is known of each year shown.

    A report counts as read for the year before its edition. An abridgement that leaves a country out says nothing of it.
    """
    sums = {
        (r["country_iso3"], r["funding_year"]) for r in release.rows("country_year") if r["method"] != "stated_none"
    }
    zeros = {
        (r["country_iso3"], r["funding_year"]) for r in release.rows("country_year") if r["method"] == "stated_none"
    }
    told = {(r["country_iso3"], r["funding_year"]) for r in release.rows("claims")}
    read = {(r["country_iso3"], r["edition_year"] - 1) for r in release.rows("coverage") if r["narrative_found"]}
    order = ((sums, Known.SUM), (zeros, Known.ZERO), (told, Known.WORDS), (read, Known.SILENT))

    def state(cell: tuple[str, int]) -> Known:
        return next((known for cells, known in order if cell in cells), Known.NOT_HELD)

    years = years_shown(release)
    return {code: [YearKnown(y, state((code, y))) for y in years] for code in release.countries}


def in_words(states: Sequence[YearKnown]) -> str:
    """A row of years as one sentence for those who cannot see it."""
    parts = []
    for known in Known:
        years = [s.year for s in states if s.known == known]
        if years:
            parts.append(f"{WORDS[known]}: {', '.join(stretches(years))}")
    return ". ".join(part[:1].upper() + part[1:] for part in parts) + "."


def stretches(years: Iterable[int]) -> list[str]:
    """Years in order, those that follow one another joined: 2007, 2009 to 2011."""
    found = []
    for _, run in groupby(enumerate(sorted(years)), key=lambda pair: pair[1] - pair[0]):
        held = [year for _, year in run]
        found.append(str(held[0]) if len(held) == 1 else f"{held[0]} to {held[-1]}")
    return found
