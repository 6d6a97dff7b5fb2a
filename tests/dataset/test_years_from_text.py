"""From a sentence to its row: fiscal years, several years, earlier years, rates and changes land where DESIGN says."""

import pandas as pd
import pytest

from pipeline.claims.table import claims_of
from pipeline.dataset.country_year import country_year, uncounted
from pipeline.dataset.restatements import restatements
from pipeline.reading.model import Paragraph
from pipeline.reports.model import Narrative, NarrativeParagraph
from tests.claims_fixture import documents, narratives
from tests.dataset.rates_fixture import RATES


def claims_in(text: str, edition: int = 2018, country: str = "ALB") -> pd.DataFrame:
    paragraph = NarrativeParagraph(text, "protection", "1", None, Paragraph(text, 1, "1"))
    narrative = Narrative(country, country, None, (paragraph,))
    return claims_of([narrative], f"tip-{edition}", edition, "tip")[0]


def years(*tables: pd.DataFrame) -> dict[int, float]:
    """Best figure of each funding year."""
    claims = pd.concat(tables, ignore_index=True)
    told = documents(*sorted(set(claims["document_id"])))
    table = country_year(claims, told, narratives(), RATES)
    return dict(zip(table["funding_year"], table["best"], strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The government allocated 400 million lek to shelters for victims, compared with 300 million lek in 2016 "
            "and 200 million lek in 2015.",
            {2015: 200e6, 2016: 300e6, 2017: 400e6},
        ),
        (
            "The government allocated 33 million lek to shelters for victims in fiscal year 2017-2018 and 22 million lek "
            "in fiscal year 2016-2017.",
            {2016: 22e6, 2017: 33e6},
        ),
        (
            "In the year ending June 30, 2018, the government spent 33 million lek on shelters for victims.",
            {2017: 33e6},
        ),
        (
            "The government spent 11 million lek on shelters for victims in 2017, 2016 and 2015.",
            {2015: 11e6, 2016: 11e6, 2017: 11e6},
        ),
        (
            "The government spent 11 million lek on shelters for victims, unchanged for the third consecutive year.",
            {2015: 11e6, 2016: 11e6, 2017: 11e6},
        ),
        (
            "The government gave each of three shelters for victims 11 million lek.",
            {2017: 33e6},
        ),
        (
            "The government increased funding for shelters for victims by 5 million lek to 44 million lek.",
            {2017: 44e6},
        ),
        (
            "The government funded shelters for victims with 44 million lek, 5 million lek of which paid for food.",
            {2017: 44e6},
        ),
    ],
)
def test_each_year_has_its_own_level(text: str, expected: dict[int, float]) -> None:
    assert years(claims_in(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The government allocated 88 million lek to shelters for victims for 2016-2018.",
        "The government allocated 88 million lek to shelters for victims over three years.",
        "The government allocated 88 million lek for the implementation of its 2017-2020 national action plan.",
        "The government has spent 88 million lek on shelters for victims since 2014.",
        "The budget of the shelter for victims was 88 million lek for 2016 and 2017 together.",
        "The government gave each victim 20,000 lek per month.",
        "The shelter for victims received 400,000 lek per month from the government.",
        "The government paid victims a one-time payment of 20,000 lek.",
        "The government cut funding for shelters for victims by 5 million lek.",
        "The government's funding for shelters for victims was 5 million lek less than in 2016.",
        "The government gave each of the shelters for victims 5 million lek.",
    ],
)
def test_what_is_no_level_of_a_year_makes_no_figure(text: str) -> None:
    claims = claims_in(text)
    assert len(claims) == 1
    assert years(claims) == {}
    assert uncounted(claims)["claim_id"].tolist() == claims["claim_id"].tolist()


def test_a_total_of_two_years_is_added_to_its_part_in_neither() -> None:
    claims = claims_in(
        "In both 2017 and 2016, the government allocated 44 million lek to victims, including 11 million lek for shelters."
    )
    assert years(claims) == {2016: 44e6, 2017: 44e6}


def test_a_part_without_a_year_stays_with_the_year_of_its_total() -> None:
    claims = claims_in(
        "In 2016, the government allocated 44 million lek to victims. Of this amount, 11 million lek went to shelters."
    )
    assert years(claims) == {2016: 44e6}


def test_an_earlier_year_told_anew_replaces_what_the_edition_before_said() -> None:
    before = claims_in("The government allocated 30 million lek to shelters for victims.", edition=2017)
    now = claims_in(
        "The government allocated 44 million lek to shelters for victims, compared with 33 million lek in 2016.",
        edition=2018,
    )
    assert years(before, now) == {2016: 33e6, 2017: 44e6}
    both = pd.concat([before, now], ignore_index=True)
    told = restatements(both, documents("tip-2017", "tip-2018"), RATES)
    assert told[["funding_year", "edition_year", "amount", "used"]].to_numpy().tolist() == [
        [2016, 2017, 30e6, False],
        [2016, 2018, 33e6, True],
    ]


def test_money_set_aside_for_next_year_stands_in_that_year() -> None:
    claims = claims_in(
        "The government spent 44 million lek on shelters for victims and allocated 55 million lek for 2018."
    )
    assert years(claims) == {2017: 44e6, 2018: 55e6}
