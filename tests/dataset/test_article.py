"""Each amount of the article's table stands beside the claim that carries it, and differences are explained."""

from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.dataset.article import article_table_1
from pipeline.dataset.country_year import country_year
from pipeline.sources.tables import read_table
from tests.claims_fixture import claims, documents, narratives
from tests.dataset.rates_fixture import RATES

RAW = Path(__file__).parents[2] / "data" / "raw"


def article(*rows: tuple[str, int, float, str]) -> pd.DataFrame:
    made = [
        {"country_iso3": c, "funding_year": str(y), "amount": str(a), "currency": "USD", "purpose": "victim_assistance",
         "summary": "victims", "source_edition": e, "source_page": "64"}
        for c, y, a, e in rows
    ]  # fmt: skip
    return pd.DataFrame(made, dtype="string")


def compared(table: pd.DataFrame, *rows: dict[str, Any]) -> pd.DataFrame:
    held = documents("tip-2012", "tip-2013", "tip-2014")
    told = claims(*({"currency": "USD", "document_id": "tip-2013", "funding_year": 2012, **row} for row in rows))
    return article_table_1(table, told, country_year(told, held, narratives(), RATES), held)


def test_an_equal_figure_says_so() -> None:
    row = compared(
        article(("SRB", 2012, 81_400, "TIP-2013")), {"amount": 81_400, "country_iso3": "SRB", "locator": "p. 323"}
    ).iloc[0]
    assert (row["claim_id"], row["claim_amount"], row["claim_locator"]) == ("c1", 81_400, "p. 323")
    assert row["difference_usd"] == 0
    assert row["explanation"] == "Our figure is the article's: 81,400 USD."


def test_two_amounts_of_one_country_and_year_are_added_for_the_comparison() -> None:
    rows = compared(
        article(("BIH", 2012, 69_000, "TIP-2013"), ("BIH", 2012, 46_000, "TIP-2013")),
        {"amount": 69_000, "country_iso3": "BIH", "recipient": "shelters for foreigners"},
        {"amount": 46_000, "country_iso3": "BIH", "recipient": "local groups"},
    )
    assert rows["claim_id"].tolist() == ["c2", "c1"]
    assert rows["difference_usd"].tolist() == [0, 0]
    assert rows["explanation"].unique().tolist() == ["Our figure is the article's: 69,000 + 46,000 USD."]


def test_money_that_the_article_passed_over_is_named_with_amount_and_recipient() -> None:
    row = compared(
        article(("ALB", 2012, 7_280, "TIP-2013")),
        {"amount": 7_280, "purpose": "food"},
        {
            "amount": 280_952,
            "purpose": "victim_assistance",
            "recipient_type": "state_shelter",
            "recipient": "the state reception shelter",
        },
    ).iloc[0]
    assert row["country_year_best_usd"] == 288_232
    assert row["difference_usd"] == 280_952
    assert "hold more than the article took over" in row["explanation"]
    assert "280,952 USD for victim assistance to the state reception shelter (TIP 2013)" in row["explanation"]


def test_a_later_restatement_explains_a_difference() -> None:
    row = compared(
        article(("ALB", 2012, 7_280, "TIP-2013")), {"amount": 7_280}, {"amount": 6_000, "document_id": "tip-2014"}
    ).iloc[0]
    assert row["difference_usd"] == -1_280
    assert "6,000 USD" in row["explanation"]
    assert "a later document tells it otherwise: 7,280 USD" in row["explanation"]


def test_an_amount_counts_as_found_only_in_its_edition_year_and_currency() -> None:
    table = article(("ALB", 2012, 7_280, "TIP-2013"))
    for change in (
        {"document_id": "tip-2014"},
        {"funding_year": 2011},
        {"currency": "ALL"},
        {"amount": 7_281},
        {"review": "rejected"},
    ):
        row = compared(table, {"amount": 7_280, **change}).iloc[0]
        assert pd.isna(row["claim_id"]), change
        assert row["explanation"] == "No claim of TIP-2013 carries this amount for 2012."


def test_a_claim_that_enters_no_figure_is_still_shown() -> None:
    row = compared(article(("ALB", 2012, 7_280, "TIP-2013")), {"amount": 7_280, "flags": "share"}).iloc[0]
    assert row["claim_id"] == "c1"
    assert pd.isna(row["difference_usd"])
    assert "enters no figure" in row["explanation"]


def test_all_eleven_amounts_of_the_article_are_held() -> None:
    table = read_table(RAW / "articles" / "table_1.csv")
    totals = (
        table.assign(amount=table["amount"].astype(float)).groupby(["country_iso3", "funding_year"])["amount"].sum()
    )
    assert len(table) == 11
    assert totals.to_dict() == {
        ("ALB", "2011"): 9_775, ("ALB", "2012"): 7_280, ("BIH", "2011"): 46_000, ("BIH", "2012"): 115_000,
        ("XKX", "2011"): 153_000, ("XKX", "2012"): 198_000, ("SRB", "2011"): 54_700, ("SRB", "2012"): 81_400,
        ("MKD", "2011"): 14_000, ("MKD", "2012"): 35_000,
    }  # fmt: skip
