"""Bundled CSV files are read without guessing."""

from pathlib import Path

import pytest

from pipeline.sources.ecb import annual_averages
from pipeline.sources.tables import UnusableTable, read_table


def test_a_cell_is_text_or_null_and_never_guessed(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("code,year,note\nNA,007,\nALL,2012,nan\n", encoding="utf-8-sig")
    table = read_table(path, {"code", "year"})
    assert table["code"].tolist() == ["NA", "ALL"]
    assert table["year"].tolist() == ["007", "2012"]
    assert table["note"].isna().tolist() == [True, False]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("code\nALL\n")
    with pytest.raises(UnusableTable, match="column rate, year is missing"):
        read_table(tmp_path / "t.csv", {"code", "year", "rate"})


@pytest.mark.parametrize("content", [b"", b'a,b\n1,2,3\n4\n"', b"a\n\xff\xfe\n"])
def test_a_broken_file_is_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(UnusableTable) as caught:
        read_table(path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnusableTable, match="not found"):
        read_table(tmp_path / "none.csv")


def test_the_ecb_file_is_read_offline_into_whole_years() -> None:
    table = annual_averages(last_year=2024)
    dollars = table[table["currency"] == "USD"].set_index("year")["units_per_eur"]
    assert dollars[2012] == pytest.approx(1.2848, abs=5e-5)
    assert table["year"].max() == 2024
    assert set(table["source"]) == {"ecb"}
    # The krona was quoted to 3 December 2008 and from 2018 on: no year between has an average.
    krona = set(table[table["currency"] == "ISK"]["year"])
    assert 2007 in krona
    assert not krona & set(range(2009, 2018))
