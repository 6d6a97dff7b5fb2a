"""A project folder of a few bundled documents, and the build of it as a user starts it.

A build takes seconds of processor time, most of them whatever it reads: what can be shared is built once (`built`).
"""

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from filelock import FileLock

ROOT = Path(__file__).parents[1]
RELEASE = Path("data/curated")
DOCUMENTS = ("tip-2012", "tip-2013", "greta-2025-bgr")


def make(folder: Path, documents: Sequence[str] = DOCUMENTS) -> Path:
    """Writes the folder with these documents of the catalogue held, as far as they are bundled."""
    raw = folder / "data" / "raw"
    raw.mkdir(parents=True)
    for path in sorted((ROOT / "data/raw").iterdir()):
        if path.name in ("abridged", "originals", "inbox", "sources.yaml"):
            continue
        shutil.copytree(path, raw / path.name) if path.is_dir() else shutil.copy(path, raw / path.name)
    awards = raw / "grants" / "us_awards.csv"
    awards.write_text("".join(awards.read_text(encoding="utf-8").splitlines(keepends=True)[:9]), encoding="utf-8")
    _only_figures_of(documents, raw / "facts")
    catalogue = yaml.safe_load((ROOT / "data/raw/sources.yaml").read_text(encoding="utf-8"))
    (raw / "abridged").mkdir()
    for entry in catalogue["sources"]:
        if entry["source"] not in ("tip", "greta"):
            continue
        if entry["id"] not in documents:
            entry.pop("bundled", None)
        for file in entry.get("bundled", ()):
            shutil.copy(ROOT / file["path"], folder / file["path"])
    write_catalogue(folder, catalogue)
    if (ROOT / "dagster.yaml").is_file():
        shutil.copy(ROOT / "dagster.yaml", folder / "dagster.yaml")
    return folder


def _only_figures_of(documents: Sequence[str], facts: Path) -> None:
    """Leaves the figures read by hand in these documents: the others would all be missed, and named one by one."""
    kept = set()
    for name, column in (
        ("tip_figures.csv", "edition"),
        ("greta_figures.csv", "document_id"),
        ("left_out.csv", "fact_id"),
    ):
        rows = list(csv.DictReader(io.StringIO((facts / name).read_text(encoding="utf-8"))))
        held = [r for r in rows if r[column].lower() in documents or r[column] in kept]
        kept |= {r["fact_id"] for r in held}
        with (facts / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(held)


def built(folders: pytest.TempPathFactory, documents: Sequence[str] = ("tip-2013",)) -> Path:
    """A copy of a project of these documents that was built once for all tests of this run, whatever process they are in."""
    shared = folders.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    whole = shared / "-".join(("built", *documents))
    with FileLock(f"{whole}.lock"):
        if not whole.exists():
            half = make(whole.with_name(f"{whole.name}.half"), documents)
            done = build(half)
            assert done.returncode == 0, done.stdout + done.stderr
            half.rename(whole)
    return Path(shutil.copytree(whole, folders.mktemp("project") / "project"))


def read_catalogue(folder: Path) -> dict:  # type: ignore[type-arg]
    """The catalogue of a project as plain data."""
    return dict(yaml.safe_load((folder / "data/raw/sources.yaml").read_text(encoding="utf-8")))


def write_catalogue(folder: Path, catalogue: Mapping[str, object]) -> None:
    """Writes the catalogue of a project."""
    text = yaml.safe_dump(dict(catalogue), allow_unicode=True, sort_keys=False)
    (folder / "data/raw/sources.yaml").write_text(text, encoding="utf-8")


def hold(folder: Path, document: str, content: bytes, name: str | None = None) -> Path:
    """Gives a document of the catalogue a file of this content."""
    path = Path("data/raw/abridged") / (name or f"{document}.pdf")
    (folder / path).write_bytes(content)
    catalogue = read_catalogue(folder)
    for entry in catalogue["sources"]:
        if entry["id"] == document:
            entry["bundled"] = [{"path": str(path), "kind": "abridged"}]
    write_catalogue(folder, catalogue)
    return folder / path


def command(folder: Path, *more: str) -> list[str]:
    """The build command."""
    return [sys.executable, "-m", "pipeline.cli", "build", "--root", str(folder), *more]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a build that keeps to its folder."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("REINTEGRATION_", "COV"))}
    return {**clean, "DAGSTER_HOME": str(folder / ".dagster"), "PYTHONPATH": str(ROOT), **more}


def build(folder: Path, *more: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Builds the folder; no failure raises."""
    return subprocess.run(
        command(folder, *more),
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment(folder, **variables),
        check=False,
    )


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs `reintegration` in a folder as its maintainer would; no failure raises.

    In a process of its own: builds in the process of the tests now and then closed the files that pytest writes to.
    """
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment(folder),
        check=False,
    )


def release_bytes(folder: Path) -> dict[str, bytes]:
    """Every file of the release but the database, whose bytes are never the same."""
    top = folder / RELEASE
    return {
        str(p.relative_to(top)): p.read_bytes() for p in sorted(top.rglob("*")) if p.is_file() and p.suffix != ".duckdb"
    }


def database(folder: Path) -> Path:
    """The database of the release."""
    (path,) = (folder / RELEASE).glob("*.duckdb")
    return path
