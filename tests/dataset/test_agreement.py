"""The agreement with hand-read figures counts what was found, missed and published beyond them."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.dataset.agreement import Agreement, agreement
from pipeline.dataset.facts import FACT_COLUMNS, facts
from pipeline.sources.tables import read_table
from tests.claims_fixture import claims

RAW = Path(__file__).parents[2] / "data" / "raw"


def fact_table(*rows: dict[str, Any]) -> pd.DataFrame:
    default = {
        "document_id": "tip-2018",
        "country_iso3": "ALB",
        "funding_year": 2017,
        "status": "funded",
        "currency": "ALL",
        "role": "current",
    }
    made = [{"fact_id": f"f{n}", **default, **row} for n, row in enumerate(rows, start=1)]
    return (
        pd.DataFrame(made)
        .reindex(columns=FACT_COLUMNS)
        .astype({"amount": "Float64", "stated_usd": "Float64", "funding_year": "Int64"})
    )


def test_a_figure_is_found_again_when_all_six_fields_agree() -> None:
    result = agreement(claims({"amount": 20_200_000}), fact_table({"amount": 20_200_000}))
    assert (result.n_found, result.n_facts, len(result.extra)) == (1, 1, 0)


@pytest.mark.parametrize(
    ("change", "nearest"),
    [
        ({"funding_year": 2016}, "c1 has funding_year 2016"),
        ({"role": "prior_year"}, "c1 has role prior_year"),
        ({"currency": "USD"}, "c1 has currency USD"),
        ({"amount": 2_020_000}, "c1 has amount 2.02e+06"),
        ({"country_iso3": "MKD"}, None),
        ({"document_id": "tip-2019"}, None),
    ],
)
def test_a_figure_that_differs_in_one_field_is_a_miss_that_says_where(
    change: dict[str, Any], nearest: str | None
) -> None:
    result = agreement(claims({"amount": 20_200_000, **change}), fact_table({"amount": 20_200_000}))
    assert (result.n_found, len(result.misses), len(result.extra)) == (0, 1, 1)
    assert result.misses["nearest"].fillna("").tolist() == [nearest or ""]


def test_one_claim_answers_one_fact_only() -> None:
    result = agreement(
        claims({"amount": 4_822}),
        fact_table({"amount": 4_822, "purpose": "shelter"}, {"amount": 4_822, "purpose": "food"}),
    )
    assert result.n_found == 1
    assert result.misses["fact_id"].tolist() == ["f2"]


def test_among_equal_amounts_the_claim_that_agrees_most_is_taken() -> None:
    result = agreement(
        claims({"amount": 5, "purpose": "food"}, {"amount": 5, "purpose": "shelter"}),
        fact_table({"amount": 5, "purpose": "shelter"}, {"amount": 5, "purpose": "food"}),
    )
    assert result.field_differences.empty
    assert result.fields.to_numpy().tolist() == [["status", 2, 2], ["purpose", 2, 2]]


def test_a_published_amount_that_no_fact_holds_is_extra_unless_rejected() -> None:
    result = agreement(
        claims({"amount": 1}, {"amount": 2}, {"amount": 3, "review": "rejected"}), fact_table({"amount": 1})
    )
    assert result.extra["claim_id"].tolist() == ["c2"]
    assert result.n_claims == 2


def test_fields_are_compared_where_the_fact_decides_them() -> None:
    result = agreement(
        claims({"amount": 5, "stated_usd": 50, "modality": "spent"}),
        fact_table({"amount": 5, "stated_usd": 50.0, "modality": "allocated", "purpose": "shelter"}),
    )
    agreed = {row.field: (row.agreed, row.compared) for row in result.fields.itertuples()}
    assert agreed == {"status": (1, 1), "stated_usd": (1, 1), "purpose": (1, 1), "modality": (0, 1)}
    assert result.field_differences.to_numpy().tolist() == [["f1", "c1", "modality", "allocated", "spent"]]


def test_a_sum_for_each_of_several_is_compared_as_printed() -> None:
    each = fact_table({"amount": 430_000})
    assert agreement(claims({"amount": 430_000, "multiplier": 3, "flags": "multiplied"}), each).n_found == 1
    assert agreement(claims({"amount": 1_290_000, "flags": "multiplied"}), each).n_found == 0


def test_statements_without_amount_agree_by_status_and_year() -> None:
    result = agreement(
        claims({"amount": None, "status": "increased"}, {"amount": None, "status": "none", "funding_year": 2016}),
        fact_table({"status": "increased"}, {"status": "increased"}, {"status": "none"}),
    )
    assert (result.n_statements, result.n_statements_found) == (3, 1)
    assert result.statement_misses["fact_id"].tolist() == ["f2", "f3"]


def test_the_summary_tells_the_counts_in_one_paragraph() -> None:
    text = agreement(
        claims({"amount": 1}, {"amount": 2}), fact_table({"amount": 1}, {"amount": 9}, {"status": "none"})
    ).summary()
    assert "\n" not in text
    assert "1 of 2 amounts found again" in text
    assert "(50.0%)" in text
    assert "1 of 2 published amounts are in no hand-read figure" in text
    assert "0 of 1 statements" in text


def test_nothing_to_compare_is_no_error() -> None:
    result = agreement(claims(), fact_table())
    assert isinstance(result, Agreement)
    assert "0 of 0" in result.summary()


@pytest.fixture(scope="module")
def ours() -> pd.DataFrame:
    return facts(
        read_table(RAW / "facts" / "tip_figures.csv"),
        read_table(RAW / "facts" / "greta_figures.csv"),
        read_table(RAW / "articles" / "table_1.csv"),
        read_table(RAW / "facts" / "article_other.csv"),
        read_table(RAW / "facts" / "left_out.csv"),
    )


def test_our_facts_are_complete_without_the_uncertain_one(ours: pd.DataFrame) -> None:
    priced = ours[ours["amount"].notna()]
    assert len(priced) == 199 + 1 + 11 + 1
    assert len(ours) - len(priced) == 278
    assert "tip-2018-alb-03" not in set(ours["fact_id"])
    assert ours["fact_id"].is_unique


def test_a_span_counts_under_its_first_year(ours: pd.DataFrame) -> None:
    assert ours.set_index("fact_id").loc["tip-2020-aut-03", "funding_year"] == 2018


def test_the_article_s_figures_are_current_or_prior_by_their_edition(ours: pd.DataFrame) -> None:
    roles = ours[ours["fact_id"].str.startswith("table1-")].groupby(["document_id", "funding_year"])["role"].unique()
    assert roles["tip-2013", 2012].tolist() == ["current"]
    assert roles["tip-2013", 2011].tolist() == ["prior_year"]
    assert roles["tip-2012", 2011].tolist() == ["current"]


def test_money_from_no_report_is_no_fact_of_a_report(ours: pd.DataFrame) -> None:
    assert ours[ours["fact_id"].str.startswith("article-")]["amount"].tolist() == [280_952]


def test_funders_are_compared_only_where_their_name_decides(ours: pd.DataFrame) -> None:
    by_id = ours.set_index("fact_id")["funder_type"]
    assert by_id["tip-2018-alb-01"] == "national_government"
    assert by_id["tip-2018-ltu-03"] == "subnational_government"
    assert by_id["tip-2019-bgr-02"] == "foreign_government"
    assert pd.isna(by_id["tip-2018-arm-03"])  # government and NGOs jointly
    assert pd.isna(by_id["tip-2015-fra-01"])  # state and city
