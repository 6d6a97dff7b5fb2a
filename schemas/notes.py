"""What holds for a whole table: where its content comes from, and what its years are.

Belongs here: one entry for each published table. Does not belong here: what one column means, which stands in the models.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """Source of a table's content, and the basis of its years."""

    source: str
    years: str

    def __str__(self) -> str:
        return f"Source: {self.source}. Years: {self.years}."


_REPORTS = (
    "US State Department TIP Reports and Council of Europe GRETA reports, or our abridgements of them (documents.kind)"
)
_FUNDING_YEAR = (
    "calendar years; a fiscal year counts under the year in which it starts; an edition of year Y that names no year is "
    "taken to speak of Y-1"
)
_EDITION = "edition_year is the year in the report's title; its country chapters describe mostly the year before"

NOTES: dict[str, Note] = {
    "documents": Note("the project's catalogue of reports and the files read", _EDITION),
    "narratives": Note(_REPORTS, "those of the document; join documents for edition_year"),
    "countries": Note(
        "ISO 3166-1 and 3166-3, Correlates of War state system membership 2016, names from Unicode CLDR", "none"
    ),
    "claims": Note(_REPORTS, _FUNDING_YEAR),
    "amounts_set_aside": Note(_REPORTS, "those of the document; join documents for edition_year"),
    "exchange_rates": Note(
        "International Monetary Fund (used), European Central Bank (cross-check)", "calendar years, averages"
    ),
    "deflators": Note("US Bureau of Labor Statistics, consumer prices", "calendar years, averages"),
    "grants": Note("donors' own lists, announcements and evaluations, named in each row", "as the donor counts them"),
    "victim_claims": Note(_REPORTS, _FUNDING_YEAR.replace("fiscal", "reporting")),
    "victims": Note("victim_claims", _FUNDING_YEAR.replace("fiscal", "reporting")),
    "country_year": Note("claims, one figure for each sum of money", _FUNDING_YEAR),
    "coverage": Note("the project's catalogue and what was read of it", _EDITION),
    "restatements": Note("claims of two or more documents about one year", _FUNDING_YEAR),
    "article_table_1": Note(
        "Surtees and de Kerchove, Anti-Trafficking Review 3 (2014), Table 1, beside claims and country_year",
        "calendar years; the article files the TIP Report of 2012 under 2011",
    ),
    "agreement": Note(
        "claims, beside figures read by hand (data/raw/facts) and, where an original is held, the claims of its abridgement",
        _FUNDING_YEAR,
    ),
}
