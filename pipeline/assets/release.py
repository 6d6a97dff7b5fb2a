"""The asset that publishes: all tables to data/curated, whole or not at all."""

from functools import partial
from pathlib import Path

import dagster as dg
import pandas as pd

from pipeline.assets.documents import held_file
from pipeline.assets.project import Project
from pipeline.release.publish import publish
from pipeline.release.version import add_changes, declared
from pipeline.site.write import write_site


def files_read(project: Project) -> dict[str, Path]:
    """The file read for each document that one is held of."""
    catalogue = project.catalogue
    held = (entry.id for entry in catalogue.reports if any(f.kind != "table" for f in entry.bundled))
    return {document_id: Path(project.root) / held_file(catalogue, document_id).path for document_id in held}


@dg.asset(group_name="release", description="DuckDB, Parquet, CSV, descriptors and the page in data/curated")
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
    agreement: pd.DataFrame,
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
        "agreement": agreement,
    }
    root = Path(project.root)
    page = partial(write_site, files=files_read(project), drawn_before=root / "build" / "evidence")
    additions = [partial(add_changes, root), page]
    published = publish(tables, project.release_folder, additions, declared(root))
    context.add_output_metadata({**published.rows, "bytes": published.bytes, "changed": published.changed})
    return pd.DataFrame([{"table": name, "rows": rows} for name, rows in published.rows.items()])
