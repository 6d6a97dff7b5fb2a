"""Reading measured side by side: `python -m pytest tests/benchmarks --benchmark-only`.

The files are made on the spot: two-column volumes of invented text, by reportlab (by column or across, by line or by word) and by
other typesetters. No time is asserted; docs/reading.md has a table.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from pipeline.reading.document import read_document
from pipeline.reports import split_report
from tests.benchmarks.typesetters import by_chromium, by_groff, by_typst
from tests.volumes import invent_volume, typeset_volume

PAGES_FOR_PDFPLUMBER = 12


_OTHERS = {"typst": (by_typst, ()), "groff": (by_groff, ("groff", "ps2pdf")), "chromium": (by_chromium, ("chromium",))}


@pytest.fixture(scope="module", params=["line-column", "line-row", "word-row", *_OTHERS])
def volume(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    path = tmp_path_factory.mktemp("volume") / f"{request.param}.pdf"
    told = invent_volume(3, 2016, 60, 22)
    if request.param in _OTHERS:
        typeset, tools = _OTHERS[request.param]
        if missing := [tool for tool in tools if shutil.which(tool) is None]:
            pytest.skip(f"{missing[0]} is not installed")
        typeset(told, path)
        with pypdfium2.PdfDocument(path) as document:
            return path, len(document)
    unit, order = request.param.split("-")
    return path, typeset_volume(told, path, unit=unit, order=order)


def _crop_and_extract(path: Path, pages: int) -> int:
    with pdfplumber.open(path) as document:
        found = 0
        for page in document.pages[:pages]:
            half = page.width / 2
            for box in ((0, 0, half, page.height), (half, 0, page.width, page.height)):
                found += len(page.crop(box).extract_text() or "")
    return found


def _plain(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    found = 0
    for page in document:
        text = page.get_textpage()
        found += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return found


@pytest.mark.benchmark(group="pages per second")
def test_this_project(benchmark, volume) -> None:  # type: ignore[no-untyped-def]
    path, pages = volume
    assert benchmark(lambda: read_document(path).pages) == pages
    benchmark.extra_info["pages"] = pages
    benchmark.extra_info["pages per second"] = round(pages / benchmark.stats["mean"])


@pytest.mark.benchmark(group="pages per second")
def test_pdfplumber_crop_and_extract(benchmark, volume) -> None:  # type: ignore[no-untyped-def]
    path, _ = volume
    assert benchmark.pedantic(_crop_and_extract, (path, PAGES_FOR_PDFPLUMBER), rounds=1) > 0
    benchmark.extra_info["pages per second"] = round(PAGES_FOR_PDFPLUMBER / benchmark.stats["mean"], 1)


@pytest.mark.benchmark(group="pages per second")
def test_pypdfium2_plain_text_without_order(benchmark, volume) -> None:  # type: ignore[no-untyped-def]
    path, pages = volume
    assert benchmark(_plain, path) > 0
    benchmark.extra_info["pages per second"] = round(pages / benchmark.stats["mean"])


@pytest.mark.benchmark(group="pages per second")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
def test_pdftotext(benchmark, volume, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path, pages = volume
    benchmark(lambda: subprocess.run(["pdftotext", str(path), str(tmp_path / "out.txt")], check=True))
    benchmark.extra_info["pages per second"] = round(pages / benchmark.stats["mean"])


@pytest.mark.benchmark(group="narratives")
def test_reading_and_splitting(benchmark, volume) -> None:  # type: ignore[no-untyped-def]
    path, _ = volume
    assert len(benchmark(lambda: split_report(read_document(path), "tip", 2016).narratives)) == 60


_RESIDENT = """
import re, sys
from pathlib import Path
from pipeline.reading.document import read_document
for _ in range(int(sys.argv[2])):
    pages = read_document(Path(sys.argv[1])).pages
# not ru_maxrss, which begins with what the parent held
print(pages, int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


@pytest.mark.benchmark(group="memory")
def test_resident_memory_of_a_600_page_volume_once_and_four_times(benchmark, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "volume.pdf"
    typeset_volume(invent_volume(5, 2016, 190, 24), path)

    def resident(times: int) -> int:
        done = subprocess.run(
            [sys.executable, "-c", _RESIDENT, str(path), str(times)], check=True, capture_output=True, text=True
        )
        return int(done.stdout.split()[1])

    once = benchmark.pedantic(resident, (1,), rounds=1)
    benchmark.extra_info["megabytes once"] = once
    benchmark.extra_info["megabytes four times"] = resident(4)
