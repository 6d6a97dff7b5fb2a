"""The views and macros of the DuckDB file answer as they say, on figures made up for the purpose."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.release.database import differences, write_macro, write_view
from pipeline.release.publish import publish
from schemas.macros import MACROS
from schemas.views import VIEWS
from tests.release.tables_fixture import release_tables

TABLES = """
CREATE TABLE countries(country_iso3 VARCHAR, name VARCHAR, cow_code BIGINT);
INSERT INTO countries VALUES ('AAA', 'Aland', 1), ('BBB', 'Beland', NULL), ('CCC', 'Celand', 3), ('DDD', 'Deland', 4);
CREATE TABLE country_year(
  country_iso3 VARCHAR, funding_year BIGINT, purpose_group VARCHAR, best_usd DOUBLE, low_usd DOUBLE, high_usd DOUBLE,
  best_eur DOUBLE, best_usd_constant DOUBLE, method VARCHAR, tier VARCHAR, flags VARCHAR, claim_ids VARCHAR,
  usage_warnings VARCHAR, citation VARCHAR, licence VARCHAR
);
INSERT INTO country_year VALUES
  ('AAA', 2010, 'reintegration', 25, 20, 30, 20, 28, 'single_statement', '2', NULL, 'c1', 'b;a', 'Ed. 1, p. 1', 'free'),
  ('AAA', 2010, 'victim_assistance', 75, 75, 75, 60, 80, 'sum_of_parts', '2', 'jump', 'c2;c3', 'a;c', 'Ed. 1, p. 2', 'free'),
  ('AAA', 2010, 'anti_trafficking_total', 50, 50, 50, 40, 55, 'stated_total', '2', 'jump;year_assumed', 'c4', NULL,
   'Ed. 1, p. 3', 'cc'),
  ('AAA', 2011, 'reintegration', 10, 10, 10, 8, 11, 'single_statement', '1', NULL, 'c5', NULL, 'Ed. 2, p. 1', 'free'),
  ('AAA', 2011, 'victim_assistance', 90, 90, 90, 70, 95, 'single_statement', '1', 'mixed_scope', 'c6', NULL,
   'Ed. 2, p. 1', 'free'),
  ('AAA', 2011, 'anti_trafficking_total', 40, 40, 40, 30, 44, 'stated_total', '1', NULL, 'c7', NULL, 'Ed. 2, p. 1', 'free'),
  ('BBB', 2010, 'victim_assistance', 9, 9, 9, 7, 9, 'single_statement', NULL, NULL, 'c8', NULL, 'Ed. 1, p. 9', 'free'),
  ('BBB', 2011, 'reintegration', 0, 0, 0, 0, 0, 'stated_none', NULL, NULL, 'c9', NULL, 'Ed. 2, p. 9', 'free'),
  ('BBB', 2011, 'victim_assistance', 0, 0, 0, 0, 0, 'stated_none', NULL, NULL, 'c10', NULL, 'Ed. 2, p. 9', 'free'),
  ('CCC', 2010, 'reintegration', NULL, NULL, NULL, NULL, NULL, 'single_statement', NULL, NULL, 'c11', NULL, 'Ed. 1', 'free'),
  ('CCC', 2012, 'reintegration', 5, 5, 5, 4, 5, 'single_statement', NULL, 'part_of_other_group', 'c12', NULL, 'Ed. 3', 'free'),
  ('CCC', 2012, 'victim_assistance', 20, 20, 20, 16, 20, 'single_statement', NULL, NULL, 'c13', NULL, 'Ed. 3', 'free');
CREATE TABLE claims(country_iso3 VARCHAR, funding_year BIGINT, purpose_group VARCHAR, status VARCHAR, review VARCHAR);
INSERT INTO claims VALUES
  ('BBB', 2010, 'reintegration', 'funded', 'unreviewed'),
  ('CCC', 2011, 'reintegration', 'increased', 'accepted'),
  ('DDD', 2010, 'victim_assistance', 'not_reported', 'unreviewed'),
  ('DDD', 2011, 'reintegration', 'funded', 'rejected');
CREATE TABLE coverage(
  country_iso3 VARCHAR, edition_year BIGINT, source VARCHAR, document_id VARCHAR, kind VARCHAR, narrative_found BOOLEAN
);
INSERT INTO coverage VALUES
  ('AAA', 2011, 'tip', 'tip-2011', 'original', true), ('BBB', 2012, 'tip', 'tip-2012', 'abridged', true),
  ('DDD', 2011, 'tip', 'tip-2011', 'original', true), ('DDD', 2012, 'tip', 'tip-2012', 'abridged', true),
  ('DDD', 2013, 'tip', 'tip-2013', 'abridged', false), ('DDD', 2014, 'tip', NULL, NULL, false),
  ('DDD', 2016, 'greta', 'greta-1', 'original', true);
CREATE TABLE restatements(
  country_iso3 VARCHAR, funding_year BIGINT, purpose_group VARCHAR, series VARCHAR, document_id VARCHAR,
  edition_year BIGINT, claim_ids VARCHAR, amount DOUBLE, currency VARCHAR, used BOOLEAN
);
INSERT INTO restatements VALUES
  ('AAA', 2010, 'victim_assistance', 's', 'tip-2012', 2012, 'c2', 110, 'ALL', false),
  ('AAA', 2010, 'victim_assistance', 's', 'tip-2011', 2011, 'c1', 100, 'ALL', false),
  ('AAA', 2010, 'victim_assistance', 's', 'tip-2013', 2013, 'c3', 1, 'EUR', true),
  ('AAA', 2010, 'victim_assistance', 'other', 'tip-2013', 2013, 'c4', 7, 'EUR', true);
CREATE TABLE exchange_rates(currency VARCHAR, year BIGINT, source VARCHAR, units_per_usd DOUBLE, units_per_eur DOUBLE);
INSERT INTO exchange_rates VALUES
  ('ALL', 2010, 'imf', 100, 125), ('ALL', 2010, 'ecb', 1, 1), ('ALL', 2011, 'imf', 50, 60), ('EUR', 2010, 'imf', 0.8, 1);
CREATE TABLE victims(country_iso3 VARCHAR, year BIGINT, identified BIGINT, flags VARCHAR);
INSERT INTO victims VALUES ('AAA', 2010, 5, 'joint_count'), ('AAA', 2011, 0, NULL), ('BBB', 2010, 3, 'potential;range');
"""


@pytest.fixture
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for statement in TABLES.split(";\n"):
            connection.execute(statement)
        for view in VIEWS:
            write_view(connection, view)
        for macro in MACROS:
            write_macro(connection, macro)
        yield connection


def rows(db: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return db.execute(query).fetchall()


def one(db: duckdb.DuckDBPyConnection, query: str) -> dict[str, Any]:
    result = db.execute(query)
    names = [column[0] for column in result.description or ()]
    (row,) = result.fetchall()
    return dict(zip(names, row, strict=True))


def test_a_country_year_is_one_row_with_groups_side_by_side(db: duckdb.DuckDBPyConnection) -> None:
    assert rows(db, "SELECT count(*), count(DISTINCT (country_iso3, funding_year)) FROM funding_by_country_year") == [
        (6, 6)
    ]
    row = one(db, "SELECT * FROM funding_by_country_year WHERE country_iso3 = 'AAA' AND funding_year = 2010")
    assert (row["country"], row["cow_code"], row["tier"], row["n_groups"]) == ("Aland", 1, "2", 3)
    assert (row["reintegration_usd"], row["reintegration_low_usd"], row["reintegration_high_usd"]) == (25, 20, 30)
    assert (row["victim_assistance_eur"], row["stated_total_usd_constant"]) == (60, 55)
    assert row["other_usd"] is None
    assert row["other_method"] is None
    assert row["usage_warnings"] == "a;b;c"
    assert row["flags"] == "jump;year_assumed"
    assert row["claim_ids"] == "c1;c2;c3;c4"
    assert row["citation"] == (
        "anti_trafficking_total: Ed. 1, p. 3 | reintegration: Ed. 1, p. 1 | victim_assistance: Ed. 1, p. 2"
    )
    assert row["licence"] == "cc | free"


def test_no_column_adds_groups_that_may_overlap(db: duckdb.DuckDBPyConnection) -> None:
    row = one(db, "SELECT * FROM funding_by_country_year WHERE country_iso3 = 'AAA' AND funding_year = 2010")
    money = {value for name, value in row.items() if "_usd" in name or "_eur" in name}
    assert money <= {25, 20, 30, 28, 75, 60, 80, 50, 40, 55, None}


def test_a_row_without_warnings_says_null(db: duckdb.DuckDBPyConnection) -> None:
    row = one(db, "SELECT * FROM funding_by_country_year WHERE country_iso3 = 'BBB' AND funding_year = 2010")
    assert (row["usage_warnings"], row["flags"]) == (None, None)


@pytest.mark.parametrize(
    ("country", "year", "share", "why", "of_total", "why_total"),
    [
        ("AAA", 2010, 25, None, 50, None),
        ("AAA", 2011, None, "some of the money also serves people who were not trafficked", 25, None),
        ("BBB", 2010, None, "reintegration is said to be funded, but not with how much", None, "said to be funded"),
        ("BBB", 2011, None, "both are stated to be zero", None, "no report states an anti-trafficking total"),
        ("CCC", 2010, None, "no exchange rate for the year", None, "no exchange rate for the year"),
        ("CCC", 2011, None, "said to be funded, but not with how much", None, "said to be funded"),
        ("CCC", 2012, None, "one of the figures may be inside the other", None, "no report states an anti-traff"),
    ],
)
def test_a_share_is_given_only_where_figures_compare(
    db: duckdb.DuckDBPyConnection,
    country: str,
    year: int,
    share: float | None,
    why: str | None,
    of_total: float | None,
    why_total: str | None,
) -> None:
    row = one(db, f"SELECT * FROM re_integration_share WHERE country_iso3 = '{country}' AND funding_year = {year}")
    assert (row["share_of_assistance_pct"], row["share_of_total_pct"]) == (share, of_total)
    for said, expected in ((row["why_no_share_of_assistance"], why), (row["why_no_share_of_total"], why_total)):
        assert (said is None) == (expected is None)
        assert (expected or "") in (said or "")


def test_a_part_larger_than_the_total_gives_no_share(db: duckdb.DuckDBPyConnection) -> None:
    db.execute("UPDATE country_year SET best_usd = 60 WHERE claim_ids = 'c1'")
    row = one(db, "SELECT * FROM re_integration_share WHERE country_iso3 = 'AAA' AND funding_year = 2010")
    assert row["share_of_total_pct"] is None
    assert row["why_no_share_of_total"] == "the figure for reintegration exceeds the stated total"


def test_a_zero_of_a_part_gives_no_share_of_a_hundred_percent(db: duckdb.DuckDBPyConnection) -> None:
    db.execute("UPDATE country_year SET best_usd = 0, method = 'stated_none' WHERE claim_ids = 'c13'")
    db.execute("UPDATE country_year SET flags = NULL WHERE country_iso3 = 'CCC'")
    query = "SELECT share_of_assistance_pct, why_no_share_of_assistance FROM re_integration_share WHERE country_iso3 = 'CCC' AND funding_year = 2012"
    assert rows(db, query) == [(100, None)]
    db.execute("UPDATE country_year SET usage_warnings = 'stated_zero;zero_of_part' WHERE claim_ids = 'c13'")
    assert rows(db, query) == [(None, "a zero is stated for one purpose or recipient only")]


def test_a_gap_a_silence_and_a_zero_are_told_apart(db: duckdb.DuckDBPyConnection) -> None:
    assert rows(
        db, "SELECT country_iso3, funding_year, answer FROM reported_vs_silent ORDER BY country_iso3, funding_year"
    ) == [
        ("AAA", 2010, "amount"),
        ("AAA", 2011, "amount"),
        ("BBB", 2010, "amount"),
        ("BBB", 2011, "stated_zero"),
        ("CCC", 2010, "amount"),
        ("CCC", 2011, "said_no_amount"),
        ("CCC", 2012, "amount"),
        ("DDD", 2010, "not_reported"),
        ("DDD", 2011, "silent"),
        ("DDD", 2012, "not_held"),
        ("DDD", 2013, "not_held"),
    ]
    row = one(db, "SELECT * FROM reported_vs_silent WHERE country_iso3 = 'DDD' AND funding_year = 2011")
    assert (row["tip_document_id"], row["tip_kind"], row["n_claims"]) == ("tip-2012", "abridged", 0)


def test_tellings_follow_each_other_by_edition(db: duckdb.DuckDBPyConnection) -> None:
    told = rows(
        db,
        "SELECT telling, document_id, amount, previous_document_id, previous_amount, change_pct, used "
        "FROM what_changed WHERE series = 's' ORDER BY telling",
    )
    assert told == [
        (1, "tip-2011", 100, None, None, None, False),
        (2, "tip-2012", 110, "tip-2011", 100, 10, False),
        (3, "tip-2013", 1, "tip-2012", 110, None, True),
    ]


def test_macros_convert_with_the_used_series_and_say_null_without_a_rate(db: duckdb.DuckDBPyConnection) -> None:
    query = (
        "SELECT in_usd(200, 'ALL', 2010), in_eur(250, 'ALL', 2010), in_usd(1, 'ALL', 1999), in_usd(NULL, 'ALL', 2010)"
    )
    assert rows(db, query) == [(2, 2, None, None)]


def test_macros_take_columns_of_the_same_names_as_their_own(db: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT in_usd(100, currency, year) FROM exchange_rates WHERE source = 'imf' ORDER BY currency, year
    """
    assert rows(db, query) == [(1,), (2,), (125,)]
    query = "SELECT per_identified_victim(10, country_iso3, year) FROM victims WHERE country_iso3 = 'AAA' ORDER BY year"
    assert rows(db, query) == [(2,), (None,)]
    assert rows(db, "SELECT per_identified_victim(10, 'ZZZ', 2010), per_identified_victim(10, 'BBB', 2010)") == [
        (None, None)
    ]


@pytest.mark.parametrize("flag", ["potential", "includes_potential", "by_ngo", "one_body", "low_confidence"])
def test_money_is_divided_by_no_number_that_may_not_be_the_whole_country(
    db: duckdb.DuckDBPyConnection, flag: str
) -> None:
    query = "SELECT per_identified_victim(10, country_iso3, year) FROM victims WHERE country_iso3 = 'AAA' ORDER BY year"
    assert rows(db, query)[0] == (2,)
    db.execute("UPDATE victims SET flags = ?", [f"restated_over_5pct;{flag}"])
    assert rows(db, query)[0] == (None,)
    db.execute("UPDATE victims SET flags = 'restated_over_5pct'")
    assert rows(db, query)[0] == (2,)


def test_a_view_whose_columns_are_not_those_described_is_refused(db: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="view what_changed: gives"):
        db.execute("DROP VIEW what_changed")
        view = next(v for v in VIEWS if v.name == "what_changed")
        write_view(db, type(view)(view.name, "", dict(list(view.columns.items())[1:]), view.query))


def test_views_and_macros_are_stored_with_their_comments_and_compared(tmp_path: Path) -> None:
    publish(release_tables(), tmp_path / "one")
    publish(release_tables(), tmp_path / "other")
    one_file, other = (tmp_path / n / "reintegration_funding.duckdb" for n in ("one", "other"))
    with duckdb.connect(str(one_file), read_only=True) as connection:
        stored = connection.execute(
            "SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal"
        ).fetchall()
    assert [name for name, _ in sorted(stored)] == sorted(macro.name for macro in MACROS)
    assert all(comment for _, comment in stored)
    assert differences(one_file, other) == []
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE OR REPLACE MACRO in_usd(a, b, c) AS a")
        connection.execute("CREATE VIEW extra AS SELECT 1 AS one")
    assert set(differences(one_file, other)) >= {
        "the views or their comments differ",
        "the macros or their comments differ",
    }
