"""Every description of the release is valid by its own validator, and true."""

import hashlib
import json
from pathlib import Path

import mlcroissant
import pytest
import yaml

from pipeline.release.dataset import dataset_description, embedded
from pipeline.release.descriptor import SOURCES
from pipeline.release.publish import publish
from pipeline.release.version import Declared, content_hash
from schemas import TABLES
from tests.release.tables_fixture import release_tables

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release under its declared version."""
    directory = tmp_path_factory.mktemp("described") / "curated"
    publish(release_tables(), directory)
    declared = Declared("2020.01.0", "2020-01-02", content_hash(directory))
    publish(release_tables(), directory, declared=declared)
    return directory


def test_croissant_is_valid_without_a_warning_and_its_records_can_be_read(curated: Path) -> None:
    data = mlcroissant.Dataset(curated / "croissant.json")
    assert not data.metadata.ctx.issues.errors
    # The specification of calendar versions with a leading zero is the one thing that semver would not have.
    assert all("MAJOR.MINOR.PATCH" in warning for warning in data.metadata.ctx.issues.warnings)
    frames = release_tables()
    for name in TABLES:
        assert len(list(data.records(name))) == len(frames[name]), name
    first = next(iter(data.records("country_year")))
    assert first["country_year/country_iso3"] == b"ALB"
    assert first["country_year/best"] > 0


def test_croissant_names_every_column_with_its_type(curated: Path) -> None:
    described = json.loads((curated / "croissant.json").read_text(encoding="utf-8"))
    fields = {(r["name"], f["name"]) for r in described["recordSet"] for f in r["field"]}
    assert fields == {(t, c) for t in TABLES for c in TABLES[t].columns}


@pytest.mark.parametrize("name", ["croissant.json", "dataset.jsonld"])
def test_the_checksums_in_a_description_hold(curated: Path, name: str) -> None:
    described = json.loads((curated / name).read_text(encoding="utf-8"))
    files = [part for part in described["distribution"] if "sha256" in part]
    assert len(files) == 2 * len(TABLES) + 1
    for part in files:
        assert part["sha256"] == hashlib.sha256((curated / part["contentUrl"]).read_bytes()).hexdigest()


def test_the_dataset_of_schema_org_has_what_search_engines_ask_for(curated: Path) -> None:
    described = json.loads((curated / "dataset.jsonld").read_text(encoding="utf-8"))
    assert described["@type"] == "Dataset"
    assert 50 <= len(described["description"]) <= 5000
    assert (described["version"], described["datePublished"]) == ("2020.01.0", "2020-01-02")
    assert described["temporalCoverage"] == "2016/2017"
    assert [(p["identifier"], p["name"]) for p in described["spatialCoverage"]] == [
        ("ALB", "Albania"), ("MKD", "North Macedonia"),
    ]  # fmt: skip
    assert all(v["description"] and v["unitText"] for v in described["variableMeasured"])
    assert all({"contentUrl", "encodingFormat", "name"} <= set(d) for d in described["distribution"])
    assert all(source["license"] and source["usageInfo"] for source in described["isBasedOn"])
    assert "2020.01.0" in described["creditText"]


def test_a_page_can_hold_the_description_and_nothing_in_it_ends_the_script(curated: Path) -> None:
    described = dataset_description(curated, "</script><b>", base="../")
    text = embedded(described)
    assert "</script" not in text
    assert "<" not in text
    assert json.loads(text) == described
    assert all(part["contentUrl"].startswith("../") for part in described["distribution"])


def test_terms_of_the_sources_are_those_of_the_catalogue() -> None:
    catalogue = yaml.safe_load((ROOT / "data" / "raw" / "sources.yaml").read_text(encoding="utf-8"))
    terms = {key: (entry["name"], entry["terms_url"]) for key, entry in catalogue["licences"].items()}
    held = {terms[entry["licence"]] for entry in catalogue["sources"] if entry.get("bundled")}
    told = {(s["licence"], s["licence_url"]) for s in SOURCES}
    assert held <= told
    assert told <= set(terms.values())


def test_the_version_stands_in_every_description(curated: Path) -> None:
    assert (curated / "VERSION").read_text(encoding="utf-8") == "2020.01.0\n"
    for name in ("datapackage.json", "croissant.json", "dataset.jsonld"):
        assert json.loads((curated / name).read_text(encoding="utf-8"))["version"] == "2020.01.0"


def test_checksums_cover_every_file_but_the_database(curated: Path) -> None:
    lines = [line for line in (curated / "SHA256SUMS").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    listed = {line[66:]: line[:64] for line in lines}
    held = {p.relative_to(curated).as_posix() for p in curated.rglob("*") if p.is_file()}
    assert set(listed) == held - {"SHA256SUMS", "reintegration_funding.duckdb"}
    for name, checksum in listed.items():
        assert checksum == hashlib.sha256((curated / name).read_bytes()).hexdigest()
