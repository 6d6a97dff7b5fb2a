"""A new edition appears: from the file to the release, whose figures are exactly those of the file."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.sources.catalogue import sha256_of
from tests.endtoend.project import EDITION, FIGURES, FILE, Figure, add_edition, command, make_project, typeset


def table(root: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(root / f"data/curated/parquet/{name}.parquet", dtype_backend="numpy_nullable")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, pd.DataFrame]]:
    """A project with a release of the old report alone."""
    root = make_project(tmp_path_factory.mktemp("year"))
    done = command(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return root, {name: table(root, name) for name in ("claims", "country_year", "documents", "coverage")}


@pytest.fixture(scope="module")
def after(before: tuple[Path, dict[str, pd.DataFrame]]) -> Path:
    """The same project after the new edition was added and built."""
    root, _ = before
    typeset(root / FILE)
    add_edition(root)
    done = command(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 of 2 documents (1 anew)" in done.stdout
    return root


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


def test_nothing_else_in_the_release_has_changed(before: tuple[Path, dict[str, pd.DataFrame]], after: Path) -> None:
    _, old = before
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
    assert documents["sha256"].tolist()[1] == sha256_of(after / FILE)


def test_the_year_that_was_a_gap_is_covered_now(before: tuple[Path, dict[str, pd.DataFrame]], after: Path) -> None:
    coverage = table(after, "coverage")
    held = coverage[(coverage["edition_year"] == 2026) & coverage["narrative_found"]]
    assert sorted(held["country_iso3"]) == ["ALB", "MKD", "SRB"]
    assert not (before[1]["coverage"]["edition_year"] == 2026).any()


def test_a_build_with_nothing_new_keeps_every_byte(after: Path) -> None:
    state = {p: p.read_bytes() for p in (after / "data/curated").rglob("*") if p.is_file()}
    done = command(after, "build", "--force")
    assert done.returncode == 0, done.stderr
    assert {p: p.read_bytes() for p in (after / "data/curated").rglob("*") if p.is_file()} == state


def test_a_file_cut_short_is_named_and_the_old_figures_stay(tmp_path: Path) -> None:
    root = make_project(tmp_path / "cut")
    typeset(root / FILE)
    whole = (root / FILE).read_bytes()
    (root / FILE).write_bytes(whole[: len(whole) // 3])
    add_edition(root)
    done = command(root, "build")
    assert done.returncode == 1
    assert f"{EDITION} quarantined: {FILE}" in " ".join(done.stderr.split())
    claims = table(root, "claims")
    assert set(claims["document_id"]) == {"tip-2013"}
