"""A country's figures are read back with the sentences they rest on."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.release.publish import publish
from pipeline.release.show import NothingToShow, show
from schemas.codes import USAGE_WARNINGS, UsageWarning
from tests.release.tables_fixture import AWKWARD, release_tables


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("release") / "curated"
    publish(release_tables(), directory)
    return directory


def test_figures_come_with_their_sentences_and_places(curated: Path) -> None:
    albania = show("alb", directory=curated)
    assert (albania.country_iso3, albania.country) == ("ALB", "Albania")
    assert [(f.funding_year, f.best, f.method) for f in albania.figures] == [
        (2016, 15_300_000, "latest_restatement"),
        (2017, 20_200_000, "stated_total"),
    ]
    statement = albania.figures[1].statements[0]
    assert statement.sentence == AWKWARD
    assert statement.place == "TIP 2018, protection, par. 1"
    assert statement.locator == "p. 64"
    assert albania.figures[1].tier == "2WL"


def test_statements_outside_the_figures_are_shown_too(curated: Path) -> None:
    assert [s.claim_id for s in show("ALB", directory=curated).other_statements] == ["c3", "c4"]


def test_one_year_can_be_asked_for(curated: Path) -> None:
    albania = show("ALB", 2016, curated)
    assert [f.funding_year for f in albania.figures] == [2016]
    assert {s.funding_year for s in albania.other_statements} == {2016}


def test_caveats_are_in_words(curated: Path) -> None:
    zero = show("MKD", directory=curated).figures[0].caveats
    assert zero == (USAGE_WARNINGS[UsageWarning.ZERO_OF_PART], USAGE_WARNINGS[UsageWarning.STATED_ZERO])
    assert show("ALB", 2017, curated).figures[0].caveats == (
        USAGE_WARNINGS[UsageWarning.PLANNED_NOT_SPENT],
        USAGE_WARNINGS[UsageWarning.DOUBTFUL_READING],
    )


@pytest.mark.parametrize(
    ("code", "year", "message"),
    [
        ("Albania", None, "Albania is no country code"),
        ("XXX", None, "XXX is no country code"),
        ("SRB", None, "No statement on funding in Serbia: no report on it was read."),
        ("ALB", 1999, "No statement on funding in Albania for 1999: its reports of 2017, 2018 were read."),
    ],
)
def test_nothing_to_show_is_a_plain_sentence(curated: Path, code: str, year: int | None, message: str) -> None:
    with pytest.raises(NothingToShow) as caught:
        show(code, year, curated)
    assert message in str(caught.value)


def test_no_release_is_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(NothingToShow, match="There is no release at"):
        show("ALB", directory=tmp_path)
    (tmp_path / "reintegration_funding.duckdb").write_bytes(b"not a database")
    with pytest.raises(NothingToShow, match="cannot be read"):
        show("ALB", directory=tmp_path)


def test_showing_loads_neither_pandas_nor_dagster() -> None:
    code = "import pipeline.release.show, sys; print({'pandas', 'pandera', 'dagster', 'pyarrow'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
