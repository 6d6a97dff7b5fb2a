"""A new edition appears: from the inbox to the release, whose figures are exactly those of the file."""

import csv
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from pipeline.release.archive import COMPANIONS
from pipeline.sources.catalogue import sha256_of
from tests import small_project as small
from tests.endtoend.project import EDITION, FIGURES, ROOT, Figure, add_rates, typeset


def table(root: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(root / f"data/curated/parquet/{name}.parquet", dtype_backend="numpy_nullable")


@dataclass(frozen=True)
class Year:
    """A project before and after, and what the commands said on the way."""

    root: Path
    before: dict[str, pd.DataFrame]
    said: dict[str, str]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The steps of docs/maintaining.md: the last release, a file in the inbox, the rates, build, compare, release."""
    root = small.built(tmp_path_factory)
    for name in COMPANIONS:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    said = {"first release": well(root, "release")}
    before = {name: table(root, name) for name in ("claims", "country_year", "documents", "coverage")}
    typeset(root / "data/raw/inbox" / "a report (1).pdf")
    add_rates(root)
    said["build"] = well(root, "build")
    (last,) = (root / "releases").iterdir()
    said["diff"] = well(root, "diff", str(last), "--csv", "changes.csv")
    said["release"] = well(root, "release")
    return Year(root, before, said)


def well(root: Path, *arguments: str) -> str:
    """What a command says that must succeed."""
    done = small.run(root, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def after(year: Year) -> Path:
    return year.root


def test_the_file_is_known_by_its_own_words(year: Year) -> None:
    assert "data/raw/inbox/a report (1).pdf: TIP Report 2026, 3 countries" in year.said["build"]
    assert "taken in as tip-2026, new in the catalogue" in year.said["build"]
    assert "2 of 2 documents (1 anew)" in year.said["build"]
    assert list((year.root / "data/raw/inbox").iterdir()) == []


def test_the_diff_shows_exactly_the_figures_of_the_file(year: Year) -> None:
    with (year.root / "changes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(r["table"], r["kind"], r["reasons"]) for r in rows} == {("country_year", "added", "new_report")}
    told = [(*r["key"].split("/"), float(r["now"]), r["currency_now"]) for r in rows]
    assert sorted(told) == sorted((f.iso3, str(f.year), f.group, f.amount, f.currency) for f in FIGURES)


def test_the_release_says_what_is_new_and_can_be_checked(year: Year) -> None:
    first, second = sorted((year.root / "releases").iterdir())
    assert f"Figures: {len(FIGURES)} new." in year.said["release"]
    assert f"Figures: {len(FIGURES)} new." in (year.root / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1]
    with zipfile.ZipFile(second) as archive:
        assert archive.testzip() is None
        names = {n.split("/", 1)[1] for n in archive.namelist()}
        assert {"SHA256SUMS", ".zenodo.json", "CITATION.cff", "CHANGES.csv"} <= {n.split("/")[-1] for n in names}
    assert (year.root / "data/curated/VERSION").read_text().strip() in second.name
    assert first.name != second.name


def test_the_release_holds_exactly_the_figures_of_the_file(after: Path) -> None:
    claims = table(after, "claims")
    told = claims[(claims["document_id"] == EDITION) & claims["amount_low"].notna()]
    found = {
        Figure(r.country_iso3, int(r.funding_year), float(r.amount_low), r.currency, r.role, r.purpose_group)
        for r in told.itertuples()
    }
    assert found == set(FIGURES)
    assert len(told) == len(FIGURES)


def test_money_that_is_no_funding_is_set_aside_with_its_reason(after: Path) -> None:
    aside = table(after, "amounts_set_aside")
    assert aside.loc[aside["document_id"] == EDITION, ["amount_low", "reason"]].to_numpy().tolist() == [
        [123_000, "fine"]
    ]


def test_every_figure_has_its_country_year_at_the_rate_of_the_year(after: Path) -> None:
    years = table(after, "country_year").set_index(["country_iso3", "funding_year", "purpose_group"])
    for figure in FIGURES:
        assert years.loc[(figure.iso3, figure.year, figure.group), "best"] == figure.amount
    assert years.loc[("ALB", 2025, "victim_assistance"), "best_usd"] == 303_000
    assert years.loc[("SRB", 2025, "reintegration"), "best_usd"] == 44_400


def test_every_sentence_has_its_page_as_printed_and_its_place(after: Path) -> None:
    claims = table(after, "claims")
    told = claims[claims["document_id"] == EDITION]
    assert told["bbox"].notna().all()
    assert (told["page_label"].astype(int) == told["pdf_page"] + 200).all()


def test_nothing_else_in_the_release_has_changed(year: Year, after: Path) -> None:
    old = year.before
    for name, keys in (("claims", ["document_id"]), ("country_year", ["country_iso3", "funding_year"])):
        new = table(after, name)
        untouched = (
            new[new["document_id"] != EDITION]
            if "document_id" in keys
            else new[~new.set_index(keys).index.isin([(f.iso3, f.year) for f in FIGURES])]
        )
        pd.testing.assert_frame_equal(untouched.reset_index(drop=True), old[name].reset_index(drop=True))
    documents = table(after, "documents")
    assert documents["document_id"].tolist() == ["tip-2013", EDITION]
    assert documents["sha256"].tolist()[1] == sha256_of(after / "data/raw/originals/tip-2026.pdf")


def test_the_year_that_was_a_gap_is_covered_now(year: Year, after: Path) -> None:
    coverage = table(after, "coverage")
    held = coverage[(coverage["edition_year"] == 2026) & coverage["narrative_found"]]
    assert sorted(held["country_iso3"]) == ["ALB", "MKD", "SRB"]
    assert not (year.before["coverage"]["edition_year"] == 2026).any()
