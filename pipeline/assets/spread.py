"""Reading and extraction spread over processes or machines: one Dagster step a batch of documents.

Documents are independent, so a full rebuild can be shared out. The steps only fill the store that the assets of
documents.py and claims.py use; the build that follows finds every document fresh and makes the tables. The result is the
same bytes whoever read a document. Which executor runs the steps is configuration.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd

from pipeline.assets.documents import document_key, documents_frame, origin_of, read_one
from pipeline.assets.project import Project
from pipeline.assets.store import ParquetStore, read, write
from pipeline.claims.table import claims_of
from pipeline.claims.victim_table import victim_claims_of
from pipeline.reading.table import from_table, to_table
from pipeline.reports import split_report
from pipeline.reports.table import from_passages, narratives_table, passages_table

#: Tables of one document, in the order in which they are made; the last one written marks the document as done.
_LAST = "claims_found"


def held_documents(project: Project) -> list[str]:
    """Documents of the catalogue that have a file to read."""
    return [e.id for e in project.catalogue.reports if any(f.kind != "table" for f in e.bundled)]


def make_document(project: Project, store: ParquetStore, document: str) -> int:
    """Reads one document and stores all its tables; returns its pages, 0 where it was fresh.

    Every table is written aside and moved into place; a worker that dies leaves no half of one.
    """
    key = document_key(project, document)
    if store.is_fresh(_LAST, document, key):
        return 0
    entry = project.catalogue.entries[document]
    row, reading = read_one(project.catalogue, document, Path(project.root))
    _keep(store, "documents", document, documents_frame([row]), key)
    paragraphs = _keep(store, "paragraphs", document, to_table(reading), key)
    again = from_table(paragraphs)
    country = entry.country_iso3 if entry.source == "greta" else None
    narratives = split_report(again, entry.source, entry.edition_year, country).narratives if again.paragraphs else ()
    _keep(store, "narratives", document, narratives_table(narratives, document), key)
    passages = _keep(store, "passages", document, passages_table(narratives), key)
    origin = origin_of(project.catalogue, document)
    again_split, year = from_passages(passages), entry.edition_year or 0
    found, aside = claims_of(again_split, document, year, entry.source, origin)
    _keep(store, "victims_found", document, victim_claims_of(again_split, document, year, entry.source), key)
    _keep(store, "amounts_found_aside", document, aside, key)
    _keep(store, _LAST, document, found, key)
    return reading.pages


def _keep(store: ParquetStore, table: str, document: str, frame: pd.DataFrame, key: str) -> pd.DataFrame:
    path = store.path(table, document)
    write(frame, path, key)
    return read(path)


def batches_of(documents: Sequence[str], size: int) -> list[list[str]]:
    """Documents in batches of at most `size`, each with documents from all over the list, so that none is all volumes."""
    count = max(1, -(-len(documents) // size))
    return [list(documents[n::count]) for n in range(count)] if documents else []


@dg.op(out=dg.DynamicOut(list), config_schema={"batch": int})
def share_out(
    context: dg.OpExecutionContext, project: Project, store: dg.ResourceParam[ParquetStore]
) -> Iterator[dg.DynamicOutput[list[str]]]:
    """Documents whose file or reader has changed, in batches."""
    changed = [d for d in held_documents(project) if not store.is_fresh(_LAST, d, document_key(project, d))]
    for number, batch in enumerate(batches_of(changed, context.op_config["batch"])):
        yield dg.DynamicOutput(batch, mapping_key=f"batch_{number:04d}")


@dg.op(retry_policy=dg.RetryPolicy(max_retries=2, delay=1))
def read_batch(
    context: dg.OpExecutionContext, project: Project, store: dg.ResourceParam[ParquetStore], batch: list[str]
) -> int:
    """Pages read; what an earlier try already stored is not read again."""
    pages = sum(make_document(project, store, document) for document in batch)
    context.log.info(f"{len(batch)} documents, {pages} pages")
    return pages


@dg.op
def count_pages(pages: list[int]) -> int:
    """All pages read."""
    return sum(pages)


@dg.graph
def spread() -> Any:
    """Shares out, reads, counts."""
    return count_pages(share_out().map(read_batch).collect())


def _job(root: str, executor: dg.ExecutorDefinition) -> dg.JobDefinition:
    build = Path(root) / "build"
    resources = {
        "project": Project(root=root),
        "store": ParquetStore(folder=str(build / "store")),
        "io_manager": dg.FilesystemIOManager(base_dir=str(build / "steps")),
    }
    return spread.to_job(name="spread", resource_defs=resources, executor_def=executor)


def on_processes(root: str) -> dg.JobDefinition:
    """The job on processes of this machine."""
    return _job(root, dg.multiprocess_executor)


def on_dask(root: str) -> dg.JobDefinition:
    """The job on a Dask cluster; needs the extra `dask`."""
    from dagster_dask import dask_executor

    return _job(root, dask_executor)


def run_config(workers: int | None, dask: str | None, batch: int) -> dict[str, Any]:
    """Run configuration for so many processes, or for the Dask scheduler at an address."""
    execution: dict[str, Any] = (
        {"config": {"cluster": {"existing": {"address": dask}}}}
        if dask
        else {"config": {"max_concurrent": workers or os.cpu_count() or 1}}
    )
    quiet = {"console": {"config": {"log_level": "CRITICAL"}}}
    return {"execution": execution, "ops": {"share_out": {"config": {"batch": batch}}}, "loggers": quiet}


#: A step costs about four seconds before it reads; with more documents a batch the last one keeps others waiting.
_LARGEST_BATCH = 8


def read_everywhere(root: Path, documents: int, workers: int, dask: str | None = None) -> bool:
    """Runs the job to its end; True where every batch was read. What failed is read by the build that follows.

    Args:
        root: folder of the project; on a cluster every worker must see it under this path.
        documents: how many there are to read, from which the size of a batch follows.
        workers: processes on this machine; of no account with `dask`.
        dask: address of a Dask scheduler.
    """
    batch = max(1, min(_LARGEST_BATCH, documents // (3 * max(workers, 2))))
    job = dg.build_reconstructable_job(
        "pipeline.assets.spread", "on_dask" if dask else "on_processes", reconstructable_kwargs={"root": str(root)}
    )
    with (
        dg.DagsterInstance.get() as instance,
        dg.execute_job(
            job, instance=instance, run_config=run_config(workers, dask, batch), raise_on_error=False
        ) as result,
    ):
        return bool(result.success)
