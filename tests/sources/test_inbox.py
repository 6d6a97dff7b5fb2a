"""A file put into the drop folder is recognised by what it says of itself, or stays with a reason."""

import difflib
import errno
import os
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.sources.catalogue import load
from pipeline.sources.inbox import TakenIn, take_in, waiting
from pipeline.sources.originals import (
    LOCK,
    UnusableOriginals,
    exclusive,
    is_held,
    problems,
    read_originals,
)
from tests.sources.project_fixture import greta, make_project, page, volume

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def drop(project: Path, name: str, content: bytes) -> Path:
    path = project / "data/raw/inbox" / name
    path.write_bytes(content)
    return path


def one(project: Path) -> TakenIn:
    (result,) = take_in(project, NOW)
    return result


def text_of(project: Path) -> str:
    return (project / "data/raw/sources.yaml").read_text(encoding="utf-8")


def test_a_volume_of_a_known_edition_is_taken_in_and_pinned(project: Path) -> None:
    before = text_of(project)
    volume(project / "data/raw/inbox/download (3).pdf")
    result = one(project)
    assert (result.document_id, result.taken) == ("tip-2013", True)
    pin = read_originals(project).pins["tip-2013"]
    assert (pin.path, pin.origin, pin.retrieved_at) == (
        "data/raw/originals/tip-2013.pdf",
        "inbox",
        "2026-07-01T12:00:00Z",
    )
    assert is_held(project, pin)
    assert waiting(project) == []
    assert text_of(project) == before
    assert problems(project, read_originals(project)) == []


def test_a_new_edition_gets_an_entry_and_everything_else_in_the_catalogue_stays(project: Path) -> None:
    before = text_of(project)
    volume(project / "data/raw/inbox/new.pdf", edition=2026)
    result = one(project)
    assert result.document_id == "tip-2026"
    assert "new in the catalogue" in result.line
    entry = load(project / "data/raw/sources.yaml").entries["tip-2026"]
    assert (entry.edition_year, entry.licence, entry.source) == (2026, "us-government-work", "tip")
    assert (entry.period_start, entry.unverified) == ("2025-04-01", ("period_start", "period_end"))
    changes = [line for line in difflib.ndiff(before.splitlines(), text_of(project).splitlines()) if line[0] != " "]
    assert len(changes) > 10
    assert all(line.startswith("+") for line in changes)
    at = text_of(project)
    assert at.index("tip-2013") < at.index("tip-2026") < at.index("# a remark on what follows")


def test_the_running_head_of_a_greta_report_wins_over_a_hidden_cover(project: Path) -> None:
    greta(project / "data/raw/inbox/cover.pdf")
    result = one(project)
    assert result.document_id == "greta-round-2-mne"
    entry = load(project / "data/raw/sources.yaml").entries["greta-round-2-mne"]
    assert (entry.number, entry.edition_year, entry.published_on) == ("GRETA(2016)19", 2016, "2016-09-28")
    assert entry.unverified == ()
    assert "number" in entry.verified_by
    assert "# a remark on what follows" in text_of(project)


def test_a_second_report_of_a_round_is_not_taken_for_the_one_whose_number_was_seen(project: Path) -> None:
    path = project / "data/raw/sources.yaml"
    path.write_text(path.read_text().replace("    unverified: [number]\n", "    pdf_url: https://rm.coe.int/seen\n"))
    greta(project / "data/raw/inbox/x.pdf")
    (result,) = take_in(project, NOW)
    assert result.document_id == "greta-2016-19-mne"
    entries = load(path).entries
    assert (entries["greta-round-2-mne"].number, entries["greta-2016-19-mne"].number) == (
        "GRETA(2016)77", "GRETA(2016)19",
    )  # fmt: skip


def test_a_greta_report_that_nobody_listed_gets_an_entry(project: Path) -> None:
    greta(project / "data/raw/inbox/x.pdf", "SRB", "GRETA(2016)8", None)
    assert one(project).document_id == "greta-2016-8-srb"
    entry = load(project / "data/raw/sources.yaml").entries["greta-2016-8-srb"]
    assert (entry.title, entry.round, entry.country_iso3) == ("Second-round evaluation report on Serbia", 2, "SRB")


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("2013 Trafficking in Persons Report: Serbia", "<h2>SERBIA (Tier 2)</h2>"),
        ("2013 Trafficking in Persons Report: Serbia", "<h2>Overview</h2>"),
        ("Serbia - 2013 Trafficking in Persons Report", ""),
    ],
)
def test_a_country_page_is_a_document_of_its_own(project: Path, title: str, heading: str) -> None:
    drop(
        project, "serbia.htm", page(title, heading, more="<p>As the 2012 TIP Report on Albania said, GRETA(2011)1.</p>")
    )
    result = one(project)
    assert result.document_id == "tip-2013-srb", result.line
    assert read_originals(project).pins["tip-2013-srb"].countries == ("SRB",)


def test_a_page_with_a_letter_of_countries_is_a_part(project: Path) -> None:
    more = "<h2>ANDORRA (Tier 1)</h2><p>" + "Luvan sandre mortik. " * 9 + "</p>"
    drop(project, "a.html", page("2013 Trafficking in Persons Report", "<h2>ALBANIA (Tier 2)</h2>", more=more))
    assert one(project).document_id == "tip-2013-alb-and"


REFUSED = [
    (b"", "is empty"),
    (b"\x00\x01binary", "is neither a PDF nor an HTML page"),
    (b"%PDF-1.7\nhalf of", "is cut short"),
    (b"%PDF-1.7\nnothing\n%%EOF\n", "cannot be read"),
    (page("Access Denied", "<h1>Access Denied</h1>"), "is no report but the page 'Access Denied'"),
    (page("404 Not Found", "<h1>Page not found</h1>"), "is no report but the page"),
    (page("Luvan mortik", "<h1>Luvan</h1>"), "names itself neither"),
    (page("Trafficking in Persons Report", "<h1>Luvan</h1>"), "shows no year"),
    (page("2013 Trafficking in Persons Report", "<h1>Introduction</h1>"), "has no country narrative"),
    ((ROOT / "data/raw/abridged/tip-2013.pdf").read_bytes(), "is an abridgement of ours"),
]


@pytest.mark.parametrize(("content", "why"), REFUSED)
def test_what_is_not_recognised_stays_with_one_line_of_why(project: Path, content: bytes, why: str) -> None:
    before = text_of(project)
    path = drop(project, "file.pdf", content)
    result = one(project)
    assert not result.taken
    assert why in result.line
    assert "\n" not in result.line
    assert path.read_bytes() == content
    assert text_of(project) == before
    assert not (project / LOCK).exists()


def test_papers_of_greta_that_are_no_report_stay(project: Path) -> None:
    body = "<h1>GRETA</h1><p>Group of Experts on Action against Trafficking in Human Beings</p><p>Reply from Albania to the Questionnaire</p>"
    drop(project, "reply.html", page("GRETA", body))
    assert "no evaluation report" in one(project).line


def test_a_file_that_is_held_already_stays(project: Path) -> None:
    volume(project / "data/raw/inbox/first.pdf")
    content = (project / "data/raw/inbox/first.pdf").read_bytes()
    assert one(project).taken
    drop(project, "again.pdf", content)
    assert "already held as tip-2013, byte for byte" in one(project).line


def test_another_file_for_a_pinned_document_is_never_silently_taken(project: Path) -> None:
    volume(project / "data/raw/inbox/first.pdf")
    assert one(project).taken
    held = (project / "data/raw/originals/tip-2013.pdf").read_bytes()
    volume(project / "data/raw/inbox/second.pdf", seed=2)
    result = one(project)
    assert "another file is pinned for it since 2026-07-01" in result.line
    assert (project / "data/raw/originals/tip-2013.pdf").read_bytes() == held


def test_a_pinned_original_that_is_gone_is_restored_from_the_inbox(project: Path) -> None:
    volume(project / "data/raw/inbox/first.pdf")
    assert one(project).taken
    (project / "data/raw/originals/tip-2013.pdf").rename(project / "data/raw/inbox/back.pdf")
    assert one(project).document_id == "tip-2013"


def test_a_country_page_stays_where_the_volume_is_held(project: Path) -> None:
    volume(project / "data/raw/inbox/first.pdf")
    assert one(project).taken
    drop(project, "p.html", page("2013 Trafficking in Persons Report: Albania", "<h2>ALBANIA (Tier 2)</h2>"))
    assert "already held as part of tip-2013" in one(project).line


def test_names_that_play_tricks_reach_no_path_and_no_terminal(project: Path) -> None:
    name = "a..\u202efdp.\x1b[31m$(id)`.pdf"
    drop(project, name, page("2013 Trafficking in Persons Report: Serbia", "<h2>SERBIA (Tier 2)</h2>"))
    result = one(project)
    assert result.document_id == "tip-2013-srb"
    assert result.line.isprintable()
    assert [p.name for p in (project / "data/raw/originals").iterdir()] == ["tip-2013-srb.html"]


def test_links_folders_and_unfinished_files_are_not_followed(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.pdf"
    volume(outside)
    (project / "data/raw/inbox/link.pdf").symlink_to(outside)
    (project / "data/raw/inbox/folder").mkdir()
    drop(project, ".hidden.pdf", b"x")
    drop(project, "half.pdf.crdownload", b"x")
    assert [r.taken for r in take_in(project, NOW)] == [False, False]
    assert outside.exists()


def test_one_bad_file_does_not_stop_the_others(project: Path) -> None:
    drop(project, "a.pdf", b"junk")
    volume(project / "data/raw/inbox/b.pdf")
    assert [r.document_id for r in take_in(project, NOW)] == [None, "tip-2013"]


def test_a_stop_between_copy_and_checksum_loses_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    volume(project / "data/raw/inbox/b.pdf", edition=2026)
    monkeypatch.setattr("pipeline.sources.intake.write_originals", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        take_in(project, NOW)
    monkeypatch.undo()
    assert one(project).document_id == "tip-2026"
    assert text_of(project).count("id: tip-2026") == 1


def test_two_at_work_do_not_take_in_one_file_twice(project: Path) -> None:
    with (
        exclusive(project),
        pytest.raises(UnusableOriginals, match="is at work; try again"),
        exclusive(project, wait=0),
    ):
        pass


def test_a_file_that_breaks_the_reader_is_one_line_and_the_others_go_on(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.sources import inbox

    whole = inbox.recognise

    def broken(path: Path) -> object:
        if path.name == "a.pdf":
            raise RecursionError("luvan\n\x1b[31m")
        return whole(path)

    monkeypatch.setattr(inbox, "recognise", broken)
    drop(project, "a.pdf", b"x")
    volume(project / "data/raw/inbox/b.pdf")
    first, second = take_in(project, NOW)
    assert "could not be looked through" in first.line
    assert first.line.isprintable()
    assert second.document_id == "tip-2013"


def test_the_command_tells_by_its_exit_status(project: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(app, ["inbox", "--root", str(project)]).exit_code == 0
    volume(project / "data/raw/inbox/b.pdf")
    result = runner.invoke(app, ["inbox", "--root", str(project)])
    assert (result.exit_code, "taken in as tip-2013" in " ".join(result.stdout.split())) == (0, True)
    drop(project, "a.pdf", b"junk")
    result = runner.invoke(app, ["inbox", "--root", str(project)])
    assert result.exit_code == 1
    assert "data/raw/inbox/a.pdf: is neither a PDF nor an HTML page" in " ".join(result.stderr.split())
    assert runner.invoke(app, ["inbox", "--root", str(project / "data")]).exit_code == 2


def test_whatever_lies_in_the_inbox_is_named_in_a_line_and_the_report_is_taken_in(project: Path) -> None:
    folder = project / "data/raw/inbox"
    os.mkfifo(folder / "fifo.pdf")
    (folder / "zero.pdf").symlink_to("/dev/zero")
    (folder / "nowhere.pdf").symlink_to("nothing")
    (folder / "folder.pdf").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        at = os.open(folder, os.O_RDONLY)
        listening.bind(f"/proc/self/fd/{at}/socket.pdf")  # the path itself may be longer than a socket's may be
        os.close(at)
    names = [
        b"-rf.pdf",
        b"new\nline.pdf",
        b"'quo\"te;$(touch owned).pdf",
        "\u202efdp.\U0001f600.pdf".encode(),
        b"bad\xff\xfe.pdf",
    ]
    for name in names:
        (folder / os.fsdecode(name)).write_bytes(b"%PDF-1.4")
    with (folder / "sparse.pdf").open("wb") as file:
        file.truncate(500_000_000)
    volume(folder / "report.pdf")
    results = take_in(project, NOW)
    assert [r.document_id for r in results if r.taken] == ["tip-2013"]
    assert len(results) == len(names) + 7
    assert all(r.line.isprintable() for r in results)


def test_a_disk_that_cannot_be_written_is_one_line_for_every_command(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(project, "x.pdf", b"%PDF-1.4")
    before = text_of(project)

    def refused(self: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(self))

    for name in ("mkdir", "write_text", "write_bytes"):
        monkeypatch.setattr(Path, name, refused)
    address = "https://www.state.gov/reports/2031-trafficking-in-persons-report/"
    for command in (["inbox"], ["build"], ["release"], ["sources", "add", address], ["fetch", "--source", "tip"]):
        result = CliRunner().invoke(app, [*command, "--root", str(project)])
        assert result.exit_code == 1, result.stdout
        assert isinstance(result.exception, SystemExit), (command, result.exception)
        assert "Read-only file system" in result.stderr
    assert text_of(project) == before
