"""What extraction takes and yields."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Context:
    """Where a text stands: country (ISO 3166-1 alpha-3 or None), edition year, series and section of the report."""

    country_iso3: str | None
    edition_year: int
    source: Literal["tip", "greta", "grant"] = "tip"
    section: str | None = None

    @property
    def main_year(self) -> int:
        """The calendar year that a report of this edition mostly describes (DESIGN, year rule)."""
        return self.edition_year - 1


@dataclass(frozen=True, slots=True)
class Finding:
    """An amount of money, or a statement about funding without one.

    `ordinal` counts the amounts of the text in order of appearance (None for a statement without amount); one amount that
    stands for several years yields several findings with one ordinal. `part_of` is the ordinal of the total.
    Money is in whole units of `currency`. `start` and `end` are places in the paragraph's text.
    """

    ordinal: int | None
    is_funding: bool
    reason: str | None
    status: str
    amount_low: float | None
    amount_high: float | None
    multiplier: int | None
    currency: str | None
    qualifier: str | None
    stated_usd: float | None
    amount_text: str | None
    funding_year: int | None
    period_start: str | None
    period_end: str | None
    year_basis: str | None
    role: str
    periodicity: str | None
    funder_type: str
    funder: str | None
    recipient_type: str
    recipient: str | None
    purpose: str
    modality: str | None
    scope: str
    part_of: int | None
    confidence: float
    rule: str
    flags: tuple[str, ...]
    sentence: str
    start: int
    end: int
    paragraph: str | None = None
    section: str | None = None
