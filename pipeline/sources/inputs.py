"""What the bundled CSV files must hold, checked before a build starts.

Belongs here: the columns that are read as years, numbers or codes, and one line for each cell that is none. Does not
belong here: what a figure means. A table that is not listed here is checked where it is used.
"""

import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from pipeline.printable import printable
from pipeline.sources.tables import UnusableTable, read_table


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text)) and text == text.strip() and "_" not in text
    except ValueError:
        return False


def _is_positive(text: str) -> bool:
    return _is_number(text) and float(text) > 0


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


#: What a cell may be: its name in a message, and the test.
_KINDS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "year": ("a year", _matches(r"(19|20)\d\d")),
    "years": ("a year or a span of years", _matches(r"(19|20)\d\d([-/]\d{2,4})?")),
    "number": ("a number with a point as decimal mark and no separators", _is_number),
    "positive": ("a number above zero", _is_positive),
    "currency": ("an ISO 4217 code", _matches(r"[A-Z]{3}")),
    "country": ("an ISO 3166-1 alpha-3 code", _matches(r"[A-Z]{3}")),
    "text": ("text", lambda text: bool(text.strip())),
}

_MONEY = {"amount": "number", "currency": "currency", "stated_usd": "number"}
_GRANT = {"country_iso3": "country", "year_start": "year", "year_end": "year", **_MONEY, "grant_id": "text!"}
#: By path under data/raw: columns that are checked, `!` behind the kind where no cell may be empty.
CHECKED: dict[str, dict[str, str]] = {
    "fx/annual_average.csv": {"currency": "currency!", "year": "year!", "units_per_usd": "positive!"},
    "fx/conventions.csv": {
        "source": "text!", "currency": "currency!", "units_per_usd": "positive!", "units_per_eur": "positive!",
        "year_start": "year!", "year_end": "year!",
    },
    "fx/redenominations.csv": {
        "old": "currency!", "new": "currency!", "old_per_new": "positive!", "from_year": "year!", "kind": "text!",
    },
    "fx/relabelled.csv": {
        "currency": "currency!", "year_start": "year!", "year_end": "year!", "means": "currency", "divide_by": "positive",
    },
    "grants/*.csv": _GRANT,
    "articles/table_1.csv": {
        "country_iso3": "country!", "funding_year": "year!", "amount": "number!", "currency": "currency!",
        "source_edition": "text!",
    },
    "facts/tip_figures.csv": {"fact_id": "text!", "country_iso3": "country!", "edition": "text!", "funding_year": "years", **_MONEY},
    "facts/greta_figures.csv": {"fact_id": "text!", "country_iso3": "country!", "document_id": "text!", "funding_year": "years", **_MONEY},
    "facts/article_other.csv": {"fact_id": "text!", "source": "text!", "year_start": "year", "year_end": "year", **_MONEY},
    "facts/left_out.csv": {"fact_id": "text!", "reason": "text!"},
}  # fmt: skip
_KEYS = {
    "fx/annual_average.csv": ["currency", "year"],
    "fx/redenominations.csv": ["old", "from_year"],
    "grants/*.csv": ["grant_id"],
    "facts/tip_figures.csv": ["fact_id"],
    "facts/greta_figures.csv": ["fact_id"],
}
#: More lines than this about one table help nobody.
_MOST = 10


def input_problems(raw: Path) -> list[str]:
    """One line for every cell of the bundled tables that cannot be used, naming file, line, column and what belongs there.

    Args:
        raw: the folder data/raw.
    """
    found: list[str] = []
    for pattern, columns in CHECKED.items():
        paths = sorted(raw.glob(pattern)) if "*" in pattern else [raw / pattern]
        for path in paths:
            try:
                table = read_table(path, set(columns))
            except UnusableTable as problem:
                found.append(str(problem))
                continue
            lines = [*_cells(table, columns, path), *_twice(table, _KEYS.get(pattern, []), path)]
            found += lines[:_MOST]
            if len(lines) > _MOST:
                found.append(f"{path}: {len(lines) - _MOST} more of the kind")
    return found


def _cells(table: pd.DataFrame, columns: dict[str, str], path: Path) -> Iterator[str]:
    for name, kind in columns.items():
        what, fits = _KINDS[kind.rstrip("!")]
        for number, value in enumerate(table[name], start=2):
            if pd.isna(value):
                if kind.endswith("!"):
                    yield f"{path}, row {number}, {name}: is empty; write {what}"
            elif not fits(str(value)):
                yield f"{path}, row {number}, {name}: {printable(str(value))[:60]!r} is not {what}; mend it"


def _twice(table: pd.DataFrame, key: list[str], path: Path) -> Iterator[str]:
    if key:
        repeated = table[table.duplicated(key)]
        for number, values in zip(repeated.index, repeated[key].itertuples(index=False), strict=True):
            yield f"{path}, row {int(number) + 2}: {' '.join(map(str, values))} stands there already; take one of the two out"
