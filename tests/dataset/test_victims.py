"""One number of victims a country and year, and never one that is not a total."""

import pandas as pd
import pytest

from pipeline.dataset.victims import victims
from schemas import empty_frame
from tests.claims_fixture import documents, victim_claims


def row(*rows: dict) -> dict:
    told = victim_claims(*rows)
    table = victims(told, documents(*sorted(set(told["document_id"]))))
    assert len(table) == 1
    return table.iloc[0].to_dict()


def test_a_single_statement():
    made = row({"count": 75})
    assert (made["country_iso3"], made["year"], made["identified"], made["low"], made["high"]) == (
        "ALB",
        2017,
        75,
        75,
        75,
    )
    assert made["victim_claim_ids"] == "v1"
    assert pd.isna(made["flags"])


def test_a_later_report_wins_and_the_difference_is_flagged():
    made = row({"count": 75, "document_id": "tip-2018"}, {"count": 90, "document_id": "tip-2019", "role": "prior_year"})
    assert (made["identified"], made["low"], made["high"], made["n_documents"]) == (90, 75, 90, 2)
    assert made["flags"] == "restated_over_5pct"


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"flags": "by_ngo"}),
        ({}, {"flags": "potential"}),
        ({}, {"flags": "joint_count"}),
        ({"flags": "joint_count"}, {"flags": "by_ngo"}),
        ({"flags": "potential"}, {"flags": "by_ngo"}),
        ({"flags": "by_ngo"}, {"flags": "low_confidence", "confidence": 0.5}),
        ({}, {"flags": "one_body"}),
        ({"flags": "potential"}, {"flags": "one_body"}),
    ],
)
def test_an_official_confirmed_number_goes_first_even_if_smaller(better, worse):
    made = row({"count": 18, **better}, {"count": 41, "document_id": "tip-2019", **worse})
    assert made["identified"] == 18
    assert made["victim_claim_ids"] == "v1"


def test_the_number_names_the_reports_behind_it_the_latest_first():
    made = row(
        {"count": 75, "citation": "TIP Report 2018, page 3"},
        {"count": 75, "citation": "TIP Report 2019, page 4", "document_id": "tip-2019", "role": "prior_year"},
    )
    assert (made["citation"], made["licence"]) == ("TIP Report 2019, page 4; TIP Report 2018, page 3", "CC BY 4.0")


def test_potential_victims_beside_are_told_by_a_flag_and_not_added():
    made = row({"count": 7}, {"count": 96, "flags": "potential"})
    assert (made["identified"], made["flags"]) == (7, "potential_besides")


def test_of_several_bodies_of_one_report_the_largest_stands_and_says_so():
    made = row({"count": 30}, {"count": 120})
    assert (made["identified"], made["low"], made["flags"]) == (120, 30, "conflict")


@pytest.mark.parametrize("flag", ["subset", "abroad", "multi_year", "part_of_year"])
def test_what_is_no_total_makes_no_row(flag):
    told = victim_claims({"count": 13, "flags": flag, "confidence": 0.65})
    assert victims(told, documents("tip-2018")).empty


def test_a_part_makes_no_row():
    told = victim_claims({"count": 13, "part_of": "v9"})
    assert victims(told, documents("tip-2018")).empty


def test_two_halves_of_one_sentence_are_added_and_flagged():
    sentence = "They identified 20 sex trafficking and 13 labor trafficking victims."
    made = row(
        {"count": 20, "flags": "subset", "sentence": sentence, "count_text": "20 sex trafficking", "confidence": 0.65},
        {
            "count": 13,
            "flags": "subset",
            "sentence": sentence,
            "count_text": "13 labor trafficking victims",
            "confidence": 0.65,
        },
    )
    assert (made["identified"], made["flags"]) == (33, "sum_of_groups")


def test_two_groups_that_make_no_whole_are_not_added():
    sentence = "They identified 20 foreign and 13 child victims."
    told = victim_claims(
        {"count": 20, "flags": "subset", "sentence": sentence, "count_text": "20 foreign"},
        {"count": 13, "flags": "subset", "sentence": sentence, "count_text": "13 child victims"},
    )
    assert victims(told, documents("tip-2018")).empty


def test_no_victims_is_a_zero_and_silence_is_no_row():
    assert row({"count": 0})["identified"] == 0
    assert victims(empty_frame("victim_claims"), documents("tip-2018")).empty


def test_a_count_without_a_year_makes_no_row():
    assert victims(victim_claims({"count": 5, "year": None, "confidence": 0.5}), documents("tip-2018")).empty


def test_order_of_rows_does_not_matter():
    told = victim_claims({"count": 30}, {"count": 120}, {"count": 9, "year": 2016}, {"count": 8, "country_iso3": "SRB"})
    held = documents("tip-2018")
    pd.testing.assert_frame_equal(victims(told, held), victims(told.iloc[::-1].reset_index(drop=True), held))
