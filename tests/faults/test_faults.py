"""What may go wrong around a build leaves the old release or the new one, and the next build mends itself."""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.assets.documents import document_key
from pipeline.assets.project import Project
from pipeline.release.database import differences
from pipeline.sources.originals import _checksum
from tests import small_project as small
from tests.faults.__main__ import run


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.built(tmp_path_factory)


@pytest.fixture
def before(project: Path) -> dict[str, bytes]:
    return small.release_bytes(project)


def test_a_build_killed_at_a_random_moment(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Once; `make faults` does it a hundred times."""
    built = small.built(tmp_path_factory)
    counts = run(times=1, seed=int(os.environ.get("FAULTS_SEED", "3")), folder=tmp_path, built=built)
    assert counts["broken"] == 0, counts
    assert counts["next build right"] == 1


def test_two_builds_at_once_end_well_and_a_reader_sees_a_whole_release_all_the_time(
    project: Path, before: dict[str, bytes]
) -> None:
    """The second build waits for the first; each look at the release while they exchange it finds a database that opens."""
    with looking_at(project) as troubles:
        both = [
            subprocess.Popen(
                small.command(project, "--force"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=project,
                env=small.environment(project),
            )
            for _ in range(2)
        ]  # fmt: skip
        told = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert sum("Waited for another build" in out for out, _ in told) == 1
    assert troubles == []
    assert small.release_bytes(project) == before


@contextmanager
def looking_at(project: Path) -> Iterator[list[str]]:
    """Opens the database of a release again and again; gives what went wrong."""
    import duckdb

    stop = threading.Event()
    troubles: list[str] = []

    def look() -> None:
        while not stop.is_set():
            try:
                with duckdb.connect(str(small.database(project)), read_only=True) as connection:
                    connection.execute("SELECT count(*) FROM claims").fetchall()
            except Exception as problem:
                troubles.append(repr(problem))
            stop.wait(0.02)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield troubles
    finally:
        stop.set()
        thread.join()


def test_all_that_may_be_damaged_between_two_builds_is_made_anew(project: Path, before: dict[str, bytes]) -> None:
    """The store: no bytes, half files, changed bytes, other columns; notes and halves of a dead build; Dagster's history."""
    import pyarrow.parquet as pq

    kept = project / "build/kept.duckdb"
    kept.write_bytes(small.database(project).read_bytes())
    other = next((project / "build/store/paragraphs").glob("*.parquet"))
    for number, path in enumerate(sorted((project / "build/store").rglob("*.parquet"))):
        content = path.read_bytes()
        middle = len(content) // 3
        changed = content[:middle] + b"\x00\xff\x00\xff" + content[middle + 4 :]
        if path != other:
            path.write_bytes([b"", content[:middle], changed][number % 3])
    whole = pq.read_table(other)  # with the right mark, as no build writes it
    pq.write_table(whole.rename_columns([f"{name}_other" for name in whole.column_names]), other)
    (project / "build/store/claims_found/left.1234.tmp").write_bytes(b"half")
    (project / "build/state.json").write_text("{half")
    history = [p for p in (project / ".dagster").rglob("*.db") if p.stat().st_size]
    assert history
    for path in history:
        path.write_bytes(b"this is no database" * 500)
    done = small.build(project, "--force")
    assert done.returncode == 0, done.stderr
    assert f"build/store/paragraphs/{other.name} was damaged and is made anew" in done.stdout
    assert "was damaged; it is set aside" in done.stdout
    assert small.release_bytes(project) == before
    assert differences(kept, small.database(project)) == []
    assert not list((project / "build").rglob("*.tmp"))


def test_dates_that_jump_are_no_change_and_hide_none(project: Path, before: dict[str, bytes]) -> None:
    for years in (-10, 10):
        moment = time.time() + years * 365 * 86400
        for path in (p for p in project.rglob("*") if p.is_file()):
            os.utime(path, (moment, moment))
        done = small.run(project, "build")
        assert "Nothing has changed" in done.stdout, done.stderr
    path = small.hold(project, "tip-2014", TOLD % b"4", "t.txt")
    os.utime(path, (1, 1))
    first = key_of(project)
    path.write_bytes(TOLD % b"5")
    os.utime(path, (1, 1))
    assert key_of(project) != first


#: A report of one sentence, as long for each amount of one digit.
TOLD = b"ALBANIA (Tier 2)\n\nThe government allocated %s million lek to a shelter.\n"


def key_of(project: Path) -> str:
    """What decides whether the report is read again, for a build that begins now."""
    _checksum.cache_clear()
    return document_key(Project(root=str(project)), "tip-2014")


def test_a_full_disk_leaves_the_release_and_says_so(project: Path, before: dict[str, bytes]) -> None:
    """No file may grow beyond 20 kB: the first that would is refused by the system, as on a full disk."""
    small.hold(project, "tip-2014", TOLD % b"3", "t.txt")
    done = subprocess.run(
        small.command(project), capture_output=True, text=True, cwd=project, env=small.environment(project), check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY)),
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "error" in done.stderr
    assert small.release_bytes(project) == before
    again = small.build(project)
    assert again.returncode == 0, again.stderr
    assert small.release_bytes(project) != before


def test_a_place_that_cannot_be_written_is_one_line(project: Path, before: dict[str, bytes]) -> None:
    """A file stands where a folder must be: refused to any user, also to one who may write everywhere."""
    blocked = project / "build-blocked"
    (project / "build").rename(blocked)
    (project / "build").write_text("in the way")
    try:
        done = small.run(project, "build", "--force")
    finally:
        (project / "build").unlink()
        blocked.rename(project / "build")
    assert done.returncode == 1
    assert str(project / "build") in done.stderr
    assert small.release_bytes(project) == before
