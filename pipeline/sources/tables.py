"""Reading the bundled CSV files as plain tables of text.

Belongs here: opening a CSV of `data/raw/` so that nothing is guessed: every cell is text or NULL.
Does not belong here: what a column means; the functions of `pipeline.dataset` give types and check.
"""

import csv
from pathlib import Path

import pandas as pd


class UnusableTable(Exception):
    """A bundled CSV that cannot be used; the message is one line naming the file and what to do."""


def read_table(path: Path, columns: frozenset[str] | set[str] = frozenset()) -> pd.DataFrame:
    """Rows of a CSV as text, an empty cell as NULL.

    Args:
        path: the file, UTF-8 with or without a byte order mark, one header line.
        columns: columns that must be there.

    Raises:
        UnusableTable: the file is missing, is not CSV, lacks a column, names one twice, or has a row of another length.
    """
    header, rows = _records(path)
    table = pd.DataFrame(rows, columns=header, dtype="string").replace("", pd.NA)
    lacking = sorted(set(columns) - set(table.columns))
    if lacking:
        raise UnusableTable(f"{path}: column {', '.join(lacking)} is missing; add it to the header line")
    return table


def _records(path: Path) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a CSV, every row as long as the header: a library would pad, shift or rename without a word."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            if not header:
                raise UnusableTable(f"{path}: not a readable CSV (it is empty); restore or mend it")
            twice = sorted({name for name in header if header.count(name) > 1})
            if twice or "" in header:
                what = f"column {', '.join(map(repr, twice))} stands there twice" if twice else "a column has no name"
                raise UnusableTable(f"{path}, line 1: {what}; mend the header line")
            rows = []
            for row in reader:
                if not row:
                    continue
                if len(row) != len(header):
                    raise UnusableTable(
                        f"{path}, line {reader.line_num}: {len(row)} cells where the header has {len(header)}; "
                        "mend the line, with quotes around a cell that holds a comma"
                    )
                if "\x00" in "".join(row):
                    raise UnusableTable(f"{path}, line {reader.line_num}: holds a null byte; mend or restore it")
                rows.append(row)
    except FileNotFoundError:
        raise UnusableTable(f"{path}: not found; restore it from the repository") from None
    except OSError as error:
        raise UnusableTable(f"{path}: cannot be opened ({error.strerror}); check its permissions") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnusableTable(f"{path}: not a readable CSV ({error}); restore or mend it") from None
    return header, rows
