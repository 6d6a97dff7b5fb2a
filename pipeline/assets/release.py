"""The asset that publishes: all tables to data/curated, whole or not at all."""

import dagster as dg
import pandas as pd

from pipeline.assets.project import Project
from pipeline.release.publish import publish


@dg.asset(group_name="release", description="DuckDB, Parquet, CSV and descriptors in data/curated")
def release(
    context: dg.AssetExecutionContext,
    project: Project,
    all_documents: pd.DataFrame,
    all_narratives: pd.DataFrame,
    countries: pd.DataFrame,
    claims: pd.DataFrame,
    amounts_set_aside: pd.DataFrame,
    exchange_rates: pd.DataFrame,
    deflators: pd.DataFrame,
    grants: pd.DataFrame,
    country_year: pd.DataFrame,
    victim_claims: pd.DataFrame,
    victims: pd.DataFrame,
    coverage: pd.DataFrame,
    restatements: pd.DataFrame,
    article_table_1: pd.DataFrame,
) -> pd.DataFrame:
    """Validates, writes aside and swaps in."""
    tables = {
        "documents": all_documents,
        "narratives": all_narratives,
        "countries": countries,
        "claims": claims,
        "amounts_set_aside": amounts_set_aside,
        "exchange_rates": exchange_rates,
        "deflators": deflators,
        "grants": grants,
        "country_year": country_year,
        "victim_claims": victim_claims,
        "victims": victims,
        "coverage": coverage,
        "restatements": restatements,
        "article_table_1": article_table_1,
    }
    published = publish(tables, project.release_folder)
    context.add_output_metadata({**published.rows, "bytes": published.bytes, "changed": published.changed})
    return pd.DataFrame([{"table": name, "rows": rows} for name, rows in published.rows.items()])
