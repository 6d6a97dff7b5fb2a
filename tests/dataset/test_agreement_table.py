"""The published table `agreement`: each figure that was to be found has one row, and what is new has one."""

import pandas as pd

from pipeline.dataset.agreement_table import agreement_table, as_facts, shares
from tests.claims_fixture import claims
from tests.dataset.test_agreement import fact_table

NONE = claims()


def rows(table: pd.DataFrame, comparison: str = "hand_read") -> list[tuple[str, str, str | None]]:
    held = table[table["comparison"] == comparison]
    return [(r.item_id, r.outcome, None if pd.isna(r.found_claim_id) else r.found_claim_id) for r in held.itertuples()]


def test_every_hand_read_figure_has_a_row_with_its_outcome() -> None:
    made = claims({"amount": 11}, {"amount": 22, "purpose": "food"}, {"amount": 44}, {"amount": None, "status": "none"})
    facts = fact_table(
        {"amount": 11, "purpose": "shelter"}, {"amount": 22, "purpose": "shelter"}, {"amount": 33}, {"status": "none"}
    )
    table = agreement_table(made, facts, NONE, frozenset())
    assert rows(table) == [
        ("c3", "new", "c3"),
        ("f1", "found", "c1"),
        ("f2", "found_with_differences", "c2"),
        ("f3", "missed", None),
        ("f4", "found", "c4"),
    ]
    by_id = table.set_index("item_id")
    assert by_id.loc["f2", "fields_that_differ"] == "purpose"
    assert by_id.loc["f2", "differences"] == "purpose: shelter expected, food"
    assert by_id.loc["f3", "expected_amount"] == 33
    assert pd.isna(by_id.loc["f3", "found_amount"])
    assert by_id.loc["c3", "found_amount"] == 44
    assert by_id.loc["f1", "edition_year"] == 2018


def test_a_missed_figure_says_what_the_nearest_claim_has() -> None:
    table = agreement_table(claims({"amount": 33, "funding_year": 2015}), fact_table({"amount": 33}), NONE, frozenset())
    missed = table[table["outcome"] == "missed"]
    assert missed["differences"].tolist() == ["c1 has funding_year 2015"]


def test_an_original_is_compared_with_its_abridgement() -> None:
    original = claims(
        {"amount": 11, "claim_id": "o1", "page_label": "64"},
        {"amount": 22, "claim_id": "o2", "modality": "spent"},
        {"amount": 99, "claim_id": "o3"},
        {"amount": 5, "claim_id": "o4", "document_id": "tip-2017"},
    )
    abridged = claims(
        {"amount": 11, "claim_id": "a1", "locator": "TIP Report 2018: p. 64"},
        {"amount": 22, "claim_id": "a2"},
        {"amount": 33, "claim_id": "a3"},
        {"amount": 44, "claim_id": "a4", "review": "rejected"},
    )
    table = agreement_table(original, fact_table(), abridged, frozenset({"tip-2018"}))
    assert rows(table, "abridgement") == [
        ("a1", "found", "o1"),
        ("a2", "found_with_differences", "o2"),
        ("a3", "missed", None),
        ("o3", "new", "o3"),
    ]
    assert table.set_index("item_id").loc["a1", "place"] == "TIP Report 2018: p. 64"
    assert shares(table)["abridgement share found"] == 2 / 3
    assert shares(table)["abridgement amounts new"] == 1


def test_countries_of_an_original_without_yardstick_are_not_new() -> None:
    original = claims({"amount": 11}, {"amount": 99}, {"amount": 7, "country_iso3": "MKD", "currency": "MKD"})
    table = agreement_table(original, fact_table({"amount": 11}), NONE, frozenset({"tip-2018"}))
    assert rows(table) == [("c2", "new", "c2"), ("f1", "found", "c1")]


def test_the_same_claims_in_any_order_give_the_same_table() -> None:
    made = claims(*({"amount": n} for n in (4, 3, 2, 2, 1)))
    facts = fact_table(*({"amount": n} for n in (1, 2, 2, 3, 9)))
    one = agreement_table(made, facts, made, frozenset({"tip-2018"}))
    other = agreement_table(
        made.sample(frac=1, random_state=3).reset_index(drop=True),
        facts.sample(frac=1, random_state=5).reset_index(drop=True),
        made.iloc[::-1].reset_index(drop=True),
        frozenset({"tip-2018"}),
    )
    pd.testing.assert_frame_equal(one, other)


def test_nothing_to_compare_is_an_empty_table() -> None:
    table = agreement_table(NONE, fact_table(), NONE, frozenset())
    assert table.empty
    assert "hand-read share found" not in shares(table)


def test_a_rejected_claim_is_no_figure_to_be_found() -> None:
    assert as_facts(claims({"amount": 1}, {"amount": 2, "review": "rejected"}))["fact_id"].tolist() == ["c1"]


def test_a_country_page_is_compared_under_its_volume() -> None:
    made = claims(
        {"amount": 11, "document_id": "tip-2018-alb"},
        {"amount": 22, "document_id": "tip-2018-alb"},
        {"amount": 7, "country_iso3": "MKD", "currency": "MKD"},
    )
    abridged = claims({"amount": 11, "claim_id": "a1"}, {"amount": 33, "claim_id": "a2"})
    table = agreement_table(
        made, fact_table({"amount": 11}), abridged, frozenset({"tip-2018-alb"}), {"tip-2018-alb": "tip-2018"}
    )
    assert rows(table) == [("c2", "new", "c2"), ("c3", "new", "c3"), ("f1", "found", "c1")]
    assert rows(table, "abridgement") == [("a1", "found", "c1"), ("a2", "missed", None), ("c2", "new", "c2")]
