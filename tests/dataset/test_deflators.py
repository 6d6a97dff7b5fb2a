"""Constant prices: the index holds together, agrees with a second source, and moves figures the right way."""

from pathlib import Path

import pandas as pd
import pandera.errors
import pytest

from pipeline.dataset.deflators import SERIES, UnusableIndex, base_year, deflators, in_constant_usd
from pipeline.sources.tables import read_table

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@pytest.fixture
def index() -> pd.DataFrame:
    return read_table(Path("data/raw/deflators/us_cpi_u.csv"))


def test_each_annual_average_is_the_mean_of_its_months(index):
    numbers = index.astype("float64")
    gap = (numbers[MONTHS].mean(axis="columns") - numbers["annual_average"]).abs()
    # the bureau published one decimal until 2006 and three since
    assert (gap <= numbers["year"].map(lambda y: 0.0501 if y < 2007 else 0.00051)).all()


def test_years_follow_each_other_and_prices_never_leap(index):
    years = index["year"].astype(int).tolist()
    assert years == list(range(1995, years[-1] + 1))
    assert years[-1] >= 2025
    change = index["annual_average"].astype(float).pct_change().dropna()
    assert change.between(-0.01, 0.09).all()


@pytest.mark.parametrize(
    ("year", "published"),
    [(1999, 166.6), (2004, 188.9), (2007, 207.342), (2009, 214.537), (2013, 232.957), (2020, 258.811), (2024, 313.689)],
)
def test_values_agree_with_a_second_publication(index, year, published):
    """The data package datasets/cpi-us for the years to 2012, tables of annual averages in public code for the later ones."""
    assert float(index.loc[index["year"] == str(year), "annual_average"].iloc[0]) == published


def test_a_year_with_a_month_missing_is_no_base_year(index):
    assert index.loc[index["year"] == "2025", "oct"].isna().all()
    assert base_year(index) == 2024


def test_without_a_whole_year_it_says_what_to_do(index):
    index["dec"] = pd.NA
    with pytest.raises(UnusableIndex, match=r"us_cpi_u\.csv: no year has all twelve months; restore"):
        deflators(index)


def test_the_base_year_is_100_and_the_series_is_named(index):
    table = deflators(index)
    assert table.loc[table["year"] == 2024, "index_value"].tolist() == [100]
    assert set(table["base_year"]) == {2024}
    assert set(table["source"]) == {SERIES}
    assert table.loc[table["year"] == 1999, "index_value"].iloc[0] == pytest.approx(53.1099, abs=1e-4)


def test_a_missing_index_stops_the_build(index):
    index.loc[index["year"] == "2010", "annual_average"] = pd.NA
    with pytest.raises((pandera.errors.SchemaErrors, ValueError)):
        deflators(index)


def test_old_dollars_buy_more_and_unknown_ones_stay_unknown(index):
    table = deflators(index)
    usd = pd.Series([1000.0, 1000.0, None, 1000.0, 0.0], dtype="Float64")
    years = pd.Series([1999, 2024, 2010, 1990, 2010], dtype="Int64")
    made = in_constant_usd(usd, years, table)
    assert made.iloc[0] == pytest.approx(1882.89, abs=0.01)
    assert made.iloc[1] == 1000
    assert made.isna().tolist() == [False, False, True, True, False]
    assert made.iloc[4] == 0
