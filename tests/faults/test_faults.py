"""What may go wrong around a build leaves the old release or the new one, and the next build mends itself."""

import os
import resource
import subprocess
import threading
import time
from pathlib import Path

import pytest

from pipeline.release.database import differences
from tests import small_project as small
from tests.faults.__main__ import run


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small.make(tmp_path_factory.mktemp("faults") / "project", ("tip-2013",))
    done = small.build(folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def before(project: Path) -> dict[str, bytes]:
    return small.release_bytes(project)


def test_a_build_killed_at_random_moments(tmp_path: Path) -> None:
    counts = run(times=2, seed=int(os.environ.get("FAULTS_SEED", "3")), folder=tmp_path)
    assert counts["broken"] == 0, counts
    assert counts["next build right"] == 2


def test_two_builds_at_once_end_well_one_after_the_other(project: Path, before: dict[str, bytes]) -> None:
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
    assert small.release_bytes(project) == before


def test_a_full_disk_leaves_the_release_and_says_so(project: Path, before: dict[str, bytes]) -> None:
    """No file may grow beyond 20 kB: the first that would is refused by the system, as on a full disk."""
    small.hold(
        project, "tip-2014", b"ALBANIA (Tier 2)\n\nThe government allocated 3 million lek to a shelter.\n", "t.txt"
    )
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


def test_a_damaged_store_is_made_anew(project: Path, before: dict[str, bytes]) -> None:
    """Files of no bytes, half files, and files with some bytes changed, in turn."""
    database = (project / "build/kept.duckdb", small.database(project))
    database[0].write_bytes(database[1].read_bytes())
    for number, path in enumerate(sorted((project / "build/store").rglob("*.parquet"))):
        content = path.read_bytes()
        middle = len(content) // 3
        changed = content[:middle] + b"\x00\xff\x00\xff" + content[middle + 4 :]
        path.write_bytes([b"", content[:middle], changed][number % 3])
    (project / "build/store/claims_found/left.1234.tmp").write_bytes(b"half")
    (project / "build/state.json").write_text("{half")
    done = small.build(project)
    assert done.returncode == 0, done.stderr
    assert "was damaged and is made anew" in done.stdout
    assert small.release_bytes(project) == before
    assert differences(*database) == []
    assert not list((project / "build").rglob("*.tmp"))


def test_a_store_of_other_columns_is_made_anew(project: Path, before: dict[str, bytes]) -> None:
    """A file with the right mark and other columns, as no build writes it."""
    import pyarrow.parquet as pq

    path = next((project / "build/store/paragraphs").glob("*.parquet"))
    table = pq.read_table(path)
    pq.write_table(table.rename_columns([f"{name}_other" for name in table.column_names]), path)
    done = small.build(project, "--force")
    assert done.returncode == 0, done.stderr
    assert f"build/store/paragraphs/{path.name} was damaged" in done.stdout
    assert small.release_bytes(project) == before


def test_a_damaged_history_of_runs_is_set_aside(project: Path, before: dict[str, bytes]) -> None:
    history = [p for p in (project / ".dagster").rglob("*.db") if p.stat().st_size]
    assert history
    for path in history:
        path.write_bytes(b"this is no database" * 500)
    done = small.build(project, "--force")
    assert done.returncode == 0, done.stderr
    assert "was damaged; it is set aside" in done.stdout
    assert small.release_bytes(project) == before


def test_clocks_that_jump_change_nothing(project: Path, before: dict[str, bytes]) -> None:
    for years in (-10, 10):
        moment = time.time() + years * 365 * 86400
        for path in (p for p in project.rglob("*") if p.is_file()):
            os.utime(path, (moment, moment))
        done = small.build(project)
        assert "Nothing has changed" in done.stdout, done.stderr
    done = small.build(project, "--force")
    assert done.returncode == 0, done.stderr
    assert small.release_bytes(project) == before


def test_a_changed_file_is_read_whatever_its_date(project: Path) -> None:
    path = small.hold(
        project, "tip-2014", b"ALBANIA (Tier 2)\n\nThe government allocated 4 million lek to a shelter.\n", "t.txt"
    )
    os.utime(path, (1, 1))
    small.build(project)
    first = small.release_bytes(project)["csv/claims.csv"]
    path.write_bytes(path.read_bytes().replace(b"4 million", b"5 million"))
    os.utime(path, (1, 1))
    done = small.build(project)
    assert done.returncode == 0, done.stderr
    assert small.release_bytes(project)["csv/claims.csv"] != first


def test_a_place_that_cannot_be_written_is_one_line(project: Path, before: dict[str, bytes]) -> None:
    """A file stands where a folder must be: refused to any user, also to one who may write everywhere."""
    blocked = project / "build-blocked"
    (project / "build").rename(blocked)
    (project / "build").write_text("in the way")
    try:
        done = small.build(project, "--force")
    finally:
        (project / "build").unlink()
        blocked.rename(project / "build")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert str(project / "build") in done.stderr
    assert small.release_bytes(project) == before


def test_a_reader_sees_one_whole_release_while_builds_run(project: Path) -> None:
    """Every look at the release while it is exchanged finds all files of one state."""
    import duckdb

    stop = threading.Event()
    seen: list[str] = []

    def look() -> None:
        while not stop.is_set():
            try:
                with duckdb.connect(str(small.database(project)), read_only=True) as connection:
                    connection.execute("SELECT count(*) FROM claims").fetchall()
            except Exception as problem:
                seen.append(repr(problem))
            stop.wait(0.02)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        for amount in (b"6", b"7"):
            text = b"ALBANIA (Tier 2)\n\nThe government allocated %s million lek to a shelter.\n" % amount
            small.hold(project, "tip-2014", text, "t.txt")
            assert small.build(project).returncode == 0
    finally:
        stop.set()
        thread.join()
    assert seen == []
