"""A full rebuild measured: `python -m pytest tests/benchmarks/test_full_rebuild.py --benchmark-only -s`.

REINTEGRATION_BENCH=25,160 makes the full size (volumes, GRETA reports; about 17,500 pages); without it a tenth of that is
measured. No time is asserted; docs/reading.md has a table.
"""

import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import yaml

from pipeline.assets.project import Project
from pipeline.assets.spread import held_documents, read_everywhere
from pipeline.assets.store import ParquetStore
from tests.benchmarks.fullsize import make
from tests.dask_cluster import running_cluster

VOLUMES, REPORTS = (int(n) for n in os.environ.get("REINTEGRATION_BENCH", "3,12").split(","))


def _made(folder: Path, volumes: int, reports: int) -> int:
    pages = make(folder, volumes, reports)
    shutil.copy("dagster.yaml", folder / "dagster.yaml")
    (folder / ".dagster").mkdir()
    shutil.copy("dagster.yaml", folder / ".dagster" / "dagster.yaml")
    return pages


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    folder = tmp_path_factory.mktemp("full") / "project"
    return folder, _made(folder, VOLUMES, REPORTS)


def _build(folder: Path, workers: int = 1) -> tuple[float, float, int]:
    """Seconds on the clock, seconds of processor time, and megabytes resident of a build's own process."""
    script = (
        "import re; from pipeline.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('peak', int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) // 1024)"
    )
    environment = {**os.environ, "DAGSTER_HOME": str(folder / ".dagster")}
    command = [sys.executable, "-c", script, "build", "--root", str(folder), "--workers", str(workers)]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    took, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "Published:" in done.stdout, done.stdout + done.stderr
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, used, int(done.stdout.rsplit("peak", 1)[1])


@pytest.mark.benchmark(group="reading and extraction on Dask")
@pytest.mark.parametrize(("workers", "dies"), [(1, False), (2, False), (2, True)])
def test_reading_and_extraction_on_dask(benchmark, full, tmp_path, monkeypatch, workers: int, dies: bool) -> None:  # type: ignore[no-untyped-def]
    folder, pages = full
    shutil.rmtree(folder / "build", ignore_errors=True)
    monkeypatch.setenv("DAGSTER_HOME", str(folder / ".dagster"))
    store = ParquetStore(folder=str(folder / "build" / "store"))
    documents = held_documents(Project(root=str(folder)))
    with running_cluster(tmp_path, workers) as cluster:

        def kill_half_way() -> None:
            while len(store.documents("claims_found")) < len(documents) / 2:
                time.sleep(0.1)
            cluster.kill_a_worker()

        if dies:
            threading.Thread(target=kill_half_way, daemon=True).start()
        unread = benchmark.pedantic(read_everywhere, (folder,), {"workers": workers, "dask": cluster.address}, rounds=1)
    assert unread == []
    benchmark.extra_info["pages per second"] = round(pages / benchmark.stats["mean"])
    print(workers, "workers", "one killed" if dies else "", dict(benchmark.extra_info))


@pytest.mark.benchmark(group="whole build")
def test_whole_build_and_the_next_after_one_new_report(benchmark, full) -> None:  # type: ignore[no-untyped-def]
    folder, pages = full
    shutil.rmtree(folder / "build", ignore_errors=True)
    path = folder / "data" / "raw" / "sources.yaml"
    whole = path.read_text(encoding="utf-8")
    catalogue = yaml.safe_load(whole)
    [*_, newest] = [entry for entry in catalogue["sources"] if entry.get("bundled")]
    del newest["bundled"]
    path.write_text(yaml.safe_dump(catalogue, sort_keys=False, allow_unicode=True), encoding="utf-8")
    took, used, peak = benchmark.pedantic(_build, (folder, 2), rounds=1)
    path.write_text(whole, encoding="utf-8")
    again, used_again, _ = _build(folder)
    benchmark.extra_info |= {
        "pages": pages,
        "seconds": round(took, 1),
        "processor ms a page": round(1000 * used / pages, 1),
        "megabytes of the build's process": peak,
        "seconds after one report": round(again, 1),
        "processor seconds after one report": round(used_again, 1),
    }
    print(dict(benchmark.extra_info))


@pytest.mark.benchmark(group="whole build")
def test_a_build_in_one_process_of_a_few_documents(benchmark, tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "project"
    pages = _made(folder, 1, 4)
    took, used, peak = benchmark.pedantic(_build, (folder,), rounds=1)
    benchmark.extra_info |= {
        "pages": pages,
        "seconds": round(took, 1),
        "processor ms a page": round(1000 * used / pages, 1),
        "megabytes of the build's process": peak,
    }
    print(dict(benchmark.extra_info))
