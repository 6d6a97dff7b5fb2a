"""What a country-year figure carries so that it can be joined, compared and traced without another table.

Belongs here: adding these columns to figures already made. Does not belong here: making or changing a figure.
"""

import pandas as pd

from pipeline.dataset.deflators import in_constant_usd
from pipeline.dataset.frames import each_once
from pipeline.dataset.usage import usage_warnings


def with_context(
    table: pd.DataFrame,
    claims: pd.DataFrame,
    countries: pd.DataFrame | None = None,
    deflators: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The figures with cow_code, best_usd_constant, usage_warnings, citation and licence.

    Args:
        table: `country_year` with everything else.
        claims: the claims its rows name, with citation, edition_year and licence.
        countries: without it cow_code is NULL.
        deflators: without it best_usd_constant is NULL.
    """
    made = table.copy()
    if countries is not None:
        made["cow_code"] = made["country_iso3"].map(countries.set_index("country_iso3")["cow_code"]).astype("Int64")
    if deflators is not None:
        made["best_usd_constant"] = in_constant_usd(made["best_usd"], made["funding_year"], deflators)
    made["usage_warnings"] = usage_warnings(made, claims)
    told = claims.set_index("claim_id")[["edition_year", "citation", "licence"]]
    cited = [told.loc[str(ids).split(";")] for ids in made["claim_ids"]]
    made["citation"] = pd.Series([_citation(rows) for rows in cited], index=made.index, dtype="string")
    made["licence"] = pd.Series([each_once(rows["licence"]) for rows in cited], index=made.index, dtype="string")
    return made


def _citation(rows: pd.DataFrame) -> str | None:
    """Every place once, the latest edition first."""
    newest = rows.sort_values(["edition_year", "citation"], ascending=[False, True], kind="stable")
    return each_once(newest["citation"])
