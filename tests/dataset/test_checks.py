"""Domain checks find what looks wrong, and nothing else."""

import pandas as pd

from pipeline.dataset.checks import conversion_gaps, domain_findings, jumps, missing_rates, parts_and_totals, with_flag
from pipeline.dataset.country_year import country_year
from tests.claims_fixture import claims, documents, narratives
from tests.dataset.rates_fixture import RATES


def test_a_conversion_more_than_a_fifth_off_is_found() -> None:
    table = claims(
        {"amount": 10_000, "stated_usd": 119},
        {"amount": 10_000, "stated_usd": 121},
        {"amount": 10_000, "stated_usd": 79},
        {"amount": 10_000},
        {"amount": 10_000, "stated_usd": 999, "funding_year": 2025},  # no rate, nothing to compare with
        {"amount": 0, "stated_usd": 5},
    )
    found = conversion_gaps(table, RATES)
    assert found["claim_id"].tolist() == ["c2", "c3"]
    assert found["gap_pct"].tolist() == [21, -21]


def test_a_flag_is_added_beside_those_held() -> None:
    table = with_flag(
        claims({"amount": 1}, {"amount": 2, "flags": "year_assumed"}, {"amount": 3}), {"c1", "c2"}, "conversion_gap"
    )
    assert table["flags"].tolist()[:2] == ["conversion_gap", "conversion_gap;year_assumed"]
    assert pd.isna(table["flags"][2])


def test_missing_rates_are_listed_once_with_how_many_claims_need_them() -> None:
    table = claims(
        {"amount": 1},
        {"amount": 1, "funding_year": 2025},
        {"amount": 2, "funding_year": 2025},
        {"amount": 1, "currency": "KPW"},
    )
    assert missing_rates(table, RATES).to_numpy().tolist() == [["ALL", 2025, 2], ["KPW", 2017, 1]]


def test_jumps_name_both_figures() -> None:
    table = claims({"amount": 100, "funding_year": 2016}, {"amount": 400}, {"amount": 90, "purpose": "prevention"})
    cells = country_year(table, documents("tip-2018"), narratives(), RATES)
    assert jumps(cells).to_numpy().tolist() == [["ALB", "victim_assistance", 2017, 1.0, 4.0, 4.0]]


def test_parts_beyond_their_total_are_found() -> None:
    table = claims({"amount": 4_822}, {"amount": 1_000, "part_of": "c1"}, {"amount": 4_822, "part_of": "c1"})
    assert parts_and_totals(table)["finding"].tolist() == ["parts_exceed_total", "equals_component"]


def test_parts_of_another_year_or_currency_or_per_victim_are_not_held_against_a_total() -> None:
    table = claims(
        {"amount": 100},
        {"amount": 400, "part_of": "c1", "funding_year": 2016},
        {"amount": 400, "part_of": "c1", "currency": "USD"},
        {"amount": 400, "part_of": "c1", "periodicity": "per_victim"},
        {"amount": 400, "part_of": "c1", "flags": "share"},
        {"amount": 60, "part_of": "c1"},
    )
    assert parts_and_totals(table).empty


def test_a_total_with_one_equal_part_is_not_odd() -> None:
    assert parts_and_totals(claims({"amount": 100}, {"amount": 100, "part_of": "c1"})).empty


def test_findings_are_counted_and_no_claims_have_none() -> None:
    empty = claims()
    findings = domain_findings(empty, country_year(empty, documents(), narratives(), RATES), RATES)
    assert findings.counts() == {"conversion_gaps": 0, "jumps": 0, "parts_and_totals": 0, "missing_rates": 0}
