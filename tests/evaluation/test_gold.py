"""The open labelled passages keep what the extraction has reached; a rule that loses some of it fails here."""

import json
from pathlib import Path

import pytest

from pipeline.claims.evaluation import evaluate

GOLD = Path(__file__).parent / "gold_open.jsonl"
FROZEN = Path(__file__).parent / "gold_frozen.jsonl"


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
        ("role", 0.95),
        ("purpose", 0.93),
        ("modality", 0.85),
        ("funder_type", 0.88),
        ("recipient_type", 0.75),
        ("statements", 0.85),
        ("statement precision", 0.88),
    ],
)
def test_the_extraction_holds_what_it_has_reached(score, measure: str, floor: float) -> None:  # type: ignore[no-untyped-def]
    assert score.ratio(measure) >= floor, score.errors


def test_sure_claims_are_right(score) -> None:  # type: ignore[no-untyped-def]
    sure = score.reliability["≥ 0.9"]
    assert sure["claims"] >= 50
    assert sure["right"] >= 0.95 * sure["claims"]


def test_the_frozen_passages_find_every_amount() -> None:
    """Only what holds for any text is asked of passages that no rule was written for."""
    score = evaluate(json.loads(line) for line in FROZEN.read_text(encoding="utf-8").splitlines())
    assert score.ratio("found") >= 0.99  # type: ignore[operator]
    assert score.ratio("not invented") >= 0.99  # type: ignore[operator]
    assert score.ratio("currency") >= 0.98  # type: ignore[operator]


@pytest.mark.parametrize("path", [GOLD, FROZEN], ids=lambda p: p.stem)
def test_every_label_stands_in_its_text_in_order(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        at = 0
        for number, label in enumerate(passage["amounts"], start=1):
            assert label["ordinal"] == number
            at = passage["text"].index(label["amount_text"], at) + 1
