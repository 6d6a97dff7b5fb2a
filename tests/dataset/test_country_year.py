"""The rules of DESIGN.md for one figure a country, year and purpose group."""

from typing import Any

import pandas as pd
import pytest

from pipeline.dataset.country_year import country_year, uncounted
from tests.claims_fixture import claims, documents, narratives
from tests.dataset.rates_fixture import RATES

NONE = narratives()


def figures(*rows: dict[str, Any], told: pd.DataFrame = NONE) -> pd.DataFrame:
    table = claims(*rows)
    return country_year(table, documents(*sorted(set(table["document_id"]))), told, RATES)


def figure(*rows: dict[str, Any]) -> pd.Series:
    table = figures(*rows)
    assert len(table) == 1
    return table.iloc[0]


def flags(row: pd.Series) -> set[str]:
    return set() if pd.isna(row["flags"]) else set(row["flags"].split(";"))


def test_one_statement_is_the_figure() -> None:
    row = figure({"amount": 20_200_000, "stated_usd": 182_640})
    assert (row["country_iso3"], row["funding_year"], row["purpose_group"]) == ("ALB", 2017, "victim_assistance")
    assert (row["best"], row["low"], row["high"], row["currency"]) == (20_200_000, 20_200_000, 20_200_000, "ALL")
    assert (row["method"], row["n_claims"], row["n_documents"], row["claim_ids"]) == ("single_statement", 1, 1, "c1")
    assert row["best_usd"] == 202_000  # the year's average, not the report's own dollars
    assert row["best_eur"] == 161_600
    assert pd.isna(row["best_usd_constant"])


# Rule 1: what never enters a sum.


@pytest.mark.parametrize(
    "change",
    [
        {"review": "rejected"},
        {"periodicity": "per_day"},
        {"periodicity": "per_month"},
        {"periodicity": "per_victim"},
        {"periodicity": "multi_year"},
        {"flags": "change"},
        {"flags": "share"},
        {"flags": "commitment"},
        {"flags": "multi_year"},
        {"flags": "impossible_number"},
        {"flags": "currency_unknown"},
        {"flags": "low_confidence;change"},
        {"modality": "pledged"},
        {"status": "increased"},
        {"funding_year": None},
        {"currency": None},
    ],
)
def test_what_is_no_year_s_level_never_enters_a_sum(change: dict[str, Any]) -> None:
    row = figure({"amount": 1_000}, {"amount": 77, "recipient_type": "victims", **change})
    assert row["best"] == 1_000
    assert row["claim_ids"] == "c1"


def test_a_rate_per_victim_alone_makes_no_figure() -> None:
    assert figures({"amount": 400, "periodicity": "per_victim"}).empty


def test_uncounted_amounts_are_listed_with_the_reason() -> None:
    table = claims(
        {"amount": 1},
        {"amount": 2, "flags": "share"},
        {"amount": 3, "periodicity": "per_victim"},
        {"amount": 4, "review": "rejected", "flags": "share"},
        {"amount": None, "status": "none"},
    )
    assert uncounted(table).to_numpy().tolist() == [["c2", "share"], ["c3", "per_victim"], ["c4", "rejected"]]


# Rule 2: totals and parts.


def test_a_total_is_never_added_to_its_parts() -> None:
    row = figure(
        {"amount": 4_900, "purpose": "victim_assistance", "recipient_type": "unspecified"},
        {"amount": 2_000, "recipient_type": "ngo", "part_of": "c1"},
        {"amount": 1_000, "recipient_type": "state_shelter", "part_of": "c1"},
    )
    assert (row["best"], row["low"], row["high"], row["method"], row["claim_ids"]) == (
        4_900,
        4_900,
        4_900,
        "stated_total",
        "c1",
    )


def test_parts_of_parts_are_not_added_either() -> None:
    row = figure({"amount": 4_900}, {"amount": 2_000, "part_of": "c1"}, {"amount": 500, "part_of": "c2"})
    assert row["best"] == 4_900


def test_without_a_total_different_streams_are_summed() -> None:
    row = figure(
        {"amount": 100, "recipient_type": "ngo_shelter"},
        {"amount": 50, "recipient_type": "state_shelter"},
        {"amount": 7, "purpose": "food"},
    )
    assert (row["best"], row["method"], row["n_claims"], row["claim_ids"]) == (157, "sum_of_parts", 3, "c1;c2;c3")


def test_parts_that_exceed_their_total_are_flagged_and_widen_the_range() -> None:
    row = figure(
        {"amount": 4_822}, {"amount": 1_000, "part_of": "c1"}, {"amount": 4_822, "purpose": "food", "part_of": "c1"}
    )
    assert (row["best"], row["high"]) == (4_822, 5_822)
    assert {"parts_exceed_total", "equals_component"} <= flags(row)


def test_a_part_whose_total_cannot_be_added_stands_for_itself() -> None:
    row = figure({"amount": 9_000, "periodicity": "multi_year"}, {"amount": 1_000, "part_of": "c1"})
    assert (row["best"], row["claim_ids"]) == (1_000, "c2")


def test_a_part_of_another_group_s_total_says_so() -> None:
    table = figures(
        {"amount": 5_822, "purpose": "anti_trafficking_general", "recipient_type": "unspecified"},
        {"amount": 1_000, "part_of": "c1"},
    ).set_index("purpose_group")
    assert table.loc["anti_trafficking_total", "best"] == 5_822
    assert table.loc["anti_trafficking_total", "method"] == "stated_total"
    assert table.loc["victim_assistance", "best"] == 1_000
    assert "part_of_other_group" in table.loc["victim_assistance", "flags"]


def test_money_beside_a_stated_total_is_added_but_not_to_the_lowest_figure() -> None:
    row = figure(
        {"amount": 154_000, "purpose": "victim_assistance", "recipient_type": "unspecified"},
        {"amount": 100_000, "part_of": "c1"},
        {"amount": 15_000, "purpose": "victim_assistance", "recipient_type": "ngo"},
    )
    assert (row["best"], row["low"], row["high"]) == (169_000, 154_000, 169_000)


def test_the_anti_trafficking_total_is_never_added_to_the_other_groups() -> None:
    table = figures(
        {"amount": 10_000, "purpose": "anti_trafficking_general"},
        {"amount": 600},
        {"amount": 5, "purpose": "reintegration"},
    )
    assert table[["purpose_group", "best"]].to_numpy().tolist() == [
        ["anti_trafficking_total", 10_000],
        ["reintegration", 5],
        ["victim_assistance", 600],
    ]


def test_parts_that_name_each_other_as_total_do_no_harm() -> None:
    row = figure({"amount": 3, "part_of": "c2"}, {"amount": 5, "purpose": "food", "part_of": "c1"})
    assert row["best"] == 8


def test_an_amount_for_each_of_three_recipients_counts_three_times() -> None:
    row = figure({"amount": 430_000, "multiplier": 3, "flags": "multiplied", "stated_usd": 4_300})
    assert (row["best"], row["best_usd"], flags(row)) == (1_290_000, 12_900, {"multiplied"})


def test_parts_for_each_of_several_are_multiplied_before_they_are_held_against_the_total() -> None:
    total = {"amount": 1_000, "purpose": "victim_assistance"}
    assert "parts_exceed_total" in flags(figure(total, {"amount": 400, "multiplier": 3, "part_of": "c1"}))
    assert "parts_exceed_total" not in flags(figure(total, {"amount": 400, "multiplier": 2, "part_of": "c1"}))


# The same money said twice in one document.


def test_overview_and_protection_section_tell_one_sum() -> None:
    row = figure(
        {"amount": 20_200_000, "section": "overview", "recipient_type": "unspecified", "purpose": "victim_assistance"},
        {"amount": 20_200_000, "section": "protection"},
    )
    assert (row["best"], row["n_claims"], row["claim_ids"], row["method"]) == (
        20_200_000,
        2,
        "c1;c2",
        "single_statement",
    )


def test_two_equal_amounts_in_one_sentence_are_two_sums() -> None:
    same = {"amount": 50_000, "sentence": "It gave 50,000 lek to one shelter and 50,000 lek to another."}
    assert figure(same, same)["best"] == 100_000


def test_equal_amounts_for_different_purposes_are_two_sums() -> None:
    assert figure({"amount": 71, "purpose": "shelter"}, {"amount": 71, "purpose": "health_psych"})["best"] == 142


def test_equal_amounts_for_different_names_are_two_sums() -> None:
    assert (
        figure({"amount": 50, "recipient": "La Strada"}, {"amount": 50, "recipient": "Caritas Albania"})["best"] == 100
    )
    assert figure({"amount": 50, "recipient": "La Strada"}, {"amount": 50, "recipient": "NGO La Strada"})["best"] == 50


def test_equal_amounts_of_ministry_and_municipality_are_two_sums() -> None:
    assert figure({"amount": 50}, {"amount": 50, "funder_type": "subnational_government"})["best"] == 100


def test_a_foreign_grant_passed_on_by_the_state_counts_once() -> None:
    row = figure({"amount": 2_000_000, "funder_type": "foreign_government"}, {"amount": 2_000_000})
    assert row["best"] == 2_000_000


def test_a_foreign_grant_beside_state_money_is_added() -> None:
    row = figure({"amount": 557, "funder_type": "foreign_government"}, {"amount": 390})
    assert row["best"] == 947


# Rule 3: several documents.


def test_the_latest_document_wins_and_a_large_difference_is_flagged() -> None:
    row = figure(
        {"amount": 165_000, "document_id": "tip-2018"},
        {"amount": 190_000, "document_id": "tip-2019", "role": "prior_year", "year_basis": "comparison"},
    )
    assert (row["best"], row["low"], row["high"]) == (190_000, 165_000, 190_000)
    assert (row["method"], row["n_claims"], row["n_documents"], row["claim_ids"]) == ("latest_restatement", 1, 2, "c2")
    assert flags(row) == {"restated_over_5pct"}


def test_a_small_difference_between_documents_is_not_flagged() -> None:
    row = figure({"amount": 145_520}, {"amount": 145_515, "document_id": "tip-2019"})
    assert (row["best"], row["high"], flags(row)) == (145_515, 145_520, set())


def test_a_stream_that_the_later_document_passes_over_is_not_lost() -> None:
    row = figure(
        {"amount": 960_117, "recipient_type": "ngo", "purpose": "victim_assistance"},
        {"amount": 410_000, "recipient_type": "ngo", "purpose": "victim_assistance"},
        {"amount": 944_750, "recipient_type": "ngo", "purpose": "victim_assistance", "document_id": "tip-2019"},
    )
    assert (row["best"], row["low"], row["high"]) == (1_354_750, 944_750, 1_370_117)
    assert (row["claim_ids"], row["method"]) == ("c2;c3", "sum_of_parts")
    assert flags(row) == {"carried_over"}


def test_a_total_told_earlier_still_holds_the_part_that_is_told_again() -> None:
    row = figure(
        {"amount": 3_500, "purpose": "victim_assistance", "recipient_type": "unspecified"},
        {"amount": 2_000, "recipient_type": "ngo", "part_of": "c1"},
        {"amount": 2_000, "recipient_type": "ngo", "document_id": "tip-2019"},
    )
    assert (row["best"], row["low"], row["method"], row["claim_ids"]) == (3_500, 3_500, "stated_total", "c1")
    assert "carried_over" not in flags(row)


def test_each_of_several_streams_is_matched_with_its_own_restatement() -> None:
    ngo = {"recipient_type": "ngo", "purpose": "victim_assistance"}
    row = figure(
        {"amount": 876_000, **ngo}, {"amount": 415_000, **ngo},
        {"amount": 416_000, **ngo, "document_id": "tip-2019"}, {"amount": 880_000, **ngo, "document_id": "tip-2019"},
    )  # fmt: skip
    assert (row["best"], row["low"], row["high"]) == (1_296_000, 1_291_000, 1_296_000)


def test_another_wording_of_the_recipient_is_not_added_up_but_raises_the_high_end() -> None:
    kind = {"purpose": "identification", "recipient_type": "unspecified"}
    row = figure(
        {"amount": 3_000_000, **kind, "recipient": "national referral mechanism"},
        {"amount": 18_000_000, **kind, "recipient": "the centre at Bjarkarhlid", "document_id": "tip-2019"},
    )
    assert (row["best"], row["low"], row["high"]) == (18_000_000, 18_000_000, 21_000_000)


def test_a_whole_budget_told_anew_replaces_the_old_telling_at_any_difference() -> None:
    budget = {"purpose": "anti_trafficking_general", "recipient_type": "unspecified", "currency": "MKD"}
    row = figure({"amount": 4_100_000, **budget}, {"amount": 1_606_036, **budget, "document_id": "tip-2019"})
    assert (row["best"], row["low"], row["high"]) == (1_606_036, 1_606_036, 4_100_000)


def test_a_whole_budget_is_one_sum_whatever_the_reports_call_its_receiver() -> None:
    budget = {"purpose": "anti_trafficking_general", "currency": "MKD"}
    row = figure(
        {"amount": 4_100_000, **budget, "recipient_type": "agency"},
        {"amount": 1_606_036, **budget, "recipient_type": "unspecified", "document_id": "tip-2019"},
    )
    assert (row["best"], row["high"], row["method"]) == (1_606_036, 4_100_000, "latest_restatement")


def test_a_donor_s_programme_is_no_telling_of_the_state_s_whole_budget() -> None:
    budget = {"purpose": "anti_trafficking_general", "recipient_type": "unspecified"}
    row = figure(
        {"amount": 557, **budget, "funder_type": "foreign_government"},
        {"amount": 390, **budget, "document_id": "tip-2019"},
    )
    assert (row["best"], row["low"]) == (947, 390)


def test_the_same_sum_for_a_receiver_of_another_kind_is_the_same_money_in_the_next_report() -> None:
    row = figure(
        {"amount": 234_000, "recipient_type": "victims"},
        {"amount": 234_000, "recipient_type": "ngo", "document_id": "tip-2019"},
    )
    assert row["best"] == 234_000


def test_editions_and_greta_reports_tell_one_year_together() -> None:
    row = figure({"amount": 500, "document_id": "greta-2020-9-alb"}, {"amount": 500})
    assert (row["best"], row["n_documents"], row["claim_ids"]) == (500, 2, "c1")


def test_the_order_of_claims_does_not_matter() -> None:
    table = claims(
        {"amount": 960_117, "recipient_type": "ngo"}, {"amount": 410_000, "recipient_type": "ngo"},
        {"amount": 944_750, "recipient_type": "ngo", "document_id": "tip-2019"}, {"amount": 50, "purpose": "food"},
        {"amount": 50, "purpose": "food"}, {"amount": 50, "purpose": "legal_aid", "part_of": "c1"},
    )  # fmt: skip
    held = documents("tip-2018", "tip-2019")
    expected = country_year(table, held, NONE, RATES)
    for seed in range(10):
        mixed = table.sample(frac=1, random_state=seed)
        pd.testing.assert_frame_equal(country_year(mixed, held, NONE, RATES), expected)


# Rule 4: currencies.


def test_one_foreign_currency_stays_what_the_report_says() -> None:
    row = figure({"amount": 7_280, "currency": "USD"})
    assert (row["best"], row["currency"], row["best_usd"], flags(row)) == (7_280, "USD", 7_280, set())


def test_mixed_currencies_are_converted_into_the_country_s_own() -> None:
    row = figure({"amount": 1_000}, {"amount": 20, "currency": "USD", "purpose": "food"})
    assert (row["best"], row["currency"], row["best_usd"]) == (3_000, "ALL", 30)
    assert flags(row) == {"currency_converted"}


def test_the_same_money_in_two_currencies_counts_once() -> None:
    row = figure(
        {"amount": 20_200_000, "stated_usd": 182_640},
        {"amount": 182_640, "currency": "USD", "document_id": "tip-2019"},
    )
    assert row["n_documents"] == 2
    assert (row["claim_ids"], row["currency"], row["best"]) == ("c2", "USD", 182_640)


def test_old_currencies_are_redenominated() -> None:
    row = figure(
        {"amount": 30_000, "currency": "ROL", "country_iso3": "ROU"},
        {"amount": 5, "currency": "RON", "country_iso3": "ROU", "purpose": "food"},
    )
    assert (row["best"], row["currency"]) == (8, "RON")
    assert flags(row) == {"old_currency"}


def test_a_missing_rate_leaves_the_figure_and_says_so() -> None:
    row = figure({"amount": 1_000, "funding_year": 2025})
    assert row["best"] == 1_000
    assert pd.isna(row["best_usd"])
    assert pd.isna(row["best_eur"])
    assert flags(row) == {"no_rate"}


def test_in_mixed_money_what_has_no_rate_is_left_out_and_the_row_says_so() -> None:
    row = figure(
        {"amount": 1_000},
        {"amount": 5, "currency": "USD", "purpose": "food"},
        {"amount": 9, "currency": "KPW", "purpose": "legal_aid"},
    )
    assert (row["best"], row["claim_ids"]) == (1_500, "c1;c2")
    assert "no_rate" in flags(row)


def test_a_stated_conversion_far_from_the_average_is_flagged() -> None:
    assert "conversion_gap" in flags(figure({"amount": 10_000, "stated_usd": 150}))
    assert "conversion_gap" not in flags(figure({"amount": 10_000, "stated_usd": 115}))


# Rule 5: absence.


def test_a_stated_absence_is_zero() -> None:
    row = figure({"amount": None, "status": "none"})
    assert (row["best"], row["low"], row["high"], row["best_usd"], row["best_eur"]) == (0, 0, 0, 0, 0)
    assert (row["method"], row["claim_ids"], row["n_claims"]) == ("stated_none", "c1", 1)
    assert pd.isna(row["currency"])


@pytest.mark.parametrize(
    "other",
    [
        {"amount": 100},
        {"amount": None, "status": "funded"},
        {"amount": None, "status": "increased"},
        {"amount": 400, "periodicity": "per_victim"},
        {"amount": 100, "flags": "change", "status": "decreased"},
    ],
)
def test_nothing_is_no_zero_where_something_was_paid(other: dict[str, Any]) -> None:
    table = figures({"amount": None, "status": "none"}, other)
    assert "stated_none" not in set(table["method"])


def test_not_reported_is_no_zero() -> None:
    assert figures({"amount": None, "status": "not_reported"}).empty


def test_a_rejected_absence_is_no_zero() -> None:
    assert figures({"amount": None, "status": "none", "review": "rejected"}).empty


def test_a_donor_or_town_that_gave_nothing_is_no_zero_of_the_country() -> None:
    assert figures({"amount": None, "status": "none", "funder_type": "foreign_government"}).empty
    assert figures({"amount": None, "status": "none", "funder_type": "subnational_government"}).empty


def test_absence_in_one_group_says_nothing_of_another() -> None:
    table = figures({"amount": None, "status": "none", "purpose": "reintegration"}, {"amount": 100})
    assert table[["purpose_group", "method"]].to_numpy().tolist() == [
        ["reintegration", "stated_none"],
        ["victim_assistance", "single_statement"],
    ]


# Ranges, caveats, tier, jumps.


def test_of_a_range_the_low_end_is_best_and_both_ends_are_kept() -> None:
    row = figure({"amount_low": 1_000, "amount_high": 2_000, "qualifier": "range"})
    assert (row["best"], row["low"], row["high"], row["best_usd"]) == (1_000, 1_000, 2_000, 10)


def test_planned_and_spent_money_of_one_funder_may_be_the_same() -> None:
    row = figure(
        {"amount": 390, "modality": "allocated"}, {"amount": 149, "modality": "spent", "purpose": "health_psych"}
    )
    assert (row["best"], row["low"], row["high"]) == (539, 390, 539)
    assert flags(row) == {"stages_mixed"}


def test_broader_money_is_marked() -> None:
    assert flags(figure({"amount": 10, "scope": "broader"})) == {"mixed_scope"}


def test_caveats_of_the_claims_used_stand_on_the_figure() -> None:
    row = figure({"amount": 412, "flags": "plan_period;year_assumed"}, {"amount": 7, "flags": "share"})
    assert flags(row) == {"plan_period", "year_assumed"}


def test_the_tier_is_that_of_the_next_edition() -> None:
    told = narratives(("tip-2018", "ALB", "2"), ("tip-2017", "ALB", "3"))
    table = claims({"amount": 1})
    row = country_year(table, documents("tip-2017", "tip-2018"), told, RATES).iloc[0]
    assert row["tier"] == "2"


@pytest.mark.parametrize(("now", "jumps"), [(299, False), (301, True), (34, False), (33, True)])
def test_more_than_threefold_or_less_than_a_third_is_a_jump(now: float, jumps: bool) -> None:
    table = figures({"amount": 100, "funding_year": 2016}, {"amount": now})
    assert ("jump" in flags(table.iloc[1])) is jumps
    assert flags(table.iloc[0]) == set()


def test_a_gap_of_years_or_a_zero_is_no_jump() -> None:
    assert flags(figures({"amount": 100, "funding_year": 2015}, {"amount": 900}).iloc[1]) == set()
    assert flags(figures({"amount": None, "status": "none", "funding_year": 2016}, {"amount": 900}).iloc[1]) == set()


def test_jumps_across_currencies_are_judged_in_dollars() -> None:
    table = figures({"amount": 10_000, "funding_year": 2016}, {"amount": 100, "currency": "USD"})
    assert flags(table.iloc[1]) == set()


def test_no_claims_make_an_empty_table() -> None:
    assert figures().empty


def test_every_figure_names_claims_of_its_own_cell() -> None:
    table = claims(
        {"amount": 1}, {"amount": 2, "country_iso3": "MKD", "currency": "MKD"}, {"amount": 3, "funding_year": 2016}
    )
    cells = country_year(table, documents("tip-2018"), NONE, RATES)
    by_id = table.set_index("claim_id")
    for row in cells.itertuples():
        for claim in row.claim_ids.split(";"):
            assert (by_id.loc[claim, "country_iso3"], by_id.loc[claim, "funding_year"]) == (
                row.country_iso3,
                row.funding_year,
            )
