"""`reintegration diff` and `reintegration release` as a user types them."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.release.publish import publish
from tests.release.tables_fixture import release_tables

ROOT = Path(__file__).parents[2]
runner = CliRunner()


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases: the Albanian figure of 2017 differs."""
    directory = tmp_path_factory.mktemp("releases")
    publish(release_tables(), directory / "old")
    publish(release_tables(best=1_234), directory / "new")
    return directory


def test_diff_prints_plain_lines_and_writes_csv_page_and_markdown(releases: Path, tmp_path: Path) -> None:
    result = runner.invoke(
        app,
        ["diff", str(releases / "old"), str(releases / "new" / "reintegration_funding.duckdb"),
         "--csv", str(tmp_path / "a.csv"), "--page", str(tmp_path / "a.html"), "--markdown", str(tmp_path / "a.md")],
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert "Albania 2017, victim assistance: 20,200,000 ALL → 1,234 ALL" in result.stdout
    assert "\x1b" not in result.stdout
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert ("country_year", "ALB/2017/victim_assistance", "changed", "code") in [
        (r["table"], r["key"], r["kind"], r["reasons"]) for r in rows
    ]
    assert "<h1>Changes from" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "1,234 ALL" in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "a.html", "a.md"]


def test_diff_of_what_is_no_release_is_one_line(releases: Path, tmp_path: Path) -> None:
    result = runner.invoke(app, ["diff", str(tmp_path), str(releases / "new")])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert "no release in this folder" in result.stderr


def test_diff_that_cannot_be_written_is_one_line_and_leaves_nothing(releases: Path, tmp_path: Path) -> None:
    result = runner.invoke(
        app, ["diff", str(releases / "old"), str(releases / "new"), "--csv", str(tmp_path / "none" / "a.csv")]
    )
    assert result.exit_code == 2
    assert "a.csv: not written" in result.stderr


def test_diff_ends_with_status_1_if_an_identifier_changed_its_meaning(releases: Path, tmp_path: Path) -> None:
    tables = release_tables()
    tables["claims"].loc[0, "sentence"] = "Another sentence."
    publish(tables, tmp_path / "odd")
    result = runner.invoke(app, ["diff", str(releases / "old"), str(tmp_path / "odd")])
    assert result.exit_code == 1
    assert "c1 changed its meaning: sentence" in result.stderr


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this project's inputs."""
    root = tmp_path_factory.mktemp("project")
    for name in ("CHANGELOG.md", "CITATION.cff", "LICENSE", "LICENSE-DATA.md", "README.md", "dagster.yaml"):
        shutil.copyfile(ROOT / name, root / name)
    shutil.copytree(ROOT / "data" / "raw", root / "data" / "raw", ignore=shutil.ignore_patterns("originals", "inbox"))
    return root


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DAGSTER_HOME": str(project / ".dagster"), "PYTHONPATH": str(ROOT), "COLUMNS": "500"}
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


def test_the_real_inputs_are_released_and_a_decision_after_that_is_what_the_diff_tells(project: Path) -> None:
    made = run(project, "release")
    assert made.returncode == 0, made.stderr
    archives = list((project / "releases").iterdir())
    assert len(archives) == 1
    version = archives[0].stem.removeprefix("reintegration-funding-")
    assert f"Released {version}" in made.stdout
    assert (project / "data" / "curated" / "VERSION").read_text() == f"{version}\n"
    # A decision of a reviewer is the one thing that changes: the diff names it.
    with (project / "data" / "curated" / "csv" / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        claim = next(
            r for r in csv.DictReader(file) if r["amount_low"] and r["status"] == "funded" and not r["part_of"]
        )
    decisions = project / "data" / "raw" / "review" / "decisions.csv"
    decisions.parent.mkdir(exist_ok=True)
    decisions.write_text(
        "claim_id,sentence_sha,decision,field,value,reason,reviewer,decided_on\n"
        f"{claim['claim_id']},{claim['sentence_sha']},reject,,,invented for a test,a test,2020-01-01\n"
    )
    assert run(project, "build").returncode == 0
    assert (project / "data" / "curated" / "VERSION").read_text() == f"{version}+unreleased\n"
    told = run(project, "diff", str(archives[0]), "--csv", "changes.csv")
    assert told.returncode == 0, told.stderr
    with (project / "changes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert {r["reasons"] for r in rows} == {"correction"}
    assert {r["country_iso3"] for r in rows} == {claim["country_iso3"]}


def test_release_outside_a_project_is_one_line(tmp_path: Path) -> None:
    result = runner.invoke(app, ["release", "--root", str(tmp_path)])
    assert result.exit_code == 2
    assert "run this from the top of the repository" in result.stderr
