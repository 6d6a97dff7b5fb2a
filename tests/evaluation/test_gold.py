"""The open labelled passages keep what the extraction has reached; a rule that loses some of it fails here."""

import json
from pathlib import Path

import pytest

from pipeline.claims.evaluation import evaluate

GOLD = Path(__file__).parent / "gold_open.jsonl"


@pytest.fixture(scope="module")
def score():  # type: ignore[no-untyped-def]
    return evaluate(json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("measure", "floor"),
    [
        ("found", 0.99),
        ("not invented", 0.99),
        ("precision", 0.95),
        ("recall", 0.95),
        ("currency", 0.99),
        ("amount", 0.99),
        ("year", 0.95),
        ("role", 0.93),
        ("purpose", 0.78),
        ("modality", 0.85),
        ("statements", 0.8),
    ],
)
def test_the_extraction_holds_what_it_has_reached(score, measure: str, floor: float) -> None:  # type: ignore[no-untyped-def]
    assert score.ratio(measure) >= floor, score.errors


def test_every_label_stands_in_its_text_in_order() -> None:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        at = 0
        for number, label in enumerate(passage["amounts"], start=1):
            assert label["ordinal"] == number
            at = passage["text"].index(label["amount_text"], at) + 1
