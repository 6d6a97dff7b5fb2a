"""Every table, view, macro and column says what it means, in what unit, for which year and from where."""

import re
from pathlib import Path

import duckdb
import pytest

from pipeline.release.columns import columns
from pipeline.release.dictionary_page import dictionary_page
from pipeline.release.publish import publish
from schemas import TABLES
from schemas.notes import NOTES
from schemas.views import VIEWS
from tests.release.clients import ROOT
from tests.release.tables_fixture import release_tables

#: Numbers that are names or shares of one and carry no unit.
UNITLESS = {"cow_code", "confidence"}
_MONEY = re.compile(r"(^|_)(usd|eur)($|_)")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("release") / "curated"
    publish(release_tables(), directory)
    return directory / "reintegration_funding.duckdb"


@pytest.mark.parametrize("table", TABLES)
def test_a_table_says_what_a_row_is_its_source_and_its_years(table: str, database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        said = connection.execute("SELECT comment FROM duckdb_tables() WHERE table_name = ?", [table]).fetchall()
    (comment,) = said[0]
    assert comment.startswith(TABLES[table].description)
    assert "Source: " in comment
    assert "Years: " in comment


def test_no_note_is_left_without_its_table() -> None:
    assert set(TABLES) <= set(NOTES)


def test_every_column_of_the_file_says_more_than_its_name(database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        said = connection.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
    thin = [f"{t}.{c}: {comment}" for t, c, comment in said if len((comment or "").partition(" [")[0].split()) < 2]
    assert thin == []


def test_views_and_macros_carry_comments(database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        views = connection.execute("SELECT comment FROM duckdb_views() WHERE NOT internal").fetchall()
        macros = connection.execute("SELECT comment FROM duckdb_functions() WHERE NOT internal").fetchall()
    assert len(views) == len(VIEWS)
    assert all(comment and len(comment.split()) > 5 for (comment,) in [*views, *macros])


@pytest.mark.parametrize("table", TABLES)
def test_every_number_has_a_unit(table: str) -> None:
    lacking = [c.name for c in columns(table) if c.kind in ("integer", "number") and not c.unit]
    assert set(lacking) <= UNITLESS


@pytest.mark.parametrize("table", TABLES)
def test_money_names_its_currency_or_the_column_that_does(table: str) -> None:
    named = {c.name for c in columns(table)}
    for column in columns(table):
        if column.unit == "currency":
            # "expected_amount" goes with "expected_currency"
            own = f"{column.name.rpartition('_')[0]}_currency"
            assert {"currency", own} & named, f"{table}.{column.name}"
        if _MONEY.search(column.name) and column.kind == "number":
            assert column.unit is not None, f"{table}.{column.name}"


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: v.name)
def test_money_and_counts_of_a_view_name_their_unit(view: object) -> None:
    described: dict[str, str] = view.columns  # type: ignore[attr-defined]
    for name, meaning in described.items():
        if _MONEY.search(name) or name.endswith(("_pct", "_year")) or name.startswith("n_"):
            assert re.search(r"\[.+\]", meaning), name


def test_the_dictionary_page_is_that_of_the_schemas() -> None:
    page = (ROOT / "docs" / "data_dictionary.md").read_text(encoding="utf-8")
    assert page == dictionary_page(), "docs/data_dictionary.md is out of date; run make dictionary"


def test_the_dictionary_page_names_every_column() -> None:
    page = dictionary_page()
    for table in TABLES:
        section = page.partition(f"## {table}\n")[2].partition("\n## ")[0]
        assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == [c.name for c in columns(table)]
