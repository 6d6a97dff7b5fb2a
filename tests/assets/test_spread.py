"""Documents read by several processes give the same bytes; what a dead worker leaves is done by the next build."""

import shutil
import threading
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from pipeline.assets.project import Project
from pipeline.assets.spread import batches_of, held_documents, make_document, read_everywhere
from pipeline.assets.store import ParquetStore, read
from tests import small_project as small
from tests.assets.breaking import UNEXTRACTABLE, break_here, path_that_breaks
from tests.benchmarks.fullsize import make
from tests.dask_cluster import running_cluster

TABLES = [
    "documents", "paragraphs", "narratives", "passages", "split_problems", "amounts_found_aside", "claims_found", "victims_found",
    "claim_problems",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("project") / "full"
    make(path, volumes=2, reports=2, countries=4, paragraphs=6, numbered=20)
    return path


def contents(store: ParquetStore) -> dict[str, bytes]:
    return {str(p.relative_to(store.folder)): p.read_bytes() for p in sorted(Path(store.folder).glob("*/*.parquet"))}


def alone(folder: Path, target: Path) -> ParquetStore:
    store = ParquetStore(folder=str(target))
    project = Project(root=str(folder))
    for document in held_documents(project):
        assert make_document(project, store, document) > 0
    return store


@pytest.mark.parametrize(("count", "size", "expected"), [(0, 3, 0), (1, 3, 1), (7, 3, 3), (9, 3, 3)])
def test_batches_hold_every_document_once(count: int, size: int, expected: int) -> None:
    documents = [f"d{n}" for n in range(count)]
    batches = batches_of(documents, size)
    assert len(batches) == expected
    assert sorted(d for b in batches for d in b) == sorted(documents)
    assert all(len(b) <= size for b in batches)


def test_a_fresh_document_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    store = alone(folder, tmp_path / "store")
    project = Project(root=str(folder))
    assert [make_document(project, store, d) for d in held_documents(project)] == [0, 0, 0, 0]


def test_what_a_dead_worker_left_undone_is_made_and_is_the_same(folder: Path, tmp_path: Path) -> None:
    store = alone(folder, tmp_path / "store")
    whole = contents(store)
    assert {k.split("/")[0] for k in whole} == set(TABLES)
    first, second, *_ = held_documents(Project(root=str(folder)))
    store.path("claims_found", first).unlink()  # died between two tables
    store.path("passages", first).unlink()
    store.path("claims_found", second).write_bytes(b"half a file")  # and one that no whole write would leave
    alone_again = [make_document(Project(root=str(folder)), store, d) for d in (first, second)]
    assert all(pages > 0 for pages in alone_again)
    assert contents(store) == whole


def test_two_processes_give_the_bytes_of_one(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    assert read_everywhere(folder, workers=2) == []
    spread = contents(ParquetStore(folder=str(folder / "build" / "store")))
    assert spread == contents(alone(folder, tmp_path / "store"))


@pytest.mark.parametrize("dies", [False, True])
def test_a_dask_cluster_gives_the_bytes_of_one_process_even_if_a_worker_dies(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dies: bool
) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    shutil.rmtree(folder / "build", ignore_errors=True)
    store = ParquetStore(folder=str(folder / "build" / "store"))
    with running_cluster(tmp_path, workers=2) as cluster:

        def kill_once_something_is_read() -> None:
            while not contents(store):
                time.sleep(0.02)
            cluster.kill_a_worker()

        if dies:
            threading.Thread(target=kill_once_something_is_read, daemon=True).start()
        assert read_everywhere(folder, workers=2, dask=cluster.address) == []
    assert contents(store) == contents(alone(folder, tmp_path / "store"))


@pytest.mark.parametrize("on_cluster", [False, True])
def test_a_document_that_breaks_the_extraction_stops_no_other_and_is_told_alike_everywhere(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_cluster: bool
) -> None:
    root = Path(shutil.copytree(folder, tmp_path / "project", ignore=shutil.ignore_patterns("build")))
    (root / "data/raw/abridged").mkdir()
    small.hold(root, "tip-2001", f"ALBANIA (Tier 2)\n\nIt paid 5 euros for a {UNEXTRACTABLE}.\n".encode(), "a.txt")
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", path_that_breaks(tmp_path))
    with running_cluster(tmp_path, workers=2) if on_cluster else nullcontext() as cluster:
        assert read_everywhere(root, workers=2, dask=cluster.address if cluster else None) == ["tip-2001"]
    break_here(monkeypatch)
    store = ParquetStore(folder=str(root / "build" / "store"))
    assert contents(store) == contents(alone(root, tmp_path / "store"))
    (problem,) = read(store.path("claim_problems", "tip-2001"))["problem"]
    assert problem.startswith("ALB, page 1, paragraph 1: its claims could not be extracted (ZeroDivisionError")
    assert not any(
        len(read(store.path("claim_problems", d))) for d in store.documents("claim_problems") if d != "tip-2001"
    )


def test_an_executor_that_reads_nothing_is_not_believed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    shutil.rmtree(folder / "build", ignore_errors=True)
    monkeypatch.setattr("pipeline.assets.spread.dg.execute_job", lambda *_, **__: nullcontext())
    assert read_everywhere(folder, workers=2) == held_documents(Project(root=str(folder)))
