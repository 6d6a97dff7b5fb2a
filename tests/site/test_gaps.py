"""A gap is not a zero, and a zero is not silence."""

from pathlib import Path

from pipeline.site.gaps import Known, YearKnown, in_words, known_by_year, stretches
from pipeline.site.tables import load_release


def states(release: Path, code: str) -> dict[int, str]:
    return {y.year: y.known for y in known_by_year(load_release(release))[code]}


def test_each_year_is_what_the_reports_make_it(release: Path) -> None:
    albania, macedonia = states(release, "ALB"), states(release, "MKD")
    assert albania[2012] == "silent"
    assert albania[2013] == albania[2015] == albania[2018] == "not_held"
    assert albania[2016] == albania[2017] == "sum"
    assert macedonia[2017] == "zero"
    assert macedonia[2018] == "words"
    assert states(release, "BGR")[2016] == "silent"


def test_a_held_volume_that_leaves_a_country_out_says_nothing_of_it(release: Path) -> None:
    assert states(release, "MKD")[2012] == "not_held"


def test_years_are_told_in_words_for_those_who_cannot_see_them() -> None:
    years = [
        YearKnown(2010, Known.SUM),
        YearKnown(2011, Known.SUM),
        YearKnown(2012, Known.ZERO),
        YearKnown(2013, Known.NOT_HELD),
    ]
    assert in_words(years) == (
        "A sum is reported: 2010 to 2011. A report says there was no money for some purpose: 2012. No report read: not known: 2013."
    )


def test_years_that_follow_one_another_are_joined() -> None:
    assert stretches([2009, 2007, 2010, 2013]) == ["2007", "2009 to 2010", "2013"]
    assert stretches([]) == []
