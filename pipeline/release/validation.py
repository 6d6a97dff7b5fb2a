"""Whether tables may be published: schemas, keys, references between tables, the closed list of flags.

Belongs here: checks that stop a release. Does not belong here: domain checks, which are work for a reviewer and
stop nothing, and writing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pandera.errors

from schemas import TABLES, model_of
from schemas.codes import FLAGS, UsageWarning

#: At most this many rows are named for a table; the rest are counted.
_MOST_NAMED = 20


class ReleaseRefused(Exception):
    """Tables that may not be published; one line per problem in `problems`."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the lines as `problems`."""
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns whose values must stand in another table; `many` for several values joined with ';'."""

    table: str
    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]
    many: bool = False


REFERENCES = (
    Reference("narratives", ("document_id",), "documents", ("document_id",)),
    Reference("narratives", ("country_iso3",), "countries", ("country_iso3",)),
    Reference("country_year", ("country_iso3",), "countries", ("country_iso3",)),
    Reference("claims", ("document_id",), "documents", ("document_id",)),
    Reference("claims", ("document_id", "country_iso3"), "narratives", ("document_id", "country_iso3")),
    Reference("claims", ("part_of",), "claims", ("claim_id",)),
    Reference("amounts_set_aside", ("document_id", "country_iso3"), "narratives", ("document_id", "country_iso3")),
    Reference("country_year", ("claim_ids",), "claims", ("claim_id",), many=True),
    Reference("victim_claims", ("document_id", "country_iso3"), "narratives", ("document_id", "country_iso3")),
    Reference("victim_claims", ("part_of",), "victim_claims", ("victim_claim_id",)),
    Reference("victims", ("victim_claim_ids",), "victim_claims", ("victim_claim_id",), many=True),
    Reference("victims", ("country_iso3",), "countries", ("country_iso3",)),
    Reference("coverage", ("document_id",), "documents", ("document_id",)),
    Reference("restatements", ("document_id",), "documents", ("document_id",)),
    Reference("restatements", ("claim_ids",), "claims", ("claim_id",), many=True),
    Reference("article_table_1", ("claim_id",), "claims", ("claim_id",)),
)


def validated(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables in their published types and the order of `schemas.TABLES`.

    Raises:
        ReleaseRefused: a table is missing or unknown, or anything in any of them breaks a rule; all problems at once.
    """
    problems = [
        f"table {name} is missing; the release holds every table of schemas.TABLES"
        for name in TABLES
        if name not in tables
    ]
    problems += [
        f"table {name} is not in schemas.TABLES; describe it there" for name in sorted(set(tables) - set(TABLES))
    ]
    checked: dict[str, pd.DataFrame] = {}
    for name in TABLES:
        if name in tables:
            frame, wrong = _by_model(name, tables[name])
            checked[name] = frame
            problems += wrong
    if not problems:
        for name, frame in checked.items():
            problems += [*_key_problems(name, frame), *_number_problems(name, frame)]
            problems += [*_flag_problems(name, frame), *_warning_problems(name, frame)]
        problems += [line for reference in REFERENCES for line in _dangling(reference, checked)]
    if problems:
        raise ReleaseRefused(problems)
    return checked


def _by_model(name: str, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    try:
        return model_of(name).validate(frame, lazy=True), []
    except pandera.errors.SchemaErrors as error:
        return frame, list(failures_by_row(name, frame, error))


def failures_by_row(name: str, frame: pd.DataFrame, error: pandera.errors.SchemaErrors) -> Iterator[str]:
    """Pandera's failures as lines: those of a row together, with the row's key."""
    cases = error.failure_cases
    at = pd.to_numeric(cases["index"], errors="coerce")
    for case in cases[at.isna()].itertuples(index=False):
        yield f"table {name}: {_failure(case)}"
    rows = cases[at.notna()].assign(row=at.dropna().astype(int))
    groups = list(rows.groupby("row", sort=True))
    for row, group in groups[:_MOST_NAMED]:
        key = "/".join(str(frame[k].iloc[row]) for k in TABLES[name].keys if k in frame)
        yield f"table {name}, row {key}: " + "; ".join(
            dict.fromkeys(_failure(c) for c in group.itertuples(index=False))
        )
    if len(groups) > _MOST_NAMED:
        yield f"table {name}: {len(groups) - _MOST_NAMED} more rows break its schema"


def _failure(case: object) -> str:
    column = getattr(case, "column", None)
    where = f"{column} " if isinstance(column, str) and column else ""
    return f"{where}{str(case.failure_case)[:80]!r} fails {case.check}"  # type: ignore[attr-defined]


def _key_problems(name: str, frame: pd.DataFrame) -> Iterator[str]:
    keys = TABLES[name].keys
    twice = frame[frame.duplicated(keys, keep="first")]
    for row in twice[keys].drop_duplicates().head(_MOST_NAMED).itertuples(index=False):
        yield f"table {name}: key {'/'.join(map(str, row))} occurs more than once"


def _number_problems(name: str, frame: pd.DataFrame) -> Iterator[str]:
    for column in frame.columns:
        if str(frame[column].dtype).startswith("Float"):
            values = frame[column].dropna().to_numpy(dtype="float64")
            if np.isinf(values).any():
                yield f"table {name}: {column} holds infinity; write NULL for unknown"


def _flag_problems(name: str, frame: pd.DataFrame) -> Iterator[str]:
    if "flags" in frame:
        unknown = set(frame["flags"].dropna().str.split(";").explode()) - set(FLAGS)
        for flag in sorted(unknown):
            yield f"table {name}: flag {flag!r} is not in schemas.codes.FLAGS; add it there with its meaning"


def _warning_problems(name: str, frame: pd.DataFrame) -> Iterator[str]:
    if "usage_warnings" in frame:
        known = {warning.value for warning in UsageWarning}
        for warning in sorted(set(frame["usage_warnings"].dropna().str.split(";").explode()) - known):
            yield f"table {name}: usage warning {warning!r} is not in schemas.codes.UsageWarning; add it there with its meaning"


def _dangling(reference: Reference, tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    held = set(tables[reference.target][list(reference.target_columns)].itertuples(index=False, name=None))
    told = tables[reference.table][list(reference.columns)].dropna()
    if reference.many:
        told = told.assign(**{reference.columns[0]: told[reference.columns[0]].str.split(";")}).explode(
            reference.columns[0]
        )
    lost = sorted(set(told.itertuples(index=False, name=None)) - held)
    for values in lost[:_MOST_NAMED]:
        yield (
            f"table {reference.table}: {', '.join(reference.columns)} {'/'.join(map(str, values))} "
            f"stands in no row of {reference.target}"
        )
