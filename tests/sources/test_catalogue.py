"""The catalogue says what is wrong in it, and its checksums hold."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.sources.catalogue import (
    CATALOGUE,
    UnusableCatalogue,
    document_fields,
    load,
    main,
    pin,
    sha256_of,
    verify,
)
from schemas.countries import ALPHA2_OF

ROOT = Path(__file__).parents[2]

GOOD = """\
# a comment that stays
licences:
  open: {name: Open, terms_url: https://example.org/terms}
sources:
  - id: tip-2013
    source: tip
    edition_year: 2013
    title: A report
    publisher: A publisher
    licence: open
    verified_by: a test
    published_on: '2013-06-19'
    pdf_url: https://example.org/guessed.pdf
    landing_url: https://example.org/seen
    unverified: [pdf_url]
    bundled:
      - path: data/a.pdf
        kind: abridged
        sha256: null
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_our_own_catalogue_loads_with_every_edition_and_known_countries() -> None:
    catalogue = load(ROOT / CATALOGUE)
    assert [e.edition_year for e in catalogue if e.source == "tip"] == list(range(2001, 2026))
    assert len([e for e in catalogue if e.source == "greta"]) >= 70
    assert {e.country_iso3 for e in catalogue if e.source == "greta"} <= set(ALPHA2_OF)
    assert "greta-2012-2-rou" in catalogue.entries


def test_what_was_not_seen_is_marked_field_by_field() -> None:
    catalogue = load(ROOT / CATALOGUE)
    assert "pdf_url" in catalogue.entries["tip-2012"].unverified
    assert "published_on" in catalogue.entries["tip-2012"].unverified
    assert "published_on" not in catalogue.entries["tip-2013"].unverified or catalogue.entries["tip-2013"].published_on
    assert "pdf_url" not in catalogue.entries["tip-2017"].unverified


def test_an_address_that_was_seen_is_preferred_to_one_that_was_not(tmp_path: Path) -> None:
    entry = load(written(tmp_path, GOOD)).entries["tip-2013"]
    assert entry.url == "https://example.org/seen"


def test_document_columns_carry_the_terms(tmp_path: Path) -> None:
    catalogue = load(written(tmp_path, GOOD))
    fields = document_fields(catalogue, catalogue.entries["tip-2013"])
    assert fields["licence"] == "Open (https://example.org/terms)"
    assert fields["published_on"] == "2013-06-19"
    assert fields["country_iso3"] is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("source: tip", "source: tpi", "tip-2013: source 'tpi' is none of"),
        ("'2013-06-19'", "'2013-13-01'", "tip-2013: published_on '2013-13-01' is no date"),
        ("'2013-06-19'", "2013-06-19", "is no date; write 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD' in quotes"),
        ("licence: open", "licence: closed", "tip-2013: licence 'closed' is not among the licences"),
        ("[pdf_url]", "[period_start]", "tip-2013: unverified names period_start, which the entry does not have"),
        ("    title: A report\n", "", "tip-2013: title is missing"),
        ("title: A report", "title: A report\n    titel: B", "tip-2013: unknown field titel"),
        ("data/a.pdf", "../a.pdf", "tip-2013: bundled path ../a.pdf leaves the repository"),
        ("data/a.pdf", "/etc/passwd", "leaves the repository"),
        ("sha256: null", "sha256: abc", "sha256 is not 64 hexadecimal digits"),
        ("kind: abridged", "kind: copy", "kind 'copy' is none of"),
        ("https://example.org/seen", "javascript:alert(1)", "is no web address"),
        ("edition_year: 2013", "edition_year: 13", "edition_year 13 is no year"),
        ("    edition_year: 2013\n", "", "edition_year is missing"),
        ("id: tip-2013", "id: TIP 2013", "id may have small letters"),
    ],
)
def test_a_wrong_entry_is_named_in_one_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(UnusableCatalogue) as caught:
        load(written(tmp_path, GOOD.replace(old, new)))
    assert len(caught.value.problems) == 1
    assert message in caught.value.problems[0]


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("source: tip", "source: tpi").replace("licence: open", "licence: closed")
    with pytest.raises(UnusableCatalogue) as caught:
        load(written(tmp_path, text))
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [("sources: [", "not YAML"), ("- a\n- b\n", "needs the lists"), ("licences: {}\nsources: [tip]\n", "no mapping")],
)
def test_a_file_that_is_no_catalogue_says_so(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UnusableCatalogue, match=message):
        load(written(tmp_path, text))


def test_a_missing_catalogue_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnusableCatalogue, match="not found"):
        load(tmp_path / "sources.yaml")


def test_an_id_is_taken_once(tmp_path: Path) -> None:
    twice = GOOD + GOOD[GOOD.index("  - id") :]
    with pytest.raises(UnusableCatalogue, match="already taken"):
        load(written(tmp_path, twice))


def test_pin_writes_checksums_and_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    (tmp_path / "data").mkdir()
    held = tmp_path / "data" / "a.pdf"
    held.write_bytes(b"first")
    assert pin(path, tmp_path) == ["data/a.pdf"]
    assert path.read_text() == GOOD.replace("sha256: null", f"sha256: {sha256_of(held)}")
    assert verify(load(path), tmp_path) == []
    assert pin(path, tmp_path) == []


def test_verify_names_missing_unpinned_and_changed_files(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    assert "data/a.pdf: missing" in verify(load(path), tmp_path)[0]
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.pdf").write_bytes(b"first")
    assert "no checksum" in verify(load(path), tmp_path)[0]
    pin(path, tmp_path)
    (tmp_path / "data" / "a.pdf").write_bytes(b"second")
    assert "not the file that was pinned for tip-2013" in verify(load(path), tmp_path)[0]


def test_the_command_tells_by_its_exit_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["verify"]) == 1
    assert "not found" in capsys.readouterr().err
    assert main(["unpin"]) == 2
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / CATALOGUE).write_text(GOOD)
    (tmp_path / "data" / "a.pdf").write_bytes(b"first")
    assert main(["pin"]) == 0
    assert main(["verify"]) == 0


def test_bundled_tables_are_the_ones_pinned() -> None:
    wrong = [line for line in verify(load(ROOT / CATALOGUE), ROOT) if not line.startswith("data/raw/abridged/")]
    assert wrong == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "source: tip\n",
            "source: tip\n    source: greta\n",
            "line 7: not YAML we read: key source stands twice; keep one",
        ),
        ("title: A report", "title: &a A report\n    publisher: *a", "anchors and aliases are not used here"),
        ("title: A report", "1: x\n    title: A report", "key 1 is no text"),
        ("edition_year: 2013", "edition_year: 2013-13-45", "line 7: not YAML we read: month must be in 1..12"),
        (
            "edition_year: 2013",
            "edition_year: !!python/object/apply:os.system [id]",
            "could not determine a constructor",
        ),
        ("edition_year: 2013", "edition_year: true", "edition_year True is no year"),
        ("edition_year: 2013", "edition_year: 2013\n    round: two", "round 'two' is no whole number"),
        ("licence: open", "licence: [open]", "licence is missing; write it as text"),
        ("unverified: [pdf_url]", "unverified: 5", "unverified is no list of fields"),
        ("unverified: [pdf_url]", "unverified: [[pdf_url]]", "which the entry does not have"),
        ("sources:\n", "extra: 1\nsources:\n", "unknown key extra at the top"),
        ("sources:\n", "hosts: [{name: 'https://a.org/'}]\nsources:\n", "is no host name"),
        ("sources:\n", "hosts: [{name: localhost}]\nsources:\n", "'localhost' is no host name"),
        ("sources:\n", "hosts: [{name: 127.0.0.1}]\nsources:\n", "'127.0.0.1' is no host name"),
        ("sources:\n", "hosts: [{name: a.org}, {name: b.org, aliases: [a.org]}]\nsources:\n", "a.org stands twice"),
        ("sources:\n", 'contact: "x@y.z\\r\\nCookie: 1"\nsources:\n', "is neither a web nor a mail address"),
        ("sources:\n", "hosts: 5\nsources:\n", "hosts is no list"),
        ("sources:\n", "indexes: [{source: fx, url: 'https://a.org/'}]\nsources:\n", "source must be tip or greta"),
        ("https://example.org/seen", '"https://exa\\u202emple.org/"', "is no web address"),
    ],
)
def test_surprises_of_yaml_are_one_clear_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(UnusableCatalogue) as caught:
        load(written(tmp_path, GOOD.replace(old, new, 1)))
    assert len(caught.value.problems) == 1
    assert message in caught.value.problems[0]
    assert "\n" not in caught.value.problems[0]


def test_a_file_that_is_deep_or_huge_or_binary_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sources.yaml"
    for content, message in (
        (b"sources: " + b"[" * 5000, "nested too deeply"),
        (b"\xff\xfe", "not UTF-8"),
        (b"a: \0", "not YAML"),
    ):
        path.write_bytes(content)
        with pytest.raises(UnusableCatalogue, match=message):
            load(path)
    monkeypatch.setattr("pipeline.sources.strict.LARGEST", 3)
    path.write_bytes(b"a: b: c")
    with pytest.raises(UnusableCatalogue, match="larger than"):
        load(path)


def test_a_report_without_an_edition_has_the_year_of_its_publication_and_one_without_any_date_a_recent_one() -> None:
    catalogue = load(ROOT / CATALOGUE)
    undated = [e for e in catalogue.reports if e.edition_year is None and e.published_on is None]
    assert undated, "the real catalogue lists reports whose date is not known yet"
    assert all(2020 <= e.year <= 2100 for e in undated)
    assert all(e.year == e.edition_year for e in catalogue.reports if e.edition_year)
    assert replace(undated[0], published_on="2014-02-03").year == 2014
