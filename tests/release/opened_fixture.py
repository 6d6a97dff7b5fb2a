"""Small opened releases to compare: three Albanian figures, made by the code that makes the real ones."""

import hashlib
from typing import Any

import pandas as pd

from pipeline.dataset.country_year import country_year
from pipeline.release.columns import arrow_table
from pipeline.release.opened import OpenRelease
from tests.claims_fixture import claims, documents, narratives
from tests.dataset.rates_fixture import PER_USD, RATES, YEARS

TOLD_2017 = {
    "document_id": "tip-2018",
    "amount": 20_200_000,
    "funding_year": 2017,
    "sentence": "It gave 20 lek-millions.",
}
TOLD_2016 = {
    "document_id": "tip-2017",
    "amount": 15_000_000,
    "funding_year": 2016,
    "sentence": "It gave 15 lek-millions.",
}
TOLD = (TOLD_2017, TOLD_2016)


def rows(table: str, frame: pd.DataFrame) -> tuple[dict[str, Any], ...]:
    return tuple(arrow_table(table, frame).to_pylist())


def opened(*told: dict[str, Any], version: str = "2020.01.0", sha: dict[str, str] | None = None) -> OpenRelease:
    """A release that holds these claims; each is named by its sentence unless it says otherwise."""
    named = [{"claim_id": hashlib.sha256(t["sentence"].encode()).hexdigest()[:12], **t} for t in told or TOLD]
    made = claims(*named)
    held = documents(*sorted(set(made["document_id"])))
    for document, changed in (sha or {}).items():
        held.loc[held["document_id"] == document, "sha256"] = changed * 64
    places = {(t["document_id"], t.get("country_iso3", "ALB")) for t in named}
    cells = country_year(made, held, narratives(*sorted(places)), RATES)
    rates = pd.DataFrame(
        [
            {"currency": c, "year": y, "source": "imf", "units_per_usd": r, "units_per_eur": r / 0.8}
            for c, r in PER_USD.items()
            for y in YEARS
        ]
    )
    return OpenRelease(
        label="test",
        version=version,
        tables={
            "documents": rows("documents", held),
            "claims": rows("claims", made),
            "country_year": rows("country_year", cells),
            "exchange_rates": rows("exchange_rates", rates),
        },
    )


def with_rows(release: OpenRelease, table: str, where: dict[str, Any], **values: Any) -> OpenRelease:
    """The same release with some values of the rows that fit changed."""
    changed = tuple(
        {**row, **values} if all(row[k] == v for k, v in where.items()) else row for row in release.rows(table)
    )
    return OpenRelease(release.label, release.version, {**release.tables, table: changed})
