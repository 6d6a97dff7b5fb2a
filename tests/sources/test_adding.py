"""An address given by hand goes to its entry, and not a letter of the rest changes."""

import difflib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.sources.adding import NotAdded, add
from pipeline.sources.catalogue import UnusableCatalogue, load
from pipeline.sources.edit import save, with_entry, with_fields
from tests.sources.project_fixture import make_project

ROOT = Path(__file__).parents[2]
DAY = "2026-07-01"
runner = CliRunner()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project") / "data/raw/sources.yaml"


def added(path: Path, url: str, **told: object) -> str:
    text = path.read_text(encoding="utf-8")
    done = add(url, text, load(path), DAY, **told)  # type: ignore[arg-type]
    if done.text is not None:
        save(path, done.text)
    return done.entry_id


def removed_lines(before: str, after: str) -> list[str]:
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line.startswith("-")]


@pytest.mark.parametrize(
    ("url", "told", "entry_id", "field", "value"),
    [
        ("https://www.state.gov/reports/2031-trafficking-in-persons-report/", {}, "tip-2031", "landing_url", None),
        ("http://www.state.gov/wp-content/uploads/2032/07/2031-TIP-Report.pdf", {"edition": 2031}, "tip-2031", "pdf_url", "https://www.state.gov/wp-content/uploads/2032/07/2031-TIP-Report.pdf"),
        ("https://www.state.gov/wp-content/uploads/2021/07/TIP_Report_Final_20210701.pdf", {}, "tip-2021", "pdf_url", None),
        ("https://www.state.gov/reports/2031-trafficking-in-persons-report/bosnia-and-herzegovina/", {}, "tip-2031", "country_pages", None),
        ("https://rm.coe.int/greta-2031-07-fgr-srb-en/1680abcdef", {"country": "SRB"}, "greta-2031-7-srb", "pdf_url", None),
        ("https://rm.coe.int/evaluation-report/1680abcdef", {"country": "SRB", "edition": 2031}, "greta-2031-srb", "pdf_url", None),
        ("https://rm.coe.int/report-on-serbia/1680abcdef", {}, "greta-undated-srb", "pdf_url", None),
    ],
)  # fmt: skip
def test_a_new_entry_tells_what_the_address_tells(
    path: Path, url: str, told: dict[str, object], entry_id: str, field: str, value: str | None
) -> None:
    before = path.read_text()
    assert added(path, url, **told) == entry_id
    entry = load(path).entries[entry_id]
    assert getattr(entry, field) == (value or url)
    assert "2026-07-01" in entry.verified_by
    assert removed_lines(before, path.read_text()) == []
    before = path.read_text()
    assert added(path, url, **told) == entry_id  # a second time nothing happens
    assert path.read_text() == before


def test_an_address_of_a_known_edition_goes_to_its_entry(path: Path) -> None:
    before = path.read_text()
    url = "https://2009-2017.state.gov/documents/2013-trafficking-in-persons-report.pdf"
    assert added(path, url) == "tip-2013"
    assert load(path).entries["tip-2013"].pdf_url == url
    assert "# a remark that stays" in path.read_text()
    assert [line for line in removed_lines(before, path.read_text()) if "verified_by" not in line] == []


def test_a_page_on_an_alias_host_is_already_known(path: Path) -> None:
    before = path.read_text()
    assert added(path, "https://2009-2017.state.gov/tip/2013/") == "tip-2013"
    assert path.read_text() == before


@pytest.mark.parametrize(
    ("url", "told", "why"),
    [
        ("https://example.org/2013-trafficking-in-persons-report/", {}, "host example.org is not listed under hosts"),
        ("https://www.state.gov/luvan", {}, "say --source"),
        ("https://www.state.gov/tip-report/luvan", {}, "say --edition"),
        ("https://rm.coe.int/x/1680", {}, "say --country"),
        ("https://rm.coe.int/x/1680", {"country": "ZZZ"}, "no such country code"),
        ("file:///etc/passwd", {}, "is not https"),
        ("https://www.state.gov@example.org/2013-tip-report", {}, "hides another address"),
        ("nonsense", {}, "is not https"),
    ],
)
def test_what_does_not_tell_enough_is_refused(path: Path, url: str, told: dict[str, object], why: str) -> None:
    with pytest.raises(NotAdded) as caught:
        added(path, url, **told)
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_command_adds_and_refuses(path: Path) -> None:
    root = ["--root", str(path.parents[2])]
    done = runner.invoke(
        app, ["sources", "add", "https://www.state.gov/reports/2031-trafficking-in-persons-report/", *root]
    )
    assert (done.exit_code, "tip-2031: new in the catalogue" in " ".join(done.stdout.split())) == (0, True)
    before = path.read_text()
    assert runner.invoke(app, ["sources", "add", "https://example.org/x", *root]).exit_code == 2
    assert path.read_text() == before


def test_our_own_catalogue_can_be_added_to_without_changing_a_line() -> None:
    text = (ROOT / "data/raw/sources.yaml").read_text(encoding="utf-8")
    entry = {
        "id": "tip-2031",
        "source": "tip",
        "edition_year": 2031,
        "title": "A: b # c",
        "publisher": "x",
        "published_on": "2031-07-01",
    }
    after = with_entry(text, entry)
    assert removed_lines(text, after) == []
    assert after.index("id: tip-2025") < after.index("id: tip-2031") < after.index("id: greta-2011-alb")
    last = with_entry(text, {"id": "facts-x", "source": "facts", "title": "x", "publisher": "x"})
    assert removed_lines(text, last) == []
    assert last.endswith("publisher: x\n")


def test_fields_of_one_entry_can_be_set_and_removed() -> None:
    text = (ROOT / "data/raw/sources.yaml").read_text(encoding="utf-8")
    after = with_fields(
        text, "greta-2011-hrv", {"number": "GRETA(2011)99", "round": None, "pdf_url": "https://rm.coe.int/x"}
    )
    assert sorted(line.strip("- ") for line in removed_lines(text, after)) == ["number: GRETA(2011)20", "round: 1"]
    with pytest.raises(UnusableCatalogue, match="has no entry"):
        with_fields(text, "nobody", {})


def test_a_change_that_would_break_the_catalogue_is_not_written(path: Path) -> None:
    before = path.read_bytes()
    broken = with_fields(path.read_text(), "tip-2013", {"edition_year": 13})
    with pytest.raises(UnusableCatalogue, match="edition_year 13 is no year"):
        save(path, broken)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.glob(".*")] == []
