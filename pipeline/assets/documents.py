"""Assets partitioned by document: from a file to its narratives."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd

from pipeline.assets.project import DOCUMENTS, ONE_RUN, Project
from pipeline.assets.quarantine import Problem, key_with, problems_table
from pipeline.assets.store import Made, ParquetStore, StoredTables, key_of
from pipeline.claims.citation import Origin
from pipeline.claims.failing import said
from pipeline.printable import printable
from pipeline.reading import Reading, ReadingStopped, UnreadableDocument, read_document
from pipeline.reading.table import from_table, to_table
from pipeline.reports import Narrative, account, split_report
from pipeline.reports.table import narratives_table, passages_table
from pipeline.sources.catalogue import BundledFile, Catalogue, document_fields, sha256_of
from pipeline.sources.freshness import code_fingerprint
from pipeline.sources.originals import checksum
from schemas import TABLES

#: How `read_problem` begins where an original could not be read and its abridgement stands in.
STOOD_IN = "the original cannot be read, its abridgement was read instead: "


def files_of(catalogue: Catalogue, document_id: str) -> list[BundledFile]:
    """The files to read for a document, the best first: an original before an abridgement."""
    files = [f for f in catalogue.entries[document_id].bundled if f.kind != "table"]
    return sorted(files, key=lambda f: f.kind != "original")


def file_of(catalogue: Catalogue) -> Callable[[str, str], str]:
    """Path of a document's file by document and kind; the document's name where none is held any more."""

    def path(document_id: str, kind: str) -> str:
        return next((str(f.path) for f in files_of(catalogue, document_id) if f.kind == kind), document_id)

    return path


def held_file(catalogue: Catalogue, document_id: str) -> BundledFile:
    """The file to read for a document: the original where one is held, else the abridgement."""
    return files_of(catalogue, document_id)[0]


def document_key(project: Project, document_id: str) -> str:
    """What a document's tables are made from: the file, its catalogue entry and the code that reads."""
    catalogue = project.catalogue
    file = held_file(catalogue, document_id)
    path = Path(project.root) / file.path
    content = checksum(path) if path.is_file() else "missing"
    fields = {**document_fields(catalogue, catalogue.entries[document_id]), "cited": origin_of(catalogue, document_id)}
    fields["elsewhere"] = sorted(catalogue.read_elsewhere.get(document_id, ()))
    return f"{content}:{file.kind}:{hash_of(fields)}:{code_fingerprint('pipeline/reading', 'pipeline/reports', 'pipeline/claims', 'pipeline/assets', 'schemas')}"


def origin_of(catalogue: Catalogue, document_id: str) -> Origin:
    """How claims of a document are cited, and its terms."""
    entry = catalogue.entries[document_id]
    abridged = held_file(catalogue, document_id).kind == "abridged"
    return Origin(entry.source, entry.edition_year, entry.number, catalogue.terms(entry), abridged)


def hash_of(fields: dict[str, Any]) -> str:
    """Short stable hash of some values."""
    return hashlib.sha256(repr(sorted(fields.items(), key=lambda kv: kv[0])).encode()).hexdigest()[:12]


#: Ends the key of a document whose reading was stopped: it is read again by the next build, which may have more time or
#: mended code.
_STOPPED = ":stopped"


def read_one(catalogue: Catalogue, document_id: str, root: Path) -> tuple[dict[str, Any], Reading]:
    """Row of `documents` and the reading of one document; a file that cannot be read is a quarantined row.

    The row says under `stopped` whether another try may go well. Where an original cannot be read, the abridgement stands
    in and the row says so.
    """
    first, *others = files_of(catalogue, document_id)
    row, reading = _read_file(catalogue, document_id, first, root)
    if reading.paragraphs or not others:
        return row, reading
    instead, reading = _read_file(catalogue, document_id, others[0], root)
    told = "; ".join(str(r["read_problem"]) for r in (row, instead) if r["read_problem"])
    stopped = row["stopped"] or instead["stopped"]
    return {**instead, "read_problem": f"{STOOD_IN}{told}", "retrieved_at": None, "stopped": stopped}, reading


def _read_file(catalogue: Catalogue, document_id: str, file: BundledFile, root: Path) -> tuple[dict[str, Any], Reading]:
    entry = catalogue.entries[document_id]
    path = root / file.path
    row: dict[str, Any] = {
        **document_fields(catalogue, entry),
        "kind": file.kind,
        "sha256": sha256_of(path) if path.is_file() else None,
        "bytes": path.stat().st_size if path.is_file() else None,
        "pages": None,
        "read_status": "ok",
        "read_problem": None,
        "stopped": False,
    }
    try:
        reading = read_document(path)
    except UnreadableDocument as problem:
        row["read_status"] = "quarantined"
        row["read_problem"] = printable(str(problem).replace(str(root) + "/", ""))
        row["stopped"] = isinstance(problem, ReadingStopped)
        return row, Reading(0, ())
    row["pages"] = reading.pages
    try:
        split = split_report(reading, entry.source, entry.edition_year, entry.country_iso3)
    except Exception as problem:  # one document never stops the others, whatever is in it
        row["read_status"] = "quarantined"
        row["read_problem"] = printable(
            f"{file.path}: could not be split ({said(problem)}); report this as a bug with the file"
        )
        row["stopped"] = True  # mended code may do better
        return row, Reading(0, ())
    problems = [*reading.problems, *split.problems]
    if lost := account(reading, split):
        problems.append(f"{lost} characters were read but are in no narrative and not set aside; report this as a bug")
    if not split.narratives:
        problems.append("no country heading was found; check the edition and the file")
    if problems:
        row["read_problem"] = printable("; ".join(f"{file.path}: {p}" for p in problems))
        row["read_status"] = "quarantined" if split.problems or lost or not split.narratives else "ok"
    return row, reading


def kept_key(key: str, row: dict[str, Any]) -> str:
    """The key to store a document's tables under."""
    return key + _STOPPED if row["stopped"] else key


def narratives_of(catalogue: Catalogue, document_id: str, reading: Reading) -> tuple[Narrative, ...]:
    """Narratives of a document, without those that are read from another original of the edition."""
    if not reading.paragraphs:
        return ()
    entry = catalogue.entries[document_id]
    elsewhere = catalogue.read_elsewhere.get(document_id, frozenset())
    split = split_report(reading, entry.source, entry.edition_year, entry.country_iso3)
    return tuple(n for n in split.narratives if n.country_iso3 not in elsewhere)


def split_document(
    catalogue: Catalogue, document_id: str, paragraphs: pd.DataFrame
) -> tuple[tuple[Narrative, ...], tuple[Problem, ...]]:
    """Narratives of a document from its stored paragraphs; none, and why, where they cannot be split."""
    try:
        return narratives_of(catalogue, document_id, from_table(paragraphs)), ()
    except Exception as problem:
        return (), ((None, f"it could not be split ({said(problem)})"),)


def documents_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows as the table `documents`."""
    columns = TABLES["documents"].columns
    return pd.DataFrame({c: pd.Series([r[c] for r in rows], dtype=str(col.dtype)) for c, col in columns.items()})


@dg.multi_asset(
    outs={
        "documents": dg.AssetOut(description="One row per report file"),
        "paragraphs": dg.AssetOut(description="Text with page and box"),
    },
    deps=["report_files"],
    partitions_def=DOCUMENTS,
    backfill_policy=ONE_RUN,
    group_name="reading",
)
def read_documents(
    context: dg.AssetExecutionContext, project: Project, store: dg.ResourceParam[ParquetStore]
) -> tuple[Made, Made]:
    """Reads every document whose file or reader has changed."""
    made = 0
    for document in context.partition_keys:
        key = document_key(project, document)
        if store.are_fresh(("documents", "paragraphs"), document, key):
            continue
        row, reading = read_one(project.catalogue, document, Path(project.root))
        key = kept_key(key, row)
        store.keep("documents", document, documents_frame([row]), key)
        store.keep("paragraphs", document, to_table(reading), key)
        made += 1
    return Made(made), Made(made)


@dg.multi_asset(
    outs={
        "narratives": dg.AssetOut(description="One country in one report"),
        "passages": dg.AssetOut(description="Paragraphs of narratives"),
        "split_problems": dg.AssetOut(description="Documents that could not be split"),
    },
    partitions_def=DOCUMENTS,
    backfill_policy=ONE_RUN,
    group_name="reading",
)
def split_narratives(
    project: Project, store: dg.ResourceParam[ParquetStore], paragraphs: StoredTables
) -> tuple[Made, Made, Made]:
    """Splits what was read anew into narratives."""
    made = 0
    for document in paragraphs:
        key = key_of(store.path("paragraphs", document)) or document_key(project, document)
        if store.are_fresh(("narratives", "passages", "split_problems"), document, key):
            continue
        narratives, problem = split_document(project.catalogue, document, paragraphs[document])
        key = key_with(problem, key)
        store.keep("narratives", document, narratives_table(narratives, document), key)
        store.keep("passages", document, passages_table(narratives), key)
        store.keep("split_problems", document, problems_table(document, problem), key)
        made += 1
    return Made(made), Made(made), Made(made)
