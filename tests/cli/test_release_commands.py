"""`reintegration diff` and `reintegration release` as a user types them."""

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.release.publish import publish
from tests.release.tables_fixture import release_tables

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
