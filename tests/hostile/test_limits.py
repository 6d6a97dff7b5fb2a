"""A file that hangs, crashes the reader or eats memory is stopped and named; the next one is read."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pipeline.reading import ReadingStopped, UnreadableDocument, apart, read_document
from pipeline.reading.limits import Limits, UnusableLimit, limits_from
from tests.hostile import files

ROOT = Path(__file__).parents[2]


@pytest.fixture
def honest(tmp_path: Path) -> Path:
    path = tmp_path / "honest.pdf"
    path.write_bytes(files.plain())
    return path


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A file that takes far longer than any limit in these tests."""
    path = tmp_path / "endless.pdf"
    path.write_bytes(files.million_glyphs(4_000_000))
    return path


def test_one_process_reads_many_documents(honest: Path) -> None:
    read_document(honest)
    first = apart._reader().process.pid
    for _ in range(3):
        read_document(honest)
    assert apart._reader().process.pid == first
    assert first != os.getpid()


def test_too_much_processor_time(endless: Path, honest: Path) -> None:
    with pytest.raises(ReadingStopped, match="more than 1 seconds of processor time"):
        read_document(endless, Limits(seconds=1, seconds_per_mb=0.001, patience=60))
    assert read_document(honest).pages == 1


def test_too_much_time_on_the_clock(endless: Path, honest: Path) -> None:
    with pytest.raises(ReadingStopped, match="more than 1 seconds and was stopped"):
        read_document(endless, Limits(seconds=5, seconds_per_mb=0.001, patience=0.2))
    assert read_document(honest).pages == 1


def test_too_much_memory(tmp_path: Path, honest: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(files.bomb(900))
    with pytest.raises(ReadingStopped, match="300 MB of memory"):
        read_document(path, Limits(memory_mb=300))
    assert read_document(honest).pages == 1


@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGBUS, signal.SIGKILL])
def test_a_crash_of_the_reader(endless: Path, honest: Path, how: signal.Signals) -> None:
    read_document(honest)
    process = apart._reader().process
    threading.Timer(0.3, process.send_signal, [how]).start()
    with pytest.raises(ReadingStopped, match=f"crashed on it \\({how.name}\\)"):
        read_document(endless)
    assert read_document(honest).pages == 1


def test_more_text_than_a_report_holds(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Invented words. " * 100_000)
    with pytest.raises(UnreadableDocument, match="holds 2 million characters, more than the 1 "):
        read_document(path, Limits(text_mb=1))


def test_more_numbers_than_any_report_holds(tmp_path: Path) -> None:
    """What is done with a reading has no process of its own: its length bounds it, and the numbers in it do."""
    path = tmp_path / "table.html"
    path.write_text("<html><body><table>" + "<tr><td>5,000.00 euros in 2017" * 1000)
    assert read_document(path, Limits(numbers=2000)).paragraphs
    with pytest.raises(UnreadableDocument, match="holds 2,000 numbers, more than the 1,999 "):
        read_document(path, Limits(numbers=1999))


def test_limits_come_from_the_environment() -> None:
    assert limits_from({}) == Limits()
    assert limits_from({"REINTEGRATION_READ_MEMORY_MB": "512"}) == Limits(memory_mb=512)
    for wrong in ("much", "0", "-1", "nan", "inf"):
        with pytest.raises(UnusableLimit, match="REINTEGRATION_READ_SECONDS"):
            limits_from({"REINTEGRATION_READ_SECONDS": wrong})


def test_threads_have_readers_of_their_own(honest: Path) -> None:
    pids: set[int] = set()

    def read() -> None:
        read_document(honest)
        pids.add(apart._reader().process.pid)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(pids) == 3


def test_no_reader_outlives_its_owner(endless: Path, honest: Path) -> None:
    """Killed with -9 while a file is read: the reader ends by its own limits, or when it wants to answer."""
    program = (
        "import sys; from pathlib import Path; from pipeline.reading import apart, read_document; "
        "from pipeline.reading.limits import Limits; read_document(Path(sys.argv[1])); "
        "print(apart._reader().process.pid, flush=True); read_document(Path(sys.argv[2]), Limits(1, 0.001, 2))"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", program, str(honest), str(endless)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert owner.stdout is not None
    reader = int(owner.stdout.readline())
    owner.kill()
    owner.wait()
    for _ in range(600):
        if not _runs(reader):
            return
        time.sleep(0.1)
    pytest.fail("the reader still runs")


def _runs(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_what_a_folder_holds_is_not_run_by_the_reader(
    honest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A numpy.py beside the reports is not the library."""
    (tmp_path / "numpy.py").write_text("raise SystemExit('run from a folder of reports')")
    monkeypatch.chdir(tmp_path)
    apart._reader().end()
    assert read_document(Path("honest.pdf")).pages == 1
