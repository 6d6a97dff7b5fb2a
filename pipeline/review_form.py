"""The review form: what it shows of a claim, and the decisions that a filled form stands for.

Belongs here: fields, their choices, and checking what came back. Nothing of HTTP or HTML.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pandera.errors

from pipeline.claims.review import CORRECTABLE, DECISION_COLUMNS, DECISIONS, apply_decisions, check_decision
from pipeline.release.validation import failures_by_row
from schemas import TABLES, codes, model_of

#: Longest reason, name or value that is taken.
_LONGEST = 1000


class NotWritten(Exception):
    """The form cannot be taken; the message is one line for the person who filled it in."""


@dataclass(frozen=True)
class Field:
    """One field of the form; `choices` is empty where the value is free."""

    name: str
    label: str
    meaning: str
    value: str
    choices: tuple[str, ...]
    required: bool
    numeric: bool


def plain(value: Any) -> str:
    """A cell as the form shows it: '' for NULL, whole numbers without point."""
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def fields_of(claim: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields that a person may correct, with the claim's values."""
    columns = TABLES["claims"].columns
    made = []
    for name, kind in CORRECTABLE.items():
        column = columns[name]
        enum = (column.metadata or {}).get("enum")
        made.append(
            Field(
                name=name,
                label=name.replace("_", " "),
                meaning=str(column.description),
                value=plain(claim[name]),
                choices=tuple(m.value for m in getattr(codes, enum)) if enum else (),
                required=not column.nullable,
                numeric=kind in (int, float),
            )
        )
    return tuple(made)


def decisions_from(form: Mapping[str, str], claim: Mapping[str, Any], today: str) -> list[dict[str, object]]:
    """Rows for the decisions file: one, or for a correction one a changed field.

    Args:
        form: `decision`, `reason`, `reviewer`, and for every field its value under `field_<name>`.
        claim: the row of the claims table that was shown.
        today: date of the decision, ISO 8601.

    Raises:
        NotWritten: something is missing or cannot be; nothing is to be written.
    """
    decision = form.get("decision", "")
    if decision not in DECISIONS:
        raise NotWritten("Choose accept, correct or reject.")
    reason, reviewer = _line(form.get("reason", "")), _line(form.get("reviewer", ""))
    if not reviewer:
        raise NotWritten("Write your name: a decision carries the name of who made it.")
    if not reason:
        raise NotWritten("Write a reason: whoever reads the figure next year will ask.")
    common: dict[str, object] = dict.fromkeys(DECISION_COLUMNS)
    common |= {"claim_id": claim["claim_id"], "sentence_sha": claim["sentence_sha"], "decision": decision}
    common |= {"reason": reason, "reviewer": reviewer, "decided_on": today}
    changed = {
        f.name: value for f in fields_of(claim) if (value := _line(form.get(f"field_{f.name}", f.value))) != f.value
    }
    if decision == "correct" and not changed:
        raise NotWritten("No field was changed. Change one, or accept or reject the claim.")
    if decision != "correct" and changed:
        raise NotWritten(f"You changed {', '.join(changed)}: press “Save corrections”, or put the value back.")
    rows = [{**common, "field": f, "value": v} for f, v in changed.items()] or [common]
    for name, value in changed.items():
        if CORRECTABLE[name] in (int, float) and value and not _finite(value):
            raise NotWritten(f"'{value}' is no number for {name}; write digits with a point as decimal mark.")
    for row in rows:
        if wrong := check_decision(row):
            raise NotWritten(f"{wrong[0].upper()}{wrong[1:]}.")
    _check_result(claim, rows)
    return rows


def _finite(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _line(text: str) -> str:
    """Text on one line without control characters."""
    whole = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(whole) > _LONGEST:
        raise NotWritten(f"That is longer than {_LONGEST} characters.")
    return whole


def _check_result(claim: Mapping[str, Any], rows: list[dict[str, object]]) -> None:
    """The corrected claim must be one that can be published."""
    columns = list(TABLES["claims"].columns)
    frame = model_of("claims").validate(pd.DataFrame([{c: claim[c] for c in columns}], columns=columns))
    applied = apply_decisions(frame, pd.DataFrame(rows), whole=False)
    if applied.problems:
        why = applied.problems[0].partition(": ")[2].removesuffix("; not applied, mend the line")
        raise NotWritten(f"{why}.")
    after = applied.claims
    try:
        model_of("claims").validate(after, lazy=True)
    except pandera.errors.SchemaErrors as error:
        line = next(iter(failures_by_row("claims", after, error)))
        raise NotWritten(f"This cannot be published: {line.partition(': ')[2]}.") from None
