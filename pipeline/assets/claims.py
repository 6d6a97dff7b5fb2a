"""Assets from passages to reviewed claims."""

from collections.abc import Mapping
from pathlib import Path

import dagster as dg
import pandas as pd

from pipeline.assets.documents import document_key, origin_of
from pipeline.assets.project import DOCUMENTS, ONE_RUN, Project
from pipeline.assets.quarantine import extract_document, key_with, problems_table
from pipeline.assets.store import Made, ParquetStore, StoredTables, key_of
from pipeline.claims.review import DECISION_COLUMNS, apply_decisions, doubtful
from pipeline.dataset.checks import conversion_gaps, parts_and_totals, with_flag
from pipeline.dataset.rates import Rates
from pipeline.reports.table import from_passages
from pipeline.sources.tables import read_table
from schemas import empty_frame


@dg.multi_asset(
    outs={
        "claims_found": dg.AssetOut(description="Claims before review"),
        "amounts_found_aside": dg.AssetOut(description="Money that is not funding"),
        "victims_found": dg.AssetOut(description="Stated numbers of victims identified"),
        "claim_problems": dg.AssetOut(description="Narratives that could not be extracted"),
    },
    partitions_def=DOCUMENTS,
    backfill_policy=ONE_RUN,
    group_name="claims",
)
def find_claims(
    context: dg.AssetExecutionContext,
    project: Project,
    store: dg.ResourceParam[ParquetStore],
    passages: StoredTables,
) -> tuple[Made, Made, Made, Made]:
    """Extracts the claims and victim counts of the documents that were split anew."""
    catalogue = project.catalogue
    made = failed = 0
    for document in passages:
        key = key_of(store.path("passages", document)) or document_key(project, document)
        if store.are_fresh(("claims_found", "amounts_found_aside", "victims_found", "claim_problems"), document, key):
            continue
        origin = origin_of(catalogue, document)
        found = extract_document(catalogue.entries[document], origin, from_passages(passages[document]))
        key = key_with(found.problems, key)
        store.keep("claim_problems", document, problems_table(document, found.problems), key)
        store.keep("victims_found", document, found.victims, key)
        store.keep("amounts_found_aside", document, found.aside, key)
        store.keep("claims_found", document, found.claims, key)
        for _, problem in found.problems:
            context.log.warning(f"{document}: {problem}")
        made, failed = made + 1, failed + len(found.problems)
    context.add_output_metadata({"not extracted": failed}, output_name="claims_found")
    return Made(made), Made(made), Made(made), Made(made)


def together(name: str, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Tables of all documents as one, in the order of the documents."""
    frames = [t for _, t in sorted(tables.items()) if len(t)]
    return pd.concat(frames, ignore_index=True) if frames else empty_frame(name)


def decisions_of(raw: Path) -> pd.DataFrame:
    """Human decisions; an empty table where none were made."""
    path = raw / "review" / "decisions.csv"
    return read_table(path, set(DECISION_COLUMNS)) if path.exists() else pd.DataFrame(columns=DECISION_COLUMNS)


@dg.asset(
    deps=["review_decisions"],
    group_name="claims",
    description="Claims with human decisions and the findings of checks applied",
)
def claims(
    context: dg.AssetExecutionContext,
    project: Project,
    claims_found: StoredTables,
    exchange_rates: pd.DataFrame,
) -> pd.DataFrame:
    """Applies the decisions of data/raw/review/decisions.csv and flags what the checks find."""
    applied = apply_decisions(together("claims", claims_found), decisions_of(project.raw))
    for problem in applied.problems:
        context.log.warning(problem)
    table = applied.claims
    rates = rates_of(project, exchange_rates)
    table = with_flag(table, set(conversion_gaps(table, rates)["claim_id"]), "conversion_gap")
    parts = parts_and_totals(table)
    for flag in ("parts_exceed_total", "equals_component"):
        table = with_flag(table, set(parts.loc[parts["finding"] == flag, "claim_id"]), flag)
    context.add_output_metadata(
        {
            "rows": len(table),
            "with amount": int(table["amount_low"].notna().sum()),
            "decisions not applied": len(applied.problems),
            "share doubtful": len(doubtful(table)) / max(1, len(table)),
            "mean confidence": float(table["confidence"].mean()) if len(table) else 0.0,
            "share reviewed": float((table["review"] != "unreviewed").mean()) if len(table) else 0.0,
        }
    )
    return table


@dg.asset(group_name="claims", description="Amounts judged not to be funding, with the reason")
def amounts_set_aside(amounts_found_aside: StoredTables) -> pd.DataFrame:
    """Amounts of all documents that are not funding."""
    return together("amounts_set_aside", amounts_found_aside)


@dg.asset(group_name="claims", description="Stated numbers of victims identified")
def victim_claims(victims_found: StoredTables) -> pd.DataFrame:
    """Numbers of victims of all documents."""
    return together("victim_claims", victims_found)


def rates_of(project: Project, exchange_rates: pd.DataFrame) -> Rates:
    """The look-up of rates with redenominations."""
    return Rates.from_tables(exchange_rates, read_table(project.raw / "fx" / "redenominations.csv"))
