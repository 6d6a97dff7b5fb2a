"""Rates and indices come as proposals: what would change is told, and ours is not touched."""

import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.sources.addresses import Allowed
from pipeline.sources.catalogue import Entry, load
from pipeline.sources.download import Downloader, Limits
from pipeline.sources.series import (
    SERIES,
    UnusableSeries,
    differences,
    ecb_averages,
    gdp_deflators,
    imf_averages,
    propose,
    series_of,
    us_awards,
)
from tests.sources.loopback import Net, loopback, serve, status

ROOT = Path(__file__).parents[2]
HEAD = "Date,Rate,Currency,Frequency,Source,Country code,Country\n"
IMF = HEAD + (
    "1998-12-31,9.0,ABC,A,IMF,AA,Luvania\n2020-12-31,2.5000004,ABC,A,IMF,AA,Luvania\n2021-12-31,3.0,ABC,A,IMF,AA,Luvania\n"
    "2020-12-31,0.9,EUR,A,IMF,FR,France\n2020-12-31,0.9,EUR,A,IMF,DE,Germany\n2020-12-31,0.91,EUR,A,IMF,U2,Euro Area\n"
    "2020-06-30,7.0,XYZ,M,IMF,AA,Luvania\n"
)


def test_imf_averages_are_annual_from_the_euro_on_and_the_euro_is_the_areas() -> None:
    table = imf_averages(IMF.encode())
    assert table.to_numpy().tolist() == [["ABC", "2020", "2.5"], ["ABC", "2021", "3"], ["EUR", "2020", "0.91"]]


def test_our_table_of_rates_is_read_the_same_way() -> None:
    ours = pd.read_csv(ROOT / "data/raw/fx/annual_average.csv", dtype="string")
    rows = "".join(f"{r.year}-12-31,{r.units_per_usd},{r.currency},A,IMF,AA,Euro Area\n" for r in ours.itertuples())
    assert differences(ours, imf_averages((HEAD + rows).encode()), ("currency", "year")) == []


@pytest.mark.parametrize(
    "bad",
    [b"", b"\xff\xfe", b"<html>no</html>", b"Date,Rate\n2020,1\n", (HEAD + "2020-12-31,x,ABC,A,I,A,L\n").encode()],
)
def test_what_is_no_table_of_rates_is_refused(bad: bytes) -> None:
    with pytest.raises(UnusableSeries):
        imf_averages(bad)


def _zip(days: int) -> bytes:
    lines = ["Date,USD,ABC,"] + [f"2020-{1 + n // 28:02d}-{1 + n % 28:02d},1.25,2.5," for n in range(days)]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as bundle:
        bundle.writestr("eurofxref-hist.csv", "\n".join(lines))
    return buffer.getvalue()


def test_ecb_averages_need_a_whole_year() -> None:
    assert ecb_averages(_zip(250)).to_numpy().tolist() == [["ABC", "2020", "2", "2.5"], ["USD", "2020", "1", "1.25"]]
    with pytest.raises(UnusableSeries, match="no year with 200 days"):
        ecb_averages(_zip(150))
    with pytest.raises(UnusableSeries, match="is not the zip"):
        ecb_averages(b"PK nonsense")


def test_a_zip_that_unpacks_to_far_more_than_rates_is_not_unpacked() -> None:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle,
        bundle.open("eurofxref-hist.csv", "w", force_zip64=True) as file,
    ):
        for _ in range(120):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    with pytest.raises(UnusableSeries, match="is not the zip"):
        ecb_averages(buffer.getvalue())
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def _answer(pages: int = 1) -> bytes:
    rows = [
        {"countryiso3code": "AAA", "date": "2020", "value": 104.25},
        {"countryiso3code": "AAA", "date": "2021", "value": None},
        {"countryiso3code": "", "date": "2020", "value": 1.0},
    ]
    return json.dumps([{"page": 1, "pages": pages}, rows]).encode()


def test_deflators_are_read_and_a_page_of_them_is_not_enough() -> None:
    assert gdp_deflators(_answer()).to_numpy().tolist() == [["AAA", "2020", "104.25"]]
    with pytest.raises(UnusableSeries, match="page 1 of 3"):
        gdp_deflators(_answer(3))
    for bad in (b"", b"[]", b"[{}]", b'[{"message": []}]', b"<html>"):
        with pytest.raises(UnusableSeries):
            gdp_deflators(bad)


def test_a_list_of_awards_needs_its_columns() -> None:
    table = us_awards(b"id,cowcode,amount\n75,339,1.5e5\n76,339,Not Listed\n")
    assert table["grant_id"].tolist() == ["us-award-0075", "us-award-0076"]
    assert (table["amount"][0], pd.isna(table["amount"][1])) == ("150000", True)
    with pytest.raises(UnusableSeries, match="no numbers"):
        us_awards(b"id,cowcode,amount\nx,339,1\n")
    with pytest.raises(UnusableSeries, match="lacks"):
        us_awards(b"a,b\n1,2\n")


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Net]:
    with loopback(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def entry(net: Net) -> Entry:
    return replace(load(ROOT / "data/raw/sources.yaml").entries["fx-imf"], data_url=net.url("/imf.csv"))


def downloader(net: Net) -> Downloader:
    allowed = Allowed(frozenset({"localhost"}), frozenset({net.port}))
    return Downloader(allowed, Limits(pause=0, tries=1), authorities=net.authorities)


def test_a_proposal_tells_what_would_change_and_leaves_ours_alone(net: Net, entry: Entry, tmp_path: Path) -> None:
    ours = tmp_path / "data/raw/fx/annual_average.csv"
    ours.parent.mkdir(parents=True)
    ours.write_text("currency,year,units_per_usd\nABC,2020,2.4\nEUR,2020,0.910000\nOLD,2020,1\n")
    before = ours.read_bytes()
    net.answers["/imf.csv"] = serve(IMF.encode())
    proposal = propose(entry, tmp_path, downloader(net))
    assert proposal.changes == (
        "changed ABC 2020: units_per_usd 2.4 to 2.5",
        "added   ABC 2021: units_per_usd 3",
        "removed OLD 2020: units_per_usd 1",
    )
    assert "1 added, 1 changed, 1 removed" in proposal.line
    assert ours.read_bytes() == before
    assert proposal.path == tmp_path / "build/proposed/fx/annual_average.csv"
    assert len(pd.read_csv(proposal.path)) == 3
    assert [p.name for p in (tmp_path / "build/proposed").rglob("*.part*")] == []


def test_of_a_list_that_we_hold_in_part_only_our_rows_are_compared(net: Net, tmp_path: Path) -> None:
    entry = replace(
        load(ROOT / "data/raw/sources.yaml").entries["grants-scorecard-diplomacy"], data_url=net.url("/awards.csv")
    )
    ours = tmp_path / "data/raw/grants/us_awards.csv"
    ours.parent.mkdir(parents=True)
    ours.write_text("grant_id,amount,recipient\nus-award-0001,500000,Luvan\nus-award-0002,7,Mortik\n")
    net.answers["/awards.csv"] = serve(b"id,cowcode,amount\n1,339,5e5\n2,339,8\n3,339,9\n")
    proposal = propose(entry, tmp_path, downloader(net))
    assert proposal.changes == ("changed us-award-0002: amount 7 to 8",)
    assert proposal.path == tmp_path / "build/proposed/grants/us_awards_at_source.csv"


def test_what_is_no_table_makes_no_proposal(net: Net, entry: Entry, tmp_path: Path) -> None:
    for answer in (serve(b"<html>Just a moment</html>"), status(404), status(500)):
        net.answers["/imf.csv"] = answer
        proposal = propose(entry, tmp_path, downloader(net))
        assert not proposal.ok
        assert "\n" not in proposal.line
        assert not (tmp_path / "build/proposed/fx").exists()


def test_every_series_has_an_entry_with_an_address_that_may_be_asked() -> None:
    catalogue = load(ROOT / "data/raw/sources.yaml")
    assert {e.id for e in series_of(catalogue, None)} == set(SERIES)
    assert [e.id for e in series_of(catalogue, "deflators")] == ["deflators-world-bank"]


def test_a_dry_run_names_the_series() -> None:
    result = CliRunner().invoke(app, ["fetch", "--source", "fx", "--dry-run", "--root", str(ROOT)])
    assert result.exit_code == 0
    assert "fx-imf: would fetch https://codeforiati.org/" in " ".join(result.stdout.split())


def test_an_answer_larger_than_any_table_makes_no_proposal(
    net: Net, entry: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.sources.series.LARGEST", 1000)
    net.answers["/imf.csv"] = serve(IMF.encode() * 20)
    proposal = propose(entry, tmp_path, downloader(net))
    assert (proposal.ok, "larger than" in proposal.line) == (False, True)
