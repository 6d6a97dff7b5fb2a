"""Every code of the data set has plain words, and numbers read as people write them."""

import pytest

from pipeline.site import words
from schemas import codes


@pytest.mark.parametrize(
    "enum, said",
    [
        (codes.PurposeGroup, words.GROUPS), (codes.Purpose, words.PURPOSES), (codes.Method, words.METHODS), (codes.FunderType, words.FUNDERS),
        (codes.RecipientType, words.RECIPIENTS), (codes.Status, words.STATUSES), (codes.Qualifier, words.QUALIFIERS),
        (codes.Periodicity, words.PERIODS), (codes.Modality, words.STAGES), (codes.YearBasis, words.YEAR_BASES),
        (codes.Review, words.DECISIONS), (codes.Tier, words.TIERS),
    ],
)  # fmt: skip
def test_every_code_has_words(enum: type, said: dict) -> None:
    assert set(said) == set(enum)


@pytest.mark.parametrize(
    "amount, currency, said",
    [(9775.0, "USD", "$9,775"), (20_200_000.0, "ALL", "20,200,000 ALL"), (1.5, "EUR", "€1.50"), (123.45, "EUR", "€123"), (100.5, "USD", "$101"), (525_931.4996, "USD", "$525,931"), (0.0, None, "0"), (None, "USD", "–")],
)  # fmt: skip
def test_money_reads_as_people_write_it(amount: float | None, currency: str | None, said: str) -> None:
    assert words.money(amount, currency) == said


def test_a_range_of_one_amount_is_that_amount() -> None:
    assert words.span(1, 1, "USD") == "$1"
    assert words.span(1, 2, "USD") == "$1 to $2"


def test_low_confidence_tells_the_reader_to_read() -> None:
    assert words.confidence(0.3).startswith("low")
    assert words.confidence(0.7).startswith("fair")
    assert words.confidence(0.9).startswith("good")
