"""Which documents were read for which country, so that a gap is never taken for a zero.

Belongs here: the table `coverage`. Does not belong here: amounts. A country that a read document is silent about
has a row without claims; a document that exists and is not held has a row that says so.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from pipeline.dataset.frames import each_row, is_null
from schemas import empty_frame, model_of
from schemas.codes import Source

_KEYS = ["country_iso3", "edition_year", "source"]


def coverage(
    known: pd.DataFrame,
    documents: pd.DataFrame,
    narratives: pd.DataFrame,
    claims: pd.DataFrame,
    amounts_set_aside: pd.DataFrame,
    countries: Iterable[str] = (),
) -> pd.DataFrame:
    """The `coverage` table, sorted by its key.

    Args:
        known: every report the catalogue lists: document_id, source, edition_year, country_iso3 (NULL for a volume on
            all countries), whether it is held or not.
        documents: what was read or quarantined.
        narratives: which countries each document has.
        claims: what was found.
        amounts_set_aside: money that is no funding; its sentences mention money too.
        countries: countries to report on beside those of the narratives and the catalogue.

    Raises:
        pandera.errors.SchemaErrors: a row breaks the model.
    """
    listed = _listed(known, documents)
    every = sorted({*countries, *narratives["country_iso3"].dropna(), *listed["country_iso3"].dropna()})
    counts = _counts(claims, amounts_set_aside)
    found = set(narratives[["document_id", "country_iso3"]].itertuples(index=False, name=None))
    rows: dict[tuple[str, int, str], dict[str, Any]] = {}
    for document in each_row(listed):
        for country in every if is_null(document.country_iso3) else [str(document.country_iso3)]:
            row = _row(country, document, (document.document_id, country) in found, counts)
            key = (country, int(document.edition_year), str(document.source))
            if key not in rows or (row["held"], row["narrative_found"]) > (
                rows[key]["held"],
                rows[key]["narrative_found"],
            ):
                rows[key] = row
    columns = list(empty_frame("coverage").columns)
    table = pd.DataFrame(list(rows.values()), columns=columns) if rows else empty_frame("coverage")
    return model_of("coverage").validate(table.sort_values(_KEYS, kind="stable", ignore_index=True), lazy=True)


def _listed(known: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Reports of the catalogue with what became of them; a document read that the catalogue lacks is added."""
    columns = ["document_id", "source", "edition_year", "country_iso3"]
    reports = pd.concat([known[columns], documents[columns]]).drop_duplicates("document_id")
    reports = reports[reports["source"].isin([Source.TIP.value, Source.GRETA.value])].dropna(subset=["edition_year"])
    return reports.merge(documents[["document_id", "kind", "read_status"]], on="document_id", how="left")


def _counts(claims: pd.DataFrame, set_aside: pd.DataFrame) -> dict[tuple[str, str], tuple[int, int, int]]:
    """For each document and country: sentences that mention money, claims, claims with an amount."""
    keys = ["document_id", "country_iso3"]
    sentences = pd.concat([claims[[*keys, "sentence"]], set_aside[[*keys, "sentence"]]]).drop_duplicates()
    mentioned, made, priced = (
        Counter(table[keys].itertuples(index=False, name=None))
        for table in (sentences, claims, claims[claims["amount_low"].notna()])
    )
    return {key: (count, made[key], priced[key]) for key, count in mentioned.items()}


def _row(
    country: str, document: Any, found: bool, counts: dict[tuple[str, str], tuple[int, int, int]]
) -> dict[str, Any]:
    sentences, made, priced = counts.get((document.document_id, country), (0, 0, 0))
    held = not is_null(document.read_status)
    return {
        "country_iso3": country,
        "edition_year": int(document.edition_year),
        "source": document.source,
        "document_id": document.document_id if held else None,
        "held": held,
        "kind": document.kind if held else None,
        "read_status": document.read_status if held else None,
        "narrative_found": found,
        "money_sentences": sentences,
        "n_claims": made,
        "n_claims_with_amount": priced,
    }
