"""Grants keep what must not be added apart, and contradictions are found by rule."""

from pathlib import Path
from typing import Any

import pandas as pd
import pandera.errors
import pytest

from pipeline.dataset.grants import grant_conflicts, grants
from pipeline.sources.tables import read_table

RAW = Path(__file__).parents[2] / "data" / "raw"
CONVENTIONS = read_table(RAW / "fx" / "conventions.csv")


def total(grant_id: str, start: int, end: int, amount: float, **more: Any) -> dict[str, Any]:
    return {
        "grant_id": grant_id, "kind": "programme_total", "programme": "A programme", "year_start": start,
        "year_end": end, "amount": amount, "currency": "EUR", "source": "a test", **more,
    }  # fmt: skip


def conflicts(*rows: dict[str, Any]) -> set[tuple[str, str]]:
    table = grants([pd.DataFrame(rows)], CONVENTIONS)
    found = grant_conflicts(table, CONVENTIONS)
    assert set(table[table["flags"] == "conflict"]["grant_id"]) == set(found["grant_id"])
    return set(found[["grant_id", "rule"]].itertuples(index=False, name=None))


@pytest.fixture(scope="module")
def ours() -> pd.DataFrame:
    return grants(
        [read_table(RAW / "grants" / f"{name}.csv") for name in ("us_awards", "programmes", "tvrp")], CONVENTIONS
    )


def test_every_listed_grant_is_taken_over(ours: pd.DataFrame) -> None:
    assert (ours["grant_id"].str.startswith("us-award-")).sum() == 215
    assert (ours["grant_id"].str.startswith("programme-")).sum() == 25
    albania = ours[(ours["country_iso3"] == "ALB") & ours["grant_id"].str.startswith("us-award-")]
    assert albania["amount"].sum() == 15_427_146


def test_totals_stocks_and_world_rows_are_no_grants(ours: pd.DataFrame) -> None:
    addable = ours[ours["kind"] == "grant"]
    assert not addable["region"].isin(["world"]).any()
    assert not addable["programme"].str.contains("TVRP|stock|do not add", regex=True).any()
    assert set(ours[ours["region"] == "world"]["kind"]) == {"world_total", "stock"}


def test_the_three_totals_of_the_tvrp_are_kept_and_flagged(ours: pd.DataFrame) -> None:
    tvrp = ours[ours["programme"].fillna("").str.contains("TVRP") & ours["kind"].isin(["programme_total", "duplicate"])]
    assert sorted(tvrp["amount"]) == [763_870, 875_000, 1_500_000, 1_500_000, 1_630_000]
    assert (tvrp["flags"] == "conflict").all()
    found = grant_conflicts(ours, CONVENTIONS)
    parts = found[(found["rule"] == "parts_of_period") & (found["stated"] == 1_630_000)]
    assert parts["expected"].tolist() == [1_638_870]
    dollars = found[found["rule"] == "own_dollars"]
    assert dollars[["stated", "expected"]].to_numpy().tolist() == [[1_170_000, 1_172_500]]


def test_no_other_row_is_flagged(ours: pd.DataFrame) -> None:
    assert set(ours[ours["flags"].notna()]["programme"]) == {"Trafficking Victims Re/integration Programme (TVRP)"}


def test_parts_that_add_up_are_no_conflict() -> None:
    assert (
        conflicts(total("a", 2007, 2011, 600_000), total("b", 2011, 2014, 400_000), total("c", 2007, 2014, 1_000_000))
        == set()
    )


def test_a_difference_within_the_rounding_is_no_conflict() -> None:
    # 1,640,000 is said to the nearest ten thousand.
    assert (
        conflicts(total("a", 2007, 2011, 875_000), total("b", 2011, 2014, 763_870), total("c", 2007, 2014, 1_640_000))
        == set()
    )
    assert conflicts(
        total("a", 2007, 2011, 875_000), total("b", 2011, 2014, 763_870), total("c", 2007, 2014, 1_630_000)
    ) == {("a", "parts_of_period"), ("b", "parts_of_period"), ("c", "parts_of_period")}


def test_periods_with_a_gap_between_them_are_no_parts() -> None:
    assert conflicts(total("a", 2007, 2009, 1), total("b", 2012, 2014, 1), total("c", 2007, 2014, 1_000_000)) == set()


def test_two_totals_of_one_period_conflict_and_of_two_currencies_do_not() -> None:
    assert conflicts(total("a", 2007, 2014, 1_500_000), total("b", 2007, 2014, 1_630_000)) == {
        ("a", "same_period"),
        ("b", "same_period"),
    }
    assert conflicts(total("a", 2007, 2014, 1_500_000), total("b", 2007, 2014, 1_630_000, currency="USD")) == set()


def test_own_dollars_off_the_convention_conflict() -> None:
    assert conflicts(total("a", 2012, 2012, 5_300, stated_usd=7_102)) == set()
    assert conflicts(total("a", 2012, 2012, 5_300, stated_usd=7_110)) == {("a", "own_dollars")}
    assert conflicts(total("a", 2020, 2020, 5_300, stated_usd=7_110)) == set()  # the convention ends in 2014


def test_a_grant_of_no_known_kind_is_refused() -> None:
    with pytest.raises(pandera.errors.SchemaErrors):
        grants([pd.DataFrame([total("a", 2012, 2012, 1, kind="gift")])], CONVENTIONS)


def test_every_row_carries_its_source_and_the_terms_it_comes_under(ours: pd.DataFrame) -> None:
    assert ours["source"].notna().all()
    assert ours["licence"].str.startswith("CC BY 4.0; source: facts").all()
