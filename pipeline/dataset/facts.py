"""The hand-read figures that the extraction is compared with, as one table.

Belongs here: bringing data/raw/facts/ and the article's table into one form. Does not belong here: comparing
(`agreement`). These facts never enter a published figure.
"""

import pandas as pd

from pipeline.dataset.frames import is_null
from schemas.codes import FunderType, Role

FACT_COLUMNS = [
    "fact_id", "document_id", "country_iso3", "funding_year", "status", "amount", "currency", "stated_usd", "qualifier",
    "year_basis", "role", "funder_type", "recipient_type", "purpose", "modality", "scope",
]  # fmt: skip

#: First words that decide what kind of body a funder is; anything else is not decided and not compared.
_STATE_WORDS = (
    "national",
    "central",
    "federal government",
    "government",
    "ministry",
    "parliament",
    "state budget",
    "office",
    "social insurance",
)
_LOCAL_WORDS = ("local", "regional", "municipal", "two cantons", "state (laender)", "pristina municipality")
_DONOR_WORDS = ("switzerland", "foreign")


def facts(
    tip_figures: pd.DataFrame,
    greta_figures: pd.DataFrame,
    article_table: pd.DataFrame,
    article_other: pd.DataFrame,
    left_out: pd.DataFrame,
) -> pd.DataFrame:
    """All facts that a document of ours must carry, in the order given; columns FACT_COLUMNS.

    `funding_year` is the first year of a span. Rows of `left_out` (uncertain facts, with the reason) are not in it,
    nor are amounts whose source is no report. Tables are text or NULL as read.
    """
    tip = tip_figures.assign(document_id=tip_figures["edition"].str.lower())
    other = article_other[article_other["source"].str.match(r"TIP-\d{4}\b")].copy()
    other = other.assign(
        document_id=other["source"].str.slice(0, 8).str.lower(), funding_year=other["year_start"], status="funded"
    )
    table1 = article_table.assign(
        fact_id=[f"table1-{n:02d}" for n in range(1, len(article_table) + 1)],
        document_id=article_table["source_edition"].str.lower(),
        status="funded",
    )
    parts = [part.reindex(columns=[*FACT_COLUMNS, "funder"]) for part in (tip, greta_figures, table1, other)]
    table = pd.concat(parts, ignore_index=True)
    table["funding_year"] = table["funding_year"].str.slice(0, 4).astype("Int64")
    table["amount"] = table["amount"].astype("Float64")
    table["stated_usd"] = table["stated_usd"].astype("Float64")
    edition = table["document_id"].str.extract(r"-(\d{4})", expand=False).astype("Int64")
    by_year = (table["funding_year"] == edition - 1).map({True: Role.CURRENT.value, False: Role.PRIOR_YEAR.value})
    table["role"] = table["role"].fillna(by_year.astype("string"))
    table["funder_type"] = pd.array([_funder_type(f) for f in table["funder"]], dtype="string")
    table = table[~table["fact_id"].isin(left_out["fact_id"])]
    return table[FACT_COLUMNS].reset_index(drop=True)


def _funder_type(funder: object) -> str | None:
    if is_null(funder):
        return None
    name = str(funder).lower()
    if " and " in name or " with " in name:
        return None
    for words, kind in (
        (_LOCAL_WORDS, FunderType.SUBNATIONAL_GOVERNMENT.value),
        (_STATE_WORDS, FunderType.NATIONAL_GOVERNMENT.value),
        (_DONOR_WORDS, FunderType.FOREIGN_GOVERNMENT.value),
    ):
        if name.startswith(words):
            return kind
    return None
