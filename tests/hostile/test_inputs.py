"""Surprises in data/raw: each gives one line that names file and place, and no other harm."""

import shutil
from pathlib import Path

import pytest

from pipeline.sources.catalogue import UnusableCatalogue, load
from pipeline.sources.inputs import input_problems
from pipeline.sources.tables import UnusableTable, read_table

RAW = Path("data/raw")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    shutil.copytree(RAW, folder, ignore=shutil.ignore_patterns("abridged", "originals"))
    return folder


def test_the_bundled_tables_are_in_order(raw: Path) -> None:
    assert input_problems(raw) == []


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("ALL,2012,NaN", "units_per_usd: 'NaN' is not a number above zero"),
        ("ALL,2012,inf", "units_per_usd: 'inf' is not"),
        ("ALL,2012,-5", "units_per_usd: '-5' is not"),
        ('ALL,2012,"108,18"', "units_per_usd: '108,18' is not"),
        ("ALL,2012,1_000", "units_per_usd: '1_000' is not"),
        ("ALL,2012,=1+1", "units_per_usd: '=1+1' is not"),
        ("ALL,2012,", "units_per_usd: is empty"),
        ("ALL,two,108", "year: 'two' is not a year"),
        ("ALL,2012.0,108", "year: '2012.0' is not a year"),
        ("lek,2012,108", "currency: 'lek' is not an ISO 4217 code"),
        ("ALL,2012", "2 cells where the header has 3"),
        ("ALL,2012,1,2", "4 cells where the header has 3"),
        ('ALL,2012,"1', "not a readable CSV"),
        ("ALL,2012,1\x00", "null byte"),
        ("ALL,2012,\x1b[31m", r"'\\x1b[31m' is not"),
    ],
)
def test_a_wrong_rate_is_named_with_its_place(raw: Path, row: str, told: str) -> None:
    path = raw / "fx" / "annual_average.csv"
    path.write_text(f"currency,year,units_per_usd\nEUR,2012,0.78\n{row}\n")
    (line,) = input_problems(raw)
    assert str(path) in line
    assert told in line
    assert "\n" not in line
    assert "readable" in told or "row 3," in line or "line 3:" in line


def test_a_row_that_stands_there_twice(raw: Path) -> None:
    path = raw / "fx" / "annual_average.csv"
    path.write_text("currency,year,units_per_usd\nALL,2012,108\nALL,2012,109\n")
    assert input_problems(raw) == [f"{path}, row 3: ALL 2012 stands there already; take one of the two out"]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("currency,year,year", "column 'year' stands there twice"),
        ("currency,,year", "a column has no name"),
        ("currency,year,rate", "column units_per_usd is missing"),
        ("", "is empty"),
    ],
)
def test_a_wrong_header(raw: Path, header: str, told: str) -> None:
    (raw / "fx" / "annual_average.csv").write_text(f"{header}\nALL,2012,108\n" if header else "")
    (line,) = input_problems(raw)
    assert told in line


def test_line_ends_and_marks_of_other_systems_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b'\xef\xbb\xbfcode,note\r\nALL,"two\r\nlines"\r\nNA,=1+1\r\n\r\n')
    table = read_table(path)
    assert list(table.columns) == ["code", "note"]
    assert table["code"].tolist() == ["ALL", "NA"]
    assert table["note"].tolist() == ["two\r\nlines", "=1+1"]


@pytest.mark.parametrize("content", ["code\nÄ\n".encode("cp1252"), "code\nx\n".encode("utf-16")])
def test_another_encoding_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(UnusableTable, match="not a readable CSV"):
        read_table(tmp_path / "t.csv")


def test_many_wrong_cells_are_told_in_a_few_lines(raw: Path) -> None:
    rows = "".join(f"ALL,{year},none\n" for year in range(1950, 2025))
    (raw / "fx" / "annual_average.csv").write_text(f"currency,year,units_per_usd\n{rows}")
    assert len(input_problems(raw)) == 11


@pytest.mark.parametrize(
    "text",
    [
        "sources: [",
        "- 1",
        "licences: 5\nsources: {}",
        "licences: {}\nsources: [null, 5, [], {id: [1]}, {licence: [a], unverified: 7, bundled: x}]",
        "licences: {}\nsources: [{id: tip-2013, source: tip, edition_year: .nan}]",
        "licences: {}\nsources: [{id: '../../etc', bundled: [{path: /etc/passwd, kind: abridged}]}]",
        "licences: {}\nsources: [{id: tip-1, bundled: [{path: ../../etc/passwd, kind: abridged}]}]",
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nlicences: {}\nsources: [*b,*b]",
        "!!python/object/apply:os.system ['touch owned']",
        "[" * 5000,
        "\x00",
        'licences: {}\nsources: [{id: "a\\nb\\e[31m"}]',
    ],
)
def test_surprises_in_the_catalogue_are_lines(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "sources.yaml"
    path.write_text(text)
    with pytest.raises(UnusableCatalogue) as caught:
        load(path)
    assert all(str(path) in line and "\n" not in line and "\x1b" not in line for line in caught.value.problems)
    assert not (tmp_path / "owned").exists()
