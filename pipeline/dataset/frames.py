"""Walking over a table, with types that say what they are: any value a cell can hold.

Belongs here: iteration over rows and groups, and the test for NULL. Does not belong here: anything about the data.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd


def each_row(table: pd.DataFrame, *, index: bool = False) -> Iterator[Any]:
    """Rows as named tuples, with `Index` first if asked for."""
    return iter(table.itertuples(index=index))


def each_group(table: pd.DataFrame, keys: Sequence[str]) -> Iterator[tuple[tuple[Any, ...], pd.DataFrame]]:
    """Groups in order of their key; rows without one of the keys are in none."""
    for key, group in table.groupby(list(keys), sort=True):
        yield key if isinstance(key, tuple) else (key,), group


def is_null(value: Any) -> bool:
    """Whether a cell is NULL."""
    return value is None or bool(pd.isna(value))


def each_once(values: Iterable[Any]) -> str | None:
    """Different values joined with '; ', in order; None where all are NULL."""
    return "; ".join(dict.fromkeys(str(v) for v in values if not is_null(v))) or None
