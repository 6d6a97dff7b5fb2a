"""Where an original is held its claims replace the abridgement's, and the abridgement becomes the yardstick."""

import csv
import io
from pathlib import Path

import pytest
import yaml

from tests import small_project as small
from tests.endtoend.project import COUNTRIES, EDITION, FILE, Country, add_edition, typeset

ABRIDGED = Path("data/raw/abridged/tip-2026.pdf")
#: Two of the original's four figures, one of them for another purpose, and one that the original does not tell.
_YARDSTICK = (
    Country(
        "ALBANIA",
        "TIER 2",
        (
            (
                "PROTECTION",
                "The government allocated 30.3 million lek to NGO-run shelters for trafficking victims in 2025.",
            ),
            ("PREVENTION", "The government allocated 55.5 million lek to awareness campaigns in 2025."),
        ),
    ),
    Country(
        "NORTH MACEDONIA",
        "TIER 2 WATCH LIST",
        (
            (
                "PROTECTION",
                "The government allocated 7,777,777 denars ($9,999,999) for food for trafficking victims in 2025.",
            ),
        ),
    ),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small.built(tmp_path_factory)
    typeset(root / FILE, COUNTRIES)
    typeset(root / ABRIDGED, _YARDSTICK)
    add_edition(root)
    path = root / "data/raw/sources.yaml"
    catalogue = yaml.safe_load(path.read_text(encoding="utf-8"))
    catalogue["sources"][-1]["bundled"].append({"path": str(ABRIDGED), "kind": "abridged"})
    path.write_text(yaml.safe_dump(catalogue, allow_unicode=True, sort_keys=False), encoding="utf-8")
    done = small.run(root, "build")
    assert done.returncode == 0, done.stderr
    assert "Originals against their abridgements: 2 of 3 amounts found again, 1 new" in done.stdout
    return root


def rows(root: Path, *arguments: str) -> list[dict[str, str]]:
    done = small.run(root, "agreement", "--format", "csv", "--edition", "2026", *arguments)
    assert done.returncode == 0, done.stderr
    return [r for r in csv.DictReader(io.StringIO(done.stdout)) if r["comparison"] == "abridgement"]


def test_each_figure_is_found_missed_or_new(project: Path) -> None:
    told = {
        (r["country_iso3"], r["expected_amount"], r["found_amount"]): (r["outcome"], r["fields_that_differ"])
        for r in rows(project)
    }
    assert told[("ALB", "30300000.0", "30300000.0")] == ("found", "")
    assert told[("ALB", "55500000.0", "")] == ("missed", "")
    assert told[("ALB", "", "20200000.0")] == ("new", "")
    outcome, fields = told[("MKD", "7777777.0", "7777777.0")]
    assert outcome == "found_with_differences"
    assert "purpose" in fields.split(";")
    assert len(told) == 4  # Serbia stands in no abridgement: nothing to compare it with


def test_the_published_claims_are_those_of_the_original(project: Path) -> None:
    import pandas as pd

    claims = pd.read_parquet(project / "data/curated/parquet/claims.parquet")
    amounts = set(claims.loc[(claims["document_id"] == EDITION), "amount_low"].dropna())
    assert 55_500_000 not in amounts
    assert 20_200_000 in amounts
    documents = pd.read_parquet(project / "data/curated/parquet/documents.parquet").set_index("document_id")
    assert documents.loc[EDITION, "kind"] == "original"
