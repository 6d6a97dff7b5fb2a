"""Jobs, schedule, sensor and what a failed run says."""

import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import dagster as dg
import pytest

from pipeline.assets import refresh as module
from pipeline.assets.failures import advice, root_cause
from pipeline.assets.project import Project
from pipeline.assets.refresh import inbox, look_for_new_reports, refresh, release_job
from pipeline.definitions import definitions
from schemas import TABLES


@dataclass(frozen=True)
class Taken:
    file: Path
    document_id: str | None
    line: str


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data/raw/inbox").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands that jobs run, which here only are noted."""
    noted: list[list[str]] = []

    def note(arguments: list[str], root: Path) -> tuple[int, list[str], list[str]]:
        noted.append(list(arguments))
        return 0, ["said"], []

    monkeypatch.setattr(module, "run_command", note)
    return noted


@pytest.fixture
def drop(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A drop folder whose PDFs are taken in under their names, and refused if they are called bad."""
    made = ModuleType("pipeline.sources.inbox")
    folder = root / "data/raw/inbox"

    def waiting(_: Path) -> list[Path]:
        return sorted(folder.glob("*.pdf"))

    def take_in(at: Path) -> list[Taken]:
        assert at == root
        return [
            Taken(p, None, f"{p.name}: not a report") if "bad" in p.name else Taken(p, p.stem, p.stem)
            for p in waiting(at)
        ]

    made.waiting, made.take_in = waiting, take_in  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pipeline.sources.inbox", made)
    return made


def sensed(root: Path) -> dg.RunRequest | dg.SkipReason:
    context = dg.build_sensor_context(resources={"project": Project(root=str(root))})
    return inbox(context)  # type: ignore[return-value]


def run(job: dg.JobDefinition, root: Path, **config: object) -> dg.ExecuteInProcessResult:
    return job.execute_in_process(
        resources={"project": Project(root=str(root))}, run_config=config or None, raise_on_error=False
    )


def messages(result: dg.ExecuteInProcessResult) -> list[str]:
    return [e.message or "" for e in result.all_events]


def test_the_sensor_asks_for_one_refresh_for_each_state_of_the_folder(root: Path, drop: ModuleType) -> None:
    assert isinstance(sensed(root), dg.SkipReason)
    (root / "data/raw/inbox/tip-2031.pdf").write_bytes(b"invented")
    first, again = sensed(root), sensed(root)
    assert isinstance(first, dg.RunRequest)
    assert isinstance(again, dg.RunRequest)
    assert first.run_key == again.run_key  # Dagster starts nothing twice for one key: a refused file does not loop
    (root / "data/raw/inbox/tip-2031.pdf").write_bytes(b"another file")
    changed = sensed(root)
    assert isinstance(changed, dg.RunRequest)
    assert changed.run_key != first.run_key


def test_without_a_drop_folder_the_sensor_says_what_to_do(tmp_path: Path) -> None:
    skipped = sensed(tmp_path)
    assert isinstance(skipped, dg.SkipReason)
    assert "make it and drop a report there" in (skipped.skip_message or "")


def test_a_refresh_takes_in_what_lies_there_and_builds(root: Path, drop: ModuleType, commands: list[list[str]]) -> None:
    (root / "data/raw/inbox/tip-2031.pdf").write_bytes(b"invented")
    (root / "data/raw/inbox/bad.pdf").write_bytes(b"invented")
    result = run(refresh, root)
    assert result.success
    assert commands == [["build"]]
    assert result.output_for_node("take_in_new_files") == 1


def test_the_schedule_is_off_until_switched_on_and_fetches_first(
    root: Path, drop: ModuleType, commands: list[list[str]]
) -> None:
    assert look_for_new_reports.default_status == dg.DefaultScheduleStatus.STOPPED
    request = look_for_new_reports(dg.build_schedule_context())
    assert isinstance(request, dg.RunRequest)
    assert run(refresh, root, **request.run_config).success
    assert commands == [["fetch"], ["build"]]


def test_a_failed_command_stops_the_job_with_its_first_problem(
    root: Path, drop: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "run_command", lambda *_: (1, [], ["no network; try again later", "second line"]))
    result = run(release_job, root)
    (failure,) = [e for e in result.all_events if e.is_step_failure]
    data = failure.step_failure_data.user_failure_data
    assert data is not None
    assert data.description == "no network; try again later"
    assert data.metadata["problems"].value == "no network; try again later\nsecond line"


def test_a_command_s_lines_and_problems_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    status, said, problems = module.run_command(["build", "--root", str(tmp_path)], tmp_path)
    assert status == 2
    assert said == []
    assert problems == [f"{tmp_path}/data/raw/sources.yaml: not found; run this from the top of the repository"]


@pytest.mark.parametrize(
    ("error", "message", "line"),
    [
        ("UnusableTable", "a.csv: column x is missing", "a.csv: column x is missing; mend that file, then build again"),
        (
            "pipeline.release.validation.ReleaseRefused",
            "table claims: key c1 occurs more than once\nsecond",
            "table claims: key c1 occurs more than once; the release of before stands; mend what the line names, then build again",
        ),
        (
            "KeyError",
            "'amount'",
            "KeyError: 'amount'; this looks like a bug: run `make dev`, open the run there and report its traceback",
        ),
        ("Failure", "no network; try again later", "no network; try again later"),
        (
            "ValueError",
            "",
            "ValueError: ValueError; this looks like a bug: run `make dev`, open the run there and report its traceback",
        ),
    ],
)
def test_every_failure_is_one_line_with_what_to_do(error: str, message: str, line: str) -> None:
    assert advice(error, message) == line


def test_the_cause_is_found_under_dagster_s_wrappers() -> None:
    inner = ValueError("the cause")
    outer = dg.DagsterError("wrapped")
    outer.__cause__ = inner
    assert root_cause(outer) is inner


def test_every_published_table_has_an_asset_a_blocking_check_and_a_way_to_the_release() -> None:
    from pipeline.assets.checks import TABLE_OF_ASSET

    graph = definitions(Path("/nowhere")).resolve_asset_graph()
    assert sorted(TABLE_OF_ASSET.values()) == sorted(TABLES)
    release = graph.get(dg.AssetKey("release"))
    assert {k.to_user_string() for k in release.parent_keys} == set(TABLE_OF_ASSET)
    blocking = {k.asset_key.to_user_string() for k in graph.asset_check_keys if graph.get_check_spec(k).blocking}
    assert blocking == set(TABLE_OF_ASSET)


def test_the_code_location_loads_as_the_ui_loads_it() -> None:
    repository = definitions(Path("/nowhere")).get_repository_def()
    repository.load_all_definitions()  # names that clash show here only
    assert {"build", "refresh", "release"} <= set(repository.job_names)


def test_the_lineage_leads_from_every_input_to_the_release() -> None:
    graph = definitions(Path("/nowhere")).resolve_asset_graph()
    above: set[dg.AssetKey] = set()
    ahead = {dg.AssetKey("release")}
    while ahead:
        above |= ahead
        ahead = {p for k in ahead for p in graph.get(k).parent_keys} - above
    roots = {k.to_user_string() for k in above if not graph.get(k).parent_keys}
    assert roots == {
        *("report_files", "rate_files", "grant_files", "price_files", "code_files"),
        *("review_decisions", "hand_read_figures"),
    }
