"""Tables of money by year, in text and as a page reader joins their cells. The figures are invented."""

import time

import pytest

from pipeline.claims.extract import extract
from pipeline.claims.model import Context, Finding


def read(text: str) -> list[Finding]:
    return [f for f in extract(text, Context("SRB", 2018, "greta")) if f.ordinal is not None]


@pytest.mark.parametrize(
    "text",
    [
        "Year\tFunds allocated to shelters (RSD)\n2014\t3 210 000\n2015\t3 540 000",
        "Year Funds allocated to shelters (RSD) 2014 3 210 000 2015 3 540 000",
        "Funds allocated to shelters, in RSD\n2014: 3,210,000\n2015: 3,540,000",
        "Funds allocated to shelters (RSD)\n2014 | 3210000\n2015 | 3540000",
    ],
)
def test_each_row_of_a_table_by_year_is_an_amount_of_its_year(text: str) -> None:
    assert [(f.ordinal, f.is_funding, f.amount_low, f.currency, f.funding_year, f.purpose) for f in read(text)] == [
        (1, True, 3_210_000, "RSD", 2014, "shelter"),
        (2, True, 3_540_000, "RSD", 2015, "shelter"),
    ]


def test_a_table_stands_between_sentences_and_is_quoted_as_printed() -> None:
    text = "Norway gave EUR 5 100 to an NGO. Budget for care (EUR) 2016 120 300 2017 130 400 Latvia gave EUR 6 200."
    found = read(text)
    assert [(f.amount_low, f.amount_text) for f in found] == [
        (5_100, "EUR 5 100"),
        (120_300, "120 300"),
        (130_400, "130 400"),
        (6_200, "EUR 6 200"),
    ]
    assert found[1].sentence == "Budget for care (EUR) 2016 120 300 2017 130 400"
    assert [text[f.start : f.end] for f in found[1:3]] == ["120 300", "130 400"]


@pytest.mark.parametrize(
    "text",
    [
        "Victims identified 2014 2 300 2015 2 400",
        "In 2016 1 200 victims were found, and in 2017 1 300.",
        "Only one row (EUR) 2016 120 000",
    ],
)
def test_numbers_without_a_currency_in_the_heading_are_no_money(text: str) -> None:
    assert [f for f in read(text) if f.is_funding] == []


def test_many_tables_take_no_quadratic_time() -> None:
    text = "Budget (EUR) 2016 1 100 2017 1 200 was spent. " * 400
    started = time.perf_counter()
    assert len(read(text)) == 800
    assert time.perf_counter() - started < 20
