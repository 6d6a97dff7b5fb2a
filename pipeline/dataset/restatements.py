"""One year's money as successive documents told it.

Belongs here: the table `restatements`, from the same streams that `country_year` adds up, so the two cannot
disagree. Does not belong here: deciding what counts.
"""

from collections import Counter
from typing import Any

import pandas as pd

from pipeline.dataset.cells import Cell, cells
from pipeline.dataset.frames import each_once
from pipeline.dataset.rates import MissingRate, Rates
from schemas import empty_frame, model_of


def restatements(claims: pd.DataFrame, documents: pd.DataFrame, rates: Rates) -> pd.DataFrame:
    """The `restatements` table: every stream that more than one document tells, a row for each telling.

    `amount` is what that document says, low end of a range, in its own currency; `difference_pct` compares it with
    the latest telling at the year's average rate and is NULL without a rate.

    Raises:
        pandera.errors.SchemaErrors: a row breaks the model.
    """
    rows = [row for cell in cells(claims, documents, rates) for row in _rows(cell, rates)]
    told = claims.set_index("claim_id")[["citation", "licence"]]
    for row in rows:
        behind = told.loc[row["claim_ids"].split(";")]
        row |= {"citation": each_once(behind["citation"]), "licence": each_once(behind["licence"])}
    columns = list(empty_frame("restatements").columns)
    table = pd.DataFrame(rows, columns=columns) if rows else empty_frame("restatements")
    keys = ["country_iso3", "funding_year", "purpose_group", "series", "edition_year", "document_id"]
    return model_of("restatements").validate(table.sort_values(keys, kind="stable", ignore_index=True), lazy=True)


def _rows(cell: Cell, rates: Rates) -> list[dict[str, Any]]:
    country, year, group = cell.key
    rows: list[dict[str, Any]] = []
    seen: Counter[str] = Counter()
    for place, stream in enumerate(cell.streams):
        seen[stream.label] += 1
        if len(stream.tellings) < 2:
            continue
        series = stream.label if seen[stream.label] == 1 else f"{stream.label} ({seen[stream.label]})"
        for telling in stream.tellings:
            try:
                said = rates.convert(telling.low, telling.currency, stream.latest.currency, year)
            except MissingRate:
                difference = None
            else:
                difference = (said / stream.latest.low - 1) * 100 if stream.latest.low else None
            rows.append(
                {
                    "country_iso3": country,
                    "funding_year": year,
                    "purpose_group": group,
                    "series": series,
                    "document_id": telling.document_id,
                    "edition_year": telling.edition_year or None,
                    "claim_ids": ";".join(telling.claim_ids),
                    "amount": telling.low,
                    "currency": telling.currency,
                    "used": telling is stream.latest and place in cell.roots,
                    "difference_pct": difference,
                }
            )
    return rows
