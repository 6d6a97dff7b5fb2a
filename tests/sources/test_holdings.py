"""What is held, what is missing and what is new can be seen at a glance and read by a program."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.commands_catalogue import print_news
from pipeline.sources.addresses import Allowed
from pipeline.sources.catalogue import Index, load
from pipeline.sources.download import Downloader, Limits
from pipeline.sources.holdings import holdings, news, unknown
from pipeline.sources.inbox import take_in
from pipeline.sources.links import announced, links_in, links_of, number_in, reports_on, whole_volumes
from pipeline.sources.originals import read_originals
from tests.sources.loopback import Net, loopback, serve, status
from tests.sources.project_fixture import make_project, page, volume

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 7, 1, tzinfo=UTC)
runner = CliRunner()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def test_our_own_list_has_every_entry_with_its_terms() -> None:
    rows = holdings(load(ROOT / "data/raw/sources.yaml"), read_originals(ROOT), ROOT)
    assert all(h.terms and h.terms_url.startswith("https://") for h in rows)
    assert {h.held for h in rows if h.source == "tip"} >= {"abridged", "nothing"}
    assert all(h.address or h.held != "nothing" or h.source == "greta" for h in rows)


def test_a_taken_in_original_shows_with_its_time(project: Path) -> None:
    volume(project / "data/raw/inbox/v.pdf")
    (project / "data/raw/inbox/p.html").write_bytes(
        page("2014 Trafficking in Persons Report: Serbia", "<h2>SERBIA (Tier 2)</h2>")
    )
    take_in(project, NOW)
    rows = {h.id: h for h in holdings(load(project / "data/raw/sources.yaml"), read_originals(project), project)}
    assert (rows["tip-2013"].held, rows["tip-2013"].retrieved_at) == ("original", "2026-07-01T00:00:00Z")
    assert (rows["tip-2014-srb"].held, rows["tip-2014"].held) == ("original", "nothing")
    (project / "data/raw/originals/tip-2013.pdf").unlink()
    assert holdings(load(project / "data/raw/sources.yaml"), read_originals(project), project)[0].held == "nothing"


def test_the_formats_hold_the_same(project: Path) -> None:
    as_csv = runner.invoke(app, ["sources", "--format", "csv", "--root", str(project)])
    as_json = runner.invoke(app, ["sources", "--format", "json", "--root", str(project)])
    as_table = runner.invoke(app, ["sources", "--root", str(project)])
    assert (as_csv.exit_code, as_json.exit_code, as_table.exit_code) == (0, 0, 0)
    ids = [r["id"] for r in csv.DictReader(io.StringIO(as_csv.stdout))]
    assert ids == [r["id"] for r in json.loads(as_json.stdout)] == ["tip-2013", "greta-round-2-mne"]
    assert all(i in as_table.stdout for i in ids)
    assert "https://example.org/coe" in as_table.stdout


def test_a_file_that_is_not_the_pinned_one_is_named(project: Path) -> None:
    volume(project / "data/raw/inbox/v.pdf")
    take_in(project, NOW)
    (project / "data/raw/originals/tip-2013.pdf").write_bytes(b"other")
    result = runner.invoke(app, ["sources", "--format", "csv", "--root", str(project)])
    assert result.exit_code == 1
    assert "not the file that was pinned for tip-2013" in " ".join(result.stderr.split())
    assert "nothing" in result.stdout.splitlines()[1]


def test_an_unusable_catalogue_is_one_line(project: Path) -> None:
    path = project / "data/raw/sources.yaml"
    path.write_text(path.read_text().replace("source: greta", "source: greta\n    source: tip"))
    for command in (["sources"], ["fetch"], ["sources", "add", "https://rm.coe.int/x"]):
        result = runner.invoke(app, [*command, "--root", str(project)])
        assert result.exit_code == 2
        assert "key source stands twice; keep one" in " ".join(result.stderr.split())


def test_unusable_checksums_are_one_line(project: Path) -> None:
    (project / "data/raw/originals.lock.yaml").write_text(
        "documents:\n  tip-2013: {path: /etc/passwd, entry: a, sha256: b, bytes: 1}\n"
    )
    for command in (["sources"], ["fetch", "--source", "tip"]):
        result = runner.invoke(app, [*command, "--root", str(project)])
        assert result.exit_code != 0
        assert "originals.lock.yaml: tip-2013" in " ".join(result.stderr.split())


TIP_INDEX = """<html><body><a href="/reports/2013-trafficking-in-persons-report/">2013 Report</a>
<a href="https://www.state.gov/reports/2031-trafficking-in-persons-report/">2031 Trafficking in Persons Report</a>
<a href="/reports/2031-trafficking-in-persons-report/luvan">again</a><a href="/about">About</a>
<a href="javascript:alert(1)">2032 Trafficking in Persons Report</a></body></html>"""


def test_an_index_page_tells_of_editions_nobody_listed(project: Path) -> None:
    found = list(announced(links_of(TIP_INDEX.encode(), "https://www.state.gov/tip/"), "tip"))
    assert [f.edition_year for f in found] == [2013, 2031]
    new = list(unknown(found, load(project / "data/raw/sources.yaml")))
    assert [(n.edition_year, n.url) for n in new] == [
        (2031, "https://www.state.gov/reports/2031-trafficking-in-persons-report/")
    ]


def test_an_index_page_tells_of_greta_reports_nobody_listed(project: Path) -> None:
    text = """<html><body><a href="https://rm.coe.int/a/1">GRETA(2016)77</a><a href="https://rm.coe.int/b/2">GRETA (2031) 07 - Serbia</a>
    <a href="https://rm.coe.int/c/3">Evaluation report on Albania</a><a href="https://rm.coe.int/d/4">Newsletter</a></body></html>"""
    found = list(announced(links_of(text.encode(), "https://www.coe.int/"), "greta"))
    new = list(unknown(found, load(project / "data/raw/sources.yaml")))
    assert [(n.number, n.country_iso3) for n in new] == [("GRETA(2031)7", None), (None, "ALB")]
    assert (
        reports_on(links_of(text.encode(), "https://www.coe.int/"), "SRB", "GRETA(2031)7")[0]
        == "https://rm.coe.int/b/2"
    )


def test_volumes_and_numbers_in_links() -> None:
    text = b"<html><body><a href='/x/2020-TIP-intro.pdf'>Trafficking intro</a><a href='/x/2020-trafficking-full.pdf'>Full</a></body></html>"
    assert whole_volumes(links_of(text, "https://www.state.gov/"), 2020)[0].endswith("full.pdf")
    assert number_in("greta-2016-19-fgr-mne") == "GRETA(2016)19"
    assert number_in("newsletter 2020") is None
    assert links_of(b"", "https://www.state.gov/") == []


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Net]:
    with loopback(tmp_path_factory.mktemp("server")) as server:
        yield server


def downloader(net: Net) -> Downloader:
    allowed = Allowed(frozenset({"localhost"}), frozenset({net.port}))
    return Downloader(allowed, Limits(pause=0, tries=1), authorities=net.authorities)


def test_an_index_page_that_moved_is_told(project: Path, net: Net) -> None:
    catalogue = load(project / "data/raw/sources.yaml")
    indexes = (Index("tip", net.url("/index"), True), Index("tip", net.url("/gone")), Index("greta", net.url("/empty")))
    net.answers |= {
        "/index": serve(TIP_INDEX.encode()),
        "/gone": status(404),
        "/empty": serve(b"<html><body>x</body></html>"),
    }
    told = list(news(replace(catalogue, indexes=indexes), downloader(net), project / "build"))
    assert [n.edition_year for n in told[0].new] == [2031]
    assert "nothing there (status 404)" in str(told[1].problem)
    assert "no link on it names a report" in str(told[2].problem)
    assert list((project / "build").glob("*")) == []


def test_the_news_are_printed_with_what_to_do(project: Path, net: Net, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    net.answers["/index"] = serve(TIP_INDEX.encode())
    whole = load(project / "data/raw/sources.yaml")
    monkeypatch.setattr(
        "pipeline.sources.catalogue.load", lambda _: replace(whole, indexes=(Index("tip", net.url("/index")),))
    )
    assert print_news(project, downloader(net)) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "2 reports on" in out
    assert "1 not in the catalogue" in out
    assert "reintegration sources add ADDRESS" in out


def test_what_is_too_large_for_a_page_of_links_is_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page"
    path.write_text("<html><body><a href='/x'>x</a></body></html>")
    assert len(links_in(path, "https://www.state.gov/")) == 1
    monkeypatch.setattr("pipeline.sources.links.LARGEST_PAGE", 20)
    assert links_in(path, "https://www.state.gov/") == []
