"""The workbook opens, says what it holds, equals the tables, and runs nothing."""

import csv
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.release.columns import arrow_table
from pipeline.release.files import write_csv
from pipeline.release.publish import publish
from pipeline.release.workbook import LEFT_OUT, write_workbook
from schemas import TABLES
from tests.release.tables_fixture import AWKWARD, release_tables

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1", "\ufeff=1", "\uff1d1", "'=1", "=cmd|'/C calc'!A0"]  # fmt: skip


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tables = release_tables()
    tables["claims"] = pd.concat(
        [
            tables["claims"],
            *(
                tables["claims"].iloc[[1]].assign(claim_id=f"f{n}", sentence=f"{text} end", funder=text)
                for n, text in enumerate(FORMULAS)
            ),
        ],
        ignore_index=True,
    )
    directory = tmp_path_factory.mktemp("workbook") / "curated"
    publish(tables, directory)
    return directory


def opened(curated: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(curated / "reintegration_funding.xlsx")


def test_there_is_a_sheet_for_every_table_that_people_read_and_the_notes_come_first(curated: Path) -> None:
    names = opened(curated).sheetnames
    assert names[:3] == ["Notes", "country_year", "victims"]
    assert set(names[1:]) == set(TABLES) - set(LEFT_OUT)


@pytest.mark.parametrize("table", ["country_year", "claims", "coverage", "restatements"])
def test_a_sheet_holds_what_the_csv_holds(curated: Path, table: str) -> None:
    sheet = pd.read_excel(
        curated / "reintegration_funding.xlsx", sheet_name=table, keep_default_na=False, na_values=[""]
    )
    sheet = sheet.replace("_x000D_", "\r", regex=True)  # how the format writes this control character
    told = pd.read_csv(curated / "csv" / f"{table}.csv", keep_default_na=False, na_values=[""])
    pd.testing.assert_frame_equal(sheet.astype(object), told.astype(object), check_dtype=False)


def test_no_cell_is_a_formula_and_none_becomes_one_in_csv(curated: Path) -> None:
    book = opened(curated)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    texts = [cell.value for cell in cells if cell.data_type == "s"]
    assert f"'{AWKWARD}" in texts
    assert not [text for text in texts if text.lstrip(" \t\r\n\u200b\ufeff")[:1] in tuple("=+-@\uff1d")]
    with zipfile.ZipFile(curated / "reintegration_funding.xlsx") as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/worksheets/")]
        assert not any("<f>" in sheet or "<f " in sheet or "hyperlink" in sheet for sheet in sheets)
        assert not any("externalLink" in name or "vba" in name.lower() for name in archive.namelist())


def test_a_missing_value_is_an_empty_cell_and_a_zero_is_a_zero(curated: Path) -> None:
    sheet = opened(curated)["country_year"]
    rows = list(sheet.iter_rows(values_only=True))
    zero = next(row for row in rows[1:] if row[0] == "MKD")
    assert zero[rows[0].index("best")] == 0
    assert zero[rows[0].index("currency")] is None


def test_the_header_stays_in_sight(curated: Path) -> None:
    book = opened(curated)
    assert {sheet.freeze_panes for sheet in book if sheet.title != "Notes"} == {"A2"}


def test_the_notes_explain_version_licence_emptiness_every_column_and_every_flag(curated: Path) -> None:
    rows = [row for row in opened(curated)["Notes"].iter_rows(values_only=True) if row[0]]
    first = {row[0]: row[1] for row in rows}
    assert first["Version"] == "unreleased"
    assert "creativecommons.org" in first["Licence"]
    assert "never a zero" in first["Empty cell"]
    assert "Version unreleased" in first["How to cite"]
    explained = {(row[0], row[1]) for row in rows}
    for name in set(TABLES) - set(LEFT_OUT):
        assert {(name, column) for column in TABLES[name].columns} <= explained
    with (curated / "flags.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {tuple(row) for row in list(csv.reader(file))[1:]} <= explained


def test_warnings_on_use_are_taken_from_the_release(tmp_path: Path) -> None:
    (tmp_path / "usage_warnings.csv").write_text("\ufeffwarning,meaning\none_off,paid once\n", encoding="utf-8")
    tables = {name: arrow_table(name, frame) for name, frame in release_tables().items()}
    write_workbook(tables, tmp_path, "2020.01.0", "2020-01-02")
    book = opened(tmp_path)
    assert ("one_off", "paid once") in {row[:2] for row in book["Notes"].iter_rows(values_only=True)}
    assert book.properties.created.isoformat() == "2020-01-02T00:00:00"


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    tables = release_tables()
    tables["claims"].loc[0, "sentence"] = "long " * 10_000
    write_workbook({n: arrow_table(n, f) for n, f in tables.items()}, tmp_path, "2020.01.0")
    cells = [v for row in opened(tmp_path)["claims"].iter_rows(values_only=True) for v in row if isinstance(v, str)]
    assert max(map(len, cells)) <= 32_767
    assert any(v.endswith("(cut; whole in the CSV file)") for v in cells)


def test_the_same_tables_give_the_same_bytes_at_another_time_and_in_another_zone(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from pipeline.release.publish import publish\n"
        "from tests.release.tables_fixture import release_tables\npublish(release_tables(), Path(sys.argv[1]))"
    )
    for number, zone in enumerate(("Pacific/Auckland", "America/New_York")):
        time.sleep(2.1 * number)  # a zip entry's time has a step of two seconds
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": str(number), "LC_ALL": "C"}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / zone[:2])], check=True, env=environment)
    name = "reintegration_funding.xlsx"
    assert (tmp_path / "Pa" / name).read_bytes() == (tmp_path / "Am" / name).read_bytes()
    assert (tmp_path / "Pa" / "SHA256SUMS").read_bytes() == (tmp_path / "Am" / "SHA256SUMS").read_bytes()


def test_no_csv_cell_of_a_release_is_a_formula(curated: Path) -> None:
    for path in curated.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    starts = cell.lstrip(" \t\r\n\u200b\ufeff")[:1] in ("=", "+", "@", "\uff1d")
                    assert not starts, (path.name, cell)
                    assert not (cell.startswith("-") and not _is_number(cell)), (path.name, cell)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_csv_is_utf8_with_a_mark_points_one_header_line_and_a_stable_order(curated: Path, tmp_path: Path) -> None:
    frame = release_tables()["country_year"]
    for number, shuffled in enumerate((frame, frame.iloc[::-1])):
        write_csv(arrow_table("country_year", shuffled), tmp_path / f"{number}.csv")
    assert (tmp_path / "0.csv").read_bytes() == (tmp_path / "1.csv").read_bytes()
    for name in TABLES:
        raw = (curated / "csv" / f"{name}.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        header = raw[3:].split(b"\n", 1)[0].decode()
        assert header.split(",") == list(TABLES[name].columns)
