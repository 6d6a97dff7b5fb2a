"""The release opens in the real DuckDB clients of every version from 1.0 on, and they answer as the current one does."""

import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.release.clients import ROOT, VERSIONS, NoClient, answers, python_with
from tests.release.queries_page import questions

DATABASE = ROOT / "data" / "curated" / "reintegration_funding.duckdb"
_RATE = "SELECT in_{0}(best, currency, funding_year), country_iso3, funding_year, purpose_group FROM country_year"
LISTS = {
    "tables with comments": "SELECT table_name, comment FROM duckdb_tables()",
    "views with comments": "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal",
    "columns with comments": "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal",
    "macros with comments": "SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal",
}


def asked() -> dict[str, str]:
    """Every list, table, view, macro and query of the page, by name."""
    with duckdb.connect(str(DATABASE), read_only=True) as connection:
        named = connection.execute(
            "SELECT table_name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
        macros = connection.execute("SELECT function_name FROM duckdb_functions() WHERE NOT internal").fetchall()
    calls = {
        "in_usd": _RATE.format("usd"),
        "in_eur": _RATE.format("eur"),
        "per_identified_victim": "SELECT per_identified_victim(best_usd, country_iso3, funding_year), country_iso3, "
        "funding_year, purpose_group FROM country_year",
    }
    assert {name for (name,) in macros} <= set(calls)
    return (
        LISTS
        | {f"all of {name}": f'SELECT * FROM "{name}"' for (name,) in named}
        | {f"macro {name}": calls[name] for (name,) in macros}
        | {f"question {q.number}": q.sql for q in questions()}
    )


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    said = answers(Path(sys.executable), DATABASE, asked(), tmp_path_factory.mktemp("current"))
    assert not [f"{name}: {rows}" for name, rows in said["answers"].items() if isinstance(rows, str)]
    assert all(said["answers"][name] for name in LISTS)
    return said


@pytest.mark.parametrize("version", VERSIONS)
def test_an_older_client_answers_as_the_current_one(version: str, current: dict[str, Any], tmp_path: Path) -> None:
    try:
        python = python_with(version)
    except NoClient as error:
        pytest.fail(str(error), pytrace=False)
    said = answers(python, DATABASE, asked(), tmp_path)
    assert said["version"].startswith(f"{version}.")
    assert said["answers"].keys() == current["answers"].keys()
    for name, rows in current["answers"].items():
        assert said["answers"][name] == rows, name


def test_without_a_registry_the_reason_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(NoClient, match=r"^duckdb 1\.0 cannot be installed \(ERROR: .+\); this test needs a") as caught:
        python_with("1.0", tmp_path, index="http://127.0.0.1:9/simple")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / f"1.0-{sys.implementation.cache_tag}" / "installed").exists()
