"""The job behind `reintegration build`: what has changed, one Dagster run, and a report of it.

Belongs here: starting Dagster and telling the user. All steps are assets. Imported only by the `build` command, since
importing Dagster takes about two seconds.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import dagster as dg
import pandas as pd
from filelock import FileLock, Timeout
from sqlalchemy.exc import SQLAlchemyError

from pipeline.assets.agreement import abridgement_problems
from pipeline.assets.claims import decisions_of, together
from pipeline.assets.documents import STOOD_IN, document_key, file_of
from pipeline.assets.failures import advice
from pipeline.assets.home import prepare_home
from pipeline.assets.project import DOCUMENTS, Project
from pipeline.assets.quarantine import PROBLEMS, problems_held, with_problems
from pipeline.assets.spread import held_documents, read_everywhere
from pipeline.assets.store import ParquetStore, read
from pipeline.claims.review import apply_decisions
from pipeline.definitions import definitions
from pipeline.reading.apart import get_ready
from pipeline.sources.freshness import fingerprint, remember
from pipeline.sources.inputs import input_problems
from pipeline.sources.originals import problems as original_problems
from pipeline.sources.originals import read_originals

#: Figures missed or new that the end of a build names; `reintegration agreement` names them all.
_MOST_TOLD = 20


@dataclass
class BuildReport:
    """What a build did, in lines for the terminal, and whether everything went well."""

    lines: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    published: bool = False

    @property
    def ok(self) -> bool:
        """No document quarantined, no problem, and a release in place."""
        return self.published and not self.problems


def build(
    root: Path,
    release_folder: str = "data/curated",
    tell: Callable[[str], None] = lambda _: None,
    workers: int = 1,
    dask: str | None = None,
) -> BuildReport:
    """Brings the release up to date with the inputs.

    Args:
        root: folder with data/raw.
        release_folder: where the release goes.
        tell: called with what is being done.
        workers: processes that read documents; with 1 all is done in this one, which is fastest for a small set.
        dask: address of a Dask scheduler whose workers read documents; needs the extra `dask`.

    Returns:
        A report; its problems are one line each. The release of before stays if a blocking check fails.
    """
    root = root.absolute()
    started = time.monotonic()
    try:
        (root / "build").mkdir(exist_ok=True)
        with _alone(root, tell) as waited:
            report = _run(root, release_folder, tell, workers, dask)
            if report.published:
                remember(root, fingerprint(root, root / release_folder), report.lines, report.problems)
    except OSError as problem:  # disk full, a folder that cannot be written
        where = problem.filename or root / "build"
        said = (
            f"{where}: {problem.strerror or problem}; the release of before stands; make room or mend its permissions"
        )
        return BuildReport(problems=[said])
    except SQLAlchemyError as problem:
        said = str(problem).splitlines()[0]
        return BuildReport(
            problems=[
                f"Dagster's history of runs: {said}; the release of before stands; make room or mend DAGSTER_HOME"
            ]
        )
    if waited:
        report.lines.append("Waited for another build in this folder to end.")
    report.lines.append(f"Took {time.monotonic() - started:.1f} seconds.")
    return report


@contextmanager
def _alone(root: Path, tell: Callable[[str], None]) -> Iterator[bool]:
    """Keeps two builds of one folder apart: the second waits; yields whether this one did. A dead build holds nothing."""
    lock = FileLock(root / "build" / ".lock")
    try:
        lock.acquire(timeout=0)
        waited = False
    except Timeout:
        tell("another build is running in this folder; waiting for it to end")
        lock.acquire()
        waited = True
    try:
        yield waited
    finally:
        lock.release()


def _run(root: Path, release_folder: str, tell: Callable[[str], None], workers: int, dask: str | None) -> BuildReport:
    get_ready()
    notes = prepare_home(root)
    logging.getLogger("dagster").setLevel(logging.CRITICAL)
    project = Project(root=str(root), release=release_folder)
    if unusable := input_problems(project.raw):
        return BuildReport(["The release was not renewed; the one of before stands."], unusable)
    held = held_documents(project)
    if not held:
        return BuildReport(
            problems=["no document is held; put a report into data/raw/inbox or restore data/raw/abridged"]
        )
    store = ParquetStore(folder=str(root / "build" / "store"))
    store.forget({*held})
    notes += [f"build/store/{name} was damaged and is made anew" for name in store.mend()]
    _forget_tables_without_folder(store)
    changed = [d for d in held if not store.is_fresh("claims_found", d, document_key(project, d))]
    tell(f"{len(held)} documents held, {len(changed)} to read anew")
    if changed and (workers > 1 or dask):
        tell(f"reading {len(changed)} documents on {dask or f'{workers} processes'}")
        if left := read_everywhere(root, workers, dask):
            tell(f"{len(left)} documents were not read there ({', '.join(left[:3])} …); reading them here")
    defs = definitions(root, release_folder)
    with dg.DagsterInstance.get() as instance:
        known = set(instance.get_dynamic_partitions(DOCUMENTS.name or "documents"))
        for gone in known - set(held):
            instance.delete_dynamic_partition("documents", gone)
        instance.add_dynamic_partitions("documents", sorted(set(held) - known))
        order = instance.get_dynamic_partitions("documents")
        tags = {"dagster/asset_partition_range_start": order[0], "dagster/asset_partition_range_end": order[-1]}
        job = defs.resolve_job_def("build")
        tell("reading, extracting, reconciling, publishing")
        quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        result = job.execute_in_process(run_config=quiet, instance=instance, tags=tags, raise_on_error=False)
    report = _report(result, project, store, len(held), changed)
    report.lines[:0] = notes
    return report


def _forget_tables_without_folder(store: ParquetStore) -> None:
    for name in (
        "documents",
        "paragraphs",
        "narratives",
        "passages",
        "claims_found",
        "amounts_found_aside",
        "victims_found",
        *PROBLEMS,
    ):
        (Path(store.folder) / name).mkdir(parents=True, exist_ok=True)


def _report(
    result: dg.ExecuteInProcessResult, project: Project, store: ParquetStore, held: int, changed: list[str]
) -> BuildReport:
    report = BuildReport()
    for check in result.get_asset_check_evaluations():
        if not check.passed and check.severity == dg.AssetCheckSeverity.ERROR:
            report.problems.append(
                f"check {check.check_name} failed on {check.asset_key.to_user_string()}: {_first(check.metadata)}"
            )
    for event in result.all_events:
        if event.is_step_failure and (error := event.step_failure_data.error):
            cause = error
            while cause.cause:
                cause = cause.cause
            name = cause.cls_name or ""
            if name != "DagsterAssetCheckFailedError":
                report.problems.append(
                    f"step {event.step_key} failed: {advice(name, _without_class(name, cause.message))}"
                )
    documents = together("documents", {d: read(store.path("documents", d)) for d in store.documents("documents")})
    documents = with_problems(documents, problems_held(store), file_of(project.catalogue))
    for row in documents[documents["read_status"] == "quarantined"].itertuples():
        report.problems.append(f"{row.document_id} quarantined: {row.read_problem}")
    stood_in = documents["read_problem"].fillna("").str.startswith(STOOD_IN)
    for row in documents[stood_in & (documents["read_status"] != "quarantined")].itertuples():
        report.problems.append(f"{row.document_id}: {row.read_problem}")
    report.problems += abridgement_problems(project.catalogue, store)
    root = Path(project.root)
    report.problems += original_problems(root, read_originals(root))
    report.published = result.success
    if not result.success:
        report.lines.append("The release was not renewed; the one of before stands.")
        return report
    _tell_tables(report, store, root / "data" / "raw", documents, held, changed)
    return report


def _without_class(name: str, message: str) -> str:
    """The message alone: Dagster puts the class before it."""
    start, colon, rest = message.strip().partition(": ")
    return rest if colon and name and start.endswith(name) else message.strip()


def _first(metadata: object) -> str:
    value = dict(metadata).get("first") if isinstance(metadata, dict) else None
    text = str(getattr(value, "value", value) or "see the Dagster run").strip()
    return text.splitlines()[0]


def _tell_tables(
    report: BuildReport, store: ParquetStore, raw: Path, documents: pd.DataFrame, held: int, changed: list[str]
) -> None:
    claims = read(store.path("claims"))
    aside = read(store.path("amounts_set_aside"))
    narratives = read(store.path("all_narratives"))
    released = read(store.path("release"))
    agreement = read(store.path("agreement_with_facts"))
    ok = int((documents["read_status"] == "ok").sum())
    priced = int(claims["amount_low"].notna().sum())
    report.lines += [
        f"Read: {ok} of {held} documents ({len(changed)} anew), {int(documents['pages'].sum())} pages, {len(narratives)} country narratives.",
        f"Extracted: {len(claims)} claims, {priced} with an amount, in {claims['country_iso3'].nunique()} countries; {int((claims['confidence'] < 0.7).sum())} doubtful (see `reintegration review`).",
        f"Set aside: {len(aside)} amounts that are not funding, each with its reason.",
        "Published: " + ", ".join(f"{r.table} {r.rows}" for r in released.itertuples()) + ".",
    ]
    report.lines += [str(row.text) for row in agreement.itertuples() if row.kind == "summary"]
    told = [f"  {row.kind}: {row.text}" for row in agreement.itertuples() if row.kind != "summary"]
    report.lines += told[:_MOST_TOLD]
    if len(told) > _MOST_TOLD:
        report.lines.append(f"  {len(told) - _MOST_TOLD} more; see `reintegration agreement`")
    # claims with corrections keep their identifiers and sentences, so that the same decisions fail to apply again
    report.problems += apply_decisions(claims, decisions_of(raw)).problems
    unknown = claims[claims["flags"].fillna("").str.contains("currency_unknown")]
    for row in unknown.itertuples():
        report.problems.append(
            f"{row.document_id}, page {row.pdf_page}: unknown currency in '{row.amount_text}'; name it in pipeline/claims/currencies.yaml"
        )
    no_rate = read(store.path("country_year"))
    for row in no_rate[no_rate["flags"].fillna("").str.contains("no_rate")].itertuples():
        report.problems.append(
            f"{row.country_iso3} {row.funding_year}: no exchange rate for {row.currency}; add it to data/raw/fx/annual_average.csv"
        )
