"""A blocking check that fails leaves the release of before, and every failure is a line that says what to do."""

from pathlib import Path

import pytest

from pipeline.assets import store
from tests import small_project as small


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.built(tmp_path_factory)


def release(root: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in (root / "data/curated").rglob("*") if p.is_file()}


def test_a_table_that_breaks_its_schema_is_not_published(project: Path) -> None:
    before = release(project)
    path = project / "build/store/claims_found/tip-2013.parquet"
    kept, claims = path.read_bytes(), store.read(path)
    store.write(claims.assign(confidence=7.0), path, store.key_of(path) or "")
    try:
        done = small.run(project, "build", "--force")
        said = " ".join(done.stderr.split())
        assert done.returncode == 1
        assert "check claims_schema failed on claims" in said
        assert "Traceback" not in done.stderr
        assert "the one of before stands" in done.stdout
        assert release(project) == before
    finally:
        path.write_bytes(kept)
    assert small.run(project, "build", "--force").returncode == 0
    assert files(release(project)) == files(before)


def test_a_decision_that_cannot_be_applied_is_named_and_the_rest_goes_on(project: Path) -> None:
    before = release(project)
    decisions = project / "data/raw/review/decisions.csv"
    decisions.parent.mkdir(exist_ok=True)
    claim, sha = before_claim(project)
    decisions.write_text(
        "claim_id,sentence_sha,decision,field,value,reason,reviewer,decided_on\n"
        f"{claim},{sha},correct,amount_low,-5,invented,Invented Person,2031-01-02\n"
        f"{claim},0123456789abcdef,reject,,,invented,Invented Person,2031-01-02\n",
        encoding="utf-8",
    )
    try:
        done = small.run(project, "build")
        said = " ".join(done.stderr.split())
        assert done.returncode == 1
        assert f"decisions.csv, line 2, claim {claim}" in said
        assert "-5" in said
        assert f"decisions.csv, line 3, claim {claim}: stale, the sentence has changed; not applied" in said
        assert files(release(project)) == files(before)
    finally:
        decisions.unlink()
    assert small.run(project, "build").returncode == 0


def files(of: dict[Path, bytes]) -> dict[Path, bytes]:
    """Without the database, whose bytes are never the same."""
    return {path: held for path, held in of.items() if path.suffix != ".duckdb"}


def before_claim(root: Path) -> tuple[str, str]:
    import pandas as pd

    claims = pd.read_parquet(root / "data/curated/parquet/claims.parquet")
    row = claims[claims["amount_low"].notna()].iloc[0]
    return str(row["claim_id"]), str(row["sentence_sha"])


def test_a_missing_input_is_one_line_with_what_to_do(project: Path) -> None:
    before = release(project)
    path = project / "data/raw/fx/conventions.csv"
    kept = path.read_bytes()
    path.unlink()
    try:
        done = small.run(project, "build")
        said = " ".join(done.stderr.split())
        assert done.returncode == 1
        assert "conventions.csv: not found; restore it from the repository" in said
        assert "Traceback" not in done.stderr
        assert release(project) == before
    finally:
        path.write_bytes(kept)
