"""Restatements show how documents told one year's money, and agree with country_year."""

import pandas as pd

from pipeline.dataset.country_year import country_year
from pipeline.dataset.restatements import restatements
from tests.claims_fixture import claims, documents, narratives
from tests.dataset.rates_fixture import RATES


def test_each_telling_is_a_row_and_the_latest_is_used() -> None:
    table = claims(
        {"amount": 165_000}, {"amount": 190_000, "document_id": "tip-2019"}, {"amount": 7, "purpose": "food"}
    )
    rows = restatements(table, documents("tip-2018", "tip-2019"), RATES)
    assert rows["series"].unique().tolist() == ["shelter / ngo_shelter / national_government"]
    assert rows[["document_id", "amount", "used", "claim_ids"]].to_numpy().tolist() == [
        ["tip-2018", 165_000, False, "c1"],
        ["tip-2019", 190_000, True, "c2"],
    ]
    assert rows["difference_pct"].round(2).tolist() == [-13.16, 0]


def test_money_that_one_document_tells_is_no_restatement() -> None:
    table = claims({"amount": 1}, {"amount": 1, "section": "overview"})
    assert restatements(table, documents("tip-2018"), RATES).empty


def test_two_streams_of_one_kind_keep_apart() -> None:
    rows = restatements(
        claims(
            {"amount": 900}, {"amount": 400, "recipient": "another"},
            {"amount": 900, "document_id": "tip-2019"}, {"amount": 400, "document_id": "tip-2019"},
        ),
        documents("tip-2018", "tip-2019"),
        RATES,
    )  # fmt: skip
    assert rows["series"].nunique() == 2
    assert rows.groupby("series")["amount"].nunique().tolist() == [1, 1]


def test_a_restated_part_of_a_total_is_shown_and_not_used() -> None:
    rows = restatements(
        claims(
            {"amount": 3_500, "purpose": "victim_assistance"},
            {"amount": 2_000, "part_of": "c1"},
            {"amount": 2_000, "document_id": "tip-2019"},
        ),
        documents("tip-2018", "tip-2019"),
        RATES,
    )
    assert rows["used"].tolist() == [False, False]


def test_tellings_in_two_currencies_are_compared_at_the_year_s_rate() -> None:
    rows = restatements(
        claims({"amount": 10_000}, {"amount": 100, "currency": "USD", "document_id": "tip-2019"}),
        documents("tip-2018", "tip-2019"),
        RATES,
    )
    assert rows[["amount", "currency", "difference_pct"]].to_numpy().tolist() == [[10_000, "ALL", 0], [100, "USD", 0]]


def test_without_a_rate_the_difference_is_unknown() -> None:
    rows = restatements(
        claims(
            {"amount": 10_000, "funding_year": 2025, "stated_usd": 100},
            {"amount": 100, "currency": "USD", "funding_year": 2025, "document_id": "tip-2019"},
        ),
        documents("tip-2018", "tip-2019"),
        RATES,
    )
    assert rows["difference_pct"].isna().tolist() == [True, False]


def test_what_is_used_is_what_country_year_counts() -> None:
    table = claims(
        {"amount": 960_117, "recipient_type": "ngo"}, {"amount": 410_000, "recipient_type": "ngo"},
        {"amount": 944_750, "recipient_type": "ngo", "document_id": "tip-2019"}, {"amount": 50, "purpose": "food"},
    )  # fmt: skip
    held = documents("tip-2018", "tip-2019")
    used = restatements(table, held, RATES).query("used")["claim_ids"]
    counted = set(country_year(table, held, narratives(), RATES)["claim_ids"].item().split(";"))
    assert set(used) <= counted


def test_no_claims_make_an_empty_table() -> None:
    table = restatements(claims(), documents(), RATES)
    assert isinstance(table, pd.DataFrame)
    assert table.empty
