"""Countries and their codes: facts that are easily got wrong, and what a broken list does."""

from pathlib import Path

import pandas as pd
import pycountry
import pytest

from pipeline.claims.currencies import local_currencies
from pipeline.dataset.countries import UnusableCodes, countries
from pipeline.dataset.country_year import country_year
from pipeline.dataset.home import home_currency
from pipeline.reports.countries import iso3_of, known_codes
from pipeline.sources.tables import read_table
from schemas.countries import ALPHA2_OF, FORMER
from tests.claims_fixture import claims, documents, narratives
from tests.dataset.rates_fixture import RATES

CODES = Path("data/raw/countries/codes.csv")


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return countries(read_table(CODES)).set_index("country_iso3")


def test_every_country_has_a_name_and_all_but_kosovo_an_iso_number(table):
    assert set(table.index) == set(ALPHA2_OF)
    assert table["name"].notna().all()
    assert list(table.index[table["iso_numeric"].isna()]) == ["XKX"]


def test_all_members_of_the_state_system_of_2016_are_there_once(table):
    members = table.loc[~table.index.isin(list(FORMER)), "cow_code"].dropna()
    assert len(members) == 195
    assert members.is_unique


def test_every_country_that_a_heading_may_give_has_a_row_and_its_name_there_is_a_heading(table):
    """A narrative of a country without a row would stop the release."""
    assert known_codes() <= set(table.index)
    assert {code: iso3_of(table.loc[code, "name"]) for code in known_codes()} == {c: c for c in known_codes()}


def test_a_former_country_has_the_codes_of_its_time(table):
    historic = {c.alpha_3: c for c in pycountry.historic_countries}
    assert {code: table.loc[code, "iso_numeric"] for code in FORMER} == {c: historic[c].numeric for c in FORMER}
    assert {code: ALPHA2_OF[code] for code in FORMER} == {c: historic[c].alpha_2 for c in FORMER}
    assert table.loc["SCG", "cow_code"] == table.loc["SRB", "cow_code"]


@pytest.mark.parametrize(
    ("iso3", "year", "currency"),
    [("SCG", 2001, "YUM"), ("SCG", 2003, "CSD"), ("SCG", 2006, "CSD"), ("ANT", 2008, "ANG")],
)
def test_a_former_country_has_the_currency_of_its_time(iso3, year, currency):
    assert home_currency(iso3, year) == currency
    assert local_currencies(iso3, year)[0] == currency


@pytest.mark.parametrize(
    ("iso3", "cow"),
    [
        ("DEU", 255),  # not 260, the Federal Republic before 1990, which Gleditsch and Ward keep
        ("YEM", 679),  # not 678
        ("SRB", 345),  # Gleditsch and Ward give Serbia 340
        ("XKX", 347),
        ("KIR", 946),
        ("TUV", 947),
        ("TON", 955),
        ("NRU", 970),
        ("VNM", 816),
        ("COD", 490),
        ("COG", 484),
        ("SSD", 626),
    ],
)
def test_codes_in_which_lists_differ_are_those_of_the_correlates_of_war(table, iso3, cow):
    assert table.loc[iso3, "cow_code"] == cow


@pytest.mark.parametrize("iso3", ["VAT", "PSE", "HKG", "ABW"])
def test_what_is_no_member_has_no_code(table, iso3):
    assert pd.isna(table.loc[iso3, "cow_code"])


def test_iso_numbers_keep_their_zeros(table):
    assert table.loc["ALB", "iso_numeric"] == "008"


def test_country_year_carries_the_code(table):
    made = claims({"amount": 5_000}, {"amount": 7_000, "country_iso3": "XKX", "document_id": "tip-2018"})
    cells = country_year(
        made, documents("tip-2018"), narratives(("tip-2018", "ALB"), ("tip-2018", "XKX")), RATES, table.reset_index()
    )
    assert dict(zip(cells["country_iso3"], cells["cow_code"], strict=True)) == {"ALB": 339, "XKX": 347}


def test_a_country_without_a_line_is_named():
    codes = read_table(CODES)
    with pytest.raises(UnusableCodes, match="differ in FRA"):
        countries(codes[codes["country_iso3"] != "FRA"])


def test_two_countries_with_one_code_are_refused():
    codes = read_table(CODES)
    codes.loc[codes["country_iso3"] == "SVK", "cow_code"] = "316"
    with pytest.raises(UnusableCodes, match="cow_code 316 stands twice"):
        countries(codes)
