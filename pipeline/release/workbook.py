"""The release as one Excel workbook: a sheet of notes, then a sheet a table.

Belongs here: the XLSX format. Does not belong here: any description or warning of its own; all words come from `schemas`
and from the files of the release.

No cell is ever a formula: text is written as text, and what would become a formula when a sheet is saved as CSV has an
apostrophe before it, as in our CSV files. The same tables give the same bytes.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from pipeline.release import layout
from pipeline.release.cells import safe_text
from pipeline.release.columns import columns
from pipeline.release.descriptor import DESCRIPTION, LICENCE, SOURCES, TITLE, citation
from schemas import TABLES

#: Tables for scripts rather than for reading; they stand in csv/ and parquet/ and keep the workbook small without them.
LEFT_OUT = ("narratives", "exchange_rates", "deflators")
#: First of all what most people look for.
_FIRST = ("country_year", "victims", "claims")
_LONGEST_CELL = 32_767
_WIDEST = 60
_DAY_OF_NO_RELEASE = "2000-01-01"

Cell = str | float | int | bool | None


def write_workbook(
    tables: Mapping[str, pa.Table], directory: Path, version: str, released_on: str | None = None
) -> None:
    """Write the workbook of a release.

    Args:
        tables: the published tables by name.
        directory: the release's folder, which holds the lists of flags and warnings already.
        version: the release's version.
        released_on: its day, for the file's properties; a fixed day if there is none.
    """
    with xlsxwriter.Workbook(directory / layout.WORKBOOK, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = datetime.fromisoformat(released_on or _DAY_OF_NO_RELEASE).replace(tzinfo=UTC)
        book.set_properties({"title": TITLE, "comments": f"Version {version}", "created": day})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        heading = book.add_format({"bold": True, "font_size": 14})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        names = sorted(
            set(tables) - set(LEFT_OUT), key=lambda n: (*(n != first for first in _FIRST), [*TABLES].index(n))
        )
        notes = book.add_worksheet("Notes")
        for name in names:
            _write_sheet(book.add_worksheet(name), tables[name], bold)
        _write_notes(notes, _notes(directory, version, names, tables), bold, heading, wrapped)


def _write_sheet(sheet: Any, table: pa.Table, header: Any) -> None:
    rows = [table.column_names, *zip(*(column.to_pylist() for column in table.columns), strict=True)]
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            _write(sheet, r, c, value, header if r == 0 else None)
    for c, values in enumerate(zip(*rows, strict=True)):
        widest = max(len(str(v)) for v in values[:200] if v is not None)
        sheet.set_column(c, c, min(widest + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows) - 1, 1), table.num_columns - 1)


def _write(sheet: Any, row: int, column: int, value: Cell, form: Any = None) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        failed = sheet.write_boolean(row, column, value, form)
    elif isinstance(value, int | float):
        failed = sheet.write_number(row, column, value, form)
    else:
        text = safe_text(value)
        if len(text) > _LONGEST_CELL:
            text = f"{text[: _LONGEST_CELL - 40]} … (cut; whole in the CSV file)"
        failed = sheet.write_string(row, column, text, form)
    if failed:
        raise ValueError(f"{sheet.name}, row {row + 1}: a value does not fit into a workbook")


#: Words of a line that stands over others.
_Heading = str
_Line = tuple[Cell, ...]


def _notes(
    directory: Path, version: str, names: Iterable[str], tables: Mapping[str, pa.Table]
) -> list[_Heading | _Line]:
    lines: list[_Heading | _Line] = [
        TITLE,
        (DESCRIPTION,),
        ("Version", version),
        ("How to cite", citation(version)),
        ("Licence", f"{LICENCE['title']}, {LICENCE['path']}"),
        "How to read the sheets",
        ("Empty cell", "Not known or not stated (NULL). It is never a zero: a zero is written as 0."),
        ("Amounts", "In whole units of the currency named in the row. Points are decimal marks."),
        ("Dates", "ISO 8601: year-month-day, as precise as is known."),
        ("Several values", "Joined with ';'."),
        ("Apostrophe before text", "The text would be taken for a formula; the apostrophe is not part of it."),
        (
            "Left out here",
            f"Tables {', '.join(n for n in LEFT_OUT if n in tables)} stand in the CSV and Parquet files.",
        ),
        "Sources and their terms",
        *((source["title"], source["licence"], source["path"]) for source in SOURCES),
        "Sheets",
        *((name, TABLES[name].description, f"{tables[name].num_rows} rows") for name in names),
    ]
    for title, file in (("Warnings on use", layout.USAGE_WARNINGS), ("Flags", layout.FLAGS)):
        if (directory / file).is_file():
            lines += [title, *_listed(directory / file)]
    lines.append("Columns")
    lines.append(("sheet", "column", "meaning", "unit", "may be empty", "values"))
    for name in names:
        lines += [
            (name, c.name, c.description, c.unit, "yes" if c.nullable else "no", ", ".join(c.values) or None)
            for c in columns(name)
        ]
    return lines


def _listed(path: Path) -> Sequence[_Line]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def _write_notes(sheet: Any, lines: list[_Heading | _Line], bold: Any, heading: Any, wrapped: Any) -> None:
    for column, width in enumerate((28, 60, 60, 16, 14, 60)):
        sheet.set_column(column, column, width)
    row = 0
    for number, line in enumerate(lines):
        if isinstance(line, str):
            row += 1 if number else 0
            _write(sheet, row, 0, line, heading)
        elif number == 1:
            sheet.merge_range(row, 0, row, 2, line[0], wrapped)
            sheet.set_row(row, 60)
        else:
            for column, value in enumerate(line):
                _write(sheet, row, column, value, bold if column == 0 else wrapped)
        row += 1
