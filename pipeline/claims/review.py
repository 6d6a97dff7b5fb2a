"""Human decisions on claims: accept, correct or reject, each tied to the sentence it was made on.

Belongs here: what a decision does to a claim, and which claims need one. Reading and writing the decisions file is
done by the command line and the assets.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from schemas import TABLES, codes

#: Columns of data/raw/review/decisions.csv. `field` and `value` are filled for a correction, one row a field.
DECISION_COLUMNS = ["claim_id", "sentence_sha", "decision", "field", "value", "reason", "reviewer", "decided_on"]
DECISIONS = ("accept", "correct", "reject")
#: Fields a person may correct, with how the value is read.
CORRECTABLE: dict[str, type] = {
    "status": str,
    "amount_low": float,
    "amount_high": float,
    "currency": str,
    "qualifier": str,
    "stated_usd": float,
    "funding_year": int,
    "year_basis": str,
    "role": str,
    "periodicity": str,
    "funder_type": str,
    "funder": str,
    "recipient_type": str,
    "recipient": str,
    "purpose": str,
    "scope": str,
    "modality": str,
    "part_of": str,
}
_REVIEW_OF = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}


@dataclass(frozen=True)
class Applied:
    """Claims with the decisions applied, and one line for every decision that was not: stale, unknown or invalid."""

    claims: pd.DataFrame
    problems: tuple[str, ...]


def check_decision(row: dict[str, object]) -> str | None:
    """What is wrong with a decision, in one line; None if it can be applied."""
    decision, name, value = row.get("decision"), row.get("field"), row.get("value")
    if decision not in DECISIONS:
        return f"decision '{decision}' is none of {', '.join(DECISIONS)}"
    if not row.get("reason") or pd.isna(row.get("reason")):  # type: ignore[call-overload]
        return "a reason is missing"
    if not row.get("reviewer") or pd.isna(row.get("reviewer")):  # type: ignore[call-overload]
        return "the reviewer is missing"
    if decision != "correct":
        return None
    if name not in CORRECTABLE:
        return f"field '{name}' cannot be corrected; one of {', '.join(CORRECTABLE)}"
    try:
        _value(str(name), value)
    except ValueError as problem:
        return str(problem)
    return None


def _value(name: str, value: object) -> object:
    """A corrected value as the table holds it; ValueError, in one line, for what the table's column does not allow."""
    column = TABLES["claims"].columns[name]
    text = "" if value is None or (not isinstance(value, str) and pd.isna(value)) else str(value).strip()  # type: ignore[call-overload]
    if not text:
        if not column.nullable:
            raise ValueError(f"{name} cannot be empty")
        return None
    typed: object = text
    if CORRECTABLE[name] in (int, float):
        typed = _number(name, text)
    enum = (column.metadata or {}).get("enum")
    if enum and text not in [m.value for m in getattr(codes, enum)]:
        raise ValueError(f"'{text}' is no code of {name}")
    if name == "currency" and not (len(text) == 3 and text.isupper()):
        raise ValueError(f"'{text}' is no ISO 4217 code")
    if not all(check(pd.Series([typed])).check_passed for check in column.checks):
        raise ValueError(f"'{text}' is no value for {name}: {column.description}")
    return typed


def _number(name: str, text: str) -> float | int:
    try:
        number = float(text)
    except ValueError as problem:
        raise ValueError(f"'{text}' is no value for {name}") from problem
    if not math.isfinite(number) or (CORRECTABLE[name] is int and number != int(number)):
        raise ValueError(f"'{text}' is no value for {name}")
    return int(number) if CORRECTABLE[name] is int else number


def apply_decisions(claims: pd.DataFrame, decisions: pd.DataFrame, whole: bool = True) -> Applied:
    """Applies decisions to claims.

    A decision whose claim is gone or whose sentence has changed (other sentence_sha) is reported and not applied, and so are
    corrections that contradict each other. Of decisions of different kinds on one claim the last counts.

    Args:
        claims: table `claims`.
        decisions: rows with DECISION_COLUMNS; may be empty.
        whole: whether all claims are here, so that a total named by `part_of` must be among them.

    Returns:
        The claims with `review` and corrected fields set, and the problems.
    """
    result = claims.copy()
    problems: list[str] = []
    at = {identifier: n for n, identifier in zip(result.index, result["claim_id"], strict=True)}
    fitting: dict[str, list[tuple[str, Mapping[Any, Any]]]] = {}
    for number, row in enumerate(decisions.to_dict("records"), start=2):
        where = f"decisions.csv, line {number}, claim {row.get('claim_id')}"
        wrong = check_decision({str(k): v for k, v in row.items()})
        if wrong:
            problems.append(f"{where}: {wrong}; mend the line")
            continue
        index = at.get(row["claim_id"])
        if index is None:
            problems.append(
                f"{where}: stale, no such claim any more; the source text has changed, decide again with `reintegration review`"
            )
            continue
        if result.at[index, "sentence_sha"] != row["sentence_sha"]:
            problems.append(
                f"{where}: stale, the sentence has changed; not applied, decide again with `reintegration review`"
            )
            continue
        fitting.setdefault(row["claim_id"], []).append((where, row))
    for identifier, rows in fitting.items():
        index = at[identifier]
        before = result.loc[index].copy()
        if len({row["decision"] for _, row in rows}) > 1:
            problems.append(f"{rows[-1][0]}: decided before in another way; this line counts, delete the other")
            rows = [r for r in rows if r[1]["decision"] == rows[-1][1]["decision"]]
        for _, fitted in rows:
            _apply(result, index, fitted)
        wrong = _contradiction(result.loc[index], at if whole else None)
        if wrong:
            problems.append(f"{rows[-1][0]}: {wrong}; not applied, mend the line")
            result.loc[index] = before
    return Applied(result, tuple(problems))


def _apply(claims: pd.DataFrame, index: Any, row: Mapping[Any, Any]) -> None:
    """Sets `review` and, for a correction, the field."""
    claims.at[index, "review"] = _REVIEW_OF[str(row["decision"])]
    if row["decision"] != "correct":
        return
    value = _value(str(row["field"]), row["value"])
    claims.at[index, row["field"]] = cast(Any, pd.NA if value is None else value)
    if row["field"] == "purpose":
        claims.at[index, "purpose_group"] = codes.PURPOSE_GROUP[codes.Purpose(str(value))].value


def _contradiction(claim: pd.Series, known: Mapping[str, Any] | None) -> str | None:
    """What corrected fields make impossible together; None if nothing."""
    low, high, total = claim["amount_low"], claim["amount_high"], claim["part_of"]
    if pd.isna(low) != pd.isna(high):
        return "amount_low and amount_high must be corrected together"
    if not pd.isna(low) and low > high:
        return "amount_low is above amount_high; correct both"
    if not pd.isna(total) and (total == claim["claim_id"] or (known is not None and total not in known)):
        return f"part_of '{total}' is no other claim"
    return None


#: Flags that call for a person.
_DOUBTS = (
    "impossible_number",
    "currency_unknown",
    "funding_doubtful",
    "year_doubtful",
    "conversion_gap",
    "low_confidence",
    "parts_exceed_total",
    "equals_component",
)


def doubtful(claims: pd.DataFrame, below: float = 0.7) -> pd.DataFrame:
    """Unreviewed claims that need a person, the most valuable first (dollars at stake times doubt).

    Args:
        claims: table `claims`.
        below: confidence under which a claim is doubtful.
    """
    flags = claims["flags"].fillna("")
    marked = flags.map(lambda f: any(flag in _DOUBTS for flag in f.split(";")))
    pending = claims[(claims["review"] == "unreviewed") & ((claims["confidence"] < below) | marked)].copy()
    worth = pending["stated_usd"].fillna(pending["amount_high"]).fillna(0).astype(float)
    pending["_stake"] = (worth + 1) * (1.02 - pending["confidence"].astype(float))
    return pending.sort_values(["_stake", "claim_id"], ascending=[False, True]).drop(columns="_stake")
