"""An original that is held and pinned is read instead of its abridgement, country by country."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
import typst

from pipeline.assets.documents import STOOD_IN, document_key
from pipeline.assets.project import Project
from pipeline.assets.spread import held_documents, make_document
from pipeline.assets.store import ParquetStore, read
from pipeline.sources.catalogue import pin as pin_bundled
from pipeline.sources.inbox import take_in
from pipeline.sources.originals import ASIDE, problems, read_originals
from tests.sources.project_fixture import CATALOGUE, make_project, page, volume

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 7, 1, tzinfo=UTC)
BUNDLED = """    bundled:
      - path: data/raw/abridged/tip-2013.pdf
        kind: abridged
        sha256: null

"""
MONEY = "The government allocated {} euros to the Luvan shelter in 2012."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with an abridgement that tells 111,000 euros for Albania and 222,000 for Serbia."""
    catalogue = CATALOGUE.replace("\n  # a remark on what", BUNDLED + "  # a remark on what")
    root = make_project(tmp_path / "project", catalogue)
    source = tmp_path / "abridgement.typ"
    body = "\n\n".join(
        f"= {name} (Tier 2)\n{MONEY.format(sum_)} \\[TIP Report 2013, {name}: p. 7\\]"
        for name, sum_ in (("ALBANIA", "111,000"), ("SERBIA", "222,000"))
    )
    source.write_text(body)
    typst.compile(source, output=root / "data/raw/abridged/tip-2013.pdf", ignore_system_fonts=True)
    pin_bundled(root / "data/raw/sources.yaml", root)
    return root


def told(root: Path) -> dict[tuple[str, str], set[float]]:
    """Amounts by document and country, everything read anew."""
    project = Project(root=str(root))
    store = ParquetStore(folder=str(root / "build" / "store"))
    held = held_documents(project)
    store.forget({*held})
    for document in held:
        make_document(project, store, document)
    claims = pd.concat([read(store.path("claims_found", d)) for d in held])
    found: dict[tuple[str, str], set[float]] = {}
    for row in claims.dropna(subset="amount_low").itertuples():
        found.setdefault((row.document_id, row.country_iso3), set()).add(row.amount_low)
    return found


def row_of(root: Path, document: str) -> pd.Series:
    return read(ParquetStore(folder=str(root / "build" / "store")).path("documents", document)).iloc[0]


def drop_page(root: Path, country: str, money: str) -> None:
    text = page(
        f"2013 Trafficking in Persons Report: {country}", f"<h2>{country.upper()} (Tier 2)</h2>", MONEY.format(money)
    )
    (root / "data/raw/inbox/page.html").write_bytes(text)
    assert all(r.taken for r in take_in(root, NOW)), take_in(root, NOW)


def drop_volume(root: Path, *countries: tuple[str, str]) -> None:
    source = root / "volume.typ"
    text = "\n\n".join(f"= {name} (Tier 2)\n{MONEY.format(money)} Luvan mortik." for name, money in countries)
    source.write_text('#set page(header: "TRAFFICKING IN PERSONS REPORT 2013")\n' + text)
    typst.compile(source, output=root / "data/raw/inbox/v.pdf", ignore_system_fonts=True)
    assert all(r.taken for r in take_in(root, NOW))


def test_without_originals_the_abridgement_is_read(project: Path) -> None:
    assert told(project) == {("tip-2013", "ALB"): {111000}, ("tip-2013", "SRB"): {222000}}
    assert (row_of(project, "tip-2013").kind, pd.isna(row_of(project, "tip-2013").retrieved_at)) == ("abridged", True)


def test_the_volume_replaces_the_whole_abridgement(project: Path) -> None:
    told(project)
    drop_volume(project, ("ALBANIA", "333,000"), ("SERBIA", "444,000"), ("ZAMBIA", "555,000"))
    assert told(project) == {("tip-2013", c): {n} for c, n in (("ALB", 333000), ("SRB", 444000), ("ZMB", 555000))}
    row = row_of(project, "tip-2013")
    assert (row.kind, row.retrieved_at) == ("original", "2026-07-01T00:00:00Z")


def test_a_country_page_replaces_that_country_alone(project: Path) -> None:
    told(project)
    drop_page(project, "Albania", "333,000")
    assert told(project) == {("tip-2013", "SRB"): {222000}, ("tip-2013-alb", "ALB"): {333000}}
    assert Project(root=str(project)).catalogue.part_of == {"tip-2013-alb": "tip-2013"}
    row = row_of(project, "tip-2013-alb")
    assert (row.country_iso3, row.kind, row.edition_year) == ("ALB", "original", 2013)


def test_a_part_leaves_the_abridgement_for_the_countries_it_lacks(project: Path) -> None:
    drop_volume(project, ("ALBANIA", "333,000"), ("ANDORRA", "444,000"))
    assert told(project) == {
        ("tip-2013", "SRB"): {222000},
        ("tip-2013-alb-and", "ALB"): {333000},
        ("tip-2013-alb-and", "AND"): {444000},
    }


def test_a_volume_takes_over_from_the_page_that_was_there_before(project: Path) -> None:
    drop_page(project, "Albania", "333,000")
    drop_volume(project, ("ALBANIA", "333,001"), ("SERBIA", "444,000"))
    assert told(project) == {("tip-2013", "ALB"): {333001}, ("tip-2013", "SRB"): {444000}}


def test_an_original_that_is_gone_gives_way_to_the_abridgement_again(project: Path) -> None:
    drop_volume(project, ("ALBANIA", "333,000"), ("SERBIA", "444,000"))
    told(project)
    (project / "data/raw/originals/tip-2013.pdf").unlink()
    assert told(project) == {("tip-2013", "ALB"): {111000}, ("tip-2013", "SRB"): {222000}}
    assert problems(project, read_originals(project)) == []


def test_an_original_that_is_not_the_pinned_one_is_not_read_and_is_named(project: Path) -> None:
    drop_volume(project, ("ALBANIA", "333,000"), ("SERBIA", "444,000"))
    with (project / "data/raw/originals/tip-2013.pdf").open("ab") as file:
        file.write(b"\n")
    assert told(project) == {("tip-2013", "ALB"): {111000}, ("tip-2013", "SRB"): {222000}}
    (line,) = problems(project, read_originals(project))
    assert line.startswith("data/raw/originals/tip-2013.pdf: not the file that was pinned for tip-2013")


def test_a_file_that_nobody_pinned_is_not_read_and_is_named(project: Path) -> None:
    volume(project / "data/raw/originals/tip-2013.pdf")
    assert told(project)[("tip-2013", "ALB")] == {111000}
    (line,) = problems(project, read_originals(project))
    assert "no checksum is pinned" in line
    (project / ASIDE).mkdir()
    (project / "data/raw/originals/tip-2013.pdf").rename(project / ASIDE / "tip-2013.pdf")
    assert problems(project, read_originals(project)) == []


def test_the_abridgement_stands_in_for_an_original_that_cannot_be_read(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop_volume(project, ("ALBANIA", "333,000"), ("SERBIA", "444,000"))
    import pipeline.assets.documents as documents
    from pipeline.reading import UnreadableDocument

    whole = documents.read_document

    def broken(path: Path) -> object:
        if "originals" in str(path):
            raise UnreadableDocument(f"{path}: out of luvan")
        return whole(path)

    monkeypatch.setattr(documents, "read_document", broken)
    assert told(project) == {("tip-2013", "ALB"): {111000}, ("tip-2013", "SRB"): {222000}}
    row = row_of(project, "tip-2013")
    assert row.read_problem.startswith(STOOD_IN)
    assert "out of luvan" in row.read_problem
    assert row.kind == "abridged"


def test_a_page_of_another_country_makes_nothing_anew_but_the_volume_it_leaves(project: Path) -> None:
    before = document_key(Project(root=str(project)), "tip-2013")
    assert document_key(Project(root=str(project)), "tip-2013") == before
    drop_page(project, "Albania", "333,000")
    assert document_key(Project(root=str(project)), "tip-2013") != before


def test_from_the_inbox_to_the_release_in_one_build(tmp_path: Path) -> None:
    import shutil

    import duckdb
    import yaml

    root = tmp_path / "project"
    raw = ROOT / "data/raw"
    shutil.copytree(raw, root / "data/raw", ignore=shutil.ignore_patterns("abridged", "originals*"))
    catalogue = yaml.safe_load((raw / "sources.yaml").read_text(encoding="utf-8"))
    for entry in catalogue["sources"]:
        if entry["source"] in ("tip", "greta"):
            entry.pop("bundled", None)
    (root / "data/raw/sources.yaml").write_text(yaml.safe_dump(catalogue, allow_unicode=True, sort_keys=False))
    told_there = volume(root / "data/raw/inbox/new.pdf", edition=2027, countries=6, seed=4)
    assert any("euros" in text for told in told_there.countries for _, text in told.paragraphs)
    (root / "data/raw/inbox/junk.pdf").write_bytes(b"junk")
    environment = {**os.environ, "DAGSTER_HOME": str(root / ".dagster"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "build", "--root", str(root)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=root,
        check=False,
    )
    assert "taken in as tip-2027, new in the catalogue" in " ".join(done.stdout.split()), done.stdout + done.stderr
    assert done.returncode == 1
    assert "data/raw/inbox/junk.pdf: is neither" in " ".join(done.stderr.split())
    with duckdb.connect(str(root / "data/curated/reintegration_funding.duckdb"), read_only=True) as database:
        rows = database.execute("SELECT document_id, kind, retrieved_at IS NULL FROM documents").fetchall()
        amounts = {
            int(a) for (a,) in database.execute("SELECT amount_low FROM claims WHERE amount_low IS NOT NULL").fetchall()
        }
    assert rows == [("tip-2027", "original", False)]
    printed = {
        int(n.replace(",", ""))
        for told in told_there.countries
        for _, text in told.paragraphs
        for n in __import__("re").findall(r"([\d,]+) euros", text)
    }
    assert amounts == printed
