"""The article's Table 1 beside our claims and figures, with every difference explained.

Belongs here: the table `article_table_1`. Does not belong here: any figure of its own; the explanation is made from
the claims that differ, not written per country.
"""

from typing import Any

import pandas as pd

from pipeline.dataset.frames import each_row, is_null
from schemas import empty_frame, model_of

_TERMS = (
    "CC BY 4.0; source: single facts of the article, https://doi.org/10.14197/atr.20121434, and of the report named"
)


def article_table_1(
    article: pd.DataFrame, claims: pd.DataFrame, country_year: pd.DataFrame, documents: pd.DataFrame
) -> pd.DataFrame:
    """The `article_table_1` table: one row for each amount of the article's table, sorted by its key.

    A claim carries an amount if country, year, currency and amount are the same to the cent and it stands in the
    edition that the article took it from. `difference_usd` is our figure less the sum of the article's amounts for the
    same country, year and purpose group.

    Args:
        article: data/raw/articles/table_1.csv, text or NULL.
        claims: the reviewed claims.
        country_year: our figures.
        documents: for the names of the documents.

    Raises:
        pandera.errors.SchemaErrors: a row breaks the model.
    """
    rows = article.astype({"funding_year": "int64", "amount": "float64"})
    titles = dict(zip(documents["document_id"], documents["title"], strict=True))
    carried = [_claim_for(row, claims) for row in each_row(rows)]
    groups = [None if claim is None else claim["purpose_group"] for claim in carried]
    rows = rows.assign(group=pd.array(groups, dtype="string"))
    made = []
    for row, claim in zip(each_row(rows), carried, strict=True):
        ours = _figure(row, claim, country_year)
        same = rows[(rows["country_iso3"] == row.country_iso3) & (rows["funding_year"] == row.funding_year)]
        same = same if claim is None else same[same["group"] == claim["purpose_group"]]
        made.append(_row(row, claim, ours, list(same["amount"]), claims, titles))
    columns = list(empty_frame("article_table_1").columns)
    table = pd.DataFrame(made, columns=columns) if made else empty_frame("article_table_1")
    keys = ["country_iso3", "funding_year", "article_amount"]
    return model_of("article_table_1").validate(table.sort_values(keys, kind="stable", ignore_index=True), lazy=True)


def _claim_for(row: Any, claims: pd.DataFrame) -> pd.Series | None:
    hit = claims[
        (claims["country_iso3"] == row.country_iso3)
        & (claims["funding_year"] == row.funding_year)
        & (claims["currency"] == row.currency)
        & ((claims["amount_low"] - row.amount).abs() < 0.005)
        & (claims["document_id"] == row.source_edition.lower())
        & (claims["review"] != "rejected")
    ]
    return None if hit.empty else hit.sort_values("claim_id").iloc[0]


def _figure(row: Any, claim: pd.Series | None, country_year: pd.DataFrame) -> pd.Series | None:
    if claim is None:
        return None
    hit = country_year[
        (country_year["country_iso3"] == row.country_iso3)
        & (country_year["funding_year"] == row.funding_year)
        & (country_year["purpose_group"] == claim["purpose_group"])
    ]
    return None if hit.empty else hit.iloc[0]


def _row(
    row: Any,
    claim: pd.Series | None,
    ours: pd.Series | None,
    same: list[float],
    claims: pd.DataFrame,
    titles: dict[str, str],
) -> dict[str, Any]:
    usd = None if ours is None or is_null(ours["best_usd"]) else float(ours["best_usd"])
    difference = None if usd is None else round(usd - sum(same), 2)
    return {
        "country_iso3": row.country_iso3,
        "funding_year": row.funding_year,
        "article_amount": row.amount,
        "currency": row.currency,
        "article_purpose": row.purpose if is_null(row.summary) else f"{row.purpose}: {row.summary}",
        "source_edition": row.source_edition,
        "source_page": row.source_page,
        "claim_id": None if claim is None else claim["claim_id"],
        "claim_amount": None if claim is None else claim["amount_low"],
        "claim_sentence": None if claim is None else claim["sentence"],
        "claim_locator": None if claim is None else claim["locator"],
        "country_year_best_usd": usd,
        "difference_usd": difference,
        "explanation": _explanation(row, claim, ours, same, difference, claims, titles),
        "licence": _TERMS,
    }


def _explanation(
    row: Any, claim: pd.Series | None, ours: pd.Series | None, same: list[float], difference: float | None,
    claims: pd.DataFrame, titles: dict[str, str],
) -> str:  # fmt: skip
    if claim is None:
        return f"No claim of {row.source_edition} carries this amount for {row.funding_year}."
    if ours is None or difference is None:
        return "The claim enters no figure of ours; see its flags, status and review."
    article = " + ".join(f"{amount:,.0f}" for amount in sorted(same, reverse=True))
    if abs(difference) < 0.5:
        return f"Our figure is the article's: {article} {row.currency}."
    used = claims[claims["claim_id"].isin(str(ours["claim_ids"]).split(";"))].sort_values(["document_id", "claim_id"])
    ours_only = used[~used["amount_low"].isin(same)]
    parts = [_named(c, titles) for c in each_row(ours_only)]
    why = (
        "The reports hold more than the article took over"
        if difference > 0
        else "Later or other statements differ from the article"
    )
    left_out = sorted(set(same) - set(used["amount_low"].dropna()), reverse=True)
    text = f"{why}: {'; '.join(parts)}." if parts else f"{why}."
    if left_out:
        text += f" Not in our figure, because a later document tells it otherwise: {', '.join(f'{a:,.0f}' for a in left_out)} {row.currency}."
    return text


def _named(claim: Any, titles: dict[str, str]) -> str:
    to = claim.recipient if not is_null(claim.recipient) else claim.recipient_type.replace("_", " ")
    title = titles.get(claim.document_id)
    where = claim.document_id if is_null(title) else title
    return f"{claim.amount_low:,.0f} {claim.currency} for {claim.purpose.replace('_', ' ')} to {to} ({where})"
