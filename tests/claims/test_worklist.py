"""The review list: money times doubt, contradictions included."""

import pandas as pd

from pipeline.claims.worklist import worklist
from schemas import empty_frame
from tests.claims_fixture import claims

RATES = {("ALL", 2017): 100.0, ("EUR", 2017): 0.5}
NO_RESTATEMENTS = empty_frame("restatements")


def told(*rows: tuple[str, str, float, float | None, bool]) -> pd.DataFrame:
    base = {"country_iso3": "ALB", "funding_year": 2017, "purpose_group": "victim_assistance", "series": "invented"}
    made = [
        {**base, "document_id": d, "claim_ids": c, "amount": a, "currency": "ALL", "difference_pct": p, "used": u}
        for d, c, a, p, u in rows
    ]
    return pd.DataFrame(made)


def test_dollars_count_not_the_digits_of_the_currency() -> None:
    made = claims(
        {"amount": 10_000_000, "confidence": 0.5}, {"amount": 1_000_000, "currency": "EUR", "confidence": 0.5}
    )
    assert worklist(made, NO_RESTATEMENTS, RATES)["claim_id"].tolist() == ["c2", "c1"]


def test_more_doubt_comes_first_among_equal_sums() -> None:
    made = claims({"amount": 100, "confidence": 0.6}, {"amount": 100, "confidence": 0.2})
    assert worklist(made, NO_RESTATEMENTS, RATES)["claim_id"].tolist() == ["c2", "c1"]


def test_a_sure_claim_that_another_document_contradicts_is_on_the_list_with_both_tellings() -> None:
    made = claims({"amount": 300}, {"amount": 200, "document_id": "tip-2017"}, {"amount": 100})
    table = told(("tip-2017", "c2", 200, 50.0, False), ("tip-2018", "c1", 300, 0.0, True))
    found = worklist(made, table, RATES)
    assert found["claim_id"].tolist() == ["c1", "c2"]
    assert found["why"].iloc[0] == (
        "documents tell this money differently: tip-2017 says 200 ALL; tip-2018 says 300 ALL (used)"
    )


def test_a_small_restatement_is_no_conflict() -> None:
    made = claims({"amount": 300}, {"amount": 299, "document_id": "tip-2017"})
    table = told(("tip-2017", "c2", 299, 0.3, False), ("tip-2018", "c1", 300, 0.0, True))
    assert worklist(made, table, RATES).empty


def test_what_is_decided_leaves_the_list() -> None:
    made = claims({"amount": 300, "confidence": 0.1, "review": "accepted"})
    assert worklist(made, told(("tip-2018", "c1", 300, 60.0, True)), RATES).empty


def test_an_unknown_currency_is_not_put_last() -> None:
    made = claims(
        {"amount": 1_000, "confidence": 0.5},
        {"amount": 5_000, "confidence": 0.5},
        {"amount": 9_000, "confidence": 0.5},
        {"amount": 70, "currency": None, "confidence": 0.4, "flags": "currency_unknown"},
    )
    assert worklist(made, NO_RESTATEMENTS, RATES)["claim_id"].tolist() == ["c3", "c4", "c2", "c1"]
