"""A release is made whole, once, with a reason to make it; whatever is in the way leaves everything as it was."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
import yaml
from filelock import FileLock

from pipeline import releasing
from pipeline.release import archive
from pipeline.release.archive import write_archive
from pipeline.release.opened import open_release
from pipeline.release.publish import publish
from pipeline.release.version import add_changes, declared, release_version
from pipeline.releasing import Made, ReleaseNotMade, cited, make_release
from tests.release.tables_fixture import release_tables

ROOT = Path(__file__).parents[2]
DAY = date(2020, 1, 2)


@dataclass
class Report:
    """What a build tells."""

    lines: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    published: bool = True


@dataclass
class Project:
    """A project whose build publishes the tables that it is given."""

    root: Path
    tables: dict[str, pd.DataFrame] = field(default_factory=release_tables)
    problems: list[str] = field(default_factory=list)
    published: bool = True

    @property
    def curated(self) -> Path:
        return self.root / "data" / "curated"

    @property
    def output(self) -> Path:
        return self.root / "releases"

    def build(self) -> Report:
        if self.published:
            publish(self.tables, self.curated, [partial(add_changes, self.root)], declared(self.root))
        return Report([], list(self.problems), self.published)

    def release(
        self,
        day: date = DAY,
        against: Path | None = None,
        dry_run: bool = False,
        build: Callable[[], Report] | None = None,
    ) -> Made:
        return make_release(self.root, self.output, day, build or self.build, against, dry_run)

    def inputs(self) -> dict[str, bytes]:
        """Every file but the release and the lock."""
        return {
            p.relative_to(self.root).as_posix(): p.read_bytes()
            for p in sorted(self.root.rglob("*"))
            if p.is_file() and self.curated not in p.parents and p.suffix != ".lock"
        }

    def refused(self, **asked: object) -> str:
        before = self.inputs()
        with pytest.raises(ReleaseNotMade) as caught:
            self.release(**asked)  # type: ignore[arg-type]
        assert self.inputs() == before
        assert all("\n" not in line for line in caught.value.problems)
        return "\n".join(caught.value.problems)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in archive.COMPANIONS:
        shutil.copyfile(ROOT / name, tmp_path / name)
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 0.1.0, 2019-01-01\n\nFirst.\n")
    return Project(tmp_path)


# What is in the way.


def test_a_failed_check_is_in_the_way(project: Project) -> None:
    project.problems, project.published = ["check claims_schema failed on claims: row c1"], False
    assert "check claims_schema failed" in project.refused()


def test_a_quarantined_document_is_in_the_way_unless_it_is_declared_with_a_reason(project: Project) -> None:
    project.problems = ["tip-1999 quarantined: no text in it"]
    assert "tip-1999 quarantined" in project.refused()
    (project.root / "data").mkdir(exist_ok=True)
    (project.root / "data" / "release.yaml").write_text("known_quarantined:\n  tip-1999: a scan, no text layer\n")
    made = project.release()
    assert "Left out, as declared: tip-1999 quarantined: no text in it (known: a scan, no text layer)" in made.lines
    assert declared(project.root).known_quarantined == {"tip-1999": "a scan, no text layer"}


def test_a_declared_document_that_can_be_read_is_mentioned(project: Project) -> None:
    (project.root / "data").mkdir(exist_ok=True)
    (project.root / "data" / "release.yaml").write_text("known_quarantined:\n  tip-1999: a scan\n")
    assert "known_quarantined names tip-1999, which is not quarantined; remove it" in project.release().lines


def test_another_problem_is_not_covered_by_a_declaration(project: Project) -> None:
    (project.root / "data").mkdir(exist_ok=True)
    (project.root / "data" / "release.yaml").write_text("known_quarantined:\n  tip-1999: a scan\n")
    project.problems = ["tip-1999 quarantined: no text", "ALB 2017: no exchange rate for ALL"]
    assert project.refused().splitlines() == [
        "ALB 2017: no exchange rate for ALL",
        "no release is made while this stands",
    ]


def test_the_same_content_is_not_released_twice(project: Project) -> None:
    project.release()
    assert "nothing has changed since 2020.01.0" in project.refused()
    assert "nothing has changed" in project.refused(dry_run=True)


def test_the_last_release_must_be_there_to_compare_with(project: Project, tmp_path: Path) -> None:
    path = project.release().archive
    assert path is not None
    path.rename(tmp_path / "elsewhere.zip")
    project.tables = release_tables(best=7)
    assert "fetch the archive of the last release, 2020.01.0" in project.refused()
    assert project.release(against=tmp_path / "elsewhere.zip").version == "2020.01.1"


def test_a_damaged_or_wrong_last_release_is_in_the_way(project: Project, tmp_path: Path) -> None:
    path = project.release().archive
    assert path is not None
    publish(release_tables(), tmp_path / "other")
    project.tables = release_tables(best=7)
    assert "is version unreleased, but the last release is 2020.01.0" in project.refused(against=tmp_path / "other")
    path.write_bytes(path.read_bytes()[:20_000])
    assert "damaged" in project.refused()


def test_an_identifier_that_changed_its_meaning_is_in_the_way(project: Project) -> None:
    project.release()
    project.tables = release_tables()
    project.tables["claims"].loc[0, "sentence"] = "Another sentence."
    assert "c1 changed its meaning" in project.refused()


def test_a_clock_that_runs_behind_is_in_the_way(project: Project) -> None:
    project.release()
    project.tables = release_tables(best=7)
    assert "set the clock right" in project.refused(day=date(2019, 12, 31))


def test_a_damaged_declaration_or_a_missing_companion_is_one_line(project: Project) -> None:
    (project.root / "LICENSE-DATA.md").unlink()
    assert "LICENSE-DATA.md: not found" in project.refused()
    shutil.copyfile(ROOT / "LICENSE-DATA.md", project.root / "LICENSE-DATA.md")
    (project.root / "data").mkdir(exist_ok=True)
    (project.root / "data" / "release.yaml").write_text("version: [")
    assert "release.yaml: cannot be read" in project.refused()


def test_a_citation_without_its_lines_is_in_the_way(project: Project) -> None:
    (project.root / "CITATION.cff").write_text("cff-version: 1.2.0\n")
    assert "needs one line 'version:', has 0" in project.refused()


def test_two_releases_at_once_are_told_apart(project: Project) -> None:
    (project.root / "build").mkdir()
    with FileLock(project.root / "build" / ".release.lock"):
        assert "another release is being made" in project.refused()


@pytest.mark.parametrize("step", ["write_archive", "_write", "_verify"])
def test_a_full_disk_leaves_every_input_as_it_was_and_the_next_run_succeeds(
    project: Project, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    project.release()
    project.tables = release_tables(best=7)
    with monkeypatch.context() as patch:
        real = getattr(releasing, step)
        calls: list[object] = []

        def full(*arguments: object) -> object:
            calls.append(arguments)
            if len(calls) == (4 if step == "_write" else 1):
                raise OSError(28, "No space left on device", "CITATION.cff")
            return real(*arguments)

        patch.setattr(releasing, step, full)
        assert "CITATION.cff: No space left on device; the last release is as it was" in project.refused()
    assert [p.name for p in project.output.iterdir()] == ["reintegration-funding-2020.01.0.zip"]
    assert project.release().version == "2020.01.1"


def test_a_second_build_that_fails_puts_the_inputs_back(project: Project) -> None:
    calls: list[int] = []

    def build() -> Report:
        calls.append(1)
        if len(calls) == 2:
            return Report([], ["step release failed: disk full"], False)
        return project.build()

    assert "step release failed" in project.refused(build=build)
    assert not (project.root / "data" / "release.yaml").exists()


def test_an_interrupted_release_puts_the_inputs_back(project: Project) -> None:
    before = project.inputs()
    calls: list[int] = []

    def build() -> Report:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return project.build()

    with pytest.raises(KeyboardInterrupt):
        project.release(build=build)
    assert project.inputs() == before


@pytest.mark.parametrize("at", range(1, 8))
def test_a_release_killed_at_any_write_is_made_or_finished_by_the_next_run(project: Project, at: int) -> None:
    project.release()
    project.tables = release_tables(best=7)
    child = os.fork()
    if child == 0:
        real, calls = releasing._write, []

        def dies(path: Path, text: str) -> None:
            real(path, text)
            calls.append(path)
            if len(calls) == at:
                os._exit(9)

        releasing._write = dies  # type: ignore[assignment]
        releasing.write_archive = lambda *_: os._exit(9)  # type: ignore[assignment]
        try:
            project.release()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    made = project.release()
    assert made.version == "2020.01.1"
    assert made.archive is not None
    assert open_release(made.archive).version == release_version(project.curated) == "2020.01.1"
    changelog = (project.root / "CHANGELOG.md").read_text()
    assert changelog.count("## 2020.01.1,") == changelog.count("## 2020.01.0,") == 1


# What is made.


def test_a_dry_run_declares_and_packs_nothing(project: Project) -> None:
    before = project.inputs()
    made = project.release(dry_run=True)
    assert (made.version, made.archive) == ("2020.01.0", None)
    assert project.inputs() == before


def test_the_first_release_lists_every_figure_as_new(project: Project) -> None:
    made = project.release()
    assert made.diff is not None
    assert {c.kind.value for c in made.diff.changes} == {"added"}
    assert "Changes from nothing to 2020.01.0" in (project.curated / "CHANGES.md").read_text(encoding="utf-8")


def test_a_release_changes_version_citation_changelog_and_changes_together(project: Project) -> None:
    project.release()
    project.tables = release_tables(best=1_234)
    text = (project.root / "CHANGELOG.md").read_text()
    (project.root / "CHANGELOG.md").write_text(
        text.replace("# Changelog\n", "# Changelog\n\n## Unreleased\n\n- By hand.\n")
    )
    made = project.release(day=date(2020, 2, 3))
    assert made.version == "2020.02.0"
    assert release_version(project.curated) == "2020.02.0"
    citation = yaml.safe_load((project.root / "CITATION.cff").read_text(encoding="utf-8"))
    assert (citation["version"], str(citation["date-released"])) == ("2020.02.0", "2020-02-03")
    changelog = (project.root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changelog.startswith(
        "# Changelog\n\n## 2020.02.0, 2020-02-03\n\n- By hand.\n\nFigures, compared with 2020.01.0:"
    )
    assert "Unreleased" not in changelog
    assert "## 2020.01.0, 2020-01-02" in changelog
    assert "20,200,000 ALL → 1,234 ALL" in (project.curated / "CHANGES.md").read_text(encoding="utf-8")
    assert "20200000" in (project.curated / "CHANGES.csv").read_text(encoding="utf-8-sig")


def test_a_build_on_another_day_makes_the_same_bytes(project: Project) -> None:
    project.release()
    before = {p: p.read_bytes() for p in project.curated.rglob("*") if p.is_file()}
    shutil.rmtree(project.curated)
    project.build()
    database = project.curated / "reintegration_funding.duckdb"
    assert {p: c for p, c in before.items() if p != database} == {
        p: p.read_bytes() for p in project.curated.rglob("*") if p.is_file() and p != database
    }


def test_the_archive_holds_the_release_its_licences_and_true_checksums(project: Project) -> None:
    path = project.release().archive
    assert path is not None
    assert path.name == "reintegration-funding-2020.01.0.zip"
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        content = {n.split("/", 1)[1]: packed.read(n) for n in packed.namelist()}
    assert {n.split("/", 1)[0] for n in zipfile.ZipFile(path).namelist()} == {"reintegration-funding-2020.01.0"}
    released = {p.relative_to(project.curated).as_posix() for p in project.curated.rglob("*") if p.is_file()}
    assert set(content) == released | {*archive.COMPANIONS, ".zenodo.json"}
    sums = dict(reversed(line.split("  ", 1)) for line in content["SHA256SUMS"].decode().splitlines())
    assert set(sums) == set(content) - {"SHA256SUMS"}
    assert all(hashlib.sha256(content[name]).hexdigest() == checksum for name, checksum in sums.items())
    assert yaml.safe_load(content["CITATION.cff"])["version"] == "2020.01.0"


def test_sha256sum_accepts_the_checksums_of_folder_and_archive(project: Project, tmp_path: Path) -> None:
    path = project.release().archive
    assert path is not None
    with zipfile.ZipFile(path) as packed:
        packed.extractall(tmp_path / "unpacked")
    for folder in (project.curated, tmp_path / "unpacked" / path.stem):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=True)


def test_what_zenodo_is_told_is_what_it_asks_for(project: Project) -> None:
    path = project.release().archive
    assert path is not None
    with zipfile.ZipFile(path) as packed:
        told = json.loads(packed.read(f"{path.stem}/.zenodo.json"))
    assert told["upload_type"] == "dataset"
    assert (told["version"], told["publication_date"], told["license"]) == ("2020.01.0", "2020-01-02", "cc-by-4.0")
    assert all(creator["name"] for creator in told["creators"])
    assert told["related_identifiers"] == [
        {"identifier": "10.14197/atr.20121434", "relation": "references", "scheme": "doi"}
    ]


def test_the_same_files_give_the_same_archive(project: Project, tmp_path: Path) -> None:
    first = project.release().archive
    assert first is not None
    again = write_archive(project.curated, project.root, "2020.01.0", "2020-01-02", tmp_path / "again")
    assert again.read_bytes() == first.read_bytes()


def test_a_lost_archive_of_the_declared_version_is_packed_again(project: Project) -> None:
    first = project.release().archive
    assert first is not None
    first.unlink()
    assert "it would be packed" in project.release(dry_run=True).lines[0]
    made = project.release(day=date(2021, 1, 1))
    assert (made.version, made.archive) == ("2020.01.0", first)
    assert first.is_file()


def test_an_archive_that_cannot_be_written_leaves_no_litter(project: Project, tmp_path: Path) -> None:
    project.build()
    blocked = tmp_path / "out"
    blocked.write_text("a file where a folder should be")
    with pytest.raises(OSError, match="out"):
        write_archive(project.curated, project.root, "2020.01.0", "2020-01-02", blocked)
    (tmp_path / "out2").mkdir()
    (tmp_path / "out2" / "reintegration-funding-2020.01.0.zip").mkdir()
    with pytest.raises(OSError, match="reintegration-funding"):
        write_archive(project.curated, project.root, "2020.01.0", "2020-01-02", tmp_path / "out2")
    assert [p.name for p in (tmp_path / "out2").iterdir()] == ["reintegration-funding-2020.01.0.zip"]


def test_the_citation_file_is_valid_by_its_own_validator(tmp_path: Path) -> None:
    """cffconvert needs an old jsonschema, so it gets an environment of its own."""
    text = cited((ROOT / "CITATION.cff").read_text(encoding="utf-8"), "2020.01.0", "2020-01-02")
    (tmp_path / "CITATION.cff").write_text(text, encoding="utf-8")
    target = tmp_path / "packages"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-warn-conflicts"]
    subprocess.run([*pip, "--target", str(target), "cffconvert==2.0.0"], check=True, capture_output=True)
    code = "from cffconvert.cli.cli import cli; cli()"
    checked = subprocess.run(
        [sys.executable, "-c", code, "--validate", "-i", "CITATION.cff"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(target)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "valid" in checked.stdout
