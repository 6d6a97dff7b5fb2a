"""When: the year, role and periodicity of amounts, and which amounts are changes or parts. Figures here are invented."""

from typing import Any

import pytest

from pipeline.claims.extract import extract
from pipeline.claims.model import Context, Finding
from pipeline.claims.spans import find_spans, in_common_era


def amounts(text: str, country: str = "SRB", edition: int = 2018, source: Any = "tip") -> list[Finding]:
    return [f for f in extract(text, Context(country, edition, source)) if f.ordinal is not None]


def years(text: str, **more: Any) -> list[list[int | None]]:
    """For each amount the years that it stands for, in the order of its claims."""
    found = amounts(text, **more)
    return [[f.funding_year for f in found if f.ordinal == o] for o in sorted({f.ordinal for f in found})]  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("text", "first", "period"),
    [
        ("in fiscal year 2016-2017", 2016, None),
        ("in FY16/17", 2016, None),
        ("in the 2016/17 financial year", 2016, None),
        ("in the 2016-2017 funding year", 2016, None),
        ("from July 2016 to June 2017", 2016, ("2016-07-01", "2017-06-30")),
        ("from 1 April 2016 to 31 March 2017", 2016, ("2016-04-01", "2017-03-31")),
        ("in the year ending March 31, 2017", 2016, ("2016-04-01", "2017-03-31")),
        ("in the fiscal year that ended in December 2016", 2016, ("2016-01-01", "2016-12-31")),
        ("in the fiscal year beginning in October 2016", 2016, ("2016-10-01", "2017-09-30")),
        ("in the Afghan year 1395", 2016, None),
        ("in Nepali fiscal year 2073/74", 2016, None),
        ("in the Thai fiscal year 2559", 2016, None),
    ],
)
def test_a_fiscal_year_in_any_form_counts_under_the_year_it_starts_in(text: str, first: int, period: Any) -> None:
    (span,) = find_spans(text)
    assert (span.first, span.period) == (first, period)


def test_years_of_other_calendars_are_told_by_their_size() -> None:
    assert [in_common_era(y) for y in (1393, 2074, 2561)] == [2014, 2017, 2018]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The government raised its funding for shelters, hotlines and legal aid from 11 million dinars in fiscal year "
            "2015-2016 to 22 million dinars for fiscal year 2016-2017.",
            [[2015], [2016]],
        ),
        ("Shelters got 3 million dinars in 2017, 2 million dinars in 2016 and 1 million dinars in 2015.", [[2017], [2016], [2015]]),
        ("The government spent 7 million dinars on shelters in 2017, 2016 and 2015.", [[2017, 2016, 2015]]),
        ("Shelters got 3 million dinars, 2 million dinars and 1 million dinars in 2017, 2016 and 2015.", [[2017], [2016], [2015]]),
        (
            "Two NGOs were granted 5 million dinars and 4 million dinars in 2017 and 2016, respectively.",
            [[2017], [2016]],
        ),
        (
            "The ministry spent 9 million dinars on NGOs; in 2016 the shelter and the hotline had 4 million dinars and "
            "3 million dinars, respectively.",
            [[2017], [2016], [2016]],
        ),
        (
            "Of two NGOs one was granted 5 million dinars and the other 4 million dinars in 2016; 6 million dinars and "
            "3 million dinars went to them in 2017.",
            [[2016], [2016], [2017], [2017]],
        ),
        ("The shelter ran on 5 million dinars, and lawmakers approved 6 million dinars for 2018.", [[2017], [2018]]),
        ("The shelter was given 5 million dinars and the 2018 budget law grants it 6 million dinars.", [[2017], [2018]]),
        (
            "The shelter received 5 million dinars, up from 4 million dinars the previous year and 3 million dinars the "
            "year before that.",
            [[2017], [2016], [2015]],
        ),
        (
            "The ministry allocated 5 million dinars to shelters, slightly more than the previous year's 4 million dinars.",
            [[2017], [2016]],
        ),
        (
            "The ministry allocated 5 million dinars to shelters, compared with 4 million dinars in the two preceding years.",
            [[2017], [2016, 2015]],
        ),
        ("The ministry gave shelters 5 million dinars, the same amount it gave in 2016.", [[2017, 2016]]),
        ("The ministry gave shelters 5 million dinars, as it had the year before.", [[2017, 2016]]),
        ("The shelter's budget was held at 5 million dinars for the third consecutive year.", [[2017, 2016, 2015]]),
        (
            "Beginning in 2019, shelters will receive 9 million dinars a year; during the reporting period they received "
            "5 million dinars.",
            [[2019], [2017]],
        ),
        (
            "The ministry gave shelters 5 million dinars, and the city, which had paid nothing in 2016, added 1 million dinars.",
            [[2017], [2017]],
        ),
        ("The shelter was funded in 2016 (4 million dinars) and 2017 (5 million dinars).", [[2016], [2017]]),
        (
            "Shelters got 5 million dinars in 2017; in the two years before, 4 million dinars and 3 million dinars.",
            [[2017], [2016], [2015]],
        ),
        ("The shelter's budget rose by ten percent from the previous year, to 5 million dinars.", [[2017]]),
        ("The shelter's budget of 5 million dinars for 2017 stayed unchanged from 2016.", [[2017, 2016]]),
        (
            "The shelter got 5 million dinars from July 2017 to June 2018, slightly under the 6 million dinars of the twelve "
            "months before.",
            [[2017], [2016]],
        ),
        ("Shelters got 5 million dinars, as in each of the two previous years.", [[2017, 2016, 2015]]),
        ("Shelters were voted 5 million dinars for 2017/18, of which nothing was spent by March 2018, and NGOs got 1 million dinars.", [[2017], [2017]]),
        ("The budget grew by 1 million dinars over the previous reporting period and stood at 5 million dinars.", [[2017], [2017]]),
        ("In the previous reporting period the state had promised a home, which most victims used, 5 million dinars; during the reporting period it paid 1 million dinars.", [[2016], [2017]]),
        ("For the third consecutive year the fund was allotted 5 million dinars.", [[2017, 2016, 2015]]),
        ("For the third consecutive year the state increased its budget, allocating 5 million dinars.", [[2017]]),
        ("The state earmarked 5 million dinars in 2016 and 6 million in 2017, while the city gave a home 1 million dinars in both years.", [[2016], [2017], [2017, 2016]]),
        ("The state raised the fund to 5 million dinars ($50,000) for fiscal year 2017-2018, from 4 million dinars.", [[2017], [2016]]),
        ("The state put 5 million dinars into the fund, although it had spent no more than 2 million dinars of it by March.", [[2017], [2017]]),
        ("Shelters had 5 million dinars, which was more than in 2016, and NGOs got 2 million dinars.", [[2017], [2017]]),
    ],
)  # fmt: skip
def test_each_amount_has_the_years_that_the_sentence_gives_it(text: str, expected: list[list[int]]) -> None:
    assert years(text) == expected


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Shelters got 5 million dinars in fiscal year 2016-2017.", ["current"]),
        (
            "Shelters got 4 million dinars in fiscal year 2016-2017 and 5 million dinars in fiscal year 2017-2018.",
            ["prior_year", "current"],
        ),
        ("Shelters got 5 million dinars; in 2016 they had been given 4 million dinars.", ["current", "prior_year"]),
        ("The ministry planned to give shelters 5 million dinars per year for 2018 and 2019.", ["current", "current"]),
    ],
)
def test_the_role_says_whether_a_figure_is_of_the_time_reported_on(text: str, roles: list[str]) -> None:
    assert [f.role for f in amounts(text)] == roles


def test_a_series_in_a_greta_report_is_told_of_every_year_and_a_look_back_of_an_earlier_one() -> None:
    series = amounts("In 2015, 2016 and 2017 the State paid the shelter EUR 44 000.", edition=2018, source="greta")
    assert [(f.funding_year, f.role) for f in series] == [(2017, "current"), (2016, "current"), (2015, "current")]
    assert years(
        "The State paid the shelter EUR 44 000 in 2014 and EUR 55 000 in each of the following two years.",
        source="greta",
    ) == [[2014], [2015, 2016]]
    assert years(
        "In 2016, EUR 33 000 was granted to one NGO. In addition, EUR 22 000 was granted to a shelter.", source="greta"
    ) == [[2016], [2016]]
    (back,) = amounts("In 2014 the State had paid the shelter EUR 33 000.", edition=2018, source="greta")
    assert (back.funding_year, back.role) == (2014, "prior_year")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The NGO gets 2 million dinars annually for two years from the ministry.", "annual"),
        ("The ministry granted the shelter 2 million dinars for two years.", "multi_year"),
        ("The ministry granted the shelter 2 million dinars for 18 months.", "multi_year"),
        ("The ministry granted the shelter 2 million dinars over the past three fiscal years.", "multi_year"),
        ("The ministry granted the shelter 2 million dinars, a multiyear low.", "annual"),
        ("The government allocated 2 million dinars to implement its 2016-2019 action plan.", "multi_year"),
        ("The government spent 2 million dinars on implementing its 2016-2019 action plan.", "annual"),
        ("The ministry has given the shelter 2 million dinars since 2014.", "multi_year"),
        ("The ministry has given the shelter 2 million dinars a year since 2014.", "annual"),
        ("The ministry granted the shelter 2 million dinars through 2020.", "multi_year"),
        ("The ministry granted the shelter a total of 2 million dinars in 2016 and 2017.", "multi_year"),
        ("The ministry paid the shelter 70,000 dinars per month ($650).", "per_month"),
        ("The ministry paid shelters 2,000 dinars ($19) per victim per day.", "per_day"),
        ("The ministry paid 20,000 dinars ($190) a week for each victim.", "per_victim"),
        ("The state paid victims a one-time payment of 20,000 dinars ($190).", "per_victim"),
        ("The state made a one-time payment of 20,000 dinars ($190) to eligible victims.", "per_victim"),
        ("The ministry made a one-time payment of 2 million dinars to a shelter for refugees.", "one_off"),
    ],
)
def test_what_stretch_or_unit_an_amount_is_for(text: str, expected: str) -> None:
    assert [f.periodicity for f in amounts(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The ministry gave each of three shelters 2 million dinars.", 3),
        ("The ministry gave two NGOs 2 million dinars each.", 2),
        ("Four specialized NGO shelters received 2 million dinars apiece.", 4),
        ("Three NGO shelters cared for victims. Each of them was given 2 million dinars.", 3),
    ],
)
def test_an_amount_for_each_of_several_is_multiplied(text: str, number: int) -> None:
    assert [f.multiplier for f in amounts(text)] == [number]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("The ministry increased shelter funding by 2 million dinars to 9 million dinars.", ["increased", "funded"]),
        ("The shelter's budget fell 2 million dinars to 9 million dinars.", ["decreased", "funded"]),
        ("The shelter's 9 million dinars were a 2 million dinar increase over 2016.", ["funded", "increased"]),
        ("The shelter was given 9 million dinars, 2 million dinars above the 2016 level.", ["funded", "increased"]),
        ("The shelter was allocated 9 million dinars, which was 2 million dinars less than it had received in 2016.", ["funded", "decreased"]),
        ("The ministry trimmed 2 million dinars from its budget for shelters.", ["decreased"]),
        ("Shelter funding rose from 7 million dinars to 9 million dinars.", ["funded", "funded"]),
    ],
)  # fmt: skip
def test_a_change_is_no_level(text: str, statuses: list[str]) -> None:
    assert [f.status for f in amounts(text)] == statuses


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The government spent 9 million dinars on victims, 2 million dinars of which paid for shelters.", {2: 1}),
        ("Of the 9 million dinars set aside for victims, only 2 million dinars was spent.", {2: 1}),
        ("The government spent 2 million dinars of the 9 million dinars set aside for victims.", {1: 2}),
        ("The government spent 9 million dinars on victims in 2017, with 2 million dinars going to shelters.", {2: 1}),
        (
            "The government spent 9 million dinars on victims, compared with 8 million dinars in 2016, including "
            "2 million dinars for shelters.",
            {3: 1},
        ),
        (
            "The government spent 9 million dinars on victims, including 2 million dinars for shelters, an increase from "
            "8 million dinars in 2016.",
            {2: 1},
        ),
        (
            "The government spent 9 million dinars on victims, including minors, in addition to 2 million dinars for police.",
            {},
        ),
        (
            "The government spent 9 million dinars on victims. A shelter used 2 million dinars of this money for food.",
            {2: 1},
        ),
        ("The government gave NGOs 9 million dinars. It spent 2 million dinars of it on shelters.", {2: 1}),
        ("The government gave NGOs 9 million dinars, on top of which it covered 2 million dinars in rent.", {}),
        ("The government gave NGOs 9 million dinars. One of these received 2 million dinars for shelter.", {}),
        (
            "The budget for victims was 8 million dinars for 2016 and 9 million dinars for 2017, of which 1 million dinars "
            "and 2 million dinars, respectively, were spent on shelters.",
            {3: 1, 4: 2},
        ),
    ],
)
def test_parts_name_their_total(text: str, parts: dict[int, int]) -> None:
    assert {f.ordinal: f.part_of for f in amounts(text) if f.part_of} == parts


def test_a_part_of_money_for_several_years_is_for_several_years() -> None:
    whole, part = amounts(
        "The ministry granted NGOs 9 million dinars over three years. Of this, 2 million dinars is for shelters."
    )
    assert (whole.periodicity, part.periodicity, part.part_of) == ("multi_year", "multi_year", 1)


def test_a_rate_stands_for_no_further_year() -> None:
    assert years("In both 2017 and 2016, the state paid each victim 20,000 dinars per month.") == [[2017]]


@pytest.mark.parametrize(
    ("text", "country", "edition", "currencies"),
    [
        ("The state gave shelters 5 million kwacha in 2013, compared with 4 billion kwacha in 2012.", "ZMB", 2014, ["ZMW", "ZMK"]),
        ("The state gave shelters 5 million kwacha in 2013, compared with 4 million kwacha in 2012.", "ZMB", 2014, ["ZMW", "ZMW"]),
        ("In 2004 the state gave shelters 150 billion lira; in 2005 it gave them 200,000 lira.", "TUR", 2006, ["TRL", "TRY"]),
        ("The state gave shelters 2 million lei in 2005, compared with 20 billion lei in 2004.", "ROU", 2006, ["RON", "ROL"]),
        ("The state had given shelters 500 million cedis in 2006.", "GHA", 2009, ["GHC"]),
        ("The state had given shelters GHS 50,000 in 2006.", "GHA", 2009, ["GHS"]),
        ("The state gave shelters 5 million kuna in 2022, compared with 4 million kuna in 2021.", "HRV", 2023, ["HRK", "HRK"]),
    ],
)  # fmt: skip
def test_an_earlier_year_s_figure_is_in_that_year_s_money(
    text: str, country: str, edition: int, currencies: list[str]
) -> None:
    assert [f.currency for f in amounts(text, country=country, edition=edition)] == currencies
