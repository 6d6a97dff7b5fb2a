"""The tables of the release as pandera models.

Every column description is written here once; DuckDB comments, the data dictionary and the
descriptors are generated from it. Money is in whole units of the named currency, years are
integers, text that is not known is NULL and never ''.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from schemas import codes
from schemas.notes import NOTES

ISO3 = r"^(?:[A-Z]{3})$"
CURRENCY = r"^[A-Z]{3}$"


def _codes(enum: type[StrEnum]) -> list[str]:
    return [member.value for member in enum]


def text(description: str, *, nullable: bool = False, key: bool = False, **checks: Any) -> Any:
    """A text column; NULL allowed where the value can be unknown, '' never."""
    return pa.Field(
        nullable=nullable,
        description=description,
        metadata={"key": key},
        **{"str_length": {"min_value": 1}, **checks},
    )


def coded(description: str, enum: type[StrEnum], *, nullable: bool = False, key: bool = False) -> Any:
    """A text column with a closed list of values."""
    return pa.Field(
        nullable=nullable,
        description=description,
        isin=_codes(enum),
        metadata={"key": key, "enum": enum.__name__},
    )


def number(
    description: str, *, nullable: bool = False, key: bool = False, unit: str | None = None, **checks: Any
) -> Any:
    """A numeric column with its unit."""
    return pa.Field(nullable=nullable, description=description, metadata={"key": key, "unit": unit}, **checks)


class _Table(pa.DataFrameModel):
    class Config:
        strict = True
        ordered = True
        coerce = True


class Documents(_Table):
    """One row per report file read or tried."""

    document_id: Series[pd.StringDtype] = text("Identifier such as tip-2013 or greta-2012-2-rou", key=True)
    source: Series[pd.StringDtype] = coded("Series the document belongs to", codes.Source)
    edition_year: Series[pd.Int64Dtype] = number("Year of the edition", nullable=True, unit="year", ge=1995, le=2100)
    title: Series[pd.StringDtype] = text("Title of the document", nullable=True)
    publisher: Series[pd.StringDtype] = text("Who published the original", nullable=True)
    published_on: Series[pd.StringDtype] = text("Publication date, ISO 8601, as precise as is known", nullable=True)
    period_start: Series[pd.StringDtype] = text("First day of the period reported on, ISO 8601", nullable=True)
    period_end: Series[pd.StringDtype] = text("Last day of the period reported on, ISO 8601", nullable=True)
    country_iso3: Series[pd.StringDtype] = text(
        "Country of a one-country document; NULL for a world volume", nullable=True, str_matches=ISO3
    )
    kind: Series[pd.StringDtype] = coded("The publisher's own file or our abridged restatement", codes.DocumentKind)
    url: Series[pd.StringDtype] = text("Address of the original", nullable=True)
    sha256: Series[pd.StringDtype] = text("SHA-256 of the file read", nullable=True)
    bytes: Series[pd.Int64Dtype] = number("Size of the file read", nullable=True, unit="bytes", ge=0)
    pages: Series[pd.Int64Dtype] = number("Number of pages read", nullable=True, unit="pages", ge=0)
    licence: Series[pd.StringDtype] = text("Terms of the original and of the abridgement", nullable=True)
    retrieved_at: Series[pd.StringDtype] = text("When the file was taken in, ISO 8601", nullable=True)
    read_status: Series[pd.StringDtype] = coded(
        "Whether the file could be read, split and extracted whole; of one that is quarantined the sound narratives are published",
        codes.ReadStatus,
    )
    read_problem: Series[pd.StringDtype] = text("Why a file was quarantined or what is doubtful in it", nullable=True)


class Countries(_Table):
    """One row per country or territory with the codes other data sets use for it."""

    country_iso3: Series[pd.StringDtype] = text(
        "ISO 3166-1 alpha-3; XKX, a user-assigned code, for Kosovo; SCG and ANT, which ISO 3166-3 lists, for former countries",
        key=True,
        str_matches=ISO3,
    )
    name: Series[pd.StringDtype] = text("Short English name, from CLDR; ours for a former country")
    cow_code: Series[pd.Int64Dtype] = number(
        "Correlates of War country code (state system membership 2016); NULL for what is no member, and Serbia has 345, "
        "the code of Yugoslavia, whose membership it continues; so has Serbia and Montenegro, with other years",
        nullable=True,
        ge=2,
        le=999,
    )
    iso_numeric: Series[pd.StringDtype] = text(
        "ISO 3166-1 numeric code, three digits, the last one of a former country; NULL for Kosovo, which has none",
        nullable=True,
        str_matches=r"^\d{3}$",
    )


class Narratives(_Table):
    """One row per country narrative in a document."""

    document_id: Series[pd.StringDtype] = text("Document the narrative stands in", key=True)
    country_iso3: Series[pd.StringDtype] = text(
        "Country, ISO 3166-1 alpha-3, XKX for Kosovo", key=True, str_matches=ISO3
    )
    heading: Series[pd.StringDtype] = text("Country heading as printed", nullable=True)
    tier: Series[pd.StringDtype] = coded("Tier placement printed with the heading", codes.Tier, nullable=True)
    first_page: Series[pd.Int64Dtype] = number(
        "First page of the narrative, counted from 1 in the file", nullable=True, unit="page", ge=1
    )
    last_page: Series[pd.Int64Dtype] = number(
        "Last page of the narrative, counted from 1 in the file", nullable=True, unit="page", ge=1
    )
    characters: Series[pd.Int64Dtype] = number("Length of the narrative's text", unit="characters", ge=0)
    text_sha: Series[pd.StringDtype] = text("SHA-256 of the narrative's text")


class Claims(_Table):
    """One row per stated figure, or per explicit statement that there is none."""

    claim_id: Series[pd.StringDtype] = text(
        "Short hash of document, country, sentence and ordinal of the amount", key=True
    )
    document_id: Series[pd.StringDtype] = text("Document that makes the claim")
    country_iso3: Series[pd.StringDtype] = text("Country the claim is about, ISO 3166-1 alpha-3", str_matches=ISO3)
    page_label: Series[pd.StringDtype] = text("Page number as printed on the page", nullable=True)
    pdf_page: Series[pd.Int64Dtype] = number("Page counted from 1 in the file read", nullable=True, unit="page", ge=1)
    paragraph: Series[pd.StringDtype] = text(
        "Paragraph number within the narrative, or the printed number in GRETA reports", nullable=True
    )
    section: Series[pd.StringDtype] = text(
        "Section of the narrative: overview, recommendations, prosecution, protection, prevention, profile, or the heading in GRETA reports",
        nullable=True,
    )
    sentence: Series[pd.StringDtype] = text("The sentence that carries the claim, as printed in the file read")
    sentence_sha: Series[pd.StringDtype] = text(
        "First 16 hexadecimal digits of the sentence's SHA-256; review decisions are tied to it"
    )
    bbox: Series[pd.StringDtype] = text(
        "Place of the sentence on its pages: page:x0,top,x1,bottom in PDF points from the top left, one per line, joined with ';'",
        nullable=True,
    )
    locator: Series[pd.StringDtype] = text("Where the original says it: edition with page or address", nullable=True)
    status: Series[pd.StringDtype] = coded(
        "Whether money was stated, denied, not reported, or said to have risen or fallen", codes.Status
    )
    amount_low: Series[pd.Float64Dtype] = number(
        "Stated amount, lower end of a range; NULL where no amount is stated", nullable=True, unit="currency", ge=0
    )
    amount_high: Series[pd.Float64Dtype] = number(
        "Stated amount, upper end of a range; equal to amount_low unless a range", nullable=True, unit="currency", ge=0
    )
    multiplier: Series[pd.Int64Dtype] = number(
        "Number of recipients that each get the amount, where the report says so; country_year multiplies by it",
        nullable=True,
        unit="count",
        ge=2,
    )
    currency: Series[pd.StringDtype] = text("ISO 4217 code of the stated amount", nullable=True, str_matches=CURRENCY)
    qualifier: Series[pd.StringDtype] = coded("How the report hedges the amount", codes.Qualifier, nullable=True)
    stated_usd: Series[pd.Float64Dtype] = number(
        "The report's own conversion, evidence and not our rate", nullable=True, unit="USD", ge=0
    )
    amount_text: Series[pd.StringDtype] = text("The amount as printed", nullable=True)
    funding_year: Series[pd.Int64Dtype] = number(
        "Year the money is for; a fiscal year counts under the year in which it starts",
        nullable=True,
        unit="year",
        ge=1990,
        le=2100,
    )
    period_start: Series[pd.StringDtype] = text("First day of the period the money covers, where stated", nullable=True)
    period_end: Series[pd.StringDtype] = text("Last day of the period the money covers, where stated", nullable=True)
    year_basis: Series[pd.StringDtype] = coded("How the year was found", codes.YearBasis, nullable=True)
    role: Series[pd.StringDtype] = coded("Reporting year or an earlier year told beside it", codes.Role)
    periodicity: Series[pd.StringDtype] = coded("Stretch or unit the amount covers", codes.Periodicity, nullable=True)
    funder_type: Series[pd.StringDtype] = coded("Kind of body that pays", codes.FunderType)
    funder: Series[pd.StringDtype] = text("Who pays, as the text names it", nullable=True)
    recipient_type: Series[pd.StringDtype] = coded("Kind of body or person that is paid", codes.RecipientType)
    recipient: Series[pd.StringDtype] = text("Who is paid, as the text names it", nullable=True)
    purpose: Series[pd.StringDtype] = coded("What the money is for", codes.Purpose)
    purpose_group: Series[pd.StringDtype] = coded("Purpose folded into four groups", codes.PurposeGroup)
    scope: Series[pd.StringDtype] = coded("For trafficking alone, or also for others", codes.Scope)
    modality: Series[pd.StringDtype] = coded("How far the money had come", codes.Modality, nullable=True)
    part_of: Series[pd.StringDtype] = text("claim_id of the total this amount is a part of", nullable=True)
    confidence: Series[pd.Float64Dtype] = number(
        "How sure the machine is that every field is right, 0 to 1", ge=0, le=1
    )
    rule: Series[pd.StringDtype] = text("Rules that fired")
    review: Series[pd.StringDtype] = coded("What a person decided", codes.Review)
    flags: Series[pd.StringDtype] = text("Warnings from the closed list, joined with ';'", nullable=True)
    source: Series[pd.StringDtype] = coded("Series of the document", codes.Source)
    edition_year: Series[pd.Int64Dtype] = number(
        "Edition of the document", nullable=True, unit="year", ge=1995, le=2100
    )
    citation: Series[pd.StringDtype] = text("Edition with page, paragraph or address, as it can be cited")
    licence: Series[pd.StringDtype] = text("Terms of this data set and of the source", nullable=True)


class AmountsSetAside(_Table):
    """One row per amount of money in a narrative that was judged not to be funding, with the reason."""

    document_id: Series[pd.StringDtype] = text("Document that carries the amount", key=True)
    country_iso3: Series[pd.StringDtype] = text("Country of the narrative", key=True, str_matches=ISO3)
    paragraph: Series[pd.StringDtype] = text("Paragraph number within the narrative", nullable=True)
    ordinal: Series[pd.Int64Dtype] = number(
        "Place of the amount among all amounts of the narrative", key=True, unit="count", ge=1
    )
    pdf_page: Series[pd.Int64Dtype] = number("Page counted from 1 in the file read", nullable=True, unit="page", ge=1)
    sentence: Series[pd.StringDtype] = text("The sentence that carries the amount")
    amount_text: Series[pd.StringDtype] = text("The amount as printed")
    amount_low: Series[pd.Float64Dtype] = number(
        "Amount as stated, lower end of a range; in `currency`", nullable=True, unit="currency"
    )
    amount_high: Series[pd.Float64Dtype] = number(
        "Amount as stated, upper end of a range; in `currency`", nullable=True, unit="currency"
    )
    currency: Series[pd.StringDtype] = text("ISO 4217 code of the amount", nullable=True, str_matches=CURRENCY)
    stated_usd: Series[pd.Float64Dtype] = number(
        "The report's own conversion; evidence, not our rate", nullable=True, unit="USD"
    )
    reason: Series[pd.StringDtype] = text("Why it is not funding: fine, restitution, wages, price and so on")
    citation: Series[pd.StringDtype] = text("Edition and place behind the row, as the report is cited", nullable=True)
    licence: Series[pd.StringDtype] = text("Terms of this data set and of the row's source", nullable=True)


class ExchangeRates(_Table):
    """Annual average exchange rates, and named conventions."""

    currency: Series[pd.StringDtype] = text("ISO 4217 code", key=True, str_matches=CURRENCY)
    year: Series[pd.Int64Dtype] = number("Calendar year", key=True, unit="year", ge=1990, le=2100)
    source: Series[pd.StringDtype] = text(
        "Series the rate comes from: imf (used), ecb (cross-check), convention-article (EUR 1 = USD 1.34)", key=True
    )
    units_per_usd: Series[pd.Float64Dtype] = number(
        "Units of the currency per US dollar, annual average", nullable=True, unit="currency per USD", gt=0
    )
    units_per_eur: Series[pd.Float64Dtype] = number(
        "Units of the currency per euro, annual average", nullable=True, unit="currency per EUR", gt=0
    )


class Deflators(_Table):
    """Price indices that bring figures to the prices of one year."""

    currency: Series[pd.StringDtype] = text(
        "Currency whose prices the index follows, ISO 4217", key=True, str_matches=CURRENCY
    )
    year: Series[pd.Int64Dtype] = number("Calendar year", key=True, unit="year", ge=1990, le=2100)
    index_value: Series[pd.Float64Dtype] = number("Annual average of the index, base_year = 100", unit="index", gt=0)
    base_year: Series[pd.Int64Dtype] = number("Year whose prices are 100", unit="year", ge=1990, le=2100)
    source: Series[pd.StringDtype] = text("Series the index comes from")


class Grants(_Table):
    """Donor grants and programme totals; only rows of kind grant may be added up for a country."""

    grant_id: Series[pd.StringDtype] = text("Identifier of the row, kept from release to release", key=True)
    kind: Series[pd.StringDtype] = coded(
        "What the row counts; totals, stocks and subsets must not be added to country figures", codes.GrantKind
    )
    donor: Series[pd.StringDtype] = text("Who gives the money, as the source names it", nullable=True)
    programme: Series[pd.StringDtype] = text(
        "Programme that the money belongs to, or list that the row was taken from", nullable=True
    )
    recipient: Series[pd.StringDtype] = text("Who receives the money, as the source names it", nullable=True)
    country_iso3: Series[pd.StringDtype] = text(
        "Country; NULL for regional and world rows", nullable=True, str_matches=ISO3
    )
    region: Series[pd.StringDtype] = text("Region of a row that is not one country", nullable=True)
    year_start: Series[pd.Int64Dtype] = number(
        "First year that the money covers, as the donor counts years", nullable=True, unit="year", ge=1990, le=2100
    )
    year_end: Series[pd.Int64Dtype] = number(
        "Last year that the money covers, as the donor counts years", nullable=True, unit="year", ge=1990, le=2100
    )
    amount: Series[pd.Float64Dtype] = number("Amount in the stated currency", nullable=True, unit="currency", ge=0)
    currency: Series[pd.StringDtype] = text("ISO 4217 code", nullable=True, str_matches=CURRENCY)
    stated_usd: Series[pd.Float64Dtype] = number(
        "Dollars that the source itself gives", nullable=True, unit="USD", ge=0
    )
    qualifier: Series[pd.StringDtype] = coded("How the source hedges the amount", codes.Qualifier, nullable=True)
    purpose: Series[pd.StringDtype] = text("Purpose in the source's own terms", nullable=True)
    source: Series[pd.StringDtype] = text("Publication that tells it")
    source_url: Series[pd.StringDtype] = text("Address of that publication", nullable=True)
    summary: Series[pd.StringDtype] = text("What the row says, in our words", nullable=True)
    flags: Series[pd.StringDtype] = text("Warnings from the closed list, joined with ';'", nullable=True)
    licence: Series[pd.StringDtype] = text("Terms of this data set and of the row's source", nullable=True)


class CountryYear(_Table):
    """The best figure for a country, year and purpose group, with its range."""

    country_iso3: Series[pd.StringDtype] = text(
        "Country, ISO 3166-1 alpha-3, XKX for Kosovo", key=True, str_matches=ISO3
    )
    funding_year: Series[pd.Int64Dtype] = number(
        "Calendar year the money is for; a fiscal year counts under the year in which it starts",
        key=True,
        unit="year",
        ge=1990,
        le=2100,
    )
    purpose_group: Series[pd.StringDtype] = coded(
        "Group of purposes; groups of one country and year may overlap and are never added",
        codes.PurposeGroup,
        key=True,
    )
    currency: Series[pd.StringDtype] = text(
        "Currency of best, low and high; NULL for a stated zero", nullable=True, str_matches=CURRENCY
    )
    best: Series[pd.Float64Dtype] = number(
        "The figure to use, in `currency`; 0 only where a report states a zero", unit="currency", ge=0
    )
    low: Series[pd.Float64Dtype] = number("Lowest figure that the sources allow, in `currency`", unit="currency", ge=0)
    high: Series[pd.Float64Dtype] = number(
        "Highest figure that the sources allow, in `currency`", unit="currency", ge=0
    )
    best_usd: Series[pd.Float64Dtype] = number(
        "best in US dollars at funding_year's average rate, not adjusted for prices", nullable=True, unit="USD", ge=0
    )
    low_usd: Series[pd.Float64Dtype] = number(
        "low in US dollars at funding_year's average rate", nullable=True, unit="USD", ge=0
    )
    high_usd: Series[pd.Float64Dtype] = number(
        "high in US dollars at funding_year's average rate", nullable=True, unit="USD", ge=0
    )
    best_eur: Series[pd.Float64Dtype] = number(
        "best in euro at funding_year's average rate, not adjusted for prices", nullable=True, unit="EUR", ge=0
    )
    best_usd_constant: Series[pd.Float64Dtype] = number(
        "best_usd in prices of the base year of deflators (US consumer prices); NULL where best_usd is or the year has no index",
        nullable=True,
        unit="constant USD",
        ge=0,
    )
    method: Series[pd.StringDtype] = coded(
        "How the figure was made from claims; stated_none is a zero that a report states", codes.Method
    )
    n_claims: Series[pd.Int64Dtype] = number("Number of claims behind the figure", unit="count", ge=1)
    n_documents: Series[pd.Int64Dtype] = number("Number of documents that tell this year", unit="count", ge=1)
    claim_ids: Series[pd.StringDtype] = text("claim_ids that make the figure, joined with ';'")
    tier: Series[pd.StringDtype] = coded(
        "Tier in the TIP Report of the following year, which describes this year", codes.Tier, nullable=True
    )
    flags: Series[pd.StringDtype] = text("Warnings from the closed list, joined with ';'", nullable=True)
    cow_code: Series[pd.Int64Dtype] = number(
        "Correlates of War country code, as in countries", nullable=True, ge=2, le=999
    )
    usage_warnings: Series[pd.StringDtype] = text(
        "What to know before using the figure: codes of usage_warnings.csv, joined with ';'", nullable=True
    )
    citation: Series[pd.StringDtype] = text(
        "Editions with page, paragraph or address behind the figure, the latest first, joined with '; '"
    )
    licence: Series[pd.StringDtype] = text("Terms of this data set and of the sources", nullable=True)


class VictimClaims(_Table):
    """One row per stated number of trafficking victims identified."""

    victim_claim_id: Series[pd.StringDtype] = text(
        "Short hash of document, country, sentence and ordinal of the number", key=True
    )
    document_id: Series[pd.StringDtype] = text("Document that states it")
    country_iso3: Series[pd.StringDtype] = text("Country of the narrative, ISO 3166-1 alpha-3", str_matches=ISO3)
    page_label: Series[pd.StringDtype] = text("Page number as printed on the page", nullable=True)
    pdf_page: Series[pd.Int64Dtype] = number("Page counted from 1 in the file read", nullable=True, unit="page", ge=1)
    paragraph: Series[pd.StringDtype] = text(
        "Paragraph number within the narrative, or the printed number in GRETA reports", nullable=True
    )
    section: Series[pd.StringDtype] = text("Section of the narrative, as in claims", nullable=True)
    sentence: Series[pd.StringDtype] = text("The sentence that states the number, as printed in the file read")
    sentence_sha: Series[pd.StringDtype] = text("First 16 hexadecimal digits of the sentence's SHA-256")
    bbox: Series[pd.StringDtype] = text(
        "Place of the sentence on its pages: page:x0,top,x1,bottom in PDF points from the top left, joined with ';'",
        nullable=True,
    )
    locator: Series[pd.StringDtype] = text("Where the original says it: edition with page or address", nullable=True)
    count_low: Series[pd.Int64Dtype] = number("Stated number, lower end of a range", unit="victims", ge=0)
    count_high: Series[pd.Int64Dtype] = number(
        "Stated number, upper end of a range; equal to count_low unless a range", unit="victims", ge=0
    )
    qualifier: Series[pd.StringDtype] = coded("How the report hedges the number", codes.Qualifier)
    count_text: Series[pd.StringDtype] = text("The number as printed, with its noun")
    year: Series[pd.Int64Dtype] = number(
        "Year in which the victims were identified; a fiscal year counts under the year in which it starts",
        nullable=True,
        unit="year",
        ge=1990,
        le=2100,
    )
    period_start: Series[pd.StringDtype] = text("First day of the period, where stated", nullable=True)
    period_end: Series[pd.StringDtype] = text("Last day of the period, where stated", nullable=True)
    year_basis: Series[pd.StringDtype] = coded("How the year was found", codes.YearBasis, nullable=True)
    role: Series[pd.StringDtype] = coded("Reporting year or an earlier year told beside it", codes.Role)
    part_of: Series[pd.StringDtype] = text("victim_claim_id of the total this number is a part of", nullable=True)
    confidence: Series[pd.Float64Dtype] = number(
        "How sure the machine is that number, year and meaning are right, 0 to 1", ge=0, le=1
    )
    rule: Series[pd.StringDtype] = text("Rules that fired: how the number was recognised; how it was dated")
    flags: Series[pd.StringDtype] = text("Warnings from the closed list, joined with ';'", nullable=True)
    citation: Series[pd.StringDtype] = text("Edition and place behind the row, as the report is cited", nullable=True)
    licence: Series[pd.StringDtype] = text("Terms of this data set and of the row's source", nullable=True)


class Victims(_Table):
    """Trafficking victims identified in a country and year, as the best statement tells it."""

    country_iso3: Series[pd.StringDtype] = text(
        "Country, ISO 3166-1 alpha-3, XKX for Kosovo", key=True, str_matches=ISO3
    )
    year: Series[pd.Int64Dtype] = number(
        "Year in which the victims were identified", key=True, unit="year", ge=1990, le=2100
    )
    identified: Series[pd.Int64Dtype] = number(
        "Victims identified; with the flag potential or by_ngo no official number is stated", unit="victims", ge=0
    )
    low: Series[pd.Int64Dtype] = number("Lowest number that statements of the same kind give", unit="victims", ge=0)
    high: Series[pd.Int64Dtype] = number("Highest number that statements of the same kind give", unit="victims", ge=0)
    n_claims: Series[pd.Int64Dtype] = number("Number of statements of the same kind", unit="count", ge=1)
    n_documents: Series[pd.Int64Dtype] = number("Number of documents that make them", unit="count", ge=1)
    victim_claim_ids: Series[pd.StringDtype] = text("victim_claim_ids behind the number, joined with ';'")
    flags: Series[pd.StringDtype] = text("Warnings from the closed list, joined with ';'", nullable=True)
    citation: Series[pd.StringDtype] = text("Edition and place behind the row, as the report is cited", nullable=True)
    licence: Series[pd.StringDtype] = text("Terms of this data set and of the row's source", nullable=True)


class Coverage(_Table):
    """What was read: tells a gap from a zero."""

    country_iso3: Series[pd.StringDtype] = text(
        "Country, ISO 3166-1 alpha-3, XKX for Kosovo", key=True, str_matches=ISO3
    )
    edition_year: Series[pd.Int64Dtype] = number(
        "Edition: the year in the title; it describes mostly the year before", key=True, unit="year", ge=1995, le=2100
    )
    source: Series[pd.StringDtype] = coded("Series the report belongs to", codes.Source, key=True)
    document_id: Series[pd.StringDtype] = text("Document, where one is held", nullable=True)
    held: Series[pd.BooleanDtype] = pa.Field(
        description="Whether a file of the report is held and was tried", metadata={"key": False}
    )
    kind: Series[pd.StringDtype] = coded(
        "The publisher's own file or our abridged restatement; NULL if none is held", codes.DocumentKind, nullable=True
    )
    read_status: Series[pd.StringDtype] = coded(
        "Whether the file could be read; NULL if none is held", codes.ReadStatus, nullable=True
    )
    narrative_found: Series[pd.BooleanDtype] = pa.Field(
        description="Whether the document has a narrative of the country that could be extracted",
        metadata={"key": False},
    )
    money_sentences: Series[pd.Int64Dtype] = number("Sentences of the narrative that mention money", unit="count", ge=0)
    n_claims: Series[pd.Int64Dtype] = number("Claims found in the narrative", unit="count", ge=0)
    n_claims_with_amount: Series[pd.Int64Dtype] = number("Claims found that state an amount", unit="count", ge=0)


class Restatements(_Table):
    """One year's money as successive documents told it."""

    country_iso3: Series[pd.StringDtype] = text(
        "Country, ISO 3166-1 alpha-3, XKX for Kosovo", key=True, str_matches=ISO3
    )
    funding_year: Series[pd.Int64Dtype] = number(
        "Calendar year the money is for, as in country_year", key=True, unit="year", ge=1990, le=2100
    )
    purpose_group: Series[pd.StringDtype] = coded("Group of purposes, as in claims", codes.PurposeGroup, key=True)
    series: Series[pd.StringDtype] = text("Which money within the group: purpose, recipient and funder type", key=True)
    document_id: Series[pd.StringDtype] = text("Document that tells it", key=True)
    edition_year: Series[pd.Int64Dtype] = number(
        "Edition of that document: the year in its title", nullable=True, unit="year", ge=1995, le=2100
    )
    claim_ids: Series[pd.StringDtype] = text("claim_ids of this telling, joined with ';'")
    amount: Series[pd.Float64Dtype] = number(
        "What this document says of the year, in `currency`", unit="currency", ge=0
    )
    currency: Series[pd.StringDtype] = text("ISO 4217 code of amount", nullable=True, str_matches=CURRENCY)
    used: Series[pd.BooleanDtype] = pa.Field(
        description="Whether country_year uses this telling", metadata={"key": False}
    )
    difference_pct: Series[pd.Float64Dtype] = number(
        "Difference from the telling that is used; NULL where the currencies cannot be compared",
        nullable=True,
        unit="percent",
    )
    citation: Series[pd.StringDtype] = text("Edition and place behind the row, as the report is cited", nullable=True)
    licence: Series[pd.StringDtype] = text("Terms of this data set and of the row's source", nullable=True)


class ArticleTable1(_Table):
    """Each amount of the article's Table 1 beside the claim that carries it and our country-year."""

    country_iso3: Series[pd.StringDtype] = text(
        "Country, ISO 3166-1 alpha-3, XKX for Kosovo", key=True, str_matches=ISO3
    )
    funding_year: Series[pd.Int64Dtype] = number("Year in the article's table", key=True, unit="year", ge=1990, le=2100)
    article_amount: Series[pd.Float64Dtype] = number("Amount in the article's table", key=True, unit="USD", ge=0)
    currency: Series[pd.StringDtype] = text("Currency in the article's table", str_matches=CURRENCY)
    article_purpose: Series[pd.StringDtype] = text("Purpose as read from the article", nullable=True)
    source_edition: Series[pd.StringDtype] = text("TIP edition the article took it from")
    source_page: Series[pd.StringDtype] = text("Page of that edition")
    claim_id: Series[pd.StringDtype] = text("Claim that carries the amount", nullable=True)
    claim_amount: Series[pd.Float64Dtype] = number("Amount of that claim", nullable=True, unit="USD", ge=0)
    claim_sentence: Series[pd.StringDtype] = text("Sentence of that claim", nullable=True)
    claim_locator: Series[pd.StringDtype] = text("Edition and page or address of that claim", nullable=True)
    country_year_best_usd: Series[pd.Float64Dtype] = number(
        "Our figure for the country, year and the claim's purpose group", nullable=True, unit="USD", ge=0
    )
    difference_usd: Series[pd.Float64Dtype] = number(
        "Our figure less the sum of the article's amounts for the country and year", nullable=True, unit="USD"
    )
    explanation: Series[pd.StringDtype] = text("Why our figure differs, or that it does not")
    licence: Series[pd.StringDtype] = text("Terms of this data set and of the row's source", nullable=True)


class Agreement(_Table):
    """Accuracy, figure by figure: what was to be found, from hand or in an abridgement, and what the claims hold."""

    comparison: Series[pd.StringDtype] = coded(
        "hand_read: claims against figures read by hand; abridgement: an original's claims against its abridgement's",
        codes.Comparison,
        key=True,
    )
    item_id: Series[pd.StringDtype] = text(
        "Hand-read fact, or claim of the abridgement; for outcome new the claim itself", key=True
    )
    outcome: Series[pd.StringDtype] = coded(
        "found; found_with_differences (amount, currency, year and role agree, another field does not); missed; new (in the claims alone)",
        codes.Outcome,
        key=True,
    )
    document_id: Series[pd.StringDtype] = text("Document that is to say it, read or not")
    edition_year: Series[pd.Int64Dtype] = number("Edition of that document", nullable=True, unit="year")
    country_iso3: Series[pd.StringDtype] = text("Country it is said of", str_matches=ISO3)
    place: Series[pd.StringDtype] = text("Where it stands: place in the original or page, where known", nullable=True)
    expected_status: Series[pd.StringDtype] = coded("Status to be found", codes.Status, nullable=True)
    expected_amount: Series[pd.Float64Dtype] = number("Amount to be found", nullable=True, unit="currency", ge=0)
    expected_currency: Series[pd.StringDtype] = text("ISO 4217 code to be found", nullable=True, str_matches=CURRENCY)
    expected_year: Series[pd.Int64Dtype] = number("Funding year to be found", nullable=True, unit="year")
    expected_role: Series[pd.StringDtype] = coded("Role to be found", codes.Role, nullable=True)
    expected_purpose: Series[pd.StringDtype] = coded("Purpose to be found", codes.Purpose, nullable=True)
    found_claim_id: Series[pd.StringDtype] = text("Claim that was found", nullable=True)
    found_status: Series[pd.StringDtype] = coded("Status of that claim", codes.Status, nullable=True)
    found_amount: Series[pd.Float64Dtype] = number("Amount of that claim", nullable=True, unit="currency", ge=0)
    found_currency: Series[pd.StringDtype] = text("ISO 4217 code of that claim", nullable=True, str_matches=CURRENCY)
    found_year: Series[pd.Int64Dtype] = number("Funding year of that claim", nullable=True, unit="year")
    found_role: Series[pd.StringDtype] = coded("Role of that claim", codes.Role, nullable=True)
    found_purpose: Series[pd.StringDtype] = coded("Purpose of that claim", codes.Purpose, nullable=True)
    fields_that_differ: Series[pd.StringDtype] = text("Fields that differ, joined with ';'", nullable=True)
    differences: Series[pd.StringDtype] = text(
        "The differences in words; for a missed amount what the nearest claim has instead", nullable=True
    )


@dataclass(frozen=True)
class Table:
    """A published table: its name, model and what one row is."""

    name: str
    model: type[_Table]

    @property
    def description(self) -> str:
        """First line of the model's docstring."""
        return (self.model.__doc__ or "").strip().splitlines()[0]

    @property
    def comment(self) -> str:
        """What a row is, where the content comes from and what its years are; raises KeyError without a note."""
        return f"{self.description} {NOTES[self.name]}"

    @property
    def columns(self) -> dict[str, Any]:
        """Pandera columns by name, in table order."""
        return cast("dict[str, Any]", self.model.to_schema().columns)

    @property
    def keys(self) -> list[str]:
        """Names of the key columns."""
        return [name for name, column in self.columns.items() if (column.metadata or {}).get("key")]


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("documents", Documents),
        Table("narratives", Narratives),
        Table("countries", Countries),
        Table("claims", Claims),
        Table("amounts_set_aside", AmountsSetAside),
        Table("exchange_rates", ExchangeRates),
        Table("deflators", Deflators),
        Table("grants", Grants),
        Table("country_year", CountryYear),
        Table("victim_claims", VictimClaims),
        Table("victims", Victims),
        Table("coverage", Coverage),
        Table("restatements", Restatements),
        Table("article_table_1", ArticleTable1),
        Table("agreement", Agreement),
    )
}


def model_of(name: str) -> type[_Table]:
    """Model of a published table; raises KeyError for an unknown name."""
    return TABLES[name].model


def empty_frame(name: str) -> pd.DataFrame:
    """A table without rows, with the columns and types of its model."""
    table = TABLES[name]
    return pd.DataFrame({c: pd.Series(dtype=str(col.dtype)) for c, col in table.columns.items()})
