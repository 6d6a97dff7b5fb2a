"""Rates are annual averages, old currencies are redenominated, a missing rate is named."""

from pathlib import Path

import pandas as pd
import pandera.errors
import pytest

from pipeline.dataset.home import home_currency
from pipeline.dataset.rates import MissingRate, Rates, exchange_rates, rate_differences
from pipeline.sources.ecb import annual_averages
from pipeline.sources.tables import read_table

FX = Path(__file__).parents[2] / "data" / "raw" / "fx"


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return exchange_rates(
        read_table(FX / "annual_average.csv"),
        read_table(FX / "relabelled.csv"),
        read_table(FX / "conventions.csv"),
        annual_averages(2024),
    )


@pytest.fixture(scope="module")
def rates(table: pd.DataFrame) -> Rates:
    return Rates.from_tables(table, read_table(FX / "redenominations.csv"))


def test_lek_of_2017_are_converted_at_the_average_of_2017(rates: Rates) -> None:
    assert rates.to_usd(20_200_000, "ALL", 2017) == pytest.approx(169_605, abs=1)
    assert rates.to_eur(20_200_000, "ALL", 2017) == pytest.approx(169_605 * 0.88521, rel=1e-4)


def test_euro_rates_follow_from_the_euro_row(table: pd.DataFrame) -> None:
    used = table[table["source"] == "imf"].set_index(["currency", "year"])
    assert used.loc[("EUR", 2012), "units_per_eur"] == 1
    lek, euro = used.loc[("ALL", 2012), "units_per_usd"], used.loc[("EUR", 2012), "units_per_usd"]
    assert used.loc[("ALL", 2012), "units_per_eur"] == pytest.approx(lek / euro)


def test_the_article_s_fixed_rate_is_a_convention_and_not_a_rate_we_use(table: pd.DataFrame, rates: Rates) -> None:
    fixed = table[(table["source"] == "convention-article") & (table["currency"] == "EUR") & (table["year"] == 2012)]
    assert 1 / fixed["units_per_usd"].item() == pytest.approx(1.34)
    assert rates.to_usd(1, "EUR", 2012) == pytest.approx(1 / 0.77834, rel=1e-4)


def test_series_agree_with_the_ecb_within_one_percent_but_for_known_gaps(table: pd.DataFrame) -> None:
    differing = rate_differences(table)
    assert len(differing) <= 10
    assert ("ISK", 2008) in set(differing[["currency", "year"]].itertuples(index=False, name=None))
    bulgaria = table[(table["currency"] == "BGN") & (table["year"] >= 2000)]
    assert not set(bulgaria["year"]) & set(differing[differing["currency"] == "BGN"]["year"])


@pytest.mark.parametrize(
    ("amount", "old", "expected", "new"),
    [
        (10_000, "ROL", 1, "RON"),
        (1_000_000, "TRL", 1, "TRY"),
        (10_000, "GHC", 1, "GHS"),
        (1_000, "BGL", 1, "BGN"),
        (10_000, "BYR", 1, "BYN"),
        (5_000, "AZM", 1, "AZN"),
        (100, "ALL", 100, "ALL"),
        (100, "HRK", 100, "HRK"),  # the euro is another currency, not another unit
        (100, "XXX", 100, "XXX"),
    ],
)
def test_old_units_become_present_ones(rates: Rates, amount: float, old: str, expected: float, new: str) -> None:
    assert rates.redenominated(amount, old) == (expected, new)


def test_old_lei_are_worth_what_new_ones_were(rates: Rates) -> None:
    assert rates.to_usd(10_000, "ROL", 2004) == pytest.approx(rates.to_usd(1, "RON", 2004))


def test_a_currency_that_the_euro_replaced_keeps_its_own_rate_before_and_the_fixed_one_after(rates: Rates) -> None:
    assert rates.units_per_usd("HRK", 2022) == pytest.approx(7.15974)
    assert rates.units_per_eur("HRK", 2023) == pytest.approx(7.5345)
    assert rates.units_per_eur("DEM", 2003) == pytest.approx(1.95583)


def test_a_fixed_euro_rate_does_not_reach_back(table: pd.DataFrame, rates: Rates) -> None:
    without = Rates({k: v for k, v in rates.per_usd.items() if k[0] != "EEK"}, rates.successions)
    with pytest.raises(MissingRate, match="no exchange rate for EEK in 2008"):
        without.to_usd(1, "EEK", 2008)


def test_pegged_currencies_take_the_anchor_s_rate(rates: Rates) -> None:
    assert rates.units_per_usd("NAD", 2010) == rates.units_per_usd("ZAR", 2010)
    assert rates.units_per_usd("PAB", 2010) == 1


@pytest.mark.parametrize(("currency", "year"), [("ALL", 1990), ("ALL", 2030), ("XXX", 2010), ("ZWG", 2005)])
def test_a_missing_rate_names_currency_and_year(rates: Rates, currency: str, year: int) -> None:
    with pytest.raises(MissingRate, match=f"no exchange rate for {currency} in {year}; add it to"):
        rates.to_usd(1, currency, year)


def test_series_filed_under_a_wrong_code_are_mended(table: pd.DataFrame) -> None:
    used = table[table["source"] == "imf"].set_index(["currency", "year"])["units_per_usd"]
    assert used["ANG", 2005] == 1.79  # filed under NLG, the Dutch guilder
    assert ("NLG", 2005) not in used.index
    assert used["TMT", 2000] == pytest.approx(1.04)  # printed in old manat
    assert ("ZWG", 2024) not in used.index


def test_a_rate_that_is_not_positive_is_refused() -> None:
    bad = pd.DataFrame({"currency": ["EUR", "ALL"], "year": ["2012", "2012"], "units_per_usd": ["0.8", "0"]})
    with pytest.raises(pandera.errors.SchemaErrors):
        exchange_rates(bad, read_table(FX / "relabelled.csv"), read_table(FX / "conventions.csv"))


def test_every_redenomination_names_its_source() -> None:
    rows = read_table(FX / "redenominations.csv")
    assert rows["source"].notna().all()
    assert rows["old"].is_unique
    assert set(rows["kind"]) == {"redenomination", "euro", "peg"}


@pytest.mark.parametrize(
    ("country", "year", "currency"),
    [
        ("ALB", 2017, "ALL"), ("HRV", 2022, "HRK"), ("HRV", 2023, "EUR"), ("XKX", 2012, "EUR"), ("SRB", 2012, "RSD"),
        ("LTU", 2014, "LTL"), ("LTU", 2015, "EUR"), ("PAN", 2015, "PAB"), ("NAM", 2015, "NAD"), ("QQQ", 2015, None),
    ],
)  # fmt: skip
def test_home_currency_follows_country_and_year(country: str, year: int, currency: str | None) -> None:
    assert home_currency(country, year) == currency
