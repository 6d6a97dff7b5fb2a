"""Decisions are applied to the sentence they were made on, checked as the table checks its columns, or reported."""

import pandas as pd
import pytest

from pipeline.claims.review import DECISION_COLUMNS, apply_decisions, check_decision
from tests.claims_fixture import claims


def decision(claim: str, kind: str = "accept", field: str | None = None, value: str | None = None) -> dict[str, object]:
    table = claims({"amount": 1_000.0}, {"amount": 2_000.0})
    sha = dict(zip(table["claim_id"], table["sentence_sha"], strict=True)).get(claim, "0" * 16)
    return {
        "claim_id": claim,
        "sentence_sha": sha,
        "decision": kind,
        "field": field,
        "value": value,
        "reason": "read it again",
        "reviewer": "N. N.",
        "decided_on": "2026-01-02",
    }


def applied(*rows: dict[str, object]):  # type: ignore[no-untyped-def]
    return apply_decisions(
        claims({"amount": 1_000.0}, {"amount": 2_000.0}), pd.DataFrame(list(rows), columns=DECISION_COLUMNS)
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("funding_year", "3017"),
        ("funding_year", "2017.5"),
        ("funding_year", "last year"),
        ("amount_low", "-5"),
        ("amount_low", "nan"),
        ("amount_high", "inf"),
        ("currency", "leks"),
        ("purpose", "shelters"),
        ("purpose", ""),
        ("role", " "),
        ("claim_id", "c9"),
    ],
)
def test_a_value_that_its_column_does_not_allow_is_not_taken(field: str, value: str) -> None:
    row = decision("c1", "correct", field, value)
    assert check_decision(row)
    result = applied(row)
    assert len(result.problems) == 1
    assert result.claims["review"].tolist() == ["unreviewed", "unreviewed"]


def test_a_correction_changes_its_field_and_the_group_of_its_purpose() -> None:
    result = applied(
        decision("c1", "correct", "purpose", "training"), decision("c1", "correct", "funding_year", "2016")
    )
    row = result.claims.iloc[0]
    assert result.problems == ()
    assert (row["purpose"], row["purpose_group"], row["funding_year"], row["review"]) == (
        "training",
        "other_anti_trafficking",
        2016,
        "corrected",
    )


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([decision("c1", "correct", "amount_low", "5000")], "above"),
        ([decision("c1", "correct", "amount_low", "")], "together"),
        ([decision("c1", "correct", "part_of", "c7")], "no other claim"),
        ([decision("c1", "correct", "part_of", "c1")], "no other claim"),
    ],
)
def test_corrections_that_contradict_each_other_are_reported_and_not_applied(
    rows: list[dict[str, object]], word: str
) -> None:
    result = applied(*rows)
    assert word in result.problems[0]
    assert result.claims.loc[0, "amount_low"] == 1_000
    assert result.claims.loc[0, "review"] == "unreviewed"


def test_both_ends_of_an_amount_are_corrected_together() -> None:
    result = applied(decision("c1", "correct", "amount_low", "5000"), decision("c1", "correct", "amount_high", "5000"))
    assert result.problems == ()
    assert result.claims.loc[0, ["amount_low", "amount_high"]].tolist() == [5_000, 5_000]


def test_a_changed_sentence_and_a_lost_claim_are_stale() -> None:
    changed = {**decision("c1", "reject"), "sentence_sha": "f" * 16}
    result = applied(changed, decision("c8", "reject"))
    assert [("stale" in p) for p in result.problems] == [True, True]
    assert "line 2" in result.problems[0]
    assert "line 3" in result.problems[1]
    assert (result.claims["review"] == "unreviewed").all()


def test_of_two_kinds_of_decision_the_last_counts_and_the_other_is_named() -> None:
    result = applied(decision("c2", "reject"), decision("c2", "accept"))
    assert "line 3" in result.problems[0]
    assert result.claims.loc[1, "review"] == "accepted"
