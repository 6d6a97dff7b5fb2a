"""Reading and extraction spread over processes or machines: one Dagster step a batch of documents.

Documents are independent, so a full rebuild can be shared out. The steps only fill the store that the assets of
documents.py and claims.py use; the build that follows finds every document fresh and makes the tables. The result is the
same bytes whoever read a document. Which executor runs the steps is configuration.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dagster as dg

from pipeline.assets.documents import (
    document_key,
    documents_frame,
    kept_key,
    origin_of,
    read_one,
    split_document,
)
from pipeline.assets.project import Project
from pipeline.assets.quarantine import extract_document, key_with, problems_table
from pipeline.assets.store import ParquetStore, read
from pipeline.reading.table import to_table
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
    key = kept_key(key, row)
    store.keep("documents", document, documents_frame([row]), key)
    store.keep("paragraphs", document, to_table(reading), key)
    narratives, unsplit = split_document(project.catalogue, document, read(store.path("paragraphs", document)))
    key = key_with(unsplit, key)
    store.keep("split_problems", document, problems_table(document, unsplit), key)
    store.keep("narratives", document, narratives_table(narratives, document), key)
    store.keep("passages", document, passages_table(narratives), key)
    passages = read(store.path("passages", document))
    made = extract_document(entry, origin_of(project.catalogue, document), from_passages(passages))
    key = key_with(made.problems, key)
    store.keep("claim_problems", document, problems_table(document, made.problems), key)
    store.keep("victims_found", document, made.victims, key)
    store.keep("amounts_found_aside", document, made.aside, key)
    store.keep(_LAST, document, made.claims, key)
    return reading.pages


def batches_of(documents: Sequence[str], size: int) -> list[list[str]]:
    """Documents in batches of at most `size`, each with documents from all over the list, so that none is all volumes."""
    count = max(1, -(-len(documents) // size))
    return [list(documents[n::count]) for n in range(count)] if documents else []


@dg.op(config_schema={"documents": [str]}, out=dg.Out(dg.Nothing), retry_policy=dg.RetryPolicy(max_retries=2, delay=1))
def read_batch(context: dg.OpExecutionContext, project: Project, store: dg.ResourceParam[ParquetStore]) -> None:
    """Reads the documents of its configuration; what an earlier try already stored is not read again."""
    documents = context.op_config["documents"]
    pages = sum(make_document(project, store, document) for document in documents)
    context.log.info(f"{len(documents)} documents, {pages} pages")


def _step(number: int) -> str:
    return f"batch_{number:04d}"


def _job(root: str, batches: int, executor: dg.ExecutorDefinition) -> dg.JobDefinition:
    """A step for each batch. They are laid out beforehand: dagster-dask passes over dynamic outputs without a word."""

    @dg.graph
    def spread() -> None:
        for number in range(batches):
            read_batch.alias(_step(number))()

    resources = {"project": Project(root=root), "store": ParquetStore(folder=str(Path(root) / "build" / "store"))}
    return spread.to_job(name="spread", resource_defs=resources, executor_def=executor)


def on_processes(root: str, batches: int) -> dg.JobDefinition:
    """The job on processes of this machine."""
    return _job(root, batches, dg.multiprocess_executor)


def on_dask(root: str, batches: int) -> dg.JobDefinition:
    """The job on a Dask cluster; needs the extra `dask`."""
    from dagster_dask import dask_executor

    return _job(root, batches, dask_executor)


def run_config(workers: int | None, dask: str | None, batches: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Run configuration for so many processes, or for the Dask scheduler at an address; every step's documents."""
    execution: dict[str, Any] = (
        {"config": {"cluster": {"existing": {"address": dask}}}}
        if dask
        else {"config": {"max_concurrent": workers or os.cpu_count() or 1}}
    )
    ops = {_step(number): {"config": {"documents": list(batch)}} for number, batch in enumerate(batches)}
    quiet = {"console": {"config": {"log_level": "CRITICAL"}}}
    return {"execution": execution, "ops": ops, "loggers": quiet}


#: A step costs about four seconds before it reads; with more documents a batch the last one keeps others waiting.
_LARGEST_BATCH = 8


def read_everywhere(root: Path, workers: int, dask: str | None = None) -> list[str]:
    """Runs the job to its end; returns the documents that are still unread, which the build that follows reads itself.

    What was read is seen from the store, not from what the executor says of itself.

    Args:
        root: folder of the project; on a cluster every worker must see it under this path.
        workers: processes that read, on this machine or on the cluster.
        dask: address of a Dask scheduler; None for processes of this machine.
    """
    project, store = Project(root=str(root)), ParquetStore(folder=str(root / "build" / "store"))
    changed = _unread(project, store)
    batches = batches_of(changed, max(1, min(_LARGEST_BATCH, len(changed) // (3 * max(workers, 2)))))
    if not batches:
        return []
    job = dg.build_reconstructable_job(
        "pipeline.assets.spread",
        "on_dask" if dask else "on_processes",
        reconstructable_kwargs={"root": str(root), "batches": len(batches)},
    )
    config = run_config(workers, dask, batches)
    with (
        dg.DagsterInstance.get() as instance,
        dg.execute_job(job, instance=instance, run_config=config, raise_on_error=False),
    ):
        return _unread(project, store)


def _unread(project: Project, store: ParquetStore) -> list[str]:
    return [d for d in held_documents(project) if not store.is_fresh(_LAST, d, document_key(project, d))]
