"""Victims identified: what counts, when, and what must never be taken for a total."""

import json
from pathlib import Path

import pytest

from pipeline.claims.model import Context
from pipeline.claims.victims import NOT_A_TOTAL, VictimFinding, find_victims

LABELLED = [json.loads(line) for line in Path(__file__).with_name("victims_labelled.jsonl").read_text().splitlines()]
#: Kept below what the rules reach on these sentences, so that only a loss fails.
PRECISION, RECALL = 0.97, 0.95


def read(
    text: str, edition: int = 2018, source: str = "tip", section: str | None = "protection"
) -> list[VictimFinding]:
    return find_victims(text, Context("ATL", edition, source, section))


def totals(found: list[VictimFinding]) -> set[tuple[int, int, int | None, str]]:
    """(low, high, year, kind) of every finding that may stand for a country and year."""
    return {
        (f.count_low, f.count_high, f.year, "n" if "by_ngo" in f.flags else "p" if "potential" in f.flags else "g")
        for f in found
        if f.part_of is None and not set(f.flags) & NOT_A_TOTAL and f.year is not None
    }


def test_the_labelled_set_is_large_and_a_third_of_it_states_nothing():
    assert len(LABELLED) >= 110
    assert sum(not item["counts"] for item in LABELLED) >= 36
    assert {item["source"] for item in LABELLED} == {"tip", "greta"}


def test_precision_and_recall_do_not_fall():
    right = wrong = missed = 0
    for item in LABELLED:
        got = totals(read(item["text"], item["edition"], item["source"], item["section"]))
        want = {tuple(c) for c in item["counts"]}
        right, wrong, missed = right + len(got & want), wrong + len(got - want), missed + len(want - got)
    assert right / (right + wrong) >= PRECISION
    assert right / (right + missed) >= RECALL


def test_a_breakdown_is_part_of_its_total():
    total, part = read("Officials identified 48 victims, including 12 child victims identified at the border.")
    assert (total.count_low, total.part_of) == (48, None)
    assert (part.count_low, part.part_of) == (12, 0)


def test_a_part_in_a_later_sentence_of_the_paragraph_points_to_its_own_total():
    found = read(
        "Police identified 30 victims. Prosecutors identified 48 victims, including 12 child victims identified at sea."
    )
    assert [f.part_of for f in found] == [None, None, 1]


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Since 2009 the state has identified more than 600 victims.", "multi_year"),
        ("Twenty-two victims were identified in the first half of 2017.", "part_of_year"),
        ("The consulates identified 31 victims.", "abroad"),
        ("Officials identified 13 foreign victims.", "subset"),
        ("Officials identified 13 Atlantean victims.", "subset"),
        ("Officials identified 13 victims of forced labor.", "subset"),
        ("No child victims were identified in 2017.", "subset"),
    ],
)
def test_what_is_no_total_says_why_and_is_in_doubt(text, flag):
    (found,) = read(text)
    assert flag in found.flags
    assert found.confidence < 0.7
    assert totals([found]) == set()


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "high"),
    [
        ("Police identified approximately 40 victims.", "approximately", 40, 40),
        ("Police identified at least 40 victims.", "at_least", 40, 40),
        ("Police identified more than 1,000 victims.", "more_than", 1000, 1000),
        ("Police identified fewer than ten victims.", "less_than", 10, 10),
        ("Police identified between 30 and 35 victims.", "range", 30, 35),
        ("Police identified 30 to 35 victims.", "range", 30, 35),
        ("Police identified twenty-three victims.", "exact", 23, 23),
        ("Police identified 1 204 victims.", "exact", 1204, 1204),
    ],
)
def test_notation_and_hedges(text, qualifier, low, high):
    (found,) = read(text)
    assert (found.qualifier, found.count_low, found.count_high) == (qualifier, low, high)


def test_a_year_nobody_named_is_that_of_the_report_and_says_so():
    (found,) = read("Police identified 40 victims.", edition=2014)
    assert (found.year, found.year_basis, found.role) == (2013, "reporting_period", "current")
    assert "year_assumed" in found.flags


def test_a_greta_report_has_no_year_to_assume():
    (found,) = read("The authorities identified 40 victims.", source="greta", section=None)
    assert found.year is None
    assert found.confidence < 0.7
    assert "year_doubtful" in found.flags


def test_an_earlier_year_told_beside_is_marked_as_such():
    now, before = read("Police identified 40 victims in 2017, compared with 31 in 2016.")
    assert (now.role, before.role) == ("current", "prior_year")
    assert before.year_basis == "explicit"


def test_a_span_of_months_keeps_its_days():
    (found,) = read("Officials identified 10 trafficking victims between April 2017 and March 2018.")
    assert (found.year, found.period_start, found.period_end) == (2017, "2017-04-01", "2018-03-31")


def test_recommendations_state_nothing():
    assert read("Ensure that the 40 victims identified receive care.", section="recommendations") == []


def test_the_place_of_a_count_is_its_own():
    text = "The year was quiet. Police identified 40 victims in 2017 (31 in 2016)."
    assert [text[f.start : f.end] for f in read(text)] == ["40", "31"]


@pytest.mark.parametrize(
    "text",
    ["", "victims identified", "identified 99999999999999999999 victims", "(((( victims identified ((", "identified " * 400,
     "12 12 12 victims identified " * 80],
)  # fmt: skip
def test_no_text_is_too_strange(text):
    assert isinstance(read(text), list)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Police identified 30 victims.", "one_body"),
        ("The labor inspectorate identified 30 victims.", "one_body"),
        ("The ATLU reported identifying 30 victims, and it identified a further four.", "one_body"),
        ("Authorities in Port Orichalc identified 30 victims.", "subset"),
        ("Officials in seven provinces identified 30 victims.", "subset"),
        ("More populous states, such as Nova, identified only 30 victims.", "subset"),
        ("The number of identified victims who were citizens rose to 30.", "subset"),
    ],
)
def test_a_count_of_one_body_or_place_says_so(text, flag):
    found = read(text)
    assert found
    assert all(flag in f.flags for f in found)


@pytest.mark.parametrize(
    "text",
    [
        "The government identified 30 victims.",
        "Authorities in Albania identified 30 victims.",
        "Thirty victims were identified.",
        "The government-funded national registration center registered 30 victims.",
        "Officials identified 30 victims in the ports.",
    ],
)
def test_a_count_of_the_state_is_no_count_of_one_body(text):
    (found,) = find_victims(text, Context("ALB", 2018, "tip", "protection"))
    assert not {"one_body", "subset"} & set(found.flags)


def test_an_island_without_victims_is_no_country_without_victims():
    (found,) = read("The outer islands did not identify any victims in 2017.")
    assert (found.count_low, found.flags) == (0, ("subset",))


def test_the_latest_data_date_what_the_paragraph_tells_without_a_year():
    found = read(
        "In 2015, the latest year for which data were available, the state registered 90 victims. Police identified 50 victims "
        "(40 in 2014). In 2017, the government identified two victims."
    )
    assert [(f.count_low, f.year) for f in found] == [(90, 2015), (50, 2015), (40, 2014), (2, 2017)]


def test_a_number_told_again_is_what_it_was_when_first_told():
    found = read(
        "In 2016, inspectors visited 60 firms and identified 42 victims of labor exploitation. All 42 identified victims were paid."
    )
    assert {(f.year, "subset" in f.flags) for f in found} == {(2016, True)}


def test_a_comparison_counts_what_it_is_compared_with():
    found = read(
        "The government also reported identifying 75 victims of labor exploitation, compared with 37 victims in 2016. "
        "The state identified 25 victims (eight sex trafficking victims and 17 labor trafficking victims), compared to 33 victims in 2016."
    )
    assert {f.count_low: "subset" in f.flags for f in found if f.count_low in (75, 37, 25, 33)} == {
        75: True, 37: True, 25: False, 33: False
    }  # fmt: skip


def test_the_rest_of_a_partitive_is_no_total():
    found = read(
        "Of the 60 victims the government identified in 2017, 55 victims, including nine boys, were exploited on farms."
    )
    assert [f.count_low for f in found if f.part_of is None] == [60]
