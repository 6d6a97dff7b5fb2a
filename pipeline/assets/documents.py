"""Assets partitioned by document: from a file to its narratives."""

import hashlib
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd

from pipeline.assets.project import DOCUMENTS, ONE_RUN, Project
from pipeline.assets.store import ParquetStore
from pipeline.claims.citation import Origin
from pipeline.reading import Reading, UnreadableDocument, read_document
from pipeline.reading.table import from_table, to_table
from pipeline.reports import account, split_report
from pipeline.reports.table import narratives_table, passages_table
from pipeline.sources.catalogue import BundledFile, Catalogue, document_fields, sha256_of
from pipeline.sources.freshness import code_fingerprint
from schemas import TABLES

Keyed = dict[str, tuple[str, pd.DataFrame]]


def held_file(catalogue: Catalogue, document_id: str) -> BundledFile:
    """The file to read for a document: the original where one is held, else the abridgement."""
    files = [f for f in catalogue.entries[document_id].bundled if f.kind != "table"]
    return sorted(files, key=lambda f: f.kind != "original")[0]


def document_key(project: Project, document_id: str) -> str:
    """What a document's tables are made from: the file, its catalogue entry and the code that reads."""
    catalogue = project.catalogue
    file = held_file(catalogue, document_id)
    path = Path(project.root) / file.path
    content = sha256_of(path) if path.is_file() else "missing"
    fields = {**document_fields(catalogue, catalogue.entries[document_id]), "cited": origin_of(catalogue, document_id)}
    return f"{content}:{file.kind}:{hash_of(fields)}:{code_fingerprint('pipeline/reading', 'pipeline/reports', 'pipeline/claims', 'pipeline/assets', 'schemas')}"


def origin_of(catalogue: Catalogue, document_id: str) -> Origin:
    """How claims of a document are cited, and its terms."""
    entry = catalogue.entries[document_id]
    abridged = held_file(catalogue, document_id).kind == "abridged"
    return Origin(entry.source, entry.edition_year, entry.number, catalogue.terms(entry), abridged)


def hash_of(fields: dict[str, Any]) -> str:
    """Short stable hash of some values."""
    return hashlib.sha256(repr(sorted(fields.items(), key=lambda kv: kv[0])).encode()).hexdigest()[:12]


def read_one(catalogue: Catalogue, document_id: str, root: Path) -> tuple[dict[str, Any], Reading]:
    """Row of `documents` and the reading of one document; a file that cannot be read is a quarantined row."""
    entry = catalogue.entries[document_id]
    file = held_file(catalogue, document_id)
    path = root / file.path
    row: dict[str, Any] = {
        **document_fields(catalogue, entry),
        "kind": file.kind,
        "sha256": sha256_of(path) if path.is_file() else None,
        "bytes": path.stat().st_size if path.is_file() else None,
        "pages": None,
        "retrieved_at": None,
        "read_status": "ok",
        "read_problem": None,
    }
    try:
        reading = read_document(path)
    except UnreadableDocument as problem:
        row["read_status"] = "quarantined"
        row["read_problem"] = str(problem).replace(str(root) + "/", "")
        return row, Reading(0, ())
    row["pages"] = reading.pages
    split = split_report(
        reading, entry.source, entry.edition_year, entry.country_iso3 if entry.source == "greta" else None
    )
    problems = [*reading.problems, *split.problems]
    if lost := account(reading, split):
        problems.append(f"{lost} characters were read but are in no narrative and not set aside; report this as a bug")
    if not split.narratives:
        problems.append("no country heading was found; check the edition and the file")
    if problems:
        row["read_problem"] = "; ".join(f"{file.path}: {p}" for p in problems)
        row["read_status"] = "quarantined" if split.problems or lost or not split.narratives else "ok"
    return row, reading


def documents_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows as the table `documents`."""
    columns = TABLES["documents"].columns
    return pd.DataFrame({c: pd.Series([r[c] for r in rows], dtype=str(col.dtype)) for c, col in columns.items()})


@dg.multi_asset(
    outs={
        "documents": dg.AssetOut(description="One row per report file"),
        "paragraphs": dg.AssetOut(description="Text with page and box"),
    },
    partitions_def=DOCUMENTS,
    backfill_policy=ONE_RUN,
    group_name="reading",
)
def read_documents(
    context: dg.AssetExecutionContext, project: Project, store: dg.ResourceParam[ParquetStore]
) -> tuple[Keyed, Keyed]:
    """Reads every document whose file or reader has changed."""
    rows: Keyed = {}
    texts: Keyed = {}
    for document in context.partition_keys:
        key = document_key(project, document)
        if store.is_fresh("documents", document, key) and store.is_fresh("paragraphs", document, key):
            continue
        row, reading = read_one(project.catalogue, document, Path(project.root))
        rows[document] = (key, documents_frame([row]))
        texts[document] = (key, to_table(reading))
    context.add_output_metadata(
        {"read anew": len(rows), "documents": len(context.partition_keys)}, output_name="documents"
    )
    return rows, texts


@dg.multi_asset(
    outs={
        "narratives": dg.AssetOut(description="One country in one report"),
        "passages": dg.AssetOut(description="Paragraphs of narratives"),
    },
    partitions_def=DOCUMENTS,
    backfill_policy=ONE_RUN,
    group_name="reading",
)
def split_narratives(
    context: dg.AssetExecutionContext,
    project: Project,
    store: dg.ResourceParam[ParquetStore],
    paragraphs: dict[str, pd.DataFrame],
) -> tuple[Keyed, Keyed]:
    """Splits what was read anew into narratives."""
    catalogue = project.catalogue
    tables: Keyed = {}
    passages: Keyed = {}
    for document, table in _by_document(paragraphs, context):
        key = document_key(project, document)
        if store.is_fresh("narratives", document, key) and store.is_fresh("passages", document, key):
            continue
        entry = catalogue.entries[document]
        country = entry.country_iso3 if entry.source == "greta" else None
        reading = from_table(table)
        narratives = (
            split_report(reading, entry.source, entry.edition_year, country).narratives if reading.paragraphs else ()
        )
        tables[document] = (key, narratives_table(narratives, document))
        passages[document] = (key, passages_table(narratives))
    context.add_output_metadata({"split anew": len(tables)}, output_name="narratives")
    return tables, passages


def _by_document(
    tables: dict[str, pd.DataFrame] | pd.DataFrame, context: dg.AssetExecutionContext
) -> list[tuple[str, pd.DataFrame]]:
    if isinstance(tables, dict):
        return sorted(tables.items())
    return [(context.partition_key, tables)]
