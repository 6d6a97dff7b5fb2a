"""Usage warnings: each says something true of the figure, and a plain figure carries none."""

import pandas as pd
import pytest

from pipeline.dataset.country_year import country_year
from schemas.codes import USAGE_WARNINGS, UsageWarning
from tests.claims_fixture import claims, documents, narratives
from tests.dataset.rates_fixture import RATES

PLAIN = {"amount": 5_000_000, "modality": "disbursed"}


def made(*rows: dict) -> pd.DataFrame:
    told = claims(*rows)
    held = documents(*sorted(set(told["document_id"])))
    return country_year(told, held, narratives(*[(d, "ALB") for d in held["document_id"]]), RATES)


def warnings(*rows: dict, group: str | None = None) -> set[str]:
    table = made(*rows)
    if group:
        table = table[table["purpose_group"] == group]
    value = table["usage_warnings"].iloc[0]
    return set() if pd.isna(value) else set(value.split(";"))


def test_a_plain_figure_has_no_warning():
    assert warnings(PLAIN) == set()


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"periodicity": "one_off"}, "one_off"),
        ({"modality": "allocated"}, "planned_not_spent"),
        ({"modality": "budgeted"}, "planned_not_spent"),
        ({"scope": "broader"}, "broader_scope"),
        ({"currency": "USD"}, "dollars_only"),
        ({"qualifier": "at_least"}, "bound"),
        ({"amount_low": 4_000_000, "amount_high": 5_000_000, "amount_text": "4-5", "qualifier": "range"}, "range"),
        ({"period_start": "2017-07-01", "period_end": "2018-06-30"}, "irregular_year"),
        ({"sentence": "In fiscal year 2017 the ministry paid out 5 million lek."}, "irregular_year"),
        ({"flags": "plan_period"}, "several_years"),
        ({"flags": "year_assumed"}, "year_assumed"),
        ({"flags": "low_confidence"}, "doubtful_reading"),
        ({"flags": "purpose_doubtful"}, "doubtful_purpose"),
        ({"multiplier": 3, "flags": "multiplied"}, "computed_amount"),
    ],
)
def test_one_thing_to_know_makes_one_warning(change, warning):
    row = {k: v for k, v in PLAIN.items() if not (k == "amount" and "amount_low" in change)}
    assert warnings({**row, **change}) == {warning}


def test_a_calendar_year_told_by_its_days_is_no_irregular_year():
    assert warnings({**PLAIN, "period_start": "2017-01-01", "period_end": "2017-12-31"}) == set()


def test_a_fiscal_year_of_another_figure_in_the_sentence_is_not_this_one():
    assert warnings({**PLAIN, "sentence": "It paid 5 million lek in 2017 and budgeted 6 million for FY 2018."}) == set()


def test_a_total_beside_its_parts_warns_on_both_rows():
    rows = ({**PLAIN, "purpose": "anti_trafficking_general"}, {**PLAIN, "amount": 1_000_000})
    assert "overlaps_other_row" in warnings(*rows, group="anti_trafficking_total")
    assert "overlaps_other_row" in warnings(*rows, group="victim_assistance")


def test_groups_without_a_total_may_be_added():
    rows = ({**PLAIN, "purpose": "reintegration"}, {**PLAIN, "amount": 1_000_000})
    assert warnings(*rows, group="victim_assistance") == set()


def test_a_stated_zero_says_so_and_nothing_about_an_amount():
    whole = {"purpose": "victim_assistance", "recipient_type": "unspecified"}
    assert warnings({"amount": None, "status": "none", "modality": "allocated", **whole}) == {"stated_zero"}


@pytest.mark.parametrize(
    ("denied", "narrow"),
    [
        ({"purpose": "victim_assistance", "recipient_type": "unspecified"}, False),
        ({"purpose": "victim_assistance", "recipient_type": "victims"}, False),
        ({"purpose": "legal_aid", "recipient_type": "unspecified"}, True),
        ({"purpose": "victim_assistance", "recipient_type": "ngo"}, True),
    ],
)
def test_a_zero_for_one_purpose_or_recipient_is_told_from_one_for_the_group(denied, narrow):
    found = warnings({"status": "none", **denied})
    assert ("zero_of_part" in found) == narrow
    assert "stated_zero" in found


def test_a_zero_for_one_part_beside_a_zero_for_all_is_no_narrow_zero():
    whole = {"status": "none", "purpose": "victim_assistance", "recipient_type": "victims"}
    assert "zero_of_part" not in warnings({"status": "none", "purpose": "legal_aid"}, whole)


@pytest.mark.parametrize("group", ["victim_assistance", "anti_trafficking_total"])
def test_a_part_larger_than_the_total_warns_on_both_rows(group):
    part = {**PLAIN, "purpose": "shelter"}
    total = {**PLAIN, "purpose": "anti_trafficking_general", "amount": 4_000_000}
    assert "exceeds_total" in warnings(part, total, group=group)
    assert "exceeds_total" not in warnings(part, {**total, "amount": 5_000_000}, group=group)


def test_a_figure_without_a_rate_is_not_counted_as_zero():
    assert "not_converted" in warnings({**PLAIN, "currency": "XAF"})


def test_every_warning_has_a_meaning():
    assert set(USAGE_WARNINGS) == set(UsageWarning)
    assert all(len(meaning) > 20 for meaning in USAGE_WARNINGS.values())


def test_the_citation_names_every_edition_once_the_latest_first():
    table = made(
        {**PLAIN, "citation": "TIP Report 2017, page 64", "document_id": "tip-2017", "licence": "Terms A"},
        {**PLAIN, "amount": 900, "funder_type": "foreign_government", "recipient_type": "agency", "purpose": "food",
         "citation": "TIP Report 2018, page 77", "licence": "Terms A"},
        {**PLAIN, "amount": 70, "funder_type": "private", "recipient_type": "agency", "purpose": "repatriation",
         "citation": "TIP Report 2018, page 77", "licence": "Terms B"},
    )  # fmt: skip
    row = table.iloc[0]
    assert row["n_claims"] == 3
    assert row["citation"] == "TIP Report 2018, page 77; TIP Report 2017, page 64"
    assert row["licence"] == "Terms A; Terms B"
