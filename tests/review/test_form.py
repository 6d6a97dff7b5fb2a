"""What a filled review form stands for, and what is not taken."""

from typing import Any

import pandas as pd
import pytest

from pipeline.claims.review import CORRECTABLE
from pipeline.review_form import NotWritten, decisions_from, fields_of, plain
from tests.claims_fixture import claims

TODAY = "2031-01-02"


@pytest.fixture
def claim() -> dict[str, Any]:
    row = claims({"amount": 20_200_000, "stated_usd": 182_640.5}).to_dict("records")[0]
    return {str(k): None if pd.isna(v) else v for k, v in row.items()}


def form(decision: str, **more: str) -> dict[str, str]:
    return {"decision": decision, "reason": "seen on the page", "reviewer": "Invented Person", **more}


def test_the_form_shows_every_field_that_can_be_corrected(claim: dict[str, Any]) -> None:
    shown = {f.name: f for f in fields_of(claim)}
    assert list(shown) == list(CORRECTABLE)
    assert shown["amount_low"].value == "20200000"
    assert shown["stated_usd"].value == "182640.5"
    assert shown["part_of"].value == ""
    assert "reintegration" in shown["purpose"].choices
    assert shown["purpose"].required
    assert not shown["modality"].required


@pytest.mark.parametrize("decision", ["accept", "reject"])
def test_a_decision_is_one_row_with_name_reason_and_day(claim: dict[str, Any], decision: str) -> None:
    (row,) = decisions_from(form(decision), claim, TODAY)
    assert row == {
        "claim_id": "c1",
        "sentence_sha": claim["sentence_sha"],
        "decision": decision,
        "field": None,
        "value": None,
        "reason": "seen on the page",
        "reviewer": "Invented Person",
        "decided_on": TODAY,
    }


def test_a_correction_is_one_row_a_changed_field(claim: dict[str, Any]) -> None:
    everything = {f"field_{f.name}": f.value for f in fields_of(claim)}
    rows = decisions_from(
        form(
            "correct",
            **everything | {"field_amount_low": "20300000", "field_amount_high": "20300000", "field_modality": ""},
        ),
        claim,
        TODAY,
    )
    assert [(r["field"], r["value"]) for r in rows] == [
        ("amount_low", "20300000"),
        ("amount_high", "20300000"),
        ("modality", ""),
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"decision": "delete"}, "Choose accept"),
        ({"reason": "  "}, "Write a reason"),
        ({"reviewer": ""}, "Write your name"),
        ({"decision": "correct"}, "No field was changed"),
        ({"field_purpose": "food"}, "You changed purpose"),
        ({"decision": "correct", "field_purpose": "fodder"}, "'fodder' is no code of purpose"),
        ({"decision": "correct", "field_currency": "lek"}, "no ISO 4217 code"),
        ({"decision": "correct", "field_amount_low": "many"}, "'many' is no number"),
        ({"decision": "correct", "field_amount_low": "-5"}, "is no value for amount_low"),
        ({"decision": "correct", "field_amount_low": "1e999", "field_amount_high": "1e999"}, "no number"),
        ({"decision": "correct", "field_stated_usd": "nan"}, "no number"),
        ({"decision": "correct", "field_status": ""}, "Status cannot be empty"),
        ({"decision": "correct", "field_funding_year": "217"}, "is no value for funding_year"),
        ({"decision": "correct", "field_amount_low": "30300000"}, "amount_low is above amount_high"),
        ({"reason": "x" * 2000}, "longer than"),
    ],
)
def test_what_cannot_be_taken_says_why(claim: dict[str, Any], change: dict[str, str], message: str) -> None:
    with pytest.raises(NotWritten, match=message):
        decisions_from(form("accept") | change, claim, TODAY)


def test_line_breaks_and_control_characters_do_not_reach_the_file(claim: dict[str, Any]) -> None:
    (row,) = decisions_from(form("accept", reason="one\r\ntwo\x00\u202ethree"), claim, TODAY)
    assert row["reason"] == "one two three"


def test_whole_numbers_are_shown_without_a_point() -> None:
    assert [plain(v) for v in (3.0, 3.5, 2017, None, pd.NA, "x")] == ["3", "3.5", "2017", "", "", "x"]
