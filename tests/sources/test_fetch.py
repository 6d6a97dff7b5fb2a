"""Fetched reports are taken in once and verified ever after; the server on loopback does what servers do."""

import hashlib
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
import urllib3
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.sources.addresses import Allowed, allowed_by, other_hosts, page_key
from pipeline.sources.catalogue import Host, load
from pipeline.sources.download import Downloader, Limits
from pipeline.sources.fetch import Offline, Outcome, fetch
from pipeline.sources.inbox import take_in
from pipeline.sources.originals import LOCK, Originals, is_held, problems, read_originals
from pipeline.sources.plan import page_addresses, wanted
from tests.sources.loopback import Clock, Net, cut_at, loopback, ranged, redirect, serve, status
from tests.sources.project_fixture import CATALOGUE, greta, make_project, page, volume

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Net]:
    with loopback(tmp_path_factory.mktemp("server")) as net:
        yield net


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("pdf") / "v.pdf"
    volume(path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def other_pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("pdf") / "v.pdf"
    volume(path, seed=2)
    return path.read_bytes()


@pytest.fixture
def net(server: Net) -> Net:
    server.answers.clear()
    server.asked.clear()
    return server


@pytest.fixture
def project(tmp_path: Path, net: Net) -> Path:
    here = f"https://localhost:{net.port}"
    catalogue = CATALOGUE.replace(
        "    landing_url: https://www.state.gov/tip/2013\n",
        f"    pdf_url: {here}/2013.pdf\n    landing_url: {here}/2013/\n    country_pages: '{here}/2013/{{slug}}/ (seen: albania)'\n"
        "    unverified: [pdf_url]\n",
    ).replace("    number: GRETA(2016)77\n", f"    number: GRETA(2016)77\n    landing_url: {here}/greta-mne\n")
    return make_project(tmp_path / "project", catalogue)


def downloader(net: Net, **limits: float) -> Downloader:
    clock = Clock()
    return Downloader(
        Allowed(frozenset({"localhost"}), frozenset({net.port})),
        Limits(**{"pause": 0, "stall": 5, "tries": 2, **limits}),  # type: ignore[arg-type]
        authorities=net.authorities,
        sleep=clock.sleep,
        clock=clock,
        chance=lambda: 0.5,
    )


def get(project: Path, net: Net, **options: object) -> list[Outcome]:
    options = {"source": "tip", "edition": 2013, **options}
    return fetch(project, downloader(net), now=lambda: NOW, **options)  # type: ignore[arg-type]


def tree(project: Path) -> dict[str, bytes]:
    return {str(p.relative_to(project)): p.read_bytes() for p in sorted((project / "data").rglob("*")) if p.is_file()}


def test_a_report_is_fetched_recognised_pinned_and_the_address_recorded(project: Path, net: Net, pdf: bytes) -> None:
    net.answers["/2013.pdf"] = serve(pdf, ETag='"1"')
    (outcome,) = get(project, net)
    assert (outcome.document_id, outcome.status) == ("tip-2013", "taken in")
    originals = read_originals(project)
    pin = originals.pins["tip-2013"]
    assert (pin.sha256, pin.etag, pin.origin) == (hashlib.sha256(pdf).hexdigest(), '"1"', "fetch")
    assert is_held(project, pin)
    attempt = originals.attempts[net.url("/2013.pdf")]
    assert (attempt.on, attempt.document_id, attempt.result[:9]) == ("2026-07-01", "tip-2013", "taken in:")
    assert sorted(p.name for p in (project / "data/raw/originals").iterdir()) == ["tip-2013.pdf"]
    assert problems(project, originals) == []


def test_a_dry_run_asks_nothing_and_changes_nothing(project: Path, net: Net) -> None:
    before = tree(project)
    (outcome,) = get(project, net, dry_run=True)
    assert outcome.line == f"tip-2013: would fetch {net.url('/2013.pdf')} (unverified)"
    assert (net.asked, tree(project)) == ([], before)


def test_what_is_held_is_asked_for_only_if_it_has_changed(project: Path, net: Net, pdf: bytes) -> None:
    net.answers["/2013.pdf"] = serve(pdf, ETag='"1"')
    get(project, net)
    net.answers["/2013.pdf"] = lambda h: h.reply(304 if h.headers.get("If-None-Match") == '"1"' else 500, b"")
    before = tree(project)
    (outcome,) = get(project, net)
    assert (outcome.status, tree(project)) == ("unchanged", before)


def test_a_file_that_has_changed_is_kept_aside_and_reported(
    project: Path, net: Net, pdf: bytes, other_pdf: bytes
) -> None:
    net.answers["/2013.pdf"] = serve(pdf, ETag='"1"')
    get(project, net)
    net.answers["/2013.pdf"] = serve(other_pdf, ETag='"2"')
    (outcome,) = get(project, net)
    digest = hashlib.sha256(other_pdf).hexdigest()
    assert (outcome.status, outcome.ok) == ("changed", False)
    assert f"data/raw/originals/aside/tip-2013.{digest[:12]}.pdf" in outcome.line
    assert (project / "data/raw/originals/tip-2013.pdf").read_bytes() == pdf
    assert (project / f"data/raw/originals/aside/tip-2013.{digest[:12]}.pdf").read_bytes() == other_pdf
    assert read_originals(project).pins["tip-2013"].sha256 == hashlib.sha256(pdf).hexdigest()


def test_a_clone_with_the_checksums_gets_the_same_bytes_or_is_told(
    project: Path, net: Net, pdf: bytes, other_pdf: bytes
) -> None:
    net.answers["/2013.pdf"] = serve(pdf)
    get(project, net)
    lock = (project / LOCK).read_bytes()
    (project / "data/raw/originals/tip-2013.pdf").unlink()
    (outcome,) = get(project, net)
    assert "the file that is pinned" in outcome.line
    assert (project / LOCK).read_bytes() == lock
    (project / "data/raw/originals/tip-2013.pdf").unlink()
    net.answers["/2013.pdf"] = serve(other_pdf)
    (outcome,) = get(project, net)
    assert outcome.status == "changed"
    assert not (project / "data/raw/originals/tip-2013.pdf").exists()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (
            b"<!DOCTYPE html><html><body><h1>Access Denied</h1><p>You are a robot.</p></body></html>",
            "is no report but the page",
        ),
        (b"<html><body><p>Luvan mortik.</p></body></html>", "names itself neither"),
        (b"%PDF-1.7\nhalf", "is cut short"),
        (b"", "is empty"),
        (b"\x89PNG", "is neither a PDF nor an HTML page"),
    ],
)
def test_what_is_no_report_is_refused_and_the_result_recorded(project: Path, net: Net, body: bytes, why: str) -> None:
    net.answers["/2013.pdf"] = serve(body)
    (outcome,) = get(project, net)
    assert not outcome.ok
    assert why in outcome.line
    assert "\n" not in outcome.line
    assert why in read_originals(project).attempts[net.url("/2013.pdf")].result
    assert read_originals(project).pins == {}
    assert list((project / "data/raw/originals").iterdir()) == []


def test_another_edition_at_the_address_is_refused(project: Path, net: Net, tmp_path: Path) -> None:
    volume(tmp_path / "x.pdf", edition=2014)
    net.answers["/2013.pdf"] = serve((tmp_path / "x.pdf").read_bytes())
    (outcome,) = get(project, net)
    assert "shows another report: TIP Report 2014" in outcome.line
    assert read_originals(project).pins == {}


def test_a_report_that_is_not_there_does_not_stop_the_others(project: Path, net: Net, tmp_path: Path) -> None:
    greta(tmp_path / "g.pdf")
    net.answers["/greta-mne"] = serve((tmp_path / "g.pdf").read_bytes())
    outcomes = fetch(project, downloader(net), now=lambda: NOW)
    assert [(o.document_id, o.status) for o in outcomes] == [
        ("tip-2013", "not there"),
        ("greta-round-2-mne", "taken in"),
    ]


def test_a_landing_page_leads_to_the_report(
    project: Path, net: Net, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    greta(tmp_path / "g.pdf")
    here = net.url("")
    net.answers["/greta-mne"] = serve(
        f"<html><body><a href='{here}/other'>GRETA(2011)3</a><a href='{here}/report'>Report on Montenegro</a></body></html>".encode()
    )
    net.answers["/report"] = serve((tmp_path / "g.pdf").read_bytes())
    monkeypatch.setattr("pipeline.sources.links.re.match", lambda *_: True)  # rm.coe.int is not on loopback
    (outcome,) = get(project, net, source="greta", edition=None, country="MNE")
    assert (outcome.status, outcome.document_id) == ("taken in", "greta-round-2-mne")
    assert "/other" not in net.paths()


def test_an_edition_without_a_volume_is_fetched_page_by_page(project: Path, net: Net) -> None:
    links = "".join(f"<li><a href='/2013/{n.lower()}/'>{n}</a></li>" for n in ("Albania", "Serbia", "Luvan"))
    net.answers["/2013/"] = serve(f"<html><body>{links}</body></html>".encode())
    for name in ("Albania", "Serbia"):
        text = page(f"2013 Trafficking in Persons Report: {name}", f"<h2>{name.upper()} (Tier 2)</h2>")
        net.answers[f"/2013/{name.lower()}/"] = serve(text)
    outcomes = get(project, net)
    assert [(o.document_id, o.status) for o in outcomes] == [("tip-2013-alb", "taken in"), ("tip-2013-srb", "taken in")]


def test_a_country_is_tried_under_the_names_that_editions_gave_it(project: Path, net: Net) -> None:
    text = page("2013 Trafficking in Persons Report: Macedonia", "<h2>MACEDONIA (Tier 2)</h2>")
    net.answers["/2013/macedonia/"] = serve(text)
    (outcome,) = get(project, net, country="MKD")
    assert (outcome.document_id, outcome.status) == ("tip-2013-mkd", "taken in")
    assert net.paths()[0] == "/2013/north-macedonia/"


def test_a_page_of_another_country_is_refused(project: Path, net: Net) -> None:
    net.answers["/2013/albania/"] = serve(
        page("2013 Trafficking in Persons Report: Serbia", "<h2>SERBIA (Tier 2)</h2>")
    )
    (outcome,) = get(project, net, country="ALB")
    assert "shows SRB and not ALB" in outcome.line
    assert read_originals(project).pins == {}


def test_a_download_that_was_cut_off_goes_on_at_the_next_fetch(project: Path, net: Net, pdf: bytes) -> None:
    net.answers["/2013.pdf"] = cut_at(pdf, 5000, ETag='"1"')
    net.answers["/2013/"] = status(404)
    assert not get(project, net)[0].ok
    assert problems(project, read_originals(project)) == []
    net.answers["/2013.pdf"] = ranged(pdf, ETag='"1"')
    assert get(project, net)[0].status == "taken in"
    assert net.asked[-1][1]["Range"].startswith("bytes=")
    assert (project / "data/raw/originals/tip-2013.pdf").read_bytes() == pdf


def test_a_redirect_to_a_host_that_is_not_listed_is_refused_and_recorded(project: Path, net: Net) -> None:
    net.answers["/2013.pdf"] = redirect(net.url("/elsewhere", host="127.0.0.1"))
    (outcome,) = get(project, net)
    assert "host 127.0.0.1 is not listed under hosts in data/raw/sources.yaml" in outcome.line
    assert "/elsewhere" not in net.paths()


def test_a_half_broken_disk_leaves_nothing_half(
    project: Path, net: Net, pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    net.answers["/2013.pdf"] = serve(pdf)
    monkeypatch.setattr(
        "pipeline.sources.intake.shutil.copyfileobj", lambda *_: (_ for _ in ()).throw(OSError(28, "No space"))
    )
    with pytest.raises(OSError, match="No space"):
        get(project, net)
    assert read_originals(project).pins == {}
    assert not (project / "data/raw/originals/tip-2013.pdf").exists()


def test_offline_is_one_line_and_nothing_changes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    text = (ROOT / "data/raw/sources.yaml").read_text(encoding="utf-8")
    (project / "data/raw/sources.yaml").write_text(text, encoding="utf-8")
    before = tree(project)
    for arguments in ([], ["--source", "tip"], ["--source", "fx"], ["--source", "deflators"], ["--source", "greta"]):
        result = CliRunner().invoke(app, ["fetch", "--root", str(project), *arguments])
        assert result.exit_code == 1
        assert (
            " ".join(result.stderr.split())
            == "error no host answers: this machine seems to be offline; nothing was changed"
        )
        assert tree(project) == before


def test_one_host_that_is_gone_is_not_taken_for_no_network(project: Path, net: Net, pdf: bytes) -> None:
    text = (project / "data/raw/sources.yaml").read_text(encoding="utf-8")
    (project / "data/raw/sources.yaml").write_text(
        text.replace("/2013.pdf", "/x").replace("localhost", "gone.localhost", 1)
    )
    net.answers["/2013/"] = serve(
        f"<html><body><a href='{net.url('/v2013.pdf')}'>Trafficking in Persons 2013</a></body></html>".encode()
    )
    net.answers["/v2013.pdf"] = serve(pdf)
    reached = Downloader(
        Allowed(frozenset({"localhost", "gone.localhost"}), frozenset({net.port})),
        Limits(pause=0, tries=1),
        authorities=net.authorities,
    )
    (outcome,) = fetch(project, reached, source="tip", now=lambda: NOW)
    assert outcome.status == "taken in"


#: What requests says where a host cannot be reached.
NO_ROUTE = requests.ConnectionError(urllib3.exceptions.MaxRetryError(None, "/", OSError("no route")))  # type: ignore[arg-type]


def test_nothing_held_is_lost_when_nobody_answers(project: Path, net: Net, pdf: bytes) -> None:
    (project / "data/raw/inbox/v.pdf").write_bytes(pdf)
    assert take_in(project, NOW)[0].taken
    before = tree(project)
    nobody = Downloader(Allowed(frozenset({"localhost"}), frozenset({net.port})), Limits(pause=0), authorities=None)
    nobody._session.get = lambda *_, **__: (_ for _ in ()).throw(NO_ROUTE)  # type: ignore[method-assign]
    with pytest.raises(Offline):
        fetch(project, nobody, source="tip", now=lambda: NOW)
    assert tree(project) == before


HOSTS = (Host("www.state.gov", ("2009-2017.state.gov", "m.state.gov")), Host("rm.coe.int"))


def test_alias_hosts_of_one_page_are_one_page() -> None:
    same = [
        "https://www.state.gov/j/tip/rls/21262.htm",
        "http://2009-2017.state.gov/j/tip/other/21262.htm#part",
        "http://m.state.gov/md21262.htm",
    ]
    assert len({page_key(u, HOSTS) for u in same}) == 1
    assert page_key("https://www.state.gov/a/", HOSTS) == page_key("http://WWW.state.gov/a", HOSTS)
    assert page_key("https://www.state.gov/a", HOSTS) != page_key("https://rm.coe.int/a", HOSTS)


def test_a_page_is_looked_for_on_the_host_that_keeps_the_years() -> None:
    url = "https://www.state.gov/j/tip/x.htm"
    assert list(other_hosts(url, HOSTS, 2013)) == ["https://2009-2017.state.gov/j/tip/x.htm"]
    assert list(other_hosts(url, HOSTS, 2020)) == []


def test_our_catalogue_names_addresses_for_every_edition_that_has_one() -> None:
    catalogue = load(ROOT / "data/raw/sources.yaml")
    plan = {w.document_id: w for w in wanted(catalogue, Originals(), "tip", allowed=allowed_by(catalogue.hosts))}
    assert sum(bool(w.urls) for w in plan.values()) >= 24
    assert plan["tip-2025"].landing == "https://www.state.gov/reports/2025-trafficking-in-persons-report/"
    entry = catalogue.entries["tip-2019"]
    assert list(page_addresses(entry, "SRB")) == [
        "https://www.state.gov/reports/2019-trafficking-in-persons-report/serbia/",
        "https://www.state.gov/reports/2019-trafficking-in-persons-report-2/serbia/",
    ]
    greta_plan = list(wanted(catalogue, Originals(), "greta", country="MDA", allowed=allowed_by(catalogue.hosts)))
    assert "https://rm.coe.int/" in " ".join(str(w.landing) for w in greta_plan)


def test_the_command_refuses_a_country_that_is_none(project: Path) -> None:
    result = CliRunner().invoke(app, ["fetch", "--country", "ZZZ", "--root", str(project)])
    assert result.exit_code == 2
