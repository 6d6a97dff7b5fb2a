"""Reading the bundled CSV files as plain tables of text.

Belongs here: opening a CSV of `data/raw/` so that nothing is guessed: every cell is text or NULL.
Does not belong here: what a column means; the functions of `pipeline.dataset` give types and check.
"""

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
        UnusableTable: the file is missing, is not CSV or lacks a column.
    """
    try:
        table = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    except FileNotFoundError:
        raise UnusableTable(f"{path}: not found; restore it from the repository") from None
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise UnusableTable(
            f"{path}: not a readable CSV ({str(error).strip().splitlines()[-1]}); restore or mend it"
        ) from None
    lacking = sorted(set(columns) - set(table.columns))
    if lacking:
        raise UnusableTable(f"{path}: column {', '.join(lacking)} is missing; add it to the header line")
    return table
