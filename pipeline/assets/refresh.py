"""The jobs `refresh` and `release`, the schedule that looks for new reports and the sensor on the drop folder.

Both jobs do what the command line does, by calling it: the command line is the first way to run the pipeline and is
tested as such. A build that a job starts is a run of its own in the same Dagster instance, so that its lineage, checks and
figures over time are all in the UI.
"""

import hashlib
import importlib
import subprocess
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dagster as dg

from pipeline.assets.failures import say_what_to_do
from pipeline.assets.project import Project

#: Dagster warns of a parameter of its own that is not used here, at every start.
warnings.filterwarnings("ignore", category=dg.BetaWarning, message=".*`owners` of initializer `SensorDefinition")

INBOX = Path("data/raw/inbox")


def _inbox() -> Any:
    """The module that knows the drop folder; imported when it is needed, for it reads reports."""
    return importlib.import_module("pipeline.sources.inbox")


def run_command(arguments: Sequence[str], root: Path) -> tuple[int, list[str], list[str]]:
    """Runs `reintegration` with arguments in a project; exit status, lines said, and lines of problems."""
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603
    problems = [line.removeprefix("error").strip() for line in done.stderr.splitlines() if line.startswith("error")]
    said = [line for line in done.stdout.splitlines() if line.strip()]
    return done.returncode, said, problems or ([done.stderr.strip().splitlines()[-1]] if done.stderr.strip() else [])


def _carry_out(context: dg.OpExecutionContext, arguments: Sequence[str], root: Path) -> None:
    """Runs a command and tells its lines in the log of the run.

    Raises:
        Failure: it did not end well; the description is its first problem, the rest stand in the metadata.
    """
    status, said, problems = run_command(arguments, root)
    for line in said:
        context.log.info(line)
    for line in problems:
        context.log.warning(line)
    if status:
        name = f"reintegration {' '.join(arguments)}"
        raise dg.Failure(
            description=problems[0] if problems else f"`{name}` ended with status {status}; run it in a terminal",
            metadata={"command": name, "problems": dg.MetadataValue.text("\n".join(problems) or "none told")},
            allow_retries=False,
        )


@dg.op(config_schema={"fetch": dg.Field(bool, default_value=False, description="Look for new reports on the network.")})
def take_in_new_files(context: dg.OpExecutionContext, project: Project) -> int:
    """Takes in what lies in data/raw/inbox and, if asked, fetches what the catalogue lists; how many files were taken."""
    root = Path(project.root)
    if context.op_config["fetch"]:
        _carry_out(context, ["fetch"], root)
    taken = list(_inbox().take_in(root)) if (root / INBOX).is_dir() else []
    refused = [t for t in taken if t.document_id is None]
    for file in taken:
        (context.log.info if file.document_id else context.log.warning)(str(file.line))
    context.add_output_metadata({"taken in": len(taken) - len(refused), "refused": len(refused)})
    return len(taken) - len(refused)


@dg.op
def build_release(context: dg.OpExecutionContext, project: Project, taken: int) -> None:
    """Builds; a run of its own holds the assets and checks."""
    context.log.info(f"{taken} new files")
    _carry_out(context, ["build"], Path(project.root))


@dg.op
def make_release(context: dg.OpExecutionContext, project: Project) -> None:
    """Builds, refuses while blocking checks fail, and packs the release for upload."""
    _carry_out(context, ["release"], Path(project.root))


@dg.job(hooks={say_what_to_do}, description="Look for and take in new files, then build.")
def refresh() -> None:
    """Files first, then the build."""
    build_release(take_in_new_files())


@dg.graph
def pack() -> None:
    """One step: the command does the rest."""
    make_release()


#: The graph has another name than the job: the asset `release` has taken that one.
release_job = pack.to_job(
    name="release",
    hooks={say_what_to_do},
    description="Build and pack the release: version, changes, checksums, archive.",
)


_FETCH = {"ops": {"take_in_new_files": {"config": {"fetch": True}}}}


@dg.schedule(
    name="look_for_new_reports",
    job=refresh,
    cron_schedule="0 6 1 * *",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="On the first of each month: fetch what the catalogue lists, then build. Off until switched on.",
)
def look_for_new_reports(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Asks for a refresh with the network."""
    return dg.RunRequest(run_config=_FETCH)


@dg.sensor(
    name="inbox",
    job=refresh,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="A file dropped into data/raw/inbox is taken in and the release built anew.",
)
def inbox(context: dg.SensorEvaluationContext, project: Project) -> dg.RunRequest | dg.SkipReason:
    """Asks for one refresh for each state of the drop folder: a file that was refused does not start it again."""
    root = Path(project.root)
    if not (root / INBOX).is_dir():
        return dg.SkipReason(f"{INBOX} does not exist; make it and drop a report there")
    files = sorted(_inbox().waiting(root))
    if not files:
        return dg.SkipReason(f"nothing waits in {INBOX}")
    state = hashlib.sha256()
    for path in files:
        stat = path.stat()
        state.update(f"{path.name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return dg.RunRequest(run_key=state.hexdigest()[:24])
