"""`reintegration agreement` as a user types it."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.release.publish import publish
from tests.release.tables_fixture import release_tables

runner = CliRunner()


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "curated"
    publish(release_tables(), folder)
    return folder


def run(release: Path, *arguments: str) -> tuple[int, str, str]:
    result = runner.invoke(app, ["agreement", "--release", str(release), *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_csv_and_json_hold_the_same_rows(release: Path) -> None:
    code, text, _ = run(release, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert code == 0
    assert ("c1", "found") in {(r["item_id"], r["outcome"]) for r in rows}
    _, text, _ = run(release, "--format", "json")
    assert [r["item_id"] for r in json.loads(text)] == [r["item_id"] for r in rows]


def test_the_table_can_be_narrowed(release: Path) -> None:
    _, text, _ = run(release, "--format", "csv", "--country", "mkd", "--edition", "2018")
    assert {(r["country_iso3"], r["edition_year"]) for r in csv.DictReader(io.StringIO(text))} == {("MKD", "2018")}
    _, text, _ = run(release, "--outcome", "new,missed", "--format", "json")
    assert {r["outcome"] for r in json.loads(text)} == {"new"}


def test_the_table_tells_counts_and_both_sides(release: Path) -> None:
    code, text, _ = run(release, "--edition", "2018")
    assert code == 0
    assert "hand read: 1 found, 3 new" in text
    assert "20,200,000 ALL for 2017 → 20,200,000 ALL for 2017" in text


def test_an_unknown_outcome_or_no_release_is_one_line(release: Path, tmp_path: Path) -> None:
    code, _, error = run(release, "--outcome", "lost")
    assert code == 2
    assert "none of found" in error
    code, out, error = run(tmp_path)
    assert (code, out) == (1, "")
    assert "run `reintegration build` first" in " ".join(error.split())
