"""Reading a country's figures back from a release, with the sentences they rest on.

Belongs here: plain data for the command line and the page. Does not belong here: printing, or computing a figure.
Imports neither pandas nor Arrow, so that a question is answered at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.release.cautions import cautions
from pipeline.release.layout import DATABASE
from schemas.codes import FLAGS, USAGE_WARNINGS
from schemas.countries import ALPHA2_OF, english_name


class NothingToShow(Exception):
    """There is no such country, no figure, or no release; the message is a plain sentence."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim: what a document says, and where."""

    claim_id: str
    document_id: str
    title: str | None
    edition_year: int | None
    funding_year: int | None
    page_label: str | None
    pdf_page: int | None
    section: str | None
    paragraph: str | None
    locator: str | None
    url: str | None
    sentence: str
    status: str
    amount_low: float | None
    amount_high: float | None
    currency: str | None
    stated_usd: float | None
    qualifier: str | None
    role: str
    funder_type: str
    recipient_type: str
    purpose: str
    purpose_group: str
    periodicity: str | None
    confidence: float
    review: str
    flags: tuple[str, ...]

    @property
    def place(self) -> str:
        """Document with page or paragraph, as a reader would cite it."""
        parts = [self.title or self.document_id]
        if self.page_label or self.pdf_page:
            parts.append(f"p. {self.page_label or self.pdf_page}")
        if self.section:
            parts.append(self.section)
        if self.paragraph:
            parts.append(f"par. {self.paragraph}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Figure:
    """A country-year figure with the claims that make it. Money in whole units of `currency`."""

    funding_year: int
    purpose_group: str
    currency: str | None
    best: float
    low: float
    high: float
    best_usd: float | None
    best_eur: float | None
    method: str
    tier: str | None
    flags: tuple[str, ...]
    usage_warnings: tuple[str, ...]
    statements: tuple[Statement, ...]

    @property
    def caveats(self) -> tuple[str, ...]:
        """What to beware of, in words, each thing once."""
        meanings: dict[str, str] = {**FLAGS, **{w.value: text for w, text in USAGE_WARNINGS.items()}}
        return tuple(meanings[code] for code in cautions(";".join(self.usage_warnings), ";".join(self.flags)))


@dataclass(frozen=True, slots=True)
class CountryFigures:
    """Everything a release says of a country's funding: figures, and statements that enter none of them."""

    country_iso3: str
    country: str
    figures: tuple[Figure, ...]
    other_statements: tuple[Statement, ...]
    editions_read: tuple[int, ...]


_STATEMENT_COLUMNS = ", ".join(
    f'{"d" if name in ("title", "edition_year", "url") else "c"}."{name}"' for name in Statement.__dataclass_fields__
)
_CLAIMS = f"""
    SELECT {_STATEMENT_COLUMNS} FROM claims c JOIN documents d USING (document_id)
    WHERE c.country_iso3 = $country AND ($year IS NULL OR c.funding_year = $year)
    ORDER BY c.funding_year NULLS LAST, d.edition_year, c.document_id, c.claim_id
"""  # noqa: S608 - column names of a dataclass of ours
_FIGURES = """
    SELECT funding_year, purpose_group, currency, best, low, high, best_usd, best_eur, method, tier, flags,
      usage_warnings, claim_ids
    FROM country_year WHERE country_iso3 = $country AND ($year IS NULL OR funding_year = $year)
    ORDER BY funding_year, purpose_group
"""
_READ = """
    SELECT DISTINCT edition_year FROM coverage WHERE country_iso3 = $country AND narrative_found ORDER BY edition_year
"""


def show(iso3: str, year: int | None = None, directory: Path = Path("data/curated")) -> CountryFigures:
    """A country's figures, of one funding year or of all, with every statement behind and beside them.

    Args:
        iso3: ISO 3166-1 alpha-3 code in any case, XKX for Kosovo.
        year: funding year, or None for all.
        directory: the release.

    Raises:
        NothingToShow: unknown code, nothing known of the country or year, or no release.
    """
    code = iso3.strip().upper()
    if code not in ALPHA2_OF:
        raise NothingToShow(
            f"{iso3} is no country code; use three letters of ISO 3166-1 such as ALB, or XKX for Kosovo."
        )
    name = english_name(code)
    path = directory / DATABASE
    if not path.is_file():
        raise NothingToShow(f"There is no release at {directory}; make one with: make data")
    asked = {"country": code, "year": year}
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            statements = [_statement(row) for row in _rows(connection, _CLAIMS, asked)]
            figures = _rows(connection, _FIGURES, asked)
            editions = tuple(r["edition_year"] for r in _rows(connection, _READ, {"country": code}))
    except duckdb.Error as error:
        raise NothingToShow(
            f"{path} cannot be read ({str(error).splitlines()[0]}); make it anew with: make data"
        ) from None
    if not statements and not figures:
        told = f"its reports of {', '.join(map(str, editions))} were read" if editions else "no report on it was read"
        when = f" for {year}" if year is not None else ""
        raise NothingToShow(f"No statement on funding in {name}{when}: {told}.")
    by_id = {s.claim_id: s for s in statements}
    made = tuple(_figure(row, by_id) for row in figures)
    used = {s.claim_id for figure in made for s in figure.statements}
    return CountryFigures(code, name, made, tuple(s for s in statements if s.claim_id not in used), editions)


def _rows(connection: duckdb.DuckDBPyConnection, query: str, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    result = connection.execute(query, dict(asked))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _flags(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _statement(row: dict[str, Any]) -> Statement:
    return Statement(**{**row, "flags": _flags(row["flags"])})


def _figure(row: dict[str, Any], by_id: Mapping[str, Statement]) -> Figure:
    claim_ids = row.pop("claim_ids").split(";")
    statements = tuple(by_id[claim_id] for claim_id in claim_ids)
    codes = {name: _flags(row[name]) for name in ("flags", "usage_warnings")}
    return Figure(**{**row, **codes, "statements": statements})
