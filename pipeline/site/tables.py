"""A release read back as plain rows for the page.

Belongs here: opening the release's files. Does not belong here: wording, or anything of HTML.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet

from schemas.codes import FLAGS
from schemas.countries import english_name

Row = dict[str, Any]

#: Tables that the page cannot do without.
NEEDED = ("documents", "narratives", "claims", "country_year", "coverage", "restatements", "article_table_1")
#: Tables that a release may hold; the page shows them where they are.
OPTIONAL = ("deflators", "victims", "victim_claims")


class ReleaseIncomplete(Exception):
    """A table that the page needs is missing; the message names the file and what to do."""


@dataclass(frozen=True)
class Release:
    """The tables of a release by name, its version, and the meaning of its warning codes."""

    tables: Mapping[str, list[Row]]
    columns: Mapping[str, list[str]]
    warnings: Mapping[str, str]
    version: str | None = None
    descriptor: str | None = None
    extras: frozenset[str] = field(default_factory=frozenset)

    def rows(self, table: str) -> list[Row]:
        """Rows of a table; none where the release does not hold it."""
        return self.tables.get(table, [])

    @cached_property
    def documents(self) -> dict[str, Row]:
        """Documents by identifier."""
        return {row["document_id"]: row for row in self.rows("documents")}

    @cached_property
    def claims(self) -> dict[str, Row]:
        """Claims by identifier."""
        return {row["claim_id"]: row for row in self.rows("claims")}

    @cached_property
    def base_years(self) -> list[int]:
        """Base years of the deflators held; empty where there is none."""
        return sorted({row["base_year"] for row in self.rows("deflators")})

    @cached_property
    def countries(self) -> dict[str, str]:
        """Names of the countries that any table but the plan of coverage speaks of, by code, in order of name."""
        spoken = {row["country_iso3"] for name in ("claims", "country_year") for row in self.rows(name)}
        spoken |= {row["country_iso3"] for row in self.rows("coverage") if row["narrative_found"]}
        return dict(sorted(((code, english_name(code)) for code in spoken), key=lambda pair: (pair[1], pair[0])))


def load_release(directory: Path) -> Release:
    """Read what the page shows from a release's folder.

    Raises:
        ReleaseIncomplete: a table that the page needs is not there.
    """
    tables, columns = {}, {}
    for name in (*NEEDED, *OPTIONAL):
        path = directory / "parquet" / f"{name}.parquet"
        if path.is_file():
            table = pyarrow.parquet.read_table(path)
            tables[name], columns[name] = table.to_pylist(), table.column_names
        elif name in NEEDED:
            raise ReleaseIncomplete(f"{path}: not there, so the page cannot be made; run: make data")
    return Release(
        tables=tables,
        columns=columns,
        warnings={**FLAGS, **_meanings(directory / "usage_warnings.csv")},
        version=_text(directory / "VERSION"),
        descriptor=_text(directory / "dataset.jsonld"),
        extras=frozenset(
            name
            for name in ("reintegration_funding.xlsx", "CHANGES.html", "croissant.json")
            if (directory / name).is_file()
        ),
    )


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8").strip() if path.is_file() else None


def _meanings(path: Path) -> dict[str, str]:
    """Code and meaning, the first two columns of a list of codes; empty where there is no such file."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[0]: row[1] for row in list(csv.reader(file))[1:]}
