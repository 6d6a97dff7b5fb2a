"""A small whole set of tables that may be published, with text that is hard to carry."""

from functools import cache
from pathlib import Path

import pandas as pd

from pipeline.dataset.article import article_table_1
from pipeline.dataset.countries import countries
from pipeline.dataset.country_year import country_year
from pipeline.dataset.coverage import coverage
from pipeline.dataset.deflators import deflators
from pipeline.dataset.restatements import restatements
from pipeline.dataset.victims import victims
from pipeline.sources.tables import read_table
from schemas import empty_frame, model_of
from tests.claims_fixture import claims, documents, narratives, set_aside, victim_claims
from tests.dataset.rates_fixture import PER_USD, RATES, YEARS

AWKWARD = '=1+1, "quoted", ünï – \u201cçodé\u201d;\nsecond line'


def release_tables(best: float = 20_200_000) -> dict[str, pd.DataFrame]:
    """Every table of the release; `best` is the amount that Albania's figure of 2017 rests on."""
    return {name: frame.copy() for name, frame in _made(best).items()}


@cache
def country_table() -> pd.DataFrame:
    """The real table of countries; it is small and invents nothing."""
    return countries(read_table(Path("data/raw/countries/codes.csv")))


@cache
def price_table() -> pd.DataFrame:
    """The real table of deflators."""
    return deflators(read_table(Path("data/raw/deflators/us_cpi_u.csv")))


@cache
def _made(best: float) -> dict[str, pd.DataFrame]:
    held = documents("tip-2017", "tip-2018")
    told = narratives(("tip-2017", "ALB"), ("tip-2018", "ALB", "2WL"), ("tip-2018", "MKD"))
    made = claims(
        {"amount": best, "sentence": AWKWARD, "stated_usd": 82_640.5, "locator": "p. 64"},
        {"amount": 15_300_000, "funding_year": 2016, "role": "prior_year"},
        {"amount": 15_000_000, "funding_year": 2016, "document_id": "tip-2017"},
        {"amount": 1_000, "part_of": "c1", "flags": "year_assumed"},
        {"amount": None, "status": "none", "country_iso3": "MKD", "sentence": "@nothing"},
    )
    aside = set_aside({})
    counted = victim_claims(
        {"count": 75, "sentence": AWKWARD},
        {"count": 95, "year": 2016, "role": "prior_year", "year_basis": "explicit"},
        {"count": 12, "part_of": "v1"},
    )
    cells = country_year(made, held, told, RATES, country_table(), price_table())
    rates = pd.DataFrame(
        [
            {"currency": c, "year": y, "source": "imf", "units_per_usd": r, "units_per_eur": r / 0.8}
            for c, r in PER_USD.items()
            for y in YEARS
        ]
    )
    article = pd.DataFrame(
        columns=[
            "country_iso3",
            "funding_year",
            "amount",
            "currency",
            "purpose",
            "summary",
            "source_edition",
            "source_page",
        ]
    )
    known = held[["document_id", "source", "edition_year", "country_iso3"]]
    return {
        "documents": held,
        "narratives": told,
        "countries": country_table(),
        "claims": made,
        "amounts_set_aside": aside,
        "exchange_rates": model_of("exchange_rates").validate(rates),
        "deflators": price_table(),
        "grants": empty_frame("grants"),
        "country_year": cells,
        "victim_claims": counted,
        "victims": victims(counted, held),
        "coverage": coverage(known, held, told, made, aside),
        "restatements": restatements(made, held, RATES),
        "article_table_1": article_table_1(article, made, cells, held),
    }
