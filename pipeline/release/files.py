"""Tables as CSV and Parquet: the same rows give the same bytes.

Belongs here: the two file formats, written and read back. Does not belong here: which tables there are, or checks of
their content.

CSV is made for spreadsheets and scripts alike: UTF-8 with a byte order mark (Excel takes anything else for a local
code page), one header line, points, ISO dates, NULL as an empty cell. Text that a spreadsheet would run as a formula
gets an apostrophe before it (`cells`), which `read_csv` takes off again.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from pipeline.release.cells import plain_text, safe_text


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return np.format_float_positional(value, trim="-")
    return safe_text(value) if isinstance(value, str) else str(value)


def _quoted(cell: str) -> str:
    """A cell as CSV writes it; Python's own writer leaves a carriage return bare, which cuts the line for readers."""
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ',"\r\n') else cell


def write_csv(table: pa.Table, path: Path) -> None:
    """Write a table as CSV."""
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        for row in (table.column_names, *rows):
            file.write(",".join(_quoted(_cell(value)) for value in row) + "\n")


def read_csv(path: Path, schema: pa.Schema) -> pa.Table:
    """Read a CSV of ours back in the types of a schema, formulas as they were."""
    read = pyarrow.csv.read_csv(
        path,
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={f.name: f.type for f in schema}, null_values=[""], strings_can_be_null=True,
            true_values=["true"], false_values=["false"],
        ),
    )  # fmt: skip
    columns = [
        pa.array([None if v is None else plain_text(v) for v in column.to_pylist()], pa.string())
        if pa.types.is_string(column.type)
        else column
        for column in read.columns
    ]
    return pa.Table.from_arrays(columns, names=read.column_names)


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table as Parquet, with descriptions in its metadata."""
    pyarrow.parquet.write_table(table, path, compression="zstd", version="2.6", store_schema=True)


def read_parquet(path: Path) -> pa.Table:
    """Read a Parquet file of ours back."""
    return pyarrow.parquet.read_table(path)
