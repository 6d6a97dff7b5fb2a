"""What the schemas say of a column, in the words of the formats that carry it.

Belongs here: translating pandera models into Arrow, DuckDB and Frictionless terms, so that each of them is
generated. Does not belong here: any description or rule of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

import pandas as pd
import pyarrow as pa

from schemas import TABLES

Kind = Literal["text", "integer", "number", "boolean"]

_ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
}  # fmt: skip
_DUCKDB: dict[Kind, str] = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}
_FRICTIONLESS: dict[Kind, str] = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a published table; bounds are inclusive except `above`."""

    table: str
    name: str
    kind: Kind
    description: str
    unit: str | None
    nullable: bool
    key: bool
    values: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    above: float | None = None
    pattern: str | None = None

    @property
    def arrow(self) -> pa.Field:
        """The Arrow field, with the description as metadata."""
        meaning = {"description": self.description} | ({"unit": self.unit} if self.unit else {})
        return pa.field(self.name, _ARROW[self.kind], self.nullable, metadata=meaning)

    @property
    def comment(self) -> str:
        """Meaning and unit, as the database's comment says it."""
        return f"{self.description} [{self.unit}]" if self.unit else self.description

    @property
    def ddl(self) -> str:
        """The column's line of CREATE TABLE with its value checks; no keys, which DuckDB 1.0 cannot read."""
        name, checks = f'"{self.name}"', list(self._checks())
        return " ".join(
            [name, _DUCKDB[self.kind], *([] if self.nullable else ["NOT NULL"]), *(f"CHECK ({c})" for c in checks)]
        )

    def _checks(self) -> Iterable[str]:
        name = f'"{self.name}"'
        if self.values:
            yield f"{name} IN ({', '.join(quoted(v) for v in self.values)})"
        elif self.kind == "text":
            yield f"length({name}) > 0"
        if self.pattern:
            yield f"regexp_matches({name}, {quoted(self.pattern)})"
        if self.kind == "number":
            yield f"isfinite({name})"
        for sign, bound in ((">=", self.minimum), ("<=", self.maximum), (">", self.above)):
            if bound is not None:
                yield f"{name} {sign} {bound:g}"

    @property
    def frictionless(self) -> dict[str, Any]:
        """The field of a Frictionless table schema."""
        rules = {
            "required": True if not self.nullable else None,
            "enum": list(self.values) or None,
            "minimum": _plain(self.minimum, self.kind),
            "maximum": _plain(self.maximum, self.kind),
            "pattern": self.pattern,
        }
        held = {name: rule for name, rule in rules.items() if rule is not None}
        field: dict[str, Any] = {"name": self.name, "type": _FRICTIONLESS[self.kind], "description": self.description}
        return field | ({"unit": self.unit} if self.unit else {}) | ({"constraints": held} if held else {})


def quoted(text: str) -> str:
    """Text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _plain(bound: float | None, kind: Kind) -> float | int | None:
    return int(bound) if bound is not None and kind == "integer" else bound


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a published table in order; raises KeyError for an unknown table."""
    return tuple(_column(table, name, column) for name, column in TABLES[table].columns.items())


def _column(table: str, name: str, column: Any) -> Column:
    rules: dict[str, Any] = {}
    for check in column.checks:
        rules |= check.statistics or {}
        if check.name == "greater_than":
            rules["above"] = check.statistics["min_value"]
    is_text = _kind(column) == "text"
    metadata = column.metadata or {}
    pattern = rules.get("pattern")
    return Column(
        table=table,
        name=name,
        kind=_kind(column),
        description=str(column.description),
        unit=metadata.get("unit"),
        nullable=bool(column.nullable),
        key=bool(metadata.get("key")),
        values=tuple(map(str, rules.get("allowed_values", ()))),
        minimum=None if is_text or "above" in rules else rules.get("min_value"),
        maximum=None if is_text else rules.get("max_value"),
        above=rules.get("above"),
        pattern=None if pattern is None else str(getattr(pattern, "pattern", pattern)),
    )


def _kind(column: Any) -> Kind:
    name = str(column.dtype).lower()
    for start, kind in (("str", "text"), ("int", "integer"), ("float", "number"), ("bool", "boolean")):
        if name.startswith(start):
            return cast("Kind", kind)
    raise TypeError(f"{column.name}: no published type for {column.dtype}")


def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table, with descriptions as metadata."""
    return pa.schema([c.arrow for c in columns(table)], metadata={"description": TABLES[table].description})


def arrow_table(table: str, frame: pd.DataFrame) -> pa.Table:
    """The rows of a valid table in order of their key, in the published types; NaN and '' are no values."""
    ordered = frame.sort_values(TABLES[table].keys, kind="stable", ignore_index=True)
    schema = arrow_schema(table)
    arrays = [pa.array(_values(ordered[f.name]), type=f.type) for f in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _values(series: pd.Series) -> list[Any]:
    return [None if missing else value for value, missing in zip(series.tolist(), series.isna(), strict=True)]
